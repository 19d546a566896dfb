from . import pos_category
from . import pos_order
from . import product_template
from . import cost_secrecy
from . import pos_order_consignment
from . import stock_move
