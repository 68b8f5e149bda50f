"""What is kept on a person: given out, and erased."""
