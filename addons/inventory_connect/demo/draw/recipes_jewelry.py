"""What each piece of jewelry of the demo looks like, for `jewel.py`, by picture code."""

RECIPES = {
    "j01": {"shape": "solitaire", "metal": "platinum", "cut": "round", "crop": (520, 300, 560), "grow": 1.06},
    "j02": {
        "shape": "halo",
        "metal": "white_gold",
        "stone": "sapphire",
        "cut": "oval",
        "crop": (520, 260, 560),
        "desk": "linen",
        "grow": 1.04,
    },
    "j03": {"shape": "eternity", "metal": "platinum", "crop": (460, 430, 560), "desk": "slate", "grow": 1.1},
    "j04": {"shape": "bangle", "metal": "yellow_gold", "crop": (430, 780, 620), "desk": "walnut", "grow": 1.1},
    "j05": {"shape": "strand", "metal": "white_gold", "crop": (480, 920, 620), "desk": "felt"},
    "j06": {
        "shape": "pendant",
        "metal": "yellow_gold",
        "stone": "emerald",
        "cut": "pear",
        "size": 136,
        "crop": (480, 760, 640),
        "desk": "linen",
    },
    "j07": {
        "shape": "drops",
        "metal": "white_gold",
        "stone": "aquamarine",
        "cut": "cushion",
        "crop": (380, 620, 560),
        "desk": "slate",
    },
    "j08": {"shape": "tennis", "metal": "white_gold", "crop": (740, 250, 520), "desk": "felt"},
    "j09": {
        "shape": "signet",
        "metal": "yellow_gold",
        "stone_tone": "#1d5a46",
        "crop": (520, 290, 560),
        "desk": "oak",
        "grow": 1.06,
    },
    "j10": {"shape": "brooch", "metal": "rose_gold", "stone": "ruby", "crop": (620, 420, 560), "desk": "linen"},
}
