from . import live_price
from . import ic_market_comp
from . import piece_market
from . import ic_price_history
from . import sale_price_check
from . import sale_live_price
from . import ic_price_change
