from . import test_demo
from . import test_demo_pieces
from . import test_secrets
from . import test_stores
from . import test_roles
from . import test_demo_consignment
from . import test_demo_counting
from . import test_conflict_refund
