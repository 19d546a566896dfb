"""What an ounce costs for the stores of a person, as rows a query can join."""

from odoo.tools import SQL

from odoo.addons.ic_inventory_luxury.models.catalog.ic_fineness import METALS

STATES = [('fresh', "Fresh"), ('stale', "Too Old"), ('none', "No Price")]


def spot_rows(companies):
    """Return a SQL table `(number, company_id, metal, price, state, tick_id, observed_at)`, a row for each metal.

    Python and not SQL, so that worth is counted by the very price that sells: its currency, its age, its conversion.
    """
    rows = []
    for company in companies:
        for number, (metal, _label) in enumerate(METALS):
            spot = company._ic_spot(metal)
            state = 'none' if not spot else 'stale' if spot.is_stale else 'fresh'
            price, tick, at = (spot.price, spot.tick_id or None, spot.observed_at) if spot else (None, None, None)
            row = SQL(
                "(%s::int, %s::int, %s::varchar, %s::numeric, %s::varchar, %s::int, %s::timestamp)",
                *(company.id * 10 + number, company.id, metal, price, state, tick, at),
            )
            rows.append(row)
    values = SQL(', ').join(rows)
    names = SQL("(number, company_id, metal, price, state, tick_id, observed_at)")
    return SQL("(VALUES %s) AS spot %s", values, names)
