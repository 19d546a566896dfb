from . import res_users
from . import ic_alert
from . import ic_alert_mail
