"""What each handbag of the demo looks like: shape, colours and hardware for `bag.py`, by picture code."""

NOIR, GOLD, ETOUPE, CRAIE = "#1a1a1c", "#b5703a", "#857468", "#e8e1d2"

RECIPES = {
    "h01": {"shape": "straps", "color": GOLD, "metal": "steel", "size": .96},
    "h02": {"shape": "straps", "color": NOIR, "kind": "epsom", "metal": "yellow_gold"},
    "h03": {"shape": "straps", "color": ETOUPE, "metal": "steel", "size": 1.05, "thread": "#efe8dc"},
    "h04": {"shape": "framed", "color": CRAIE, "kind": "epsom", "metal": "yellow_gold", "size": .95},
    "h05": {"shape": "framed", "color": "#7a1f2b", "kind": "togo", "metal": "steel"},
    "h06": {"shape": "framed", "color": "#16332b", "kind": "croc", "metal": "light_gold"},
    "h07": {"shape": "flap", "color": "#c8643a", "kind": "epsom", "metal": "yellow_gold", "clasp": "bar", "w": 360, "h": 480, "depth": .60, "curve": 30},
    "h08": {"shape": "bucket", "color": "#2f5d7c", "metal": "steel", "size": .94},
    "h09": {"shape": "messenger", "color": "#a06a42", "trim": "#8a5632", "metal": "steel"},
    "h10": {"shape": "tote", "color": "#3c4a3a", "metal": "steel", "band": False, "belt": True, "top": 430, "bottom": 400},
    "h11": {"shape": "quilted", "color": NOIR, "kind": "caviar", "metal": "yellow_gold"},
    "h12": {"shape": "quilted", "color": "#d9c4a4", "kind": "smooth", "metal": "light_gold", "size": 1.04},
    "h13": {"shape": "quilted", "color": "#4c4f55", "kind": "smooth", "metal": "ruthenium", "clasp": "bar", "trim": "#3a3c41"},
    "h14": {"shape": "flap", "color": "#22345a", "kind": "caviar", "metal": "ruthenium", "chain": True, "clasp": "bar", "quilted": True, "depth": .66, "curve": 26,
            "h": 450},
    "h15": {"shape": "tote", "color": "#b9875e", "kind": "togo", "metal": "light_gold", "belt": True, "wings": True, "top": 400, "bottom": 420, "h": 560},
    "h16": {"shape": "arched", "color": "#7d1d26", "kind": "epsom", "metal": "yellow_gold"},
    "h17": {"shape": "duffle", "color": "#5c3a28", "kind": "togo", "metal": "yellow_gold", "embossed": True, "trim": "#4a2c1c"},
    "h18": {"shape": "lady", "color": NOIR, "kind": "smooth", "metal": "light_gold"},
    "h19": {"shape": "saddle", "color": "#24304e", "kind": "togo", "metal": "light_gold"},
    "h20": {"shape": "crescent", "color": "#6a3822", "kind": "smooth", "metal": "yellow_gold"},
    "h21": {"shape": "cassette", "color": "#2f6b3c", "kind": "smooth", "metal": "yellow_gold"},
    "h22": {"shape": "crescent", "color": "#d8ccb6", "kind": "smooth", "woven": True, "knot": True, "metal": "light_gold"},
    "h23": {"shape": "puzzle", "color": "#c08a58", "kind": "smooth", "metal": "light_gold"},
    "h24": {"shape": "tote", "color": "#1f1f22", "kind": "saffiano", "metal": "yellow_gold", "band": True, "top": 400, "bottom": 410, "h": 540},
}
