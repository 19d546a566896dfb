from . import checkout
from . import editor
from . import inquiry
from . import notice
from . import shop
from . import tls_ask
