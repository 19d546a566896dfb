"""What handbags are made of: leather panels, stitching, straps, handles, chains, locks and feet."""

import math

import skia

from . import studio as s
from .leather import grain_shader


def shadow(canvas, path, dx=6, dy=10, blur=12, alpha=110):
    """Soft shadow of a part on the part behind it."""
    canvas.save()
    canvas.translate(dx, dy)
    canvas.drawPath(path, s.paint((0, 0, 0), alpha, blur=blur))
    canvas.restore()


def leather(canvas, path, color, kind="togo", volume=1.0, grain=1.0):
    """Fill a panel with leather: light from the upper left, rounder with more `volume`, textured by `kind`."""
    base = s.triple(color)
    box = path.getBounds()
    bright = sum(base) / 765
    lift = (1.30 if bright < 0.25 else 1.16) if volume else 1.06
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                0,
                box.top(),
                0,
                box.bottom(),
                [
                    (0, s.shade(base, 1 + (lift - 1) * 0.8)),
                    (0.16, s.shade(base, lift)),
                    (0.55, base),
                    (1, s.shade(base, 1 - 0.30 * volume)),
                ],
            )
        ),
    )
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                box.left(),
                0,
                box.right(),
                0,
                [
                    (0, s.rgb((0, 0, 0), 76 * volume)),
                    (0.10, s.rgb((0, 0, 0), 12 * volume)),
                    (0.30, s.rgb((255, 255, 255), 34 * volume)),
                    (0.55, s.rgb((0, 0, 0), 0)),
                    (0.88, s.rgb((0, 0, 0), 44 * volume)),
                    (1, s.rgb((0, 0, 0), 112 * volume)),
                ],
            )
        ),
    )
    strength = {"smooth": 120, "togo": 150, "caviar": 190, "croc": 235}.get(kind, 150) * grain
    canvas.drawPath(
        path, s.paint(shader=grain_shader(kind, 1.0), alpha=min(255, strength), blend=skia.BlendMode.kOverlay)
    )
    if bright < 0.16:
        canvas.drawPath(path, s.paint(shader=grain_shader(kind, 1.0), alpha=34 * grain, blend=skia.BlendMode.kScreen))
    canvas.save()
    canvas.clipPath(path, True)
    canvas.drawPath(path, s.paint(s.shade(base, 0.28), 170, stroke=10, blur=5))
    canvas.translate(0, 4)
    canvas.drawPath(path, s.paint((255, 255, 255), 62, stroke=5, blur=2.5))
    canvas.restore()


def sheen(canvas, path, x, y, w, h, alpha=52, turn=-14):
    """Broad soft highlight clipped to a panel."""
    canvas.save()
    canvas.clipPath(path, True)
    canvas.translate(x, y)
    canvas.rotate(turn)
    canvas.drawOval(skia.Rect.MakeLTRB(-w, -h, w, h), s.paint((255, 255, 255), alpha, blur=min(w, h) * 0.55))
    canvas.restore()


def stitch(canvas, path, color, width=3.4, dash=(13, 8)):
    """Row of stitches along a path."""
    for dx, tone, alpha in ((1.6, (0, 0, 0), 120), (0, color, 235)):
        p = s.paint(tone, alpha, stroke=width, cap=True)
        p.setPathEffect(skia.DashPathEffect.Make(list(dash), 0))
        canvas.save()
        canvas.translate(dx, dx * 1.3)
        canvas.drawPath(path, p)
        canvas.restore()


def inset(path, by):
    """Shrink a closed path by about `by` units on every side (scaled about its middle)."""
    box = path.getBounds()
    matrix = skia.Matrix()
    matrix.setScale(1 - 2 * by / box.width(), 1 - 2 * by / box.height(), box.centerX(), box.centerY())
    small = skia.Path(path)
    small.transform(matrix)
    return small


def panel(canvas, path, color, kind="togo", thread=None, by=16, volume=1.0, lift=True, grain=1.0):
    """One sewn piece of leather lying on what is behind it."""
    if lift:
        shadow(canvas, path)
    leather(canvas, path, color, kind, volume, grain)
    if thread:
        stitch(canvas, inset(path, by), thread)


