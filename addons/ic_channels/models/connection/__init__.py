from . import ic_channel
from . import ic_channel_credential
from . import ic_channel_location
from . import ic_channel_pulse
from . import ic_channel_client
from . import ic_channel_connect
from . import ic_channel_health
