from . import test_engine
from . import test_planning
from . import test_planning_people
from . import test_channel_orders
from . import test_channel_refunds
