from . import ic_status_log
from . import piece_stock
from . import piece_status
from . import sale_order
from . import sale_order_line
from . import stock_move
