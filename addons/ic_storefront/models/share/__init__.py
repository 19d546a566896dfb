from . import ic_share_link
from . import ic_share_entry
from . import ic_share_visit
from . import ic_share_page
from . import ic_secret
from . import piece_share
from . import crm_lead
