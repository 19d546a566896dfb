from . import ic_import
from . import photo
from . import consignment
from . import counting
from . import ledger
from . import sale_portal
