from . import stock_location
