from . import ic_pipeline
from . import ic_pipeline_starter
from . import crm_stage
from . import crm_lead
from . import crm_lead_source
from . import ic_stage_log
