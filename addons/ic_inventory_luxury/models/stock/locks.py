"""The one place that locks rows."""

from odoo.tools import SQL


def lock_pieces(pieces):
    """Lock `pieces` (product.template) until the end of the transaction, in id order, by writing to them.

    A plain row lock would not do: under REPEATABLE READ the one who waited for it still reads old data. A write to
    a row that somebody else changed meanwhile fails instead, and Odoo retries the whole request on fresh data.
    """
    if pieces.ids:
        pieces.env.cr.execute(
            SQL(
                """
            UPDATE product_template SET ic_status = ic_status
             WHERE id IN (SELECT id FROM product_template WHERE id IN %s ORDER BY id FOR UPDATE)""",
                tuple(pieces.ids),
            )
        )
