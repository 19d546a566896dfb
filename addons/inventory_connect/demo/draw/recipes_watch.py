"""What each watch of the demo looks like: numbers and colours for `watch.py`, by picture code."""

BLACK, WHITE, SILVER = "#0d0e11", "#f4f3ef", "#e3e3e1"
BLUE, NAVY, GREEN = "#1d3f7a", "#152a4e", "#0f4a36"
INK = "#17181a"

THREE = [(-.42, 0, .23, 205, ("20", "40", "60")), (.42, 0, .23, 0, ("10", "20", "30")), (0, .42, .23, 0, ("3", "6", "9", "12"))]
TWO = [(-.44, 0, .25, 205, ("20", "40", "60")), (.44, 0, .25, 0, ("10", "20", "30"))]
VERTICAL = [(0, -.42, .23, 0, ("10", "20", "30")), (0, .42, .23, 205, ("20", "40", "60")), (-.42, 0, .23, 0, ("3", "6", "9", "12"))]
SMALL = [(0, .45, .22, 150, ("20", "40", "60"))]

DIVER = {"bezel": "dive", "ring": "#0d0e10", "dial": BLACK, "finish": "matte", "marks": "sport", "hands": "sport", "guards": True,
         "band": "oyster_brushed", "seconds": "lollipop"}
DATED = {"date": 8, "cyclops": True}
CHRONO = {"pushers": True, "seconds": "chrono", "counters": THREE}
CHRONO_LIGHT = {**CHRONO, "ink": INK, "lume": None, "finish": "matte"}
DRESS = {"ink": INK, "lume": None, "finish": "enamel", "hands": "leaf", "band": "leather", "bezel": "thin", "marks": "slim"}

