from . import res_company
from . import res_config_settings
from . import res_company_categories
from . import res_config_settings_categories
from . import ir_ui_menu
from . import ir_http
