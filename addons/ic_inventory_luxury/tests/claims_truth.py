"""What must be true of stock, claims and ledger after every step, read from the tables with SQL of its own.

Nothing here calls the code under test: a mistake there cannot hide itself.
"""

from odoo import fields

OURS = "(location.usage = 'internal' OR location.usage = 'transit' AND location.company_id IS NOT NULL)"
AWAY = (
    "(location.usage = 'internal' AND (location.ic_kind = 'shop' OR location.id IN "
    "(SELECT company.ic_out_location_id FROM res_company company)))"
)
LIVE = "claim.state IN ('held', 'committed') AND (claim.expires_at IS NULL OR claim.expires_at > %(now)s)"
ALMOST = 0.00001


class ClaimsTruth:
    """The truth about some products (product.product ids). `check()` raises AssertionError naming what is wrong."""

    def __init__(self, env, product_ids):
        self.env = env
        self.product_ids = list(product_ids)

    def rows(self, query, **params):
        """Return the rows of a query as dicts; it may use %(ids)s and %(now)s."""
        self.env.flush_all()
        params = {'ids': self.product_ids, 'now': fields.Datetime.now(), **params}
        self.env.cr.execute(query, params)
        return self.env.cr.dictfetchall()

    def check(self):
        for name in sorted(dir(self)):
            if name.startswith('check_'):
                getattr(self, name)()

    # === INVARIANTS === #

    def check_counter_is_the_sum_of_its_claims(self):
        for row in self.rows(
            """SELECT counter.product_id, counter.claimed, counter.capacity,
                      COALESCE(SUM(claim.quantity - claim.fulfilled), 0) AS units
                 FROM ic_claim_counter counter
                 LEFT JOIN ic_claim claim
                   ON claim.product_id = counter.product_id AND claim.state IN ('held', 'committed')
                WHERE counter.product_id = ANY(%(ids)s) GROUP BY counter.id"""
        ):
            assert row['claimed'] == row['units'], f"counter and claims differ: {row}"
            assert row['capacity'] is None or row['claimed'] <= row['capacity'], f"more claimed than may be: {row}"

    def check_no_more_is_claimed_than_there_is(self):
        for row in self.facts():
            assert row['claims'] <= 1 or not row['is_unique'], f"two claims on one of one: {row}"
            assert row['claimed'] <= row['sellable'] + ALMOST, f"more claimed than there is: {row}"

    def check_no_negative_stock(self):
        negative = self.rows(
            f"""SELECT quant.product_id, quant.quantity, quant.reserved_quantity, location.usage
                  FROM stock_quant quant JOIN stock_location location ON location.id = quant.location_id
                 WHERE quant.product_id = ANY(%(ids)s) AND ({OURS} OR location.usage = 'customer')
                   AND (quant.quantity < 0 OR quant.reserved_quantity < 0)"""
        )
        assert not negative, f"negative stock: {negative}"

    def check_one_serial_is_in_one_place(self):
        for row in self.facts():
            if row['is_unique']:
                assert row['ours'] + row['sold'] in (0, 1), f"one of one is in two places: {row}"

    def check_ledger_adds_up_to_the_stock(self):
        wrong = self.rows(
            """WITH told AS (
                   SELECT product_id, lot_id, location_id, SUM(quantity) AS units FROM ic_stock_entry
                    WHERE product_id = ANY(%(ids)s) GROUP BY 1, 2, 3
               ), lying AS (
                   SELECT quant.product_id, quant.lot_id, quant.location_id, SUM(quant.quantity) AS units
                     FROM stock_quant quant JOIN stock_location location ON location.id = quant.location_id
                     JOIN product_product product ON product.id = quant.product_id
                     JOIN product_template piece ON piece.id = product.product_tmpl_id
                    WHERE quant.product_id = ANY(%(ids)s) AND piece.ic_category IS NOT NULL
                      AND location.usage IN ('internal', 'transit', 'customer') GROUP BY 1, 2, 3
               )
               SELECT COALESCE(told.product_id, lying.product_id) AS product_id, told.units, lying.units AS lying
                 FROM told FULL JOIN lying ON lying.product_id = told.product_id
                  AND lying.lot_id IS NOT DISTINCT FROM told.lot_id AND lying.location_id = told.location_id
                WHERE COALESCE(told.units, 0) <> COALESCE(lying.units, 0)"""
        )
        assert not wrong, f"ledger and stock differ: {wrong}"

    def check_ledger_is_one_chain(self):
        broken = self.rows(
            """SELECT * FROM (
                   SELECT product_id, location_id, before, quantity, after,
                          LAG(after) OVER (PARTITION BY product_id, location_id ORDER BY id) AS last
                     FROM ic_stock_entry WHERE product_id = ANY(%(ids)s)
               ) entry WHERE before + quantity <> after OR before <> COALESCE(last, before)"""
        )
        assert not broken, f"an entry does not follow from the one before: {broken}"

    def check_orders_have_their_claims(self):
        """A confirmed order has claims on all it still owes, but for what became a conflict; others have none."""
        for row in self.rows(
            """SELECT line.order_id, line.product_id, sale.state, SUM(GREATEST(
                          line.product_uom_qty - COALESCE(moved.gone, 0), COALESCE(moved.going, 0), 0)) AS owed,
                      COALESCE(MAX(claim.units), 0) AS claimed, COALESCE(MAX(conflict.units), 0) AS lost
                 FROM sale_order_line line JOIN sale_order sale ON sale.id = line.order_id
                 LEFT JOIN LATERAL (
                    SELECT SUM(move.quantity) FILTER (WHERE move.state = 'done' AND source.usage <> 'customer'
                                                        AND target.usage = 'customer') AS gone,
                           SUM(move.product_uom_qty) FILTER (WHERE move.state NOT IN ('draft', 'done', 'cancel')
                                                               AND target.usage = 'customer') AS going
                      FROM stock_move move JOIN stock_location source ON source.id = move.location_id
                      JOIN stock_location target ON target.id = move.location_dest_id
                     WHERE move.sale_line_id = line.id) moved ON TRUE
                 LEFT JOIN LATERAL (
                    SELECT SUM(quantity - fulfilled) AS units FROM ic_claim
                     WHERE owner = 'sale.order,' || sale.id AND product_id = line.product_id
                       AND state IN ('held', 'committed')) claim ON TRUE
                 LEFT JOIN LATERAL (
                    SELECT SUM(quantity) AS units FROM ic_conflict
                     WHERE owner = 'sale.order,' || sale.id AND product_id = line.product_id) conflict ON TRUE
                WHERE line.product_id = ANY(%(ids)s) GROUP BY line.order_id, line.product_id, sale.state"""
        ):
            if row['state'] != 'sale':
                assert not row['claimed'], f"an order that is not confirmed has a claim: {row}"
            else:
                assert row['claimed'] <= row['owed'] + ALMOST, f"an order claims more than it owes: {row}"
                assert row['owed'] - row['claimed'] <= row['lost'] + ALMOST, f"a promise without a claim: {row}"

    def check_status_agrees_with_stock(self):
        for row in self.facts():
            if not row['category']:
                continue
            status, house = row['status'], row['ours'] - row['away']
            gone = row['ours'] <= row['promised'] and (row['promised'] > 0 or row['sold'] > 0)
            assert (status == 'sold') == gone, f"sold or not: {row}"
            if status == 'available':
                assert house > row['promised'], f"available, but there is none left: {row}"
            elif status in ('incoming', 'at_refinish') and row['ours'] > 0:
                assert status != 'incoming' and house <= 0, f"not where its status says: {row}"
            if row['ours'] <= 0 and not gone:
                assert status in ('incoming', 'hold'), f"in the house by its status only: {row}"

    # === WHAT THERE IS === #

    def facts(self):
        """Return one dict per product: what lies where, what is claimed, how many units could be promised in all."""
        rows = self.rows(
            f"""SELECT product.id, piece.ic_category AS category, piece.ic_status AS status,
                       piece.ic_is_unique AND piece.ic_category IS NOT NULL AS is_unique,
                       piece.ic_backorder AS backorder,
                       COALESCE(piece.ic_status_choice, 'incoming') = 'incoming' AS expected,
                       COALESCE(stock.ours, 0) AS ours, COALESCE(stock.away, 0) AS away,
                       COALESCE(stock.sold, 0) AS sold,
                       EXISTS (SELECT FROM stock_move move
                                WHERE move.product_id = product.id AND move.state = 'done') AS moved,
                       COALESCE(claimed.units, 0) AS claimed, COALESCE(claimed.claims, 0) AS claims,
                       COALESCE(claimed.promised, 0) AS promised
                  FROM product_product product JOIN product_template piece ON piece.id = product.product_tmpl_id
                  LEFT JOIN LATERAL (
                    SELECT SUM(quant.quantity) FILTER (WHERE {OURS}) AS ours,
                           SUM(quant.quantity) FILTER (WHERE {AWAY}) AS away,
                           SUM(quant.quantity) FILTER (WHERE location.usage = 'customer') AS sold
                      FROM stock_quant quant JOIN stock_location location ON location.id = quant.location_id
                     WHERE quant.product_id = product.id) stock ON TRUE
                  LEFT JOIN LATERAL (
                    SELECT SUM(claim.quantity - claim.fulfilled) AS units, COUNT(*) AS claims,
                           SUM(claim.quantity - claim.fulfilled) FILTER (WHERE claim.state = 'committed') AS promised
                      FROM ic_claim claim
                     WHERE claim.product_id = product.id AND {LIVE}) claimed ON TRUE
                 WHERE product.id = ANY(%(ids)s) ORDER BY product.id"""
        )
        for row in rows:
            row.update({key: float(row[key]) for key in ('ours', 'away', 'sold', 'claimed', 'promised')})
            to_come = row['is_unique'] and row['ours'] <= 0 and row['sold'] <= 0
            to_come = to_come and (row['expected'] or not row['moved'])
            row['sellable'] = (
                float('inf') if row['backorder'] and not row['is_unique'] else 1.0 if to_come else row['ours']
            )
        return rows

    def free(self, product_id, owner=None, partner_id=0):
        """Return the units `owner`, acting for a partner, may claim in all: what others have not."""
        sellable = next(row['sellable'] for row in self.facts() if row['id'] == product_id)
        (row,) = self.rows(
            f"""SELECT COALESCE(SUM(claim.quantity - claim.fulfilled), 0) AS units FROM ic_claim claim
                 WHERE claim.product_id = %(product)s AND {LIVE} AND claim.owner <> %(owner)s
                   AND NOT (claim.state = 'held' AND claim.kind IN ('checkout', 'client', 'approval')
                            AND claim.partner_id = %(partner)s)""",
            product=product_id,
            owner=owner or '',
            partner=partner_id,
        )
        return sellable - float(row['units'])

    def snapshot(self):
        """Return all that a refused step must leave as it was."""
        return {
            table: self.rows(query)
            for table, query in {
                'quants': "SELECT id, location_id, quantity, reserved_quantity FROM stock_quant "
                "WHERE product_id = ANY(%(ids)s) ORDER BY id",
                'claims': "SELECT id, owner, state, quantity, fulfilled, returned FROM ic_claim "
                "WHERE product_id = ANY(%(ids)s) ORDER BY id",
                'counters': "SELECT product_id, capacity, claimed FROM ic_claim_counter "
                "WHERE product_id = ANY(%(ids)s) ORDER BY 1",
                'moves': "SELECT id, state, quantity, product_uom_qty FROM stock_move "
                "WHERE product_id = ANY(%(ids)s) ORDER BY id",
                'orders': "SELECT line.id, line.product_uom_qty, sale.state FROM sale_order_line line "
                "JOIN sale_order sale ON sale.id = line.order_id WHERE line.product_id = ANY(%(ids)s) ORDER BY 1",
                'ledger': "SELECT COUNT(*) FROM ic_stock_entry WHERE product_id = ANY(%(ids)s)",
                'conflicts': "SELECT COUNT(*) FROM ic_conflict WHERE product_id = ANY(%(ids)s)",
                'statuses': "SELECT piece.id, piece.ic_status, piece.ic_status_choice FROM product_template piece "
                "JOIN product_product product ON product.product_tmpl_id = piece.id "
                "WHERE product.id = ANY(%(ids)s) ORDER BY 1",
            }.items()
        }
