from . import test_metal_price
