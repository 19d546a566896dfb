from . import sale_order_mail
