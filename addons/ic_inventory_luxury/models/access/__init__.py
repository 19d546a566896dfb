from . import base
from . import product_cost
from . import stock_cost
from . import account_cost
from . import import_cost
from . import ir_attachment
from . import res_users
from . import res_company
