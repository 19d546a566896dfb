from . import ic_premium_rule
from . import res_company
from . import piece_premium