RECIPES = {
    "w01": {**DIVER, **DATED, "mm": 41, "words": ("AUTOMATIC", "300 m = 1000 ft")},
    "w02": {**DIVER, "mm": 41, "words": ("AUTOMATIC", "300 m = 1000 ft")},
    "w03": {**DIVER, **DATED, "mm": 40, "bezel": "gmt", "ring": "#16274f", "ring2": "#8c1d26", "gmt": "#b3242c", "band": "jubilee", "words": ("AUTOMATIC",)},
    "w04": {**CHRONO_LIGHT, "mm": 40, "bezel": "tachy", "ring": "#0c0c0e", "dial": WHITE, "guards": True, "band": "oyster", "counter_color": WHITE,
            "counter_ink": INK, "counter_ring": "black", "flat": None},
    "w05": {**DATED, "mm": 41, "bezel": "fluted", "bezel_metal": "white_gold", "dial": BLUE, "band": "jubilee"},
    "w06": {"mm": 40, "metal": "yellow_gold", "bezel": "fluted", "dial": "#d9bd72", "finish": "sunburst", "ink": "#3a2a10", "lume": None, "day": True, "date": 8,
            "cyclops": True, "band": "president", "words": ("AUTOMATIC",)},
    "w07": {"mm": 36, "dial": BLACK, "finish": "matte", "marks": "explorer", "hands": "sport", "seconds": "lollipop", "band": "oyster_brushed", "words": ("AUTOMATIC",)},
    "w08": {"mm": 36, "dial": "#5fb7b2", "finish": "enamel", "ink": "#17383a", "band": "oyster", "words": ("AUTOMATIC",)},
    "w09": {**DATED, "mm": 31, "metal": "steel", "bezel": "fluted", "bezel_metal": "rose_gold", "dial": "#b58a78", "mark_metal": "rose_gold", "marks": "roman",
            "ink": "#4a2a1e", "lume": None, "band": "jubilee", "center": "rose_gold"},
    "w10": {**CHRONO, "mm": 40, "metal": "yellow_gold", "bezel": "tachy", "ring": "#0c0c0e", "ring_ink": "#d9b86a", "dial": BLACK, "counter_color": "#b8923e",
            "counter_ink": "#17130a", "guards": True, "band": "rubber", "leather": "#121214", "hands": "baton", "ink": "#e6cf96"},
    "w11": {**DIVER, "mm": 43, "date": 8, "cyclops": True, "ring": "#101113", "words": ("AUTOMATIC", "1220 m = 4000 ft")},
    "w12": {**DATED, "mm": 42, "bezel": "fluted", "bezel_metal": "white_gold", "dial": "#e8e7e3", "ink": INK, "lume": None, "gmt": "#b3242c", "band": "oyster"},
    "w13": {"mm": 40, "shape": "porthole", "dial": "#2a4a66", "finish": "grooves", "date": 8, "band": "beads", "marks": "baton"},
    "w14": {**DRESS, "mm": 38, "metal": "white_gold", "dial": "#f6f3ea", "counters": SMALL, "marks": "slim", "leather": "#17171a", "seconds": None, "skip": [6]},
    "w15": {"mm": 40, "shape": "porthole", "metal": "rose_gold", "dial": "#3b2a22", "finish": "grid", "edge": "#0c0806", "marks": "arabic", "date": 8,
            "band": "rubber", "leather": "#2f211a", "lume": "#f0e6d4"},
    "w16": {"mm": 41, "shape": "octagon", "dial": "#20406c", "finish": "grid", "date": 8, "band": "integrated"},
    "w17": {**CHRONO, "mm": 41, "shape": "octagon", "metal": "rose_gold", "dial": BLACK, "finish": "grid", "band": "integrated", "counter_color": "#b98a70",
            "counter_ink": "#1c100a", "pushers": False},
    "w18": {**CHRONO, "mm": 42, "bezel": "tachy", "ring": "#0b0b0d", "dial": "#0c0c0e", "finish": "matte", "band": "oyster", "hands": "baton", "guards": True,
            "words": ()},
    "w19": {**DIVER, "mm": 42, "ring": "#123061", "dial": "#163b74", "finish": "waves", "hands": "sword", "date": 8, "date_at": 6, "guards": True, "band": "beads"},
    "w20": {"mm": 41, "dial": "#1d4470", "finish": "teak", "date": 8, "date_at": 6, "band": "oyster", "hands": "broad"},
    "w21": {**DRESS, "shape": "oblong", "dial": "#f0ede4", "marks": "roman", "hands": "sword", "flat": "#1c3272", "seconds": None, "track": None,
            "leather": "#17171a"},
    "w22": {**DRESS, "shape": "oblong", "half_w": 300, "half_h": 296, "corner": 60, "rivets": True, "dial": "#f1efe8", "marks": "roman", "hands": "sword",
            "flat": "#1c3272", "seconds": None, "track": None, "band": "oyster_brushed", "metal": "steel"},
    "w23": {**DRESS, "shape": "oblong", "metal": "yellow_gold", "bezel": "gems", "half_w": 244, "half_h": 268, "dial": "#f3efe4", "marks": "roman",
            "hands": "sword", "flat": "#1c3272", "seconds": None, "track": None, "leather": "#5a1a22"},
    "w24": {"mm": 41, "dial": "#1b3a66", "finish": "sunburst", "date": 8, "band": "integrated", "bezel": "stepped", "marks": "baton"},
    "w25": {**DRESS, "mm": 40, "metal": "rose_gold", "dial": "#ece7da", "seconds": None, "leather": "#5a3420"},
    "w26": {**DRESS, "mm": 38.5, "metal": "white_gold", "dial": "#e9e8e3", "finish": "matte", "leather": "#121214", "counters": [(-.40, .34, .26, 150, ("20", "40", "60"))],
            "skip": [7, 8], "seconds": None, "date": 25, "date_at": 1, "marks": "slim"},
    "w27": {**DRESS, "shape": "oblong", "half_w": 236, "half_h": 296, "dial": "#e9e8e4", "finish": "enamel", "flat": "#1c3272", "marks": "arabic", "hands": "dauphine",
            "seconds": None, "track": None, "leather": "#2b1a12", "metal": "steel"},
    "w28": {**DRESS, "mm": 40, "metal": "steel", "dial": WHITE, "finish": "matte", "marks": "arabic", "counters": TWO, "pushers": True, "seconds": "chrono",
            "flat": "#1f3f86", "hands": "leaf", "leather": "#16171b"},
    "w29": {"mm": 41, "dial": "#16181b", "finish": "matte", "marks": "pilot", "hands": "sword", "lume": "#e9ead8", "date": 8, "band": "calf", "leather": "#6b4426",
            "stitch": "#e6d9c2", "bezel": "thin"},
    "w30": {"mm": 44, "shape": "cushion", "dial": "#121416", "finish": "matte", "marks": "sandwich", "hands": "baton", "ink": "#d8c79a", "lume": "#d8c79a",
            "guards": True, "band": "calf", "leather": "#8a5a34", "stitch": "#efe4d0", "counters": [(-.45, 0, .19, 120, ())], "seconds": None, "track": None, "skip": [9]},
    "w31": {**CHRONO, "mm": 43, "bezel": "dive", "ring": "#0d0e10", "dial": "#101215", "finish": "matte", "counter_color": "#e6e6e2", "counter_ink": INK,
            "band": "bars", "hands": "baton", "date": 8, "date_at": 6, "counters": TWO},
    "w32": {**DIVER, "mm": 39, "ring": "#15171a", "dial": "#101113", "marks": "sport", "hands": "broad", "ring_ink": "#d9c08a", "ink": "#e6d6b0", "lume": "#f0e6cc",
            "guards": False},
    "w33": {"mm": 40, "dial": "#dfe6ec", "finish": "guilloche", "ink": INK, "lume": None, "date": 8, "hands": "dauphine", "flat": None, "marks": "baton",
            "band": "oyster", "metal": "titanium", "bezel": "stepped"},
    "w34": {**CHRONO_LIGHT, "mm": 42, "dial": "#e9e8e4", "finish": "sunburst", "bezel": "tachy", "counters": [
        (-.40, .06, .27, 205, ("20", "40", "60")), (.40, .06, .27, 0, ("10", "20", "30")), (0, .42, .27, 0, ("20", "40", "60"))],
        "counter_color": "#35507e", "counter_ink": "#f2f2ee", "band": "oyster", "ring": "#0d0e10", "hands": "baton"},
    "w35": {**DRESS, "mm": 39, "metal": "rose_gold", "dial": "#efe9dc", "finish": "guilloche", "marks": "roman", "hands": "breguet", "flat": "#1c3272",
            "bezel": "stepped", "leather": "#3a2216", "seconds": None, "moon": True, "skip": [6, 5, 7]},
    "w36": {"shape": "tonneau", "metal": "white_gold", "dial": "#f2f0ea", "finish": "guilloche", "ink": INK, "lume": None, "hands": "leaf", "flat": "#1c3272",
            "leather": "#17171a", "band": "leather", "track": None, "marks": "arabic"},
}
