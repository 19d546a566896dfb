from . import test_brand
from . import test_sku
from . import test_status
from . import test_piece
from . import test_piece_form
from . import test_access
from . import test_confirm_at_once
