from . import hook
from . import authorize
