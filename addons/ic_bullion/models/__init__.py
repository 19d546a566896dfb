from . import spot
from . import premium
