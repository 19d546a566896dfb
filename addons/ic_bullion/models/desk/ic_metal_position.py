from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.ic_inventory_luxury.models.catalog.ic_bullion_series import FORMS
from odoo.addons.ic_inventory_luxury.models.catalog.ic_fineness import METALS

from .spot_table import STATES, spot_rows

WHOSE = [('house', "The House"), ('client', "Clients (consigned)")]


class IcMetalPosition(models.Model):
    """What bullion lies where: fine ounces, what they are worth at spot, what they cost. Built anew at each look."""

    _name = 'ic.metal.position'
    _description = "Metal Position"
    _auto = False
    _order = 'metal, worth desc, id'
    _rec_name = 'product_tmpl_id'

    company_id = fields.Many2one('res.company', string="Store", readonly=True)
    currency_id = fields.Many2one('res.currency', readonly=True)
    product_tmpl_id = fields.Many2one('product.template', string="Piece", readonly=True)
    metal = fields.Selection(METALS, readonly=True)
    form = fields.Selection(FORMS, readonly=True)
    mint_id = fields.Many2one('ic.mint', readonly=True)
    series_id = fields.Many2one('ic.bullion.series', readonly=True)
    location_id = fields.Many2one('stock.location', readonly=True)
    whose = fields.Selection(WHOSE, readonly=True)
    quantity = fields.Float(digits='Product Unit', readonly=True)
    ounces = fields.Float(string="Fine Ounces", digits=(16, 6), readonly=True)
    spot = fields.Float(string="Spot per oz", digits=(16, 6), readonly=True, aggregator=None)
    state = fields.Selection(STATES, string="Price Is", readonly=True)
    worth = fields.Monetary(
        string="Worth at Spot", readonly=True, help="At the newest price, also where it is too old."
    )
    cost = fields.Monetary(readonly=True, help="What the house paid; nothing for what belongs to clients.")
    gain = fields.Monetary(string="Worth Less Cost", readonly=True, help="Of the house's own metal.")

    @property
    def _table_query(self):
        """Stock of bullion that is in our hands, unit by unit of stock: Odoo's quants, priced."""
        self.env['stock.quant'].flush_model()
        self.env['product.template'].flush_model()
        self.env['product.product'].flush_model()
        return SQL(
            """
            SELECT held.*, held.ounces * held.spot AS worth,
                   CASE WHEN held.whose = 'house' THEN held.ounces * held.spot - held.cost END AS gain
              FROM (
                SELECT quant.id, quant.company_id, company.currency_id, piece.id AS product_tmpl_id,
                       piece.ic_bullion_metal AS metal, piece.ic_bullion_form AS form, piece.ic_mint_id AS mint_id,
                       piece.ic_bullion_series_id AS series_id, quant.location_id, owner.whose, quant.quantity,
                       quant.quantity * COALESCE(piece.ic_bullion_fine_ozt, 0)::numeric AS ounces,
                       spot.price AS spot, spot.state,
                       CASE WHEN owner.whose = 'house' THEN quant.quantity
                            * COALESCE((product.standard_price ->> quant.company_id::text)::numeric, 0)
                            ELSE 0 END AS cost
                  FROM stock_quant quant
                  JOIN stock_location location ON location.id = quant.location_id
                       AND location.usage IN ('internal', 'transit')
                  JOIN res_company company ON company.id = quant.company_id
                  JOIN product_product product ON product.id = quant.product_id
                  JOIN product_template piece ON piece.id = product.product_tmpl_id
                       AND piece.ic_category = 'bullion' AND piece.ic_bullion_metal IS NOT NULL
                 CROSS JOIN LATERAL (SELECT CASE WHEN quant.owner_id IS NULL OR quant.owner_id = company.partner_id
                                                 THEN 'house' ELSE 'client' END AS whose) owner
                  JOIN %s ON spot.company_id = quant.company_id AND spot.metal = piece.ic_bullion_metal
                 WHERE quant.quantity <> 0
              ) held""",
            spot_rows(self.env.companies),
        )

    # === ACTIONS === #

    def action_open_piece(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        view = self.env.ref('ic_inventory_luxury.product_piece_view_form').id
        return dict(action, res_id=self.product_tmpl_id.id, views=[(view, 'form')], view_mode='form')
