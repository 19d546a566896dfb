from . import ic_metal_hedge
from . import ic_metal_position
from . import ic_metal_stand
from . import sale_order
from . import ic_metal_sale
from . import ic_metal_watch
from . import ic_alert
