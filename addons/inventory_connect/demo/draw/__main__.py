"""Draw the pictures into demo/images: `python -m draw [code ...]` from the folder demo/."""

import sys
from pathlib import Path

from . import (
    accessory,
    art,
    bag,
    brand,
    bullion,
    garment,
    jewel,
    recipes_accessory,
    recipes_apparel,
    recipes_art,
    recipes_bag,
    recipes_bullion,
    recipes_jewelry,
    recipes_sneaker,
    recipes_watch,
    saving,
    sneaker,
    stage,
    watch,
)

IMAGES = Path(__file__).resolve().parent.parent / "images"
# second pictures of watches and bags: crop (x, y, width) of the plate
WATCH_DETAIL, BAG_DETAIL = (410, 400, 780), (420, 560, 760)
DETAILS = {
    *("w01", "w03", "w04", "w05", "w06", "w13", "w16", "w18", "w21", "w26", "w30", "w35"),
    *("h01", "h02", "h04", "h06", "h11", "h16", "h18", "h21"),
}
# which pieces the dealer has taken in hand too, and on which desk the older two categories lie
HANDS = {
    *("k02", "k08", "k10", "a04", "a07", "a09", "c03", "c05", "c10", "j02", "j05", "j09"),
    *("b02", "b05", "b08", "p05", "p07"),
}
DESKS = {"w01": "slate", "w05": "linen", "w16": "walnut", "h02": "oak", "h11": "linen", "h21": "walnut"}
NEWER = (
    (sneaker, recipes_sneaker.RECIPES),
    (garment, recipes_apparel.RECIPES),
    (accessory, recipes_accessory.RECIPES),
    (jewel, recipes_jewelry.RECIPES),
    (bullion, recipes_bullion.RECIPES),
    (art, recipes_art.RECIPES),
)
# file ending, side in pixels, most bytes
SIZES = {"front": ("", 1200, 48_000), "detail": ("_detail", 900, 33_000), "pair": ("_detail", 1000, 36_000)}
HAND_SIZE = ("_hand", 1000, 40_000)


def main(codes):
    """Draw the given codes, or everything."""
    for maker, recipes, crop in ((watch, recipes_watch.RECIPES, WATCH_DETAIL), (bag, recipes_bag.RECIPES, BAG_DETAIL)):
        for code, recipe in recipes.items():
            if not codes or code in codes:
                _report(code, _older(maker, code, recipe, crop))
    for maker, recipes in NEWER:
        for code, recipe in recipes.items():
            if not codes or code in codes:
                _report(code, _newer(maker, code, recipe))
    if not codes or "brand" in codes:
        brand.draw_all(IMAGES)


def _report(code, size):
    sys.stdout.write(f"{code} {size // 1024} kB\n")
    sys.stdout.flush()


def _older(maker, code, recipe, crop):
    """Pictures of a watch or bag; gives their bytes."""
    plate = maker.draw(recipe)
    size = saving.save(plate, IMAGES / f"{code}.jpg")
    if code in DETAILS:
        size += saving.save(plate, IMAGES / f"{code}_detail.jpg", 1200, crop, 88_000)
    if code in DESKS:
        size += _hand(code, stage.in_hand(maker.body(recipe), DESKS[code], -8, 0.94))
    return size


def _newer(maker, code, recipe):
    """Pictures of a piece of the newer categories; gives their bytes."""
    size = 0
    for kind, plate in maker.draw(recipe, hand=code in HANDS).items():
        if kind == "hand":
            size += _hand(code, plate)
            continue
        plate, crop = plate if isinstance(plate, tuple) else (plate, None)
        ending, side, limit = SIZES[kind]
        size += saving.save_light(plate, IMAGES / f"{code}{ending}.jpg", side, crop, limit)
    return size


def _hand(code, plate):
    ending, side, limit = HAND_SIZE
    return saving.save_light(plate, IMAGES / f"{code}{ending}.jpg", side, None, limit)


if __name__ == "__main__":
    main(sys.argv[1:])
