"""Damaged files: what is wrong with one person's files stays with that person."""
