"""One question by questionary alone, with a long text in its field."""

import sys

import questionary

questionary.text("Who are you?", default=sys.argv[1]).unsafe_ask()
