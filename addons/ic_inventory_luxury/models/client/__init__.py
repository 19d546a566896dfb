from . import ic_client_sale
from . import res_partner
