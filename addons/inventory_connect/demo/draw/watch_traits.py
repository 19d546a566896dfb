"""What several watches of the demo share: colours, the places of counters, the looks of a diver or a dress watch."""

BLACK, WHITE, SILVER = "#0d0e11", "#f4f3ef", "#e3e3e1"
BLUE, NAVY, GREEN = "#1d3f7a", "#152a4e", "#0f4a36"
INK = "#17181a"

THREE = [
    (-0.42, 0, 0.23, 205, ("20", "40", "60")),
    (0.42, 0, 0.23, 0, ("10", "20", "30")),
    (0, 0.42, 0.23, 0, ("3", "6", "9", "12")),
]
TWO = [(-0.44, 0, 0.25, 205, ("20", "40", "60")), (0.44, 0, 0.25, 0, ("10", "20", "30"))]
SMALL = [(0, 0.45, 0.22, 150, ("20", "40", "60"))]

DIVER = {
    "bezel": "dive",
    "ring": "#0d0e10",
    "dial": BLACK,
    "finish": "matte",
    "marks": "sport",
    "hands": "sport",
    "guards": True,
    "band": "oyster_brushed",
    "seconds": "lollipop",
}
DATED = {"date": 8, "cyclops": True}
CHRONO = {"pushers": True, "seconds": "chrono", "counters": THREE}
CHRONO_LIGHT = {**CHRONO, "ink": INK, "lume": None, "finish": "matte"}
DRESS = {
    "ink": INK,
    "lume": None,
    "finish": "enamel",
    "hands": "leaf",
    "band": "leather",
    "bezel": "thin",
    "marks": "slim",
}
