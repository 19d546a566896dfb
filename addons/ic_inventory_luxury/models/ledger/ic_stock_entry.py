from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, sql

# Places whose quantities the ledger tells. The others (suppliers, losses, production) only balance Odoo's books.
USAGES = ('internal', 'transit', 'customer')


class IcStockEntry(models.Model):
    """One line of the stock ledger: what changed where, who did it with which document, and what it was before.

    Append-only: the database refuses UPDATE, DELETE and TRUNCATE, whoever asks. Whatever adds up the entries of a
    product at a place gets the quantity Odoo's quants show there; `ic_stock_entry_check.py` proves it.
    """

    _name = 'ic.stock.entry'
    _description = "Stock Ledger Entry"
    _order = 'id desc'
    _rec_name = 'document'
    _log_access = False

    date = fields.Datetime(required=True, readonly=True, index=True)
    user_id = fields.Many2one('res.users', string="By", readonly=True, ondelete='restrict')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='restrict')
    product_id = fields.Many2one('product.product', required=True, readonly=True, index=True, ondelete='restrict')
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='restrict'
    )
    lot_id = fields.Many2one('stock.lot', string="Serial", readonly=True, index='btree_not_null', ondelete='restrict')
    location_id = fields.Many2one('stock.location', string="Place", readonly=True, index=True, ondelete='restrict')
    kind = fields.Selection(
        [
            ('opening', "Opening"),
            ('receipt', "Received"),
            ('sale', "Sold"),
            ('return', "Returned"),
            ('transfer', "Moved"),
            ('found', "Found"),
            ('loss', "Lost"),
            ('scrap', "Scrapped"),
            ('given_back', "Given back"),
            ('correction', "Corrected"),
            ('message', "Told by a Channel"),
        ],
        required=True,
        readonly=True,
    )
    channel = fields.Selection(
        [
            ('backend', "Backend"),
            ('website', "Website"),
            ('pos', "Gallery Terminal"),
            ('channel', "Channel"),
            ('api', "API"),
        ],
        required=True,
        readonly=True,
        default='backend',
        help="Where the change came from.",
    )
    quantity = fields.Float(string="Change", digits='Product Unit', required=True, readonly=True)
    before = fields.Float(digits='Product Unit', readonly=True, aggregator=None, help="At this place.")
    after = fields.Float(digits='Product Unit', readonly=True, aggregator=None, help="At this place.")
    on_hand = fields.Float(
        string="Of the House",
        digits='Product Unit',
        readonly=True,
        aggregator=None,
        help="Units of the house after this entry, at all its places together.",
    )
    document = fields.Char(readonly=True, help="The document that caused the change.")
    move_id = fields.Many2one(
        'stock.move', string="Stock Move", readonly=True, index='btree_not_null', ondelete='restrict'
    )

    # What came from elsewhere. A message that changed nothing is kept as well, with the reason.
    remote_id = fields.Char(
        string="Remote ID", readonly=True, index='btree_not_null', help="What the other side calls its order or event."
    )
    remote_date = fields.Datetime(string="Remote Time", readonly=True, help="When it happened there, as they say.")
    arrived_on = fields.Datetime(string="Arrived", readonly=True, help="When we heard of it.")
    state = fields.Selection([('applied', "Applied"), ('ignored', "Ignored")], required=True, readonly=True)
    why = fields.Char(string="Why Ignored", readonly=True)

    _ignored_changes_nothing = models.Constraint(
        "CHECK (state = 'applied' AND location_id IS NOT NULL OR state = 'ignored' AND quantity = 0)",
        "What was ignored changed nothing; what was applied has a place.",
    )

    def _auto_init(self):
        """Override of `base` to add the state to what is written already without touching a row.

        The default of a field would be written by an UPDATE, which the ledger refuses. The database fills a column
        that comes with a default by itself.
        """
        if sql.table_exists(self.env.cr, self._table) and not sql.column_exists(self.env.cr, self._table, 'state'):
            self.env.cr.execute("ALTER TABLE ic_stock_entry ADD COLUMN state varchar NOT NULL DEFAULT 'applied'")
            self.env.cr.execute("ALTER TABLE ic_stock_entry ALTER COLUMN state DROP DEFAULT")
        return super()._auto_init()

    def init(self):
        """Let the database itself refuse to change or drop what was written once."""
        result = super().init()
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION ic_stock_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'The stock ledger is append-only: % refused', TG_OP USING ERRCODE = 'check_violation';
            END $$;
            DROP TRIGGER IF EXISTS ic_stock_entry_append_only ON ic_stock_entry;
            CREATE TRIGGER ic_stock_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ic_stock_entry
                FOR EACH STATEMENT EXECUTE FUNCTION ic_stock_entry_refuse();
            """
        )
        return result

    # === CRUD === #

    def write(self, vals):  # pylint: disable=method-required-super
        """An entry is never changed: what was wrong is put right by another entry."""
        raise UserError(self.env._("The stock ledger is append-only. Correct the stock; the ledger follows."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The stock ledger is append-only. Correct the stock; the ledger follows."))

    # === BUSINESS METHODS === #

    @api.model
    def _ic_record(self, quants, changes, kind=None):
        """Write down that the quantity of `quants` changed.

        :param quants: stock.quant recordset after the change
        :param dict changes: quant id -> signed change in units; zero is left out
        :param str kind: a value of `kind`; by default what the stock move says that did it
        """
        told = quants.filtered(lambda quant: quant._ic_is_told() and changes.get(quant.id))
        if not told:
            return
        self.env['stock.quant'].flush_model(['product_id', 'location_id', 'quantity'])
        moves = self.env['stock.move'].browse(self.env.context.get('ic_ledger_moves', ()))
        places, houses = self._ic_levels(told.product_id)
        values = []
        for quant in told:
            move = moves._ic_that_moved(quant)
            after = places.get((quant.product_id.id, quant.location_id.id), 0.0)
            values.append(
                {
                    'date': fields.Datetime.now(),
                    'user_id': self.env.uid,
                    'company_id': quant.product_id.company_id.id,
                    'product_id': quant.product_id.id,
                    'product_tmpl_id': quant.product_id.product_tmpl_id.id,
                    'lot_id': quant.lot_id.id,
                    'location_id': quant.location_id.id,
                    'quantity': changes[quant.id],
                    'before': after - changes[quant.id],
                    'after': after,
                    'on_hand': houses.get(quant.product_id.id, 0.0),
                    'move_id': move.id,
                    'state': 'applied',
                    **move._ic_ledger_words(kind or ('opening' if not move else None)),
                    **(self.env.context.get('ic_ledger_remote') or {}),
                }
            )
        self.sudo().create(values)

    @api.model
    def _ic_levels(self, products):
        """Return what the quants say now: {(product id, location id): units}, {product id: units of the house}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT quant.product_id, quant.location_id, location.usage, COALESCE(SUM(quant.quantity), 0)
                  FROM stock_quant quant JOIN stock_location location ON location.id = quant.location_id
                 WHERE quant.product_id = ANY(%s) AND location.usage = ANY(%s)
                 GROUP BY quant.product_id, quant.location_id, location.usage""",
                products.ids,
                list(USAGES),
            )
        )
        places, houses = {}, {}
        for product_id, location_id, usage, quantity in rows:
            places[product_id, location_id] = quantity
            if usage != 'customer':
                houses[product_id] = houses.get(product_id, 0.0) + quantity
        return places, houses
