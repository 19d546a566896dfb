from . import res_company
from . import ic_photo_store
from . import ir_attachment
from . import ir_attachment_waste
from . import ic_photo_keep
from . import ic_photo_storage
