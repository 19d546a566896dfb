from . import test_matching_quality
from . import test_offered_pieces
from . import test_wish_matching
from . import test_wish_reading
from . import test_wish_site