def cord(canvas, path, width, color, kind="smooth", thread=None, shade_alpha=110):
    """Strap or rolled handle along an open path."""
    base = s.triple(color)
    if shade_alpha:
        canvas.save()
        canvas.translate(7, 10)
        canvas.drawPath(path, s.paint((0, 0, 0), shade_alpha, stroke=width, blur=10))
        canvas.restore()
    for part, tone in ((1, s.shade(base, 0.40)), (0.90, s.shade(base, 0.74)), (0.72, base)):
        canvas.drawPath(path, s.paint(tone, stroke=width * part))
    canvas.save()
    canvas.translate(-width * 0.12, -width * 0.10)
    canvas.drawPath(path, s.paint(s.shade(base, 1.42), 165, stroke=width * 0.24, blur=width * 0.10))
    canvas.restore()
    canvas.drawPath(
        path, s.paint(shader=grain_shader(kind, 0.8), alpha=120, stroke=width * 0.92, blend=skia.BlendMode.kOverlay)
    )
    if thread:
        stitch(canvas, path, thread, 3)


def arch(x0, x1, base, top, pull=0.10, lean=0.0):
    """Handle curve from (x0, base) up to `top` and down to (x1, base)."""
    w = x1 - x0
    path = skia.Path()
    path.moveTo(x0, base)
    path.cubicTo(
        x0 + w * pull + lean, base - (base - top) * 1.33, x1 - w * pull + lean, base - (base - top) * 1.33, x1, base
    )
    return path


def plate(canvas, path, metal, strong=1.0):
    """Polished metal part."""
    box = path.getBounds()
    shadow(canvas, path, 4, 6, 6, 130)
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                box.left(),
                box.top(),
                box.right(),
                box.bottom(),
                [
                    (0, s.metal(metal, 0.60)),
                    (0.18, s.metal(metal, 0.98)),
                    (0.36, s.metal(metal, 0.62)),
                    (0.52, s.metal(metal, 0.40)),
                    (0.68, s.metal(metal, 0.86)),
                    (0.84, s.metal(metal, 0.46)),
                    (1, s.metal(metal, 0.24)),
                ],
            )
        ),
    )
    canvas.save()
    canvas.clipPath(path, True)
    canvas.drawPath(path, s.paint(s.metal(metal, 1), 170, stroke=4, blur=1.2))
    canvas.restore()
    canvas.drawPath(path, s.paint(s.metal(metal, 0), 130 * strong, stroke=1.8))


def ring(canvas, cx, cy, r, metal, width=11):
    """Round metal ring."""
    shadow(canvas, s.circle(cx, cy, r), 3, 5, 5, 60)
    canvas.drawCircle(cx, cy, r, s.paint(s.metal(metal, 0.05), stroke=width + 3))
    canvas.drawCircle(
        cx, cy, r, s.paint(shader=s.sweep(cx, cy, lambda p: s.metal(metal, s.environment(p))), stroke=width)
    )


def stud(canvas, cx, cy, r, metal):
    """Domed rivet or foot."""
    shadow(canvas, s.circle(cx, cy, r), 2, 4, 4, 120)
    canvas.drawCircle(
        cx,
        cy,
        r,
        s.paint(
            shader=s.radial(
                cx - r * 0.35,
                cy - r * 0.4,
                r * 1.5,
                [
                    (0, s.metal(metal, 1)),
                    (0.35, s.metal(metal, 0.74)),
                    (0.75, s.metal(metal, 0.4)),
                    (1, s.metal(metal, 0.15)),
                ],
            )
        ),
    )


