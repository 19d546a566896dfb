"""The main job on real input: a dealer's list comes in, one piece goes to the shop, a visitor finds and buys it."""

import base64
import csv
import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from .ground import ROOT
from .test_one_buyer import _orders, _shopper, _status, dealer, shop  # noqa: F401 - the served store
from .visitor import Shopper

SHARED = Path(os.environ.get("IC_SHARED", ROOT.parent / "shared"))
LISTINGS = SHARED / "data" / "watches" / "chrono24_rolex_listings.csv"
ROWS = 300


@pytest.fixture(scope="module")
def listing():
    """The head of the real list as bytes."""
    if not LISTINGS.exists():
        pytest.skip(f"the real listings are not here: {LISTINGS} (set IC_SHARED)")
    with LISTINGS.open(encoding="utf-8", newline="") as source:
        rows = [row for row, _number in zip(csv.reader(source), range(ROWS + 1), strict=False)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _import(dealer, content):  # noqa: F811
    """Import through the job runner as the dealer does; returns the finished import as a dict."""
    values = {
        "file": base64.b64encode(content).decode(),
        "filename": "listings.csv",
        "category": "watch",
        "arrival": "stock",
        "fixed_rate": 1.08,
    }
    number = dealer.call("ic.import", "create", values)
    dealer.call("ic.import", "action_start", [number])
    fields = ["state", "problem", "row_count", "created_count", "unchanged_count", "error_count", "progress"]
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        found = dealer.call("ic.import", "read", [number], fields)[0]
        if found["state"] not in ("draft", "running"):
            return found
        time.sleep(1)
    raise AssertionError(f"the import did not end: {found}")


def _picture():
    out = io.BytesIO()
    Image.new("RGB", (800, 800), "#6f6a5f").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


def test_a_real_list_comes_in_and_one_of_its_pieces_is_sold(shop, dealer, listing):  # noqa: F811
    first = _import(dealer, listing)
    assert (first["state"], first["row_count"], first["error_count"]) == ("done", ROWS, 0), first
    assert (first["created_count"], first["progress"]) == (ROWS, 100.0)
    again = _import(dealer, listing)
    assert (again["created_count"], again["unchanged_count"]) == (0, ROWS), "the same list changes nothing"

    domain = [("ic_import_key", "!=", False), ("ic_reference", "!=", False), ("ic_status", "=", "awaiting_photos")]
    piece = dealer.call(
        "product.template", "search_read", domain, ["ic_reference", "product_variant_id", "website_url"], limit=1
    )[0]
    note = "Bought back from the first owner in Turin"
    dealer.call(
        "product.template",
        "write",
        [piece["id"]],
        {"image_1920": _picture(), "ic_internal_notes": note, "ic_retail_description": "With a quartermaster strap."},
    )
    found = dealer.call("product.template", "search", [("ic_internal_notes", "ilike", "owner in Turin")])
    assert found == [piece["id"]], "a piece is found by what was written about it"
    dealer.call("product.template", "write", [piece["id"]], {"ic_status": "available"})
    dealer.call("product.template", "action_ic_publish", [piece["id"]])

    visitor = Shopper(shop)
    results = visitor.get("/shop?search=quartermaster")
    assert piece["ic_reference"] in results
    assert "Turin" not in visitor.get(piece["website_url"])
    _shopper(shop, dealer, "Grace Story", piece).pay()
    assert _status(dealer, piece) == "sold"
    assert len(_orders(dealer, piece)) == 1
    assert "Inquire" in visitor.get(piece["website_url"])
