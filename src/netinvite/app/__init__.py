"""What is done for a person at the keyboard, whoever asks for it: use cases that return data."""
