from . import test_engine
from . import test_planning
from . import test_planning_people
from . import test_channel_orders
from . import test_channel_refunds
from . import test_channel_connection
from . import test_channel_hook
from . import test_channel_sweep
