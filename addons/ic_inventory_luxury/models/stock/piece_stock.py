from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..locks import lock_pieces


class ProductTemplate(models.Model):
    """What the stock knows about a piece, and how a piece gets into the house."""

    _inherit = 'product.template'

    ic_in_stock_since = fields.Date(
        string="In Stock Since",
        readonly=True,
        copy=False,
        index='btree_not_null',
        groups='base.group_user',
        help="The day the piece came into the house.",
    )

    # === CRUD === #

    def write(self, vals):
        """Override of `product` to rename the serial number in stock along with the serial of the piece."""
        if 'ic_serial' not in vals:
            return super().write(vals)
        before = {piece: piece._ic_lot_name() for piece in self.filtered('ic_category')}
        result = super().write(vals)
        for piece, name in before.items():
            if name and name != piece._ic_lot_name():
                self.env['stock.lot'].sudo().search(
                    [
                        ('product_id', 'in', piece.product_variant_ids.ids),
                        ('name', '=', name),
                    ]
                ).write({'name': piece._ic_lot_name()})
        return result

    # === ACTIONS === #

    def action_ic_receive(self):
        """Put the selected pieces in stock. A piece with a quantity asks for it on Odoo's own screen."""
        counted = self.filtered(lambda piece: not piece.ic_is_unique)
        if len(self) == 1 and counted:
            return counted.action_open_quants()
        if counted:
            raise UserError(
                self.env._(
                    "%(pieces)s: receive pieces with a quantity one by one, so that you can enter how many came in.",
                    pieces=', '.join(counted.mapped('display_name')),
                )
            )
        self._ic_check_receivable()
        self._ic_receive()
        return True

    # === BUSINESS METHODS === #

    def _ic_stock_facts(self):
        """Return what stock and claims say, read afresh from the database.

        :return: dict piece id -> {'on_hand': units in our hands, 'delivered': units at customers,
            'places': dict stock.location id -> units of `on_hand` there, 'promised': units that are promised and have
            not left yet, 'held': units on hold for somebody right now}
        """
        nothing = {'on_hand': 0.0, 'delivered': 0.0, 'promised': 0.0, 'held': 0.0}
        facts = {piece_id: {**nothing, 'places': {}} for piece_id in self.ids}
        if not facts:
            return facts
        self._ic_flush_facts()
        rows = self.env.execute_query(SQL("%s UNION ALL %s", self._ic_quant_query(), self._ic_claim_query()))
        for piece_id, place_id, at_customer, units, held in rows:
            fact = facts[piece_id]
            if place_id is None:
                fact.update(promised=units, held=held)
            elif at_customer:
                fact['delivered'] += units
            else:
                fact['on_hand'] += units
                fact['places'][place_id] = units
        for fact in facts.values():
            fact['delivered'] = max(fact['delivered'], 0.0)
        return facts

    @api.model
    def _ic_flush_facts(self):
        """Have written what the facts are read from, and nothing else: the rest is written once, at the end."""
        self.env['product.product'].flush_model(['product_tmpl_id'])
        self.env['stock.location'].flush_model(['usage', 'company_id'])
        self.env['stock.quant'].flush_model(['product_id', 'location_id', 'quantity'])
        self.env['ic.claim'].flush_model()

    def _ic_quant_query(self):
        """The units at each place. Its columns are those of `_ic_claim_query`, to be asked in one go."""
        return SQL(
            """
            SELECT product.product_tmpl_id, location.id, location.usage = 'customer' AS at_customer,
                   COALESCE(SUM(quant.quantity), 0)::float AS units, NULL::float AS held
              FROM stock_quant quant
              JOIN product_product product ON product.id = quant.product_id
              JOIN stock_location location ON location.id = quant.location_id
             WHERE product.product_tmpl_id IN %s
               AND (location.usage IN ('internal', 'customer')
                    OR location.usage = 'transit' AND location.company_id IS NOT NULL)
             GROUP BY product.product_tmpl_id, location.id""",
            tuple(self.ids),
        )

    def _ic_claim_query(self):
        """The units promised and held. Of what was handed over nothing is read: of a bar that may be years of sales."""
        return SQL(
            """
            SELECT product_tmpl_id, NULL::int, NULL::bool,
                   COALESCE(SUM(quantity - fulfilled) FILTER (WHERE state = 'committed'), 0)::float,
                   COALESCE(SUM(quantity - fulfilled) FILTER (
                       WHERE state = 'held' AND (expires_at IS NULL OR expires_at > %s)
                   ), 0)::float
              FROM ic_claim
             WHERE product_tmpl_id IN %s AND state IN ('held', 'committed')
             GROUP BY product_tmpl_id""",
            fields.Datetime.now(),
            tuple(self.ids),
        )

    def _ic_order_names(self):
        """Return dict piece id -> names of the documents behind what is promised and what customers have."""
        self.env['ic.claim'].flush_model()
        rows = self.ids and self.env.execute_query(
            SQL(
                """
                SELECT product_tmpl_id, STRING_AGG(DISTINCT reference, ', ')
                  FROM ic_claim
                 WHERE product_tmpl_id IN %s AND (state = 'committed' OR state = 'done' AND fulfilled > returned)
                 GROUP BY product_tmpl_id""",
                tuple(self.ids),
            )
        )
        return {piece_id: names or '' for piece_id, names in rows or ()}

    def _ic_check_receivable(self):
        facts = self._ic_stock_facts()
        for piece in self:
            if facts[piece.id]['on_hand'] > 0:
                raise UserError(self.env._("%(piece)s is in stock already.", piece=piece.display_name))

    def _ic_receive(self, location=None, quantity=1.0):
        """Put the pieces of `self` that are not in the house into stock, each with its serial as a lot.

        :param location: stock.location record; the stock location of the company's first warehouse by default
        :param float quantity: units of a piece that is not one of one; a unique piece always counts one
        """
        facts = self._ic_stock_facts()
        pieces = self.filtered(lambda piece: piece.ic_category and facts[piece.id]['on_hand'] <= 0)
        for company in pieces.company_id:
            own = pieces.filtered(lambda piece: piece.company_id == company)
            own._ic_put_in_stock(location or own._ic_receipt_location(company), quantity)
        pieces._ic_sync_status(self.env._("Received"))
        return pieces

    def _ic_receipt_location(self, company):
        warehouse = self.env['stock.warehouse'].sudo().search([('company_id', '=', company.id)], limit=1)
        if not warehouse:
            raise UserError(
                self.env._(
                    "%(company)s has no warehouse. Create one under Inventory > Configuration first.",
                    company=company.name,
                )
            )
        return warehouse.lot_stock_id

    def _ic_put_in_stock(self, location, quantity):
        """Count the pieces in at `location`. Runs as superuser: whoever may take in a piece may receive it."""
        self = self.sudo().with_company(location.company_id).with_context(ic_status_sync_off=True)
        lock_pieces(self)  # of two people who receive the same piece at once, one is retried and finds it in stock
        lots = self.filtered('ic_is_unique')._ic_lots()
        moves = self.env['stock.move'].create(
            [
                piece._ic_receipt_values(location, lots.get(piece.id), 1.0 if piece.ic_is_unique else quantity)
                for piece in self
            ]
        )
        moves._action_done()

    def _ic_receipt_values(self, location, lot_id, quantity):
        """Return the values of the inventory move that brings the piece in, as Odoo's own count would make it."""
        product = self.product_variant_id
        places = {
            'product_id': product.id,
            'location_id': product.property_stock_inventory.id,
            'location_dest_id': location.id,
            'company_id': self.company_id.id,
        }
        return {
            **places,
            'product_uom': product.uom_id.id,
            'product_uom_qty': quantity,
            'state': 'confirmed',
            'is_inventory': True,
            'picked': True,
            'inventory_name': self.env._("Piece received"),
            'move_line_ids': [
                Command.create({**places, 'product_uom_id': product.uom_id.id, 'quantity': quantity, 'lot_id': lot_id})
            ],
        }

    def _ic_lot_name(self):
        """Return the serial number the piece carries in stock: its serial, or its SKU while none is known."""
        self.ensure_one()
        return (self.ic_serial or '').strip() or self.default_code

    def _ic_lots(self):
        """Return a dict piece id -> id of the stock.lot that carries its serial (the SKU where no serial is known)."""
        lots = self.env['stock.lot'].search([('product_id', 'in', self.product_variant_id.ids)])
        found = {(lot.product_id.id, lot.name): lot.id for lot in lots}
        result, missing = {}, []
        for piece in self:
            key = (piece.product_variant_id.id, piece._ic_lot_name())
            if key in found:
                result[piece.id] = found[key]
            else:
                missing.append((piece, key))
        created = self.env['stock.lot'].create(
            [
                {'product_id': product_id, 'name': name, 'company_id': piece.company_id.id}
                for piece, (product_id, name) in missing
            ]
        )
        result.update({piece.id: lot.id for (piece, _key), lot in zip(missing, created)})
        return result
