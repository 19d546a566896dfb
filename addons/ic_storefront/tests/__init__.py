from . import test_builder
from . import test_inquiry
from . import test_local_only
from . import test_publish
from . import test_purchase
from . import test_second_buyer
from . import test_secrecy
from . import test_shop
