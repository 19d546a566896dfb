"""The columns of a list of artwork pieces."""

TARGETS = ()
EXAMPLE = {}
