from . import crm_lead
from . import product_template
from . import wish
from . import pipeline
from . import customer
from . import task
