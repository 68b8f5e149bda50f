"""Where everyone stands: read from the files, kept in an index, worked out, shown."""
