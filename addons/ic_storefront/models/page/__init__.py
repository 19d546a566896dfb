from . import piece_condition
from . import piece_pictures
