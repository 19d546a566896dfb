from . import editor
from . import inquiry
from . import shop
