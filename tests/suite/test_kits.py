"""Kits and combos claim their parts, so that a part sold in a box is not sold again by itself."""

from .ground import database, ground, shell

SCRIPT = """
from odoo.exceptions import UserError
from odoo.fields import Command

company = env.company
brand = env["ic.brand"].search([], limit=1)
bars = env["product.template"].create(
    {"name": "Bar", "ic_category": "watch", "ic_is_unique": False, "ic_brand_id": brand.id, "company_id": company.id}
)
bars._ic_receive(quantity=5)
bar = bars.product_variant_id
box = env["product.product"].create(
    {"name": "Box", "is_storable": True, "company_id": company.id, "ic_one_buyer": True}
)
place = env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1).lot_stock_id
quant = env["stock.quant"].create({"product_id": box.id, "location_id": place.id, "inventory_quantity": 3})
quant.action_apply_inventory()
kit = env["product.product"].create({"name": "Kit", "is_storable": True})
env["mrp.bom"].create(
    {
        "product_tmpl_id": kit.product_tmpl_id.id,
        "type": "phantom",
        "bom_line_ids": [
            Command.create({"product_id": bar.id, "product_qty": 2}),
            Command.create({"product_id": box.id, "product_qty": 1}),
        ],
    }
)
partner = env["res.partner"].create({"name": "Kit Buyer"})


def order(product, units):
    line = Command.create({"product_id": product.id, "product_uom_qty": units})
    return env["sale.order"].create({"partner_id": partner.id, "order_line": [line]})


def claims(sale):
    found = env["ic.claim"].search([("owner", "=", f"sale.order,{sale.id}")], order="product_id")
    return {claim.product_id.name: (claim.quantity, claim.fulfilled, claim.state) for claim in found}


def refused(sale):
    try:
        with env.cr.savepoint():
            sale.action_confirm()
    except UserError as error:
        return str(error).rsplit(":", 1)[-1].strip()
    return "sold"


first = order(kit, 2)
first.action_confirm()
print("CLAIMED", sorted(claims(first).items()))
print("KIT", refused(order(kit, 1)))
print("PART", refused(order(bar, 2)))
first.picking_ids.move_ids.picked = True
first.picking_ids._action_done()
print("DELIVERED", sorted(claims(first).items()), first.picking_ids.mapped("state"))
second = order(bar, 1)
print("LAST", refused(second))
second._action_cancel()
print("FREE", env["ic.claim"]._ic_free(bar)[bar], env["ic.claim"]._ic_free(box)[box])
"""
NAME = "ic_kits"


def test_a_kit_claims_its_parts():
    with ground() as (odoo, databases):
        databases.ensure_suite()
        databases.copy(database.SUITE, NAME)
        try:
            odoo.run_modules(NAME, install=["sale_mrp"])
            said = shell(odoo, NAME, SCRIPT)
        finally:
            databases.drop(NAME)
    told = dict(line.split(" ", 1) for line in said.splitlines() if line.split(" ")[0].isupper())
    assert told["CLAIMED"] == "[('Bar', (4.0, 0.0, 'committed')), ('Box', (2.0, 0.0, 'committed'))]"
    assert told["KIT"] == "only 1 left to sell."
    assert told["PART"] == "only 1 left to sell."
    assert told["DELIVERED"] == "[('Bar', (4.0, 4.0, 'done')), ('Box', (2.0, 2.0, 'done'))] ['done']"
    assert told["LAST"] == "sold"
    assert told["FREE"] == "1.0 1.0"
