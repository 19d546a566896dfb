from . import test_engine
from . import test_planning
from . import test_planning_people
