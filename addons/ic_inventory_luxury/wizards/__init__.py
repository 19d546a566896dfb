from . import ic_market_comp_import
from . import ic_piece_move
from . import ic_place_series
from . import ic_checkin_wizard
from . import ic_checkout_wizard
from . import ic_status_change
from . import ic_snapshot
