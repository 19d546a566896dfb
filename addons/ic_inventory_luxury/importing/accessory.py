"""The columns of a list of accessory pieces."""

TARGETS = ()
EXAMPLE = {}
