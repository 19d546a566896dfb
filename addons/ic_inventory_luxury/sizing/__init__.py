from . import apparel, sneakers
