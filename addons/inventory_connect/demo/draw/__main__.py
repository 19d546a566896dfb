"""Draw the pictures into demo/images: `python -m draw [code ...]` from the folder demo/."""

import sys
from pathlib import Path

from . import bag, brand, recipes_bag, recipes_watch, studio, watch

IMAGES = Path(__file__).resolve().parent.parent / "images"
# second pictures: crop (x, y, width) of the plate, per kind of piece
WATCH_DETAIL, BAG_DETAIL = (410, 400, 780), (420, 560, 760)
DETAILS = {
    "w01",
    "w03",
    "w04",
    "w05",
    "w06",
    "w13",
    "w16",
    "w18",
    "w21",
    "w26",
    "w30",
    "w35",
    "h01",
    "h02",
    "h04",
    "h06",
    "h11",
    "h16",
    "h18",
    "h21",
}


def main(codes):
    """Draw the given codes, or everything."""
    for maker, recipes, crop in ((watch, recipes_watch.RECIPES, WATCH_DETAIL), (bag, recipes_bag.RECIPES, BAG_DETAIL)):
        for code, recipe in recipes.items():
            if codes and code not in codes:
                continue
            plate = maker.draw(recipe)
            size = studio.save(plate, IMAGES / f"{code}.jpg")
            if code in DETAILS:
                size += studio.save(plate, IMAGES / f"{code}_detail.jpg", 1200, crop, 88_000)
            sys.stdout.write(f"{code} {size // 1024} kB\n")
    if not codes or "brand" in codes:
        brand.draw_all(IMAGES)


if __name__ == "__main__":
    main(sys.argv[1:])
