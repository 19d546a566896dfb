from . import test_offered_pieces
