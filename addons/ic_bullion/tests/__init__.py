from . import test_metal_price
from . import test_metal_source
from . import test_metal_review
from . import test_metal_history
from . import test_spot
from . import test_pricing
from . import test_premium_rule
