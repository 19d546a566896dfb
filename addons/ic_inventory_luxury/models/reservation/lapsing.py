"""Selections that change by the clock."""

from odoo import fields
from odoo.tools import SQL


class LapsingSelection(fields.Selection):
    """A stored selection of which one value, the hold, turns into another at a moment that is stored beside it.

    Whoever reads, searches, groups or sorts sees what is true now; no cron has to run first. A cron tidies later:
    it reads with `ic_as_stored` in the context, which gives the column as it is.
    """

    lapsing_value = ''
    until_column = ''

    def _lapsed(self, alias):
        """Return the SQL condition under which the hold of a row of `alias` has lapsed."""
        return SQL(
            "(%(column)s = %(value)s AND %(until)s <= (now() AT TIME ZONE 'UTC'))",
            column=SQL.identifier(alias, self.name),
            value=self.lapsing_value,
            until=SQL.identifier(alias, self.until_column),
        )

    def _value_after(self, alias):
        """Return the SQL for what the value is once the hold has lapsed."""
        raise NotImplementedError

    def to_sql(self, model, alias):
        """Override of `Field` to give the value that is true now."""
        column = super().to_sql(model, alias)
        if model.env.context.get('ic_as_stored'):
            return column
        after, lapsed = self._value_after(alias), self._lapsed(alias)
        until = model._fields[self.until_column]
        return SQL("CASE WHEN %s THEN %s ELSE %s END", lapsed, after, column, to_flush=until)

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        """Override of `Field` to search what is true now in a way that can still use the index of the column."""
        stored = super().condition_to_sql(
            field_expr, operator, value, model.with_context(ic_as_stored=True), alias, query
        )
        if model.env.context.get('ic_as_stored') or operator not in ('in', 'not in'):
            return super().condition_to_sql(field_expr, operator, value, model, alias, query)
        values = tuple(item or '' for item in value)
        after = SQL("COALESCE(%s, '') %s %s", self._value_after(alias), SQL(operator.upper()), values)
        lapsed, until = self._lapsed(alias), model._fields[self.until_column]
        return SQL("(%s AND %s IS NOT TRUE OR %s AND %s)", stored, lapsed, lapsed, after, to_flush=until)


def fetch_as_stored(records, name):
    """Read a lapsing selection of `records` as it is stored, so that what lapsed can be written down."""
    if records:
        records.invalidate_recordset([name])
        records.with_context(ic_as_stored=True).fetch([name])
