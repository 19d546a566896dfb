from . import ic_metal_price_import
from . import ic_metal_price_entry
from . import ic_metal_price_past
