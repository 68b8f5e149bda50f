"""Windows that are closed and signals that come in pairs, at random moments of a sitting: nothing is lost."""
