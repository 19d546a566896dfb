from . import res_currency
from . import res_company_store
from . import res_company_contact
from . import piece_price
