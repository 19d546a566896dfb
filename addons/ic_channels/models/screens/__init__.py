from . import ic_channel_card
from . import ic_channel_guide
from . import ic_channel_doors
from . import ic_channel_hook
from . import ic_listing_story
from . import ic_listing_publish
from . import piece_channels
from . import decisions
