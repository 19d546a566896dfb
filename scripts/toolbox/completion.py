"""Complete the private copy of Debian's Odoo: files the free-software build leaves out, and dangling links.

Only ever applied to our own unpacked copy, never to an installed Odoo or a checkout.
"""

from pathlib import Path

SELFIE = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
# The missing file is a third-party build for blurring the camera's background in calls. The backend's bundle
# names it, so each page would log an error. Ours answers in its place that the effect is not available.
SELFIE_SOURCE = """\
/* Background blur needs a model that this build of Odoo does not carry; calls work without it. */
window.SelfieSegmentation = class SelfieSegmentation {
    constructor() {
        throw new Error("Background blur is not available in this build of Odoo.");
    }
};
"""
FONT_AWESOME = "odoo/addons/web/static/lib/fontawesome/fonts"
FONT_AWESOME_SHIPPED = "odoo/addons/web/static/src/libs/fontawesome/fonts"
INCONSOLATA = "odoo/addons/point_of_sale/static/src/fonts/Inconsolata.otf"


def complete(prefix):
    """Complete the tree unpacked under ``prefix``; safe to repeat. Returns the links that still dangle."""
    base = prefix / "usr" / "lib" / "python3" / "dist-packages"
    selfie = base / SELFIE
    if not selfie.exists():
        selfie.parent.mkdir(parents=True, exist_ok=True)
        selfie.write_text(SELFIE_SOURCE)
    for suffix in ("woff", "woff2"):
        _relink(base / FONT_AWESOME / f"fontawesome-webfont.{suffix}", base / FONT_AWESOME_SHIPPED)
    fonts = prefix / "usr" / "share" / "fonts"
    _replace(base / INCONSOLATA, next(fonts.rglob("Inconsolata-Regular.otf"), None))
    return [link for link in _links(prefix) if not link.exists()]


def _relink(link, folder):
    _replace(link, folder / link.name)


def _replace(link, target):
    """Point ``link`` at ``target`` (a path inside the same tree), relatively, so that the tree can be moved."""
    if target is None or not target.exists() or link.exists():
        return
    link.unlink(missing_ok=True)
    up = [".."] * (len(link.parent.parts) - len(_common(link.parent, target)))
    link.symlink_to(Path(*up, *target.parts[len(_common(link.parent, target)) :]))


def _common(one, other):
    shared = []
    for left, right in zip(one.parts, other.parts, strict=False):
        if left != right:
            break
        shared.append(left)
    return shared


def _links(prefix):
    return [path for path in prefix.rglob("*") if path.is_symlink()]
