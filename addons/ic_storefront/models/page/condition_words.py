"""What the grades mean, in words a buyer understands. One scale per category, best first.

The codes are those of the fields; `tests/test_piece_condition.py` holds the two together.
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

WORN = {
    'new_tags': _lt("Unworn, with the maker's tags still attached."),
    'new': _lt("Unworn, without tags. No sign of use."),
    'excellent': _lt("Worn a few times at most. You would have to look for a sign of it."),
    'very_good': _lt("Light wear that does not show at arm's length. Clean and complete."),
    'good': _lt("Regular wear that can be seen: softened fabric or edges, small marks. Nothing is torn."),
    'fair': _lt("Clear wear, shown in the photos and described below. Still good to use."),
}
WORDS = {
    'watch': {
        'new': _lt("From the maker or an authorised dealer, never worn, with everything it was sold with."),
        'unworn': _lt("Never worn, but not from the maker's shelf: it had an owner, or waited in a safe. No marks."),
        'very_good': _lt(
            "Worn with care. At most the fine hairlines a loupe finds on clasp or bezel; case edges are full, dial and "
            "hands are without a flaw. Runs as it should."
        ),
        'good': _lt(
            "Everyday wear: light scratches on case and bracelet, no deep dents. Dial and hands are clean. Runs as it "
            "should."
        ),
        'fair': _lt("Clear wear: scratches, small dents, a stretched bracelet or an aged dial. It runs."),
        'poor': _lt("Heavy wear, or parts that need attention. It may not run: please ask before you buy."),
    },
    'handbag': {
        'new': _lt("Store fresh: never carried, with protective films where the maker puts them."),
        'unused': _lt("Never carried. Storage may have left a trace, such as a missing film."),
        'excellent': _lt(
            "Carried a few times. Corners, handles and lining are clean; hardware shows hairlines at most."
        ),
        'very_good': _lt(
            "Carried with care. Light rubbing at the corners, fine scratches on the hardware, a lining without stains. "
            "The shape is firm."
        ),
        'good': _lt(
            "Carried regularly. Corners and handles show rubbing or a darker tone, the hardware is scratched, the "
            "lining may have small marks."
        ),
        'fair': _lt("Clear wear on leather, hardware and lining, shown in the photos. Sound and ready to carry."),
        'repair': _lt("Needs work before it can be carried, for example stitching, a handle or the lining."),
    },
    'sneaker': {
        'ds': _lt("Deadstock: brand-new and never worn, as the pair left the shop."),
        'vnds': _lt("Very near deadstock: tried on, or worn once or twice. Soles are clean, no creases to speak of."),
        '9': _lt(
            "Nine of ten: worn a few times. Light marks under the sole, faint creases, nothing that catches the eye."
        ),
        '8': _lt("Eight of ten: worn with care. Creases at the toe and marks on the sole, uppers clean."),
        '7': _lt("Seven of ten: clear wear. Creases, heel drag or small stains; plenty of life left."),
        '6': _lt("Six of ten or below: heavy wear, shown in the photos. For collectors and restorers."),
    },
    'apparel': WORN,
    'accessory': WORN,
    'bullion': {
        'sealed': _lt("In the maker's sealed card with its number: as it left the mint, and easiest to sell again."),
        'opened': _lt("The card is there, its seal is open. We have checked weight, measures and metal ourselves."),
        'missing': _lt("Without the card it was sold with. We have checked weight, measures and metal ourselves."),
        'none': _lt("Never sold with a card, as most coins. We have checked weight, measures and metal ourselves."),
    },
}
