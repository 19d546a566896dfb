from odoo import fields, models
from odoo.tools import format_datetime, formatLang

from ...printing.reports import Report, Section, report_pdf

VIEW_COST = 'ic_inventory_luxury.group_view_cost'


def _units(quantity):
    return f'{quantity:g}'


class IcLocationSnapshot(models.Model):
    _inherit = 'ic.location.snapshot'

    # === BUSINESS METHODS === #

    def _ic_pdf(self):
        """Return the snapshot as PDF; values only for those who may see cost."""
        self.ensure_one()
        _ = self.env._
        value = self.env.user.has_group(VIEW_COST)
        columns = [
            (_("Location"), 24, False),
            (_("Piece"), 34, False),
            (_("SKU"), 20, False),
            (_("Serial"), 16, False),
            (_("Status"), 13, False),
            (_("Units"), 8, True),
        ]
        rows = [
            [line.place, line.title, line.sku, line.serial, line.status, _units(line.quantity)]
            for line in self.line_ids
        ]
        figures = [(str(self.piece_count), _("pieces")), (_units(self.unit_count), _("units"))]
        if value:
            columns.append((_("Value at cost"), 16, True))
            for row, line in zip(rows, self.line_ids):
                row.append(formatLang(self.env, line.value, currency_obj=self.currency_id))
            figures.append((formatLang(self.env, self.value, currency_obj=self.currency_id), _("at cost")))
        taken = format_datetime(self.env, self.taken_on)
        return report_pdf(
            Report(
                house=self.company_id.name,
                kind=_("Snapshot %s", self.name),
                title=self.place,
                lines=[
                    _("As of %s", format_datetime(self.env, self.moment)),
                    _("Taken by %(user)s on %(date)s", user=self.user_id.name, date=taken),
                    _("Worked out from the stock moves since then") if self.is_past else '',
                    self.note or '',
                ],
                figures=figures,
                sections=[Section(_("Contents"), columns, rows, _("Nothing was in this place."))],
                foot=f'{self.name} · {self.place}',
                letter=self.company_id.country_id.code == 'US',
            )
        )

    def _ic_csv_rows(self):
        """Return the rows of the CSV export, header first; the value only for those who may see cost."""
        self.ensure_one()
        header = ['snapshot', 'moment_utc', 'location', 'sku', 'piece', 'serial', 'status', 'quantity']
        rows = [
            [
                self.name,
                fields.Datetime.to_string(self.moment),
                line.place,
                line.sku,
                line.title,
                line.serial,
                line.status,
                _units(line.quantity),
            ]
            for line in self.line_ids
        ]
        if self.env.user.has_group(VIEW_COST):
            header += ['value', 'currency']
            for row, line in zip(rows, self.line_ids):
                row += [f'{line.value:.2f}', self.currency_id.name]
        return [header, *rows]


class IcStockTake(models.Model):
    _inherit = 'ic.stock.take'

    # === BUSINESS METHODS === #

    def _ic_pdf(self):
        """Return the report of the count: figures, differences with what was done, and what was found."""
        self.ensure_one()
        _ = self.env._
        lines = self.line_ids
        different = lines.filtered('is_difference')
        figures = [
            (str(self.expected_count), _("expected")),
            (str(self.found_count), _("counted")),
            (str(len(different)), _("differences")),
        ]
        if self.env.user.has_group(VIEW_COST):
            missing = formatLang(self.env, self.missing_value, currency_obj=self.currency_id)
            figures.append((missing, _("missing, at cost")))
        states = dict(self._fields['state']._description_selection(self.env))
        return report_pdf(
            Report(
                house=self.company_id.name,
                kind=_("Stock-take %s", self.name),
                title=self.location_id.ic_path,
                lines=[
                    _("Started %s", format_datetime(self.env, self.date_start)) if self.date_start else '',
                    _("Counted by %s", self.people) if self.people else '',
                    _(
                        "Posted on %(date)s by %(user)s",
                        date=format_datetime(self.env, self.date_posted),
                        user=self.posted_by_id.name,
                    )
                    if self.date_posted
                    else states[self.state],
                    self.note or '',
                ],
                figures=figures,
                sections=[self._ic_differences_section(different), self._ic_found_section(lines - different)],
                foot=f'{self.name} · {self.location_id.ic_path}',
                letter=self.company_id.country_id.code == 'US',
            )
        )

    def _ic_differences_section(self, lines):
        _ = self.env._
        columns = [
            (_("Piece"), 30, False),
            (_("SKU"), 20, False),
            (_("Serial"), 14, False),
            (_("Expected in"), 20, False),
            (_("Expected"), 9, True),
            (_("Counted"), 9, True),
            (_("Result"), 15, False),
            (_("What was done"), 17, False),
        ]
        results = dict(lines._fields['result']._description_selection(self.env))
        decisions = dict(lines._fields['decision']._description_selection(self.env))
        rows = [
            [
                line.title,
                line.sku,
                line.serial,
                line.location_id.ic_path,
                _units(line.expected_qty),
                _units(line.counted_qty),
                ' · '.join(part for part in (results[line.result], line.note) if part),
                decisions[line.decision],
            ]
            for line in lines
        ]
        return Section(_("Differences"), columns, rows, _("None: everything was where it belongs."))

    def _ic_found_section(self, lines):
        _ = self.env._
        columns = [
            (_("Location"), 24, False),
            (_("Piece"), 38, False),
            (_("SKU"), 20, False),
            (_("Serial"), 16, False),
            (_("Counted"), 9, True),
        ]
        rows = [
            [line.location_id.ic_path, line.title, line.sku, line.serial, _units(line.counted_qty)]
            for line in lines.filtered(lambda line: line.result in ('found', 'arrived'))
        ]
        return Section(_("Found"), columns, rows, _("Nothing was counted."))
