"""The pitch said aloud: its time, the screen meanwhile, and the times before."""
