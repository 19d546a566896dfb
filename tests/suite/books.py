"""What the database says about a product, to be held against what the buyers were told."""

from dataclasses import dataclass, fields

STOCK = """
    SELECT COALESCE((SELECT SUM(quant.quantity) FROM stock_quant quant
                        JOIN stock_location place ON place.id = quant.location_id
                      WHERE product_id = %(product)s AND place.usage = 'internal'), 0) AS on_hand,
           (SELECT COUNT(*) FROM stock_quant quant
                        JOIN stock_location place ON place.id = quant.location_id
             WHERE product_id = %(product)s AND place.usage IN ('internal', 'transit')
               AND (quant.quantity < 0 OR quant.reserved_quantity < 0)) AS negative,
           COALESCE((SELECT SUM(quant.quantity) FROM stock_quant quant
                        JOIN stock_location place ON place.id = quant.location_id
                      WHERE product_id = %(product)s AND place.usage = 'customer'), 0) AS delivered,
           COALESCE((SELECT SUM(product_uom_qty) FROM sale_order_line line
                        JOIN sale_order sale ON sale.id = line.order_id
                      WHERE product_id = %(product)s AND sale.state = 'sale' AND sale.website_id IS NOT NULL), 0)
               AS website,
           COALESCE((SELECT SUM(product_uom_qty) FROM sale_order_line line
                        JOIN sale_order sale ON sale.id = line.order_id
                      WHERE product_id = %(product)s AND sale.state = 'sale' AND sale.website_id IS NULL), 0)
                AS backend,
           COALESCE((SELECT SUM(qty) FROM pos_order_line line JOIN pos_order pos ON pos.id = line.order_id
                      WHERE product_id = %(product)s AND pos.state IN ('paid', 'done', 'invoiced')), 0) AS pos,
           (SELECT COUNT(*) FROM pos_order_line line JOIN pos_order pos ON pos.id = line.order_id
             WHERE product_id = %(product)s AND pos.state = 'draft') AS stuck,
           (SELECT COUNT(DISTINCT link.transaction_id) FROM sale_order_transaction_rel link
              JOIN payment_transaction tx ON tx.id = link.transaction_id AND tx.state = 'done'
              JOIN sale_order_line line ON line.order_id = link.sale_order_id
             WHERE line.product_id = %(product)s) AS charged
"""
LEDGER = """
    SELECT COALESCE(SUM(entry.quantity) FILTER (WHERE place.usage = 'internal'), 0)
      FROM ic_stock_entry entry JOIN stock_location place ON place.id = entry.location_id
     WHERE entry.product_id = %(product)s
"""
CLAIMS = """
    SELECT counter.capacity, counter.claimed,
           COALESCE((SELECT SUM(quantity - fulfilled) FROM ic_claim
                      WHERE product_id = %(product)s AND state IN ('held', 'committed')), 0),
           COALESCE((SELECT SUM(quantity - fulfilled) FROM ic_claim
                      WHERE product_id = %(product)s AND state = 'held'), 0),
           COALESCE((SELECT SUM(quantity) FROM ic_claim
                      WHERE product_id = %(product)s AND source = 'api' AND state = 'committed'), 0),
           COALESCE((SELECT SUM(fulfilled - returned) FROM ic_claim WHERE product_id = %(product)s), 0)
      FROM ic_claim_counter counter WHERE counter.product_id = %(product)s
"""


@dataclass
class Books:
    """Units of one product, by what the tables say. The last fields stay None where our addons are not."""

    on_hand: float
    negative: int
    delivered: float
    website: float
    backend: float
    pos: float
    stuck: int
    charged: int
    ledger: float | None = None
    capacity: float | None = None
    claimed: float | None = None
    weight: float | None = None
    held: float | None = None
    api: float = 0.0
    handed: float | None = None

    @property
    def promised(self):
        """Units that buyers have a right to: sold on any way, handed over or not."""
        return self.website + self.backend + self.pos + self.api


def read(stage, product):
    """The :class:`Books` of a product (its id)."""
    values = [float(value) for value in stage.sql(STOCK, product=product)[0]]
    books = Books(*values)
    if stage.store["ours"]:
        books.ledger = float(stage.sql(LEDGER, product=product)[0][0])
    if stage.store["claims"]:
        rows = stage.sql(CLAIMS, product=product)
        names = ("capacity", "claimed", "weight", "held", "api", "handed")
        for name, value in zip(names, rows[0] if rows else (None,) * 6, strict=True):
            setattr(books, name, None if value is None else float(value))
    return books


def faults(books, units):
    """What is wrong with a product of which there were `units`; a list of sentences, empty when all agrees."""
    found = []
    if books.promised > units:
        found.append(f"{books.promised:g} promised of {units:g}")
    if books.negative:
        found.append(f"{books.negative} negative quants")
    if books.on_hand + books.delivered != units:
        found.append(f"{books.on_hand:g} in the house and {books.delivered:g} handed over, of {units:g}")
    if books.charged != books.website:
        found.append(f"{books.charged:g} shoppers charged, {books.website:g} orders confirmed")
    if books.stuck:
        found.append(f"{books.stuck} drafts of the till left")
    if books.ledger is not None and books.ledger != books.on_hand:
        found.append(f"the ledger says {books.ledger:g} in the house, the stock {books.on_hand:g}")
    if books.weight is not None:
        found += _claim_faults(books)
    return found


def _claim_faults(books):
    """What the claims say otherwise than orders and stock."""
    found = []
    if books.capacity != books.on_hand:
        found.append(f"the counter knows of {books.capacity:g} units, the stock of {books.on_hand:g}")
    if books.claimed != books.weight:
        found.append(f"the counter says {books.claimed:g} claimed, the claims weigh {books.weight:g}")
    if books.weight - books.held != books.promised - books.delivered:
        found.append(
            f"{books.weight - books.held:g} firmly claimed, but {books.promised - books.delivered:g} sold and here"
        )
    if books.handed != books.delivered:
        found.append(f"claims say {books.handed:g} handed over, the stock {books.delivered:g}")
    return found


def told(books, outcomes):
    """Where buyers were told otherwise than the books say, per kind; a list of sentences."""
    found = []
    for kind in ("website", "backend", "pos", "api"):
        winners = sum(outcome.won for outcome in outcomes if outcome.kind == kind)
        if winners != getattr(books, kind):
            found.append(f"{kind}: {winners} were told they have it, the books say {getattr(books, kind):g}")
    return found


def columns():
    """Names of the figures, for printing."""
    return [field.name for field in fields(Books)]
