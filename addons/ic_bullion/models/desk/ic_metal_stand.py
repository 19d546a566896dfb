from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.ic_inventory_luxury.models.catalog.ic_fineness import METALS

from .spot_table import STATES, spot_rows


class IcMetalStand(models.Model):
    """Where the house stands in each metal: held, hedged, and what moves with the market. Built anew at each look.

    Unhedged is what the house holds less what is hedged. Beside it stand the deals that are agreed and not carried out
    yet: metal sold that still lies here, and metal bought that has not come in.
    """

    _name = 'ic.metal.stand'
    _description = "Unhedged Position"
    _auto = False
    _order = 'company_id, id'
    _rec_name = 'metal'

    company_id = fields.Many2one('res.company', string="Store", readonly=True)
    currency_id = fields.Many2one('res.currency', readonly=True)
    metal = fields.Selection(METALS, readonly=True)
    held = fields.Float(string="Held (oz fine)", digits=(16, 6), readonly=True)
    hedged = fields.Float(string="Hedged (oz)", digits=(16, 6), readonly=True)
    unhedged = fields.Float(string="Unhedged (oz)", digits=(16, 6), readonly=True)
    sold = fields.Float(string="Sold, Still Here (oz)", digits=(16, 6), readonly=True)
    bought = fields.Float(string="Bought, Not Here Yet (oz)", digits=(16, 6), readonly=True)
    open_ounces = fields.Float(
        string="After Agreed Deals (oz)", digits=(16, 6), readonly=True, help="Unhedged, less sold, plus bought."
    )
    spot = fields.Float(string="Spot per oz", digits=(16, 6), readonly=True, aggregator=None)
    observed_at = fields.Datetime(string="Price Of", readonly=True)
    state = fields.Selection(STATES, string="Price Is", readonly=True)
    worth = fields.Monetary(string="Worth at Spot", readonly=True)
    cost = fields.Monetary(readonly=True)
    gain = fields.Monetary(string="Worth Less Cost", readonly=True)
    unhedged_worth = fields.Monetary(string="Unhedged at Spot", readonly=True)
    percent_move = fields.Monetary(
        string="If the Metal Moves 1 %", readonly=True, help="What one percent of the price is to the house."
    )

    @property
    def _table_query(self):
        for name in ('ic.metal.hedge', 'ic.buyback', 'ic.buyback.line', 'ic.claim'):
            self.env[name].flush_model()
        return SQL(
            """
            SELECT stand.*, stand.held * stand.spot AS worth, stand.held * stand.spot - stand.cost AS gain,
                   stand.unhedged * stand.spot AS unhedged_worth, stand.unhedged * stand.spot / 100 AS percent_move,
                   stand.unhedged - stand.sold + stand.bought AS open_ounces
              FROM (
                SELECT spot.number AS id, spot.company_id, company.currency_id, spot.metal,
                       COALESCE(position.ounces, 0) AS held, COALESCE(hedge.cover, 0) AS hedged,
                       COALESCE(position.ounces, 0) - COALESCE(hedge.cover, 0) AS unhedged,
                       COALESCE(promised.ounces, 0) AS sold, COALESCE(coming.ounces, 0) AS bought,
                       spot.price AS spot, spot.observed_at, spot.state, COALESCE(position.cost, 0) AS cost
                  FROM %(spots)s
                  JOIN res_company company ON company.id = spot.company_id
                  LEFT JOIN (SELECT company_id, metal, SUM(ounces) AS ounces, SUM(cost) AS cost
                               FROM (%(positions)s) held WHERE whose = 'house' GROUP BY company_id, metal) position
                       ON position.company_id = spot.company_id AND position.metal = spot.metal
                  LEFT JOIN (SELECT company_id, metal, SUM(cover)::numeric AS cover
                               FROM ic_metal_hedge WHERE state = 'open' GROUP BY company_id, metal) hedge
                       ON hedge.company_id = spot.company_id AND hedge.metal = spot.metal
                  LEFT JOIN (SELECT claim.company_id, piece.ic_bullion_metal AS metal,
                                    SUM((claim.quantity - claim.fulfilled)
                                        * piece.ic_bullion_fine_ozt)::numeric AS ounces
                               FROM ic_claim claim JOIN product_template piece ON piece.id = claim.product_tmpl_id
                              WHERE claim.state = 'committed' AND claim.kind = 'order'
                                AND piece.ic_category = 'bullion' AND NOT COALESCE(piece.ic_is_consigned, FALSE)
                              GROUP BY claim.company_id, piece.ic_bullion_metal) promised
                       ON promised.company_id = spot.company_id AND promised.metal = spot.metal
                  LEFT JOIN (SELECT line.company_id, line.metal,
                                    SUM(line.quantity * line.fine_ounces)::numeric AS ounces
                               FROM ic_buyback_line line JOIN ic_buyback buyback ON buyback.id = line.buyback_id
                              WHERE buyback.state = 'accepted' GROUP BY line.company_id, line.metal) coming
                       ON coming.company_id = spot.company_id AND coming.metal = spot.metal
              ) stand""",
            spots=spot_rows(self.env.companies),
            positions=self.env['ic.metal.position']._table_query,
        )

    # === ACTIONS === #

    def action_open_position(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_bullion.ic_metal_position_action')
        return action | {'domain': [('metal', '=', self.metal), ('company_id', '=', self.company_id.id)], 'context': {}}
