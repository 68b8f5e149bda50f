"""The wizard: the desk at which a person answers, for a preparation and for an interview."""

from netinvite import libraries

# What follows loads prompt_toolkit, before any page does.
libraries.take_up_terminal()
