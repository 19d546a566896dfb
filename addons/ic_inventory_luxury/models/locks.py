"""The one place that locks rows."""

from psycopg2.errors import LockNotAvailable

from odoo.http import request
from odoo.tools import SQL

# So long others have to stand back for one that goes first. Whoever holds claims for longer (an import) is not waited
# for: the order then takes its chance among the others.
PATIENCE = '3s'


def lock_pieces(pieces):
    """Lock `pieces` (product.template) until the end of the transaction, as `lock_products` does."""
    if pieces.ids:
        lock_products(pieces.with_context(active_test=False).sudo().product_variant_ids)


def lock_products(products, write=True, reading=None):
    """Lock `products` (product.product) until the end of the transaction, in id order, by writing to their counters.

    A plain row lock would not do: under REPEATABLE READ the one who waited for it still reads old data. A write to
    a row that somebody else changed meanwhile fails instead, and Odoo retries the whole request on fresh data.

    :param bool write: False only for who decides over claims: whatever he changes there writes to the counter anyway,
        and when he is refused he leaves nothing behind that would send those who wait behind him back to the start
    :param SQL reading: columns of `counter` to read in the query that locks them; not with `write`
    :return: list of rows, if there is something to read
    """
    if not products.ids:
        return []
    if request:
        request.ic_locks_goods = True  # see claims/ir_http.py
    env, ids = products.env, tuple(products.ids)
    query = SQL(
        "SELECT %s FROM ic_claim_counter counter WHERE product_id IN %s ORDER BY product_id FOR UPDATE OF counter",
        reading or SQL("counter.id"),
        ids,
    )
    if write:
        query = SQL("UPDATE ic_claim_counter SET claimed = claimed WHERE id IN (%s)", query)
    env.cr.execute(query)
    if env.cr.rowcount < len(ids):
        env['ic.claim.counter'].sudo()._ic_ensure(products)
        env.cr.execute(query)
    return env.cr.fetchall() if reading else []


def go_first(cr):
    """Wait until no transaction is at work on claims, and keep them out until this one ends.

    To be called before the transaction has read anything: PostgreSQL takes no snapshot for LOCK, so what is read then
    is what the others have left, and no lock of `lock_products` can fail any more.

    :return: whether it worked; not where somebody is at work for longer than `PATIENCE`
    """
    try:
        with cr.savepoint(flush=False):
            cr.execute(SQL("SET LOCAL lock_timeout = %s", PATIENCE))
            cr.execute(SQL("LOCK TABLE ic_claim_counter IN EXCLUSIVE MODE"), log_exceptions=False)
            cr.execute(SQL("SET LOCAL lock_timeout TO DEFAULT"))
    except LockNotAvailable:
        return False
    return True
