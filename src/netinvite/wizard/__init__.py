"""The wizard: the desk at which a person answers, for a preparation and for an interview."""
