from odoo.tools.translate import LazyTranslate

from odoo.addons.ic_inventory_luxury.models.category.stone_words import (
    CLARITY_RANKS,
    COLOR_RANKS,
    NOT_GIA_CLARITIES,
)

from .base import ChoiceFacet, FloorFacet, RangeFacet
from .general import BrandFacet, CommunityFacet, ConditionFacet, OfferFacet, PriceFacet, TagFacet
from .sizes import ApparelSizeFacet, SneakerSizeFacet
from .weights import WeightFacet

_lt = LazyTranslate(__name__)

# Floors of clarity and color: the grades every laboratory shares, best first.
CLARITY_FLOORS = {grade: rank for grade, rank in CLARITY_RANKS.items() if grade not in NOT_GIA_CLARITIES}

# In reading order: what a visitor of the category asks first stands first. The general ones stand around them.
GENERAL_FIRST = (BrandFacet('brand', _lt("Brand")),)
OF_CATEGORY = (
    SneakerSizeFacet('size', _lt("My Size"), ('sneaker',)),
    ApparelSizeFacet('size', _lt("Size"), ('apparel',)),
    ChoiceFacet('model', _lt("Model"), 'ic_model', ('watch', 'handbag', 'sneaker')),
    ChoiceFacet('reference', _lt("Reference"), 'ic_reference', ('watch',)),
    ChoiceFacet('case', _lt("Case Size"), 'ic_watch_case_size', ('watch',), sort='number', unit='mm'),
    ChoiceFacet('material', _lt("Case Material"), 'ic_watch_case_material', ('watch',)),
    ChoiceFacet('dial', _lt("Dial"), 'ic_watch_dial', ('watch',)),
    ChoiceFacet('set', _lt("Box and Papers"), 'ic_box_papers', ('watch',), sort='order'),
    ChoiceFacet('size', _lt("Size"), 'ic_bag_size', ('handbag',)),
    ChoiceFacet('color', _lt("Color"), 'ic_bag_color', ('handbag',)),
    ChoiceFacet('leather', _lt("Leather"), 'ic_bag_leather', ('handbag',)),
    ChoiceFacet('hardware', _lt("Hardware"), 'ic_bag_hardware_color', ('handbag',)),
    ChoiceFacet('hardware_material', _lt("Hardware Material"), 'ic_bag_hardware_material', ('handbag',), sort='order'),
    ChoiceFacet('silhouette', _lt("Silhouette"), 'ic_silhouette_id', ('sneaker',)),
    ChoiceFacet('box', _lt("Shoe Box"), 'ic_sneaker_box', ('sneaker',), sort='order'),
    ChoiceFacet('garment', _lt("Garment"), 'ic_apparel_type', ('apparel',), sort='order'),
    ChoiceFacet('gender', _lt("For"), 'ic_apparel_gender', ('apparel',), sort='order'),
    ChoiceFacet('season', _lt("Season"), 'ic_apparel_season', ('apparel',)),
    ChoiceFacet('kind', _lt("Kind"), 'ic_accessory_type', ('accessory',), sort='order'),
    ChoiceFacet('worn', _lt("Color"), 'ic_colorway', ('accessory',)),
    ChoiceFacet('made', _lt("Material"), 'ic_accessory_material', ('accessory',)),
    ChoiceFacet('jewel', _lt("Type"), 'ic_jewel_type', ('jewelry',), sort='order'),
    ChoiceFacet('stone', _lt("Stone"), 'ic_jewel_stone_type', ('jewelry',)),
    ChoiceFacet('shape', _lt("Shape"), 'ic_jewel_shape', ('jewelry',)),
    RangeFacet('carat', _lt("Total Carat"), 'ic_jewel_total_carat', ('jewelry',), unit='ct', step='0.01'),
    RangeFacet('center', _lt("Center Stone"), 'ic_jewel_center_carat', ('jewelry',), unit='ct', step='0.01'),
    FloorFacet('clarity', _lt("Clarity"), 'ic_jewel_clarity_rank', CLARITY_FLOORS, ('jewelry',)),
    FloorFacet('grade', _lt("Color"), 'ic_jewel_color_rank', COLOR_RANKS, ('jewelry',)),
    ChoiceFacet('tone', _lt("Metal Tone"), 'ic_jewel_tone', ('jewelry',), sort='order'),
    ChoiceFacet('metal', _lt("Metal"), 'ic_jewel_metal', ('jewelry',), sort='order'),
    ChoiceFacet('metal', _lt("Metal"), 'ic_bullion_metal', ('bullion',), sort='order'),
    ChoiceFacet('form', _lt("Form"), 'ic_bullion_form', ('bullion',), sort='order'),
    WeightFacet('weight', _lt("Weight")),
    ChoiceFacet('mint', _lt("Mint"), 'ic_mint_id', ('bullion',)),
    ChoiceFacet('artist', _lt("Artist"), 'ic_art_artist_id', ('artwork',)),
    CommunityFacet('community', _lt("Community")),
    ChoiceFacet('medium', _lt("Medium"), 'ic_art_medium', ('artwork',)),
    ChoiceFacet('dimension', _lt("Size"), 'ic_art_size_class', ('artwork',), sort='order'),
    RangeFacet('year', _lt("Year"), 'ic_art_sort_year', ('artwork',)),
)
GENERAL_LAST = (
    TagFacet('collab', _lt("Collaboration"), 'product_tag_ids'),
    ConditionFacet('condition', _lt("Condition")),
    PriceFacet('price', _lt("Price"), 'list_price', unit='$', step='any'),
    RangeFacet('year', _lt("Year"), 'ic_year'),
    OfferFacet('show', _lt("Availability")),
)


def facets_for(codes, of_category=True):
    """Return the filters for pieces of the categories `codes`; one parameter belongs to one filter.

    :param bool of_category: also those that only these categories have; without it, what all have in common
    """
    own = [facet for facet in OF_CATEGORY if of_category and set(facet.categories) & set(codes)]
    taken = {name for facet in own for name in facet.params}
    last = [facet for facet in GENERAL_LAST if not taken & set(facet.params)]
    return [*GENERAL_FIRST, *own, *last]
