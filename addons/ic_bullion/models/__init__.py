from . import spot
from . import premium
from . import live
from . import buyback
from . import desk
