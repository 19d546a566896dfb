from . import piece_price_mode
from . import ic_live_price
from . import res_company
from . import product_pricelist
