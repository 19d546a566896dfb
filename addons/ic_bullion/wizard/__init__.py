from . import ic_metal_price_import
from . import ic_metal_price_entry
from . import ic_metal_price_past
from . import ic_premium_try
