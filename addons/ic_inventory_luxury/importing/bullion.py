"""The columns of a list of bullion pieces."""

TARGETS = ()
EXAMPLE = {}
