from . import ic_conflict
from . import ic_conflict_side
from . import ic_conflict_document
from . import ic_conflict_open
from . import sale_order
from . import ic_conflict_found
