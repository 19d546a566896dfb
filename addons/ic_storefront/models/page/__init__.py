from . import piece_condition
from . import piece_pictures
from . import piece_card_picture
