"""The commands, one module each: parse, call, print. A module is imported when its command is called."""
