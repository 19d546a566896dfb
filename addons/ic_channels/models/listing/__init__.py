from . import ic_listing
from . import ic_listing_mark
from . import ic_listing_desired
from . import ic_listing_content
from . import ic_channel_drain
from . import ic_listing_push
from . import ic_listing_observe
from . import piece_listings
