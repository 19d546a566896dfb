from . import test_pos_piece
