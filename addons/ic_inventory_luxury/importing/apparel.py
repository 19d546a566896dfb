"""The columns of a list of apparel pieces."""

TARGETS = ()
EXAMPLE = {}
