"""What each work of art of the demo looks like, for `art.py`, by picture code."""

RECIPES = {
    "p01": {
        "work": "ridges",
        "size": (900, 640),
        "frame": "oak",
        "sky": ("#f3d9b8", "#e9b98c", "#c98a6a"),
        "land": ("#c7917a", "#a86a58", "#7d4a44", "#4f3338", "#2b2028"),
    },
    "p02": {
        "work": "field",
        "size": (700, 900),
        "frame": "white",
        "colors": ("#8c2f23", "#d9622b", "#43202a", "#e9a24a"),
    },
    "p03": {
        "work": "shapes",
        "size": (620, 800),
        "frame": "black",
        "mount": 70,
        "moulding": 18,
        "colors": ("#efe3c8", "#e0843c", "#7fb0a8", "#d8a7a0", "#2f3f52"),
        "edition": "18/60",
    },
    "p04": {"work": "bronze", "sculpture": True},
    "p05": {
        "work": "linocut",
        "size": (640, 800),
        "frame": "oak",
        "mount": 60,
        "moulding": 20,
        "colors": ("#1d2326", "#5d6f5a", "#8a6b3f"),
        "edition": "AP 2/5",
    },
    "p06": {
        "work": "impasto",
        "size": (820, 820),
        "frame": "black",
        "colors": ("#16324f", "#2c6a86", "#8fc0bd", "#f0e2c0", "#e8a13d", "#b5482c"),
    },
    "p07": {"work": "ink", "size": (600, 860), "frame": "walnut", "mount": 80, "moulding": 20},
    "p08": {
        "work": "weave",
        "size": (640, 860),
        "colors": ("#b06a3b", "#3e5560", "#d9c39a", "#7c3b2e", "#8b8f72", "#e5dcc6"),
    },
    "p09": {"work": "photograph", "size": (900, 700), "frame": "black", "mount": 76, "moulding": 16},
}
