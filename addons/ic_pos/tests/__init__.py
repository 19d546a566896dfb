from . import test_pos_piece
from . import test_pos_consignment
from . import test_pos_minimum
