from . import ic_import
from . import photo
