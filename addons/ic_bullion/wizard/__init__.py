from . import ic_metal_price_import
