"""What surfaces are made of: relief and colour of cloth and skins, sampled at plate coordinates.

Each function takes grids `x`, `y` (plate units) and gives (height in plate units, colour factor around 1).
"""

from functools import lru_cache

import numpy as np

TILE = 1024


@lru_cache
def noise(size, seed=3, octaves=3):
    """Tileable smooth noise of about unit strength; `size` is the width of its largest blobs in plate units."""
    rng = np.random.default_rng(seed)
    total = np.zeros((TILE, TILE), np.float32)
    for octave in range(octaves):
        cells = max(2, int(TILE / size * 2**octave))
        spectrum = np.fft.fft2(rng.normal(0, 1, (TILE, TILE)))
        freq = np.hypot(*np.meshgrid(np.fft.fftfreq(TILE) * TILE, np.fft.fftfreq(TILE) * TILE))
        layer = np.real(np.fft.ifft2(spectrum * np.exp(-((freq / cells) ** 2))))
        total += (layer / layer.std() / 1.9**octave).astype(np.float32)
    return total / total.std()


def sample(field, x, y):
    """Read a tileable field at plate coordinates, between its cells too."""
    ix, iy = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = (x - ix).astype(np.float32), (y - iy).astype(np.float32)
    ix, iy, jx, jy = ix % TILE, iy % TILE, (ix + 1) % TILE, (iy + 1) % TILE
    top = field[iy, ix] * (1 - fx) + field[iy, jx] * fx
    return top * (1 - fy) + (field[jy, ix] * (1 - fx) + field[jy, jx] * fx) * fy


def smooth(x, y):
    """Fine smooth leather or lacquered stuff: hardly any relief."""
    n = sample(noise(9), x, y)
    return 0.10 * n, 1 + 0.010 * n


def leather(x, y):
    """Tumbled leather: pebbles with soft grooves."""
    n = sample(noise(11, 5), x, y)
    return 0.8 * np.tanh(n * 1.1) + 0.12 * sample(noise(4, 6), x, y), 1 + 0.018 * n


def suede(x, y):
    """Napped leather: brushed this way and that."""
    n, fine = sample(noise(60, 8), x, y), sample(noise(3, 9, 1), x, y)
    return 0.12 * fine, 1 + 0.045 * n + 0.05 * fine


def mesh(x, y):
    """Open knit with small holes in offset rows."""
    p = 13.0
    row = np.floor(y / p)
    cx = (x + (row % 2) * p / 2) % p - p / 2
    cy = y % p - p / 2
    hole = np.exp(-((cx / 3.4) ** 2 + (cy / 3.0) ** 2))
    return -1.6 * hole, 1 - 0.42 * hole


def knit(x, y, p=15.0):
    """Stocking stitch: columns of little V."""
    u = (x % p) / p
    lean = np.abs(u - 0.5) * 2
    v = ((y + lean * p * 0.75) % (p * 0.86)) / (p * 0.86)
    height = np.sin(np.pi * v) * (0.55 + 0.45 * np.sin(np.pi * np.minimum(lean * 1.1, 1)))
    groove = np.exp(-(((u - 0.0) * (u - 1.0) * 4) ** 2) * 18)
    fuzz = sample(noise(3, 12, 1), x, y)
    return 3.4 * height - 1.4 * groove, 1 - 0.10 * groove + 0.03 * fuzz


def fine_knit(x, y):
    """The same in fine gauge."""
    height, tint = knit(x, y, 9.0)
    return 0.6 * height, tint


def ribs(x, y, p=20.0):
    """Rib stitch: upright cords."""
    return 3.2 * np.abs(np.sin(np.pi * x / p)), 1 - 0.10 * np.exp(-((np.sin(np.pi * x / p) / 0.3) ** 2))


def canvas(x, y):
    """Plain weave."""
    p = 6.4
    over = np.sign(np.sin(np.pi * x / p) * np.sin(np.pi * y / p))
    height = 0.5 * np.abs(np.sin(np.pi * x / p)) * (over > 0) + 0.5 * np.abs(np.sin(np.pi * y / p)) * (over <= 0)
    slub = sample(noise(30, 4), x, y)
    return height, 1 + 0.035 * over + 0.022 * slub


