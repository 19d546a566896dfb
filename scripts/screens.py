# Run in an Odoo shell by `make screens`, beside a running `make demo`: looks at every kind of public page at the width
# of a desk and of a telephone, and writes what it sees to docs/screens/*.webp.
import base64
import os
import sys
import time
import urllib.parse
from pathlib import Path

from odoo.addons import inventory_connect

ROOT = Path(inventory_connect.__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
from chromium import chromium  # noqa: E402

WIDTHS = {"desk": (1440, 900, False), "phone": (390, 844, True)}
MOST_BYTES, MOST_HEIGHT = 150_000, 2600
env = globals()["env"]
website = env["website"].search([], limit=1)
company = website.company_id.sudo()
base = os.environ.get("IC_SCREENS_BASE") or env["ir.config_parameter"].sudo().get_param("web.base.url")


def piece(category, status="available"):
    """Return the address of a published piece of a category, one with both sets of photos where there is one."""
    domain = [("ic_category", "=", category), ("is_published", "=", True), ("ic_status", "=", status)]
    found = env["product.template"].search(domain, order="id")
    return found.sorted(lambda one: -len(set(one.ic_photo_ids.mapped("set"))))[:1].website_url


def first(model, name, domain=()):
    """Return the field `name` of the first record of a model that is there and filled, else None."""
    if model not in env or name not in env[model]._fields:
        return None
    return next(filter(None, env[model].sudo().search(list(domain), order="id").mapped(name)), None)


def pages():
    """Return dict of name to address of every kind of page there is something to show for."""
    found = {
        "home": "/",
        "list": "/shop",
        "list-filtered": "/shop?brand=rolex",
        "list-empty": "/shop?search=zzzz&noFuzzy=1",
        "artists": "/artists",
        "artist": first("ic.artist", "website_url", [("is_published", "=", True), ("is_name_sensitive", "=", False)]),
        "artist-notice": first(
            "ic.artist", "website_url", [("is_published", "=", True), ("is_name_sensitive", "=", True)]
        ),
        "piece-notice": first(
            "product.template", "website_url", [("ic_art_notice_deceased", "=", True), ("is_published", "=", True)]
        ),
        "piece-sold": piece("watch", "sold"),
        "not-found": "/shop/nothing-here",
        "share": first("ic.share.link", "url", [("enabled", "=", True), ("revoked_on", "=", False)]),
        "lookbook": first("ic.lookbook", "url", [("state", "=", "shared")]),
    }
    for category in ("watch", "handbag", "sneaker", "apparel", "accessory", "jewelry", "bullion", "artwork"):
        found[f"piece-{category}"] = piece(category)
    if company.ic_store_slug:
        found["catalog-retail"] = f"/s/{company.ic_store_slug}/retail"
        found["wholesale-door"] = f"/s/{company.ic_store_slug}/wholesale"
    return {name: here(address) for name, address in found.items() if address}


def here(address):
    """Return an address as one of the server we look at."""
    parts = urllib.parse.urlsplit(address)
    return base.rstrip("/") + urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))


def settle(page, address):
    """Open a page and wait until it has all its pictures, those far down as well."""
    page.call("Page.navigate", url=address)
    time.sleep(0.5)
    page.seconds_until("document.readyState === 'complete'", limit=120)
    page.value("document.querySelectorAll('img').forEach((img) => (img.loading = 'eager'))")
    page.seconds_until("[...document.images].every((img) => img.complete)", limit=60)
    time.sleep(1)


def take(page, width, height, phone):
    """Return the picture of the page as WebP: cut off where it goes on for long, small enough for a repository."""
    full = min(page.value("document.documentElement.scrollHeight") or height, MOST_HEIGHT)
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=full, deviceScaleFactor=1, mobile=phone)
    time.sleep(0.5)
    for quality in (80, 65, 50, 35, 20):
        data = page.call("Page.captureScreenshot", format="webp", quality=quality)["data"]
        picture = base64.b64decode(data)
        if len(picture) < MOST_BYTES:
            break
    return picture


def cart(page):
    """Put a piece into the cart as a visitor would; returns the pages of the way to the payment."""
    settle(page, here(piece("handbag")))
    page.value("document.querySelector('.ic-buy').submit()")
    time.sleep(3)
    return {"cart": here("/shop/cart"), "checkout-address": here("/shop/address")}


def trade(page):
    """Log in as the dealer of the demo store; returns the pages that only he sees."""
    if not company.ic_store_slug or not env["res.users"].search([("login", "=", "trade")]):
        return {}
    settle(page, here("/web/login"))
    page.value(
        "(() => { const form = document.querySelector('form.oe_login_form');"
        " form.login.value = form.password.value = 'trade'; form.submit(); })()"
    )
    time.sleep(5)
    catalog = f"/s/{company.ic_store_slug}/wholesale"
    settle(page, here(catalog))
    first_piece = page.value(
        f"document.querySelector('#wrap a[href*=\"{catalog}/\"][href*=\"-\"]')?.getAttribute('href')"
    )
    return {"catalog-wholesale": here(catalog), **({"piece-wholesale": here(first_piece)} if first_piece else {})}


def look():
    target = ROOT / "docs" / "screens"
    target.mkdir(parents=True, exist_ok=True)
    only = [name for name in os.environ.get("IC_SCREENS", "").split(",") if name]
    for width_name in WIDTHS:
        with chromium() as page:
            page.call("Emulation.setScrollbarsHidden", hidden=True)
            keep(page, target, pages(), only, width_name)
            if not only or {"cart", "checkout-address"} & set(only):
                keep(page, target, cart(page), only, width_name)
            if not only or {"catalog-wholesale", "piece-wholesale"} & set(only):
                keep(page, target, trade(page), only, width_name)


def keep(page, target, wanted, only, width_name):
    """Write the pictures of the pages in `wanted` (dict of name to address)."""
    width, height, phone = WIDTHS[width_name]
    for name, address in wanted.items():
        if only and name not in only:
            continue
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        settle(page, address)
        picture = take(page, width, height, phone)
        (target / f"{name}-{width_name}.webp").write_bytes(picture)
        print(f"{name}-{width_name}: {len(picture) // 1000} kB", flush=True)


look()
