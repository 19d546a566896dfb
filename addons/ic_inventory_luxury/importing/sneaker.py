"""The columns of a list of sneaker pieces."""

TARGETS = ()
EXAMPLE = {}
