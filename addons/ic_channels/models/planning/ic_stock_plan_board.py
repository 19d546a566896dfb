from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

PERIODS = (30, 90, 365)
ROWS = 8
BANDS = (('aged_0', 0, 90), ('aged_90', 90, 180), ('aged_180', 180, 365), ('aged_365', 365, None))


class IcStockPlan(models.Model):
    """The screen that shows it all at once. Every figure of it opens the list it was counted from."""

    _inherit = 'ic.stock.plan'

    # === RPC === #

    @api.readonly
    @api.model
    def ic_board(self, period=90, category=False):
        """Return what the planning screen shows for the stores one works in.

        :param int period: days to look back for what was sold: 30, 90 or 365
        :param str category: only pieces of this category
        """
        self.check_access('read')
        period = period if period in PERIODS else 90
        category = category if category in dict(self._fields['category']._description_selection(self.env)) else False
        flows = self._ic_flows(period)
        mine = [flow for flow in flows if not category or flow['code'] == category]
        total = {name: sum(flow[name] for flow in mine) for name in ('opening', 'received', 'sold')}
        return {
            'period': period,
            'since': fields.Datetime.to_string(fields.Datetime.now() - timedelta(days=period)),
            'category': category,
            'taken_on': fields.Datetime.to_string(self._ic_taken_on()) or False,
            'may_refresh': self.env.user.has_group('ic_inventory_luxury.group_manage_inventory'),
            'currency_id': self.env.company.currency_id.id,
            'categories': flows,
            'sold': total['sold'],
            'sell_through': self._ic_share(total),
            'stock': self._ic_stock(category),
            'channels': self._ic_channels(period, category),
            'bands': self._ic_bands(category),
            'supply': self._ic_rows(category, [('daily_rate', '>', 0)], 'days_of_supply, name, id'),
            'supply_count': self.search_count([*self._ic_basis(category), ('is_short', '=', True)]),
            'reorder': self._ic_rows(category, [('reorder', '>', 0)], 'is_short desc, reorder desc, name, id'),
            'reorder_count': self.search_count([*self._ic_basis(category), ('reorder', '>', 0)]),
        }

    @api.model
    def ic_board_aged(self, band, category=False):
        """Open the pieces that have been in the house for as long as `band` says."""
        self.check_access('read')
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        labels = {name: self._fields[name]._description_string(self.env) for name, _least, _most in BANDS}
        return dict(
            action,
            domain=[('id', 'in', self._ic_aged_ids(band, category))],
            display_name=self.env._("In the house: %s", labels[band]),
            context={},
        )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_basis(self, category):
        """Return the domain of the rows that decisions rest on: each unit counts in one of them or in few."""
        domain = [('is_basis', '=', True), ('company_id', 'in', self.env.companies.ids)]
        return [*domain, ('category', '=', category)] if category else domain

    @api.model
    def _ic_sums(self, category):
        """Return the domain of the rows in which each unit of the stores counts once."""
        domain = [('dimension', '=', 'category'), ('company_id', 'in', self.env.companies.ids)]
        return [*domain, ('category', '=', category)] if category else domain

    @api.model
    def _ic_taken_on(self):
        rows = self._read_group([('company_id', 'in', self.env.companies.ids)], [], ['taken_on:max'])
        return rows[0][0]

    @api.model
    def _ic_share(self, flow):
        """Return the sell-through in percent, None where there was nothing to sell."""
        there = flow['opening'] + flow['received']
        return round(100.0 * max(flow['sold'], 0.0) / there, 1) if there else None

    @api.model
    def _ic_flows(self, period):
        """Return stock, intake and sales of the period per category, as the docstring of the model defines them."""
        self._ic_flush()
        since = fields.Datetime.now() - timedelta(days=period)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT category, SUM(opening)::float, SUM(received)::float, SUM(sold)::float
                  FROM (SELECT piece.ic_category AS category,
                               GREATEST(COALESCE(SUM(entry.quantity) FILTER (WHERE entry.date < %(since)s), 0), 0)
                                   AS opening,
                               COALESCE(SUM(entry.quantity) FILTER (
                                   WHERE entry.date >= %(since)s AND (entry.kind IN ('receipt', 'opening', 'found')
                                         OR entry.kind = 'correction' AND entry.quantity > 0)), 0) AS received,
                               COALESCE(-SUM(entry.quantity) FILTER (
                                   WHERE entry.date >= %(since)s AND entry.kind IN ('sale', 'return')), 0) AS sold
                          FROM ic_stock_entry entry
                          JOIN stock_location location ON location.id = entry.location_id
                           AND location.usage <> 'customer'
                          JOIN product_template piece ON piece.id = entry.product_tmpl_id
                         WHERE entry.company_id = ANY(%(companies)s) AND entry.state = 'applied'
                           AND piece.ic_category IS NOT NULL
                         GROUP BY piece.ic_category, entry.product_id) flow
                 GROUP BY category""",
                since=since,
                companies=self.env.companies.ids,
            )
        )
        labels = dict(self._fields['category']._description_selection(self.env))
        flows = [
            {'code': code, 'label': labels.get(code, code), 'opening': opening, 'received': received, 'sold': sold}
            for code, opening, received, sold in rows
            if opening or received or sold
        ]
        for flow in flows:
            flow['share'] = self._ic_share(flow)
        return sorted(flows, key=lambda flow: (-(flow['share'] or 0.0), flow['label']))

    @api.model
    def _ic_stock(self, category):
        rows = self._read_group(self._ic_sums(category), [], ['on_hand:sum', 'available:sum', 'on_order:sum'])
        return dict(zip(('on_hand', 'available', 'on_order'), rows[0], strict=True))

    @api.model
    def _ic_channels(self, period, category):
        """Return what was sold in the period per channel, net of returns, the most first."""
        report = self.env['ic.movement.report']
        domain = [
            ('company_id', 'in', self.env.companies.ids),
            ('kind', 'in', ('sale', 'return')),
            ('date', '>=', fields.Datetime.now() - timedelta(days=period)),
        ]
        if category:
            domain.append(('category', '=', category))
        # Turnover in two currencies has no sum.
        money = len(self.env.companies.currency_id) == 1 and report._has_field_access(
            report._fields['turnover'], 'read'
        )
        names = ['net_sold:sum', 'sold:sum', 'returned:sum', *(['turnover:sum'] if money else [])]
        told = [
            {'name': row[0], 'units': row[1], 'sold': row[2], 'returned': row[3], 'turnover': row[4] if money else None}
            for row in report._read_group(domain, ['sold_on'], names)
        ]
        return sorted(told, key=lambda row: (-row['units'], row['name'] or ''))

    @api.model
    def _ic_bands(self, category):
        """Return the units in the house by how long they have been here, and their cost for those who may see it."""
        sums = self._read_group(self._ic_sums(category), [], [f'{name}:sum' for name, _least, _most in BANDS])[0]
        return [
            {'band': name, 'label': self._fields[name]._description_string(self.env), 'units': units}
            for (name, _least, _most), units in zip(BANDS, sums, strict=True)
        ]

    @api.model
    def _ic_aged_ids(self, band, category):
        """Return the ids of the pieces of which units are in a band."""
        self._ic_flush()
        now = fields.Datetime.now()
        column = {name: SQL.identifier(name) for name, _least, _most in BANDS}[band]
        found = []
        for company in self.env.companies:
            facts = self._ic_facts_sql(company, now, now - timedelta(days=company.ic_plan_lookback))
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT fact.piece_id FROM (%(facts)s) fact
                      JOIN product_template piece ON piece.id = fact.piece_id
                     WHERE fact.%(column)s > 0 AND (%(category)s::text IS NULL OR piece.ic_category = %(category)s)""",
                    facts=facts,
                    column=column,
                    category=category or None,
                )
            )
            found += [number for (number,) in rows]
        return found

    @api.model
    def _ic_rows(self, category, domain, order):
        rows = self.search([*self._ic_basis(category), *domain], order=order, limit=ROWS)
        dimensions = dict(self._fields['dimension']._description_selection(self.env))
        return [
            {
                'id': row.id,
                'name': row.name,
                'kind': dimensions[row.dimension],
                'days': row.days_of_supply,
                'lasts': row._ic_supply_words(),
                'available': row.available,
                'on_order': row.on_order,
                'lead': row.lead_days,
                'short': row.is_short,
                'reorder': row.reorder,
                'reason': row._ic_reason(),
                'vendor': row.vendor_id.sudo().display_name or '',
            }
            for row in rows
        ]
