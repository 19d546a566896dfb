from . import ic_artist
from . import piece_artist
from . import website
