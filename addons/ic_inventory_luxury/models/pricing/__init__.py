from . import ic_market_comp
from . import piece_market
