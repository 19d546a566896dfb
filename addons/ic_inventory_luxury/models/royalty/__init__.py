from . import artwork_royalty
from . import res_company_royalty
from . import sale_order_line_royalty
from . import stock_move
