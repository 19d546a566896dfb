from . import spot
