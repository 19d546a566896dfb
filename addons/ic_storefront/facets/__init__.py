"""The filters of the shop: what they are, how they read the address of a page, what they ask of the database.

A filter offers only what exists among the pieces a visitor can see. Whatever else stands in an address is ignored, so
nothing that a stranger types reaches the database.
"""

from .base import Groups
from .registry import facets_for
from .shop import ShopFacets

__all__ = ['Groups', 'ShopFacets', 'facets_for']
