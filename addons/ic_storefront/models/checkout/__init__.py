from . import sale_order_mail
from . import sale_order_price_lock