def chain(canvas, path, metal, size=30, weave=None, width=9):
    """Chain along a path; `weave` = colour of a leather ribbon laced through it."""
    if weave:
        cord(canvas, path, size * 0.42, weave, shade_alpha=70)
    measure = skia.PathMeasure(path, False)
    total, at, k = measure.getLength(), 0.0, 0
    while at < total:
        position, tangent = measure.getPosTan(at)
        canvas.save()
        canvas.translate(position.x(), position.y())
        canvas.rotate(math.degrees(math.atan2(tangent.y(), tangent.x())) + (16 if k % 2 else -16))
        oval = skia.Rect.MakeLTRB(
            -size * 0.62, -size * (0.40 if k % 2 else 0.30), size * 0.62, size * (0.40 if k % 2 else 0.30)
        )
        canvas.drawOval(oval.makeOffset(3, 5), s.paint((0, 0, 0), 90, stroke=width, blur=4))
        canvas.drawOval(oval, s.paint(s.metal(metal, 0.05), stroke=width + 2.5))
        canvas.drawOval(
            oval,
            s.paint(
                shader=s.linear(
                    -size * 0.6,
                    -size * 0.4,
                    size * 0.6,
                    size * 0.4,
                    [
                        (0, s.metal(metal, 0.55)),
                        (0.25, s.metal(metal, 1)),
                        (0.5, s.metal(metal, 0.42)),
                        (0.75, s.metal(metal, 0.9)),
                        (1, s.metal(metal, 0.3)),
                    ],
                ),
                stroke=width,
            ),
        )
        canvas.restore()
        at, k = at + size * 0.86, k + 1


def quilt(canvas, path, step, color, thread=None):
    """Diamond quilting: pillows between crossing seams."""
    base = s.triple(color)
    box = path.getBounds()
    canvas.save()
    canvas.clipPath(path, True)
    cols, rows = int(box.width() / step) + 3, int(box.height() / step * 2) + 4
    for row in range(-1, rows):
        for col in range(-1, cols):
            x = box.left() + (col + (0.5 if row % 2 else 0)) * step
            y = box.top() + row * step / 2
            pillow = s.polygon([(x, y - step / 2), (x + step / 2, y), (x, y + step / 2), (x - step / 2, y)])
            canvas.drawPath(
                pillow,
                s.paint(
                    shader=s.radial(
                        x - step * 0.12,
                        y - step * 0.16,
                        step * 0.56,
                        [
                            (0, s.rgb((255, 255, 255), 74)),
                            (0.45, s.rgb((255, 255, 255), 10)),
                            (1, s.rgb((0, 0, 0), 120)),
                        ],
                    )
                ),
            )
            canvas.drawPath(pillow, s.paint(s.shade(base, 0.22), 200, stroke=3.2))
            if thread:
                stitch(canvas, pillow, thread, 2, (7, 6))
    canvas.restore()


def turnlock(canvas, x, y, metal, size=1.0):
    """Turning toggle on an oval plate."""
    plate(canvas, s.rrect(x - 46 * size, y - 27 * size, 92 * size, 54 * size, 25 * size), metal)
    plate(canvas, s.rrect(x - 11 * size, y - 36 * size, 22 * size, 72 * size, 10 * size), metal)


def padlock(canvas, x, y, metal, size=1.0):
    """Small padlock hanging below (x, y)."""
    canvas.drawPath(
        s.smooth(
            [
                (x - 19 * size, y + 34 * size),
                (x - 17 * size, y + 4 * size),
                (x, y - 10 * size),
                (x + 17 * size, y + 4 * size),
                (x + 19 * size, y + 34 * size),
            ],
            closed=False,
        ),
        s.paint(s.metal(metal, 0.72), stroke=8 * size),
    )
    plate(canvas, s.rrect(x - 31 * size, y + 30 * size, 62 * size, 60 * size, 7 * size), metal)
    canvas.drawCircle(x, y + 58 * size, 5 * size, s.paint(s.metal(metal, 0.02)))


def tag(canvas, x, y, color, kind, metal):
    """Leather bell with its cord, hanging from (x, y)."""
    cord(canvas, s.smooth([(x, y), (x - 10, y + 60), (x - 2, y + 120)], closed=False), 12, color, kind)
    bell = s.rounded([(x - 16, y + 104), (x + 14, y + 104), (x + 40, y + 236), (x - 42, y + 236)], [12, 12, 20, 20])
    panel(canvas, bell, color, kind, s.shade(color, 1.45), 9, 0.8)


def feet(canvas, xs, y, metal):
    """Metal feet under the base."""
    for x in xs:
        canvas.drawPath(s.rrect(x - 15, y - 4, 30, 20, 8), s.paint(shader=s.bar(metal, x - 15, 0, x + 15, 0)))
