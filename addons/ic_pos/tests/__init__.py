from . import test_pos_piece
from . import test_pos_consignment
from . import test_pos_minimum
from . import test_pos_claim
from . import test_pos_offline
from . import test_pos_lease
from . import test_pos_live
from . import test_pos_conflict
