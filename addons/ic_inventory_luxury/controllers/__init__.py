from . import ic_import
