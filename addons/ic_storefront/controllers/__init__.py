from . import checkout
from . import editor
from . import inquiry
from . import shop
from . import tls_ask
