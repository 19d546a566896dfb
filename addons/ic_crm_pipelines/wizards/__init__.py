from . import ic_wish_dismiss
from . import ic_stage_remove