def denim(x, y):
    """Twill of blue warp and pale weft, faded unevenly."""
    d = np.sin(2 * np.pi * (x + 1.7 * y) / 7.5)
    slub = sample(noise(14, 21), x * 3.0, y * 0.4)
    return 0.5 * d, 1 + 0.10 * d + 0.07 * slub + 0.05 * sample(noise(120, 22), x, y)


def wool(x, y):
    """Brushed coating: short hairs lying down."""
    hair = sample(noise(5, 31, 2), x * 2.0, y * 0.5)
    return 0.28 * hair, 1 + 0.050 * hair + 0.020 * sample(noise(80, 33), x, y)


def suiting(x, y):
    """Fine worsted."""
    d = np.sin(2 * np.pi * (x - y) / 5.0)
    return 0.10 * d, 1 + 0.03 * d + 0.016 * sample(noise(40, 35), x, y)


def tweed(x, y):
    """Bouclé: knots of light and dark yarn in a loose weave."""
    p = 11.0
    knot = sample(noise(9, 41, 2), x, y)
    weave = np.sin(np.pi * x / p) * np.sin(np.pi * y / p)
    fleck = np.clip(sample(noise(5, 43, 1), x, y) - 1.1, 0, 2)
    dark = np.clip(sample(noise(7, 44, 1), x, y) - 0.7, 0, 2)
    return 1.1 * knot + 1.0 * weave, 1 + 0.06 * weave + 0.5 * fleck - 0.42 * dark


def fleece(x, y):
    """Heavy jersey, soft."""
    return 0.16 * sample(noise(4, 51, 1), x, y), 1 + 0.020 * sample(noise(5, 52, 2), x, y)


def nylon(x, y):
    """Taut shell with fine wrinkles."""
    return 1.6 * sample(noise(38, 61), x, y) + 0.3 * sample(noise(10, 62), x, y), 1 + 0 * x


def silk(x, y):
    """Twill so fine that only its slope shows."""
    return 0.05 * np.sin(2 * np.pi * (x + y) / 4.0), 1 + 0.012 * np.sin(2 * np.pi * (x + y) / 4.0)


def pleats(x, y):
    """Sharp narrow pleats, as pressed by heat."""
    p = 17.0
    u = ((x + 2.2 * np.sin(y / 46.0)) % p) / p
    height = np.where(u < 0.62, u / 0.62, (1 - u) / 0.38)
    return 7.5 * height, 0.93 + 0.12 * height


def rubber(x, y):
    """Moulded rubber."""
    n = sample(noise(4, 71, 1), x, y)
    return 0.06 * n, 1 + 0.012 * n


def foam(x, y):
    """Blown foam, a little chalky."""
    n = sample(noise(5, 73, 2), x, y)
    return 0.12 * n, 1 + 0.018 * n + 0.014 * sample(noise(90, 74), x, y)


def croc(x, y):
    """Square scales with deep grooves."""
    row = np.floor(y / 44)
    u = ((x + 18 * (row % 2) + 5 * np.sin(row * 2.1)) / 58) % 1
    v = (y / 44) % 1
    cell = np.minimum(np.minimum(u, 1 - u) * 58, np.minimum(v, 1 - v) * 44)
    return 5.0 * np.tanh(cell / 9) + 0.3 * sample(noise(12, 76), x, y), 1 - 0.22 * np.exp(-cell / 4)


def paper(x, y):
    """Cotton paper."""
    n = sample(noise(6, 81, 2), x, y)
    return 0.10 * n, 1 + 0.008 * n


def linen(x, y):
    """Primed canvas of a painter."""
    height, tint = canvas(x * 1.3, y * 1.3)
    return 0.9 * height, 1 + (tint - 1) * 0.4


def wood(x, y):
    """Oiled walnut: long fibres and slow rings."""
    ring = np.sin((y + 26 * sample(noise(300, 91), x * 0.5, y * 1.2)) / 23.0)
    fibre = sample(noise(7, 92, 2), x * 0.12, y * 1.9)
    return 0.10 * fibre, 1 + 0.07 * ring + 0.09 * fibre


def brush(x, y):
    """Straight brushed metal or lacquer."""
    hair = sample(noise(4, 95, 1), x * 0.03, y * 1.6)
    return 0.05 * hair, 1 + 0.02 * hair


KINDS = {
    name: value
    for name, value in list(globals().items())
    if callable(value) and name not in ("noise", "sample", "lru_cache")
}
