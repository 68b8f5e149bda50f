"""Odd and hostile input, a hundred thousand times."""
