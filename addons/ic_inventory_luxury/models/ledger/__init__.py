from . import ic_stock_entry
from . import ic_stock_entry_check
from . import stock_quant
from . import stock_move
from . import piece_ledger
