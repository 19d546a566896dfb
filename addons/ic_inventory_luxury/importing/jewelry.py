"""The columns of a list of jewelry pieces."""

TARGETS = ()
EXAMPLE = {}
