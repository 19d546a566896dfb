from . import ic_throttle
from . import crm_lead
from . import crm_lead_messages
from . import inquiry_stamp
