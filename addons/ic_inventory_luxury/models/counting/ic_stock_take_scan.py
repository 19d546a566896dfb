from odoo import fields, models


class IcStockTakeScan(models.Model):
    """One scan of a stock-take. Rows are only added; an undone scan stays and says so.

    Two unique indexes hold what counting rests on, whoever scans at the same time: a serial counts once per take, and
    what a browser sends twice (it never saw the answer) is taken once.
    """

    _name = 'ic.stock.take.scan'
    _description = "Stock-take Scan"
    _order = 'id desc'
    _rec_name = 'code'

    take_id = fields.Many2one('ic.stock.take', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    client_uid = fields.Char(
        string="Client Id", required=True, readonly=True, help="Made by the browser, once per scan."
    )
    code = fields.Char(required=True, readonly=True)
    outcome = fields.Selection(
        [
            ('found', "Found"),
            ('quantity', "Quantity"),
            ('again', "Already Counted"),
            ('arrived', "Came in While Counting"),
            ('elsewhere', "Belongs Elsewhere"),
            ('unstocked', "Not in Stock"),
            ('sold', "Sold Already"),
            ('unknown', "Unknown Code"),
            ('ambiguous', "Several Pieces"),
        ],
        required=True,
        readonly=True,
    )
    product_id = fields.Many2one('product.product', readonly=True, index='btree_not_null', ondelete='restrict')
    lot_id = fields.Many2one('stock.lot', readonly=True, ondelete='restrict', help="Only on the scan that counts.")
    repeat_of_id = fields.Many2one('ic.stock.take.scan', readonly=True, index='btree_not_null', ondelete='cascade')
    location_id = fields.Many2one(
        'stock.location', string="Found In", readonly=True, ondelete='restrict', help="As said on the counting screen."
    )
    quantity = fields.Float(readonly=True, digits='Product Unit', default=1.0)
    system_qty = fields.Float(
        readonly=True,
        digits='Product Unit',
        help="What the stock said at the moment of the scan; for products with a quantity.",
    )
    undone = fields.Boolean(readonly=True)
    user_id = fields.Many2one('res.users', string="Scanned By", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)

    _lot_once = models.UniqueIndex(
        '(take_id, lot_id) WHERE lot_id IS NOT NULL AND undone IS NOT TRUE', "This serial is counted already."
    )
    _uid_once = models.UniqueIndex('(take_id, client_uid)', "This scan was sent already.")
