from . import product_cost
from . import stock_cost
from . import account_cost
from . import import_cost
from . import res_users
from . import res_company
