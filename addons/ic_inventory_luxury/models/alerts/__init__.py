from . import res_users
from . import ic_alert
from . import ic_alert_mail
from . import ic_alert_list
from . import ic_alert_stock
from . import ic_stock_watch
from . import piece_stock_alert
from . import ic_checkout
