from . import ic_photo
from . import ic_photo_file
from . import ic_photo_shown
from . import piece_photos
