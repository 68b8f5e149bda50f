"""Texts from templates, in a sandbox and in a process that may take so much time and memory and no more."""
