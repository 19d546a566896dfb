from . import ir_http
from . import piece_markup
from . import product_feed
from . import website
