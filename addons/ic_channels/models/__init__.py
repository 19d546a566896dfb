from . import connection
from . import listing
from . import inbound
from . import sweep
from . import planning
from . import screens
