from . import ic_client_note
from . import ic_client_twin
from . import merge
from . import res_partner
