"""One's own texts: which are in force, copied to be changed, compared with the shipped ones, and checked."""
