"""What clothes are made of: cloth in folds, seams, stitches, bands. Centre line at x = 800."""

from . import parts as p
from . import relief
from . import studio as s

# how strongly a texture shows, where not fully
RELIEF = {"fleece": 0.45, "wool": 0.6, "nylon": 0.32}


def mirror(points):
    """The same points on the other side of the centre line."""
    return [(1600 - x, y) for x, y in reversed(points)]


def both(points):
    """Closed outline from its left half, read from the neck down to the hem."""
    return [*points, *mirror(points)]


def drape(outline, folds=(), ripple=2.4, size=190, puff=0.34, radius=120, seed=11):
    """The lie of the cloth: a flat body with rounded edges, folds on both sides, a slow ripple."""
    every = [
        fold for points, width, rise in folds for fold in ((points, width, rise), (mirror(points), width, rise * 0.9))
    ]
    return relief.Form(outline, radius, puff, every, ripple, size, seed, blur=9)


def cloth(canvas, path, r, form, color=None, kind=None, **more):
    """A piece of the garment's cloth."""
    options = {
        "bevel": 9,
        "puff": 0.7,
        "gloss": 0.03,
        "sharp": 8,
        "shadow": 70,
        "relief": RELIEF.get(kind or r["kind"], 1.0),
        **more,
    }
    relief.panel(canvas, path, color or r["color"], kind or r["kind"], form=form, **options)


def seam(canvas, points, color, alpha=120, width=3.0, closed=False):
    """Seam line: a dark groove with a light lip."""
    path = s.smooth(points, closed=closed)
    canvas.drawPath(path, s.paint(s.shade(color, 0.35), alpha, stroke=width, blur=0.8))
    canvas.save()
    canvas.translate(1.5, 2)
    canvas.drawPath(path, s.paint((255, 255, 255), alpha * 0.32, stroke=width * 0.7))
    canvas.restore()


def top_stitch(canvas, points, color, closed=False):
    """One row of fine stitches."""
    p.stitch(canvas, s.smooth(points, closed=closed), color, 2.2, (7, 4.5))


def band(canvas, points, r, form, color=None, kind="ribs"):
    """Ribbed band such as a hem or a cuff."""
    cloth(canvas, s.smooth(points, tension=0.3), r, form, color, kind, bevel=7, shadow=30)
