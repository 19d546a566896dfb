from . import ir_http
from . import ir_qweb
from . import own_columns
from . import piece_extras
from . import piece_condition
from . import piece_pictures
from . import piece_card_picture
from . import quick_price
