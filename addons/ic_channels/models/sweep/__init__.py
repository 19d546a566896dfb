from . import ic_channel_sweep
from . import ic_channel_drift
from . import ic_channel_drift_settle
from . import ic_channel_item
from . import ic_channel_item_bind
from . import ic_channel_sweep_run
