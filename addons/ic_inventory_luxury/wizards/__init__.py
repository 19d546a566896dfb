from . import ic_market_comp_import
