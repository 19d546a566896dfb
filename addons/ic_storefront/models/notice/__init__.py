from . import piece_notice
