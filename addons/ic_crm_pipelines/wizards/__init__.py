from . import ic_wish_dismiss
from . import ic_stage_remove
from . import ic_lead_won
