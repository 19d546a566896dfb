from . import ic_metal_price
from . import ic_metal_price_history
from . import ic_metal_source
from . import ic_metal_source_fetch
from . import ic_metal_source_health
from . import ic_metal_review
from . import res_company
from . import res_config_settings
