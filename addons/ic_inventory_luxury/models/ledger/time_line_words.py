from odoo import api, fields, models

ICONS = {'stock': 'fa-cube', 'claim': 'fa-bookmark-o', 'status': 'fa-tag', 'conflict': 'fa-bolt', 'ignored': 'fa-ban'}


class ProductTemplate(models.Model):
    """The words of the time line."""

    _inherit = 'product.template'

    def _ic_time_line_words(self, rows):
        """Return the lines of the screen for `rows` of `_ic_time_line_rows`."""
        self.ensure_one()
        ids = {source: [n for row in rows if row['source'] == source for n in row['ids']] for source in _READERS}
        records = {
            'entry': self.env['ic.stock.entry'].search([('id', 'in', ids['entry'])]).grouped('id'),
            'event': self.env['ic.stock.event'].search([('id', 'in', ids['event'])]).grouped('id'),
            'lapsed': self.env['ic.claim'].search([('id', 'in', ids['lapsed'])]).grouped('id'),
        }
        lines = []
        for row in rows:
            found = [records[row['source']][number] for number in row['ids'] if number in records[row['source']]]
            if found:
                told = getattr(found[0].concat(*found[1:]), _READERS[row['source']])()
                lines.append({**self._ic_time_line_frame(row), **told})
        return lines

    def _ic_time_line_frame(self, row):
        return {
            'key': f"{row['source']}-{row['ids'][0]}",
            'topic': row['topic'],
            'icon': ICONS[row['topic']],
            'date': fields.Datetime.to_string(row['date']),
            'house': float(row['house_now']),
            'promised': float(row['promised_now']),
            'held': float(row['held_now']),
            'free': self._ic_free_then(row),
        }


_READERS = {'entry': '_ic_entry_line', 'event': '_ic_event_line', 'lapsed': '_ic_lapsed_line'}


class IcStockEntry(models.Model):
    _inherit = 'ic.stock.entry'

    def _ic_entry_line(self):
        """Return in words what the entries of `self`, one movement at one moment, did."""
        last = self.sorted('id')[-1]
        out = self.filtered(lambda entry: entry.quantity < 0)
        into = self.filtered(lambda entry: entry.quantity > 0)
        ours = self.filtered(lambda entry: entry.location_id.usage != 'customer')
        label = dict(self._fields['kind']._description_selection(self.env))[last.kind]
        change = sum(ours.mapped('quantity'))
        return {
            'title': self.env._("Ignored") if last.state == 'ignored' else label,
            'change': change,
            'units': abs(sum((into or out).mapped('quantity'))),
            'before': last._ic_house_after(self) - change,
            'after': last._ic_house_after(self),
            'where': self._ic_where(out, into),
            'serial': last.lot_id.name or '',
            'why': last.why or '',
            'document': self._ic_document_link(last),
            **last._ic_line_origin(),
        }

    def _ic_house_after(self, entries):
        self.ensure_one()
        ours = entries.filtered(lambda entry: entry.location_id.usage != 'customer').sorted('id')
        return ours[-1].on_hand if ours else self.on_hand

    @api.model
    def _ic_where(self, out, into):
        """Return the places of a movement, as people write them down."""
        names = [', '.join(dict.fromkeys(place.display_name for place in side.location_id)) for side in (out, into)]
        return ' → '.join(name for name in names if name)

    @api.model
    def _ic_document_link(self, entry):
        """Return the name, and where the reader may open it the model and id, of the document behind an entry."""
        move = entry.move_id.sudo()
        record = move._ic_ledger_document() if move else move
        link = {'name': entry.document or '', 'model': False, 'id': False}
        if record and record.with_user(self.env.user).has_access('read'):
            link.update(model=record._name, id=record.id, name=entry.document or record.display_name)
        return link

    def _ic_line_origin(self):
        """Return who told us, by which channel, and when it happened there."""
        self.ensure_one()
        return {
            'channel': dict(self._fields['channel']._description_selection(self.env)).get(self.channel, ''),
            'user': self.user_id.name or '',
            'remote_id': self.remote_id or '',
            'remote_date': fields.Datetime.to_string(self.remote_date) or '',
            'arrived_on': fields.Datetime.to_string(self.arrived_on) or '',
        }


class IcStockEvent(models.Model):
    _inherit = 'ic.stock.event'

    def _ic_event_line(self):
        """Return in words what this event was."""
        self.ensure_one()
        return {
            'change': 0.0,
            'units': self.quantity,
            'before': None,
            'after': None,
            'where': '',
            'serial': '',
            'why': self.reason or '',
            'user': self.user_id.name or '',
            'channel': '',
            'remote_id': '',
            'remote_date': '',
            'arrived_on': '',
            'document': {'name': self.reference or '', 'model': False, 'id': False},
            **getattr(self, f'_ic_{self.topic}_line')(),
        }

    def _ic_status_line(self):
        labels = dict(self.env['product.template']._selection_ic_status())
        log = self.status_log_id
        before, after = labels.get(log.from_status), labels.get(log.to_status, '')
        return {'title': f'{before} → {after}' if before else after, 'units': 0.0}

    def _ic_conflict_line(self):
        conflicts = self.env['ic.conflict']
        kind = dict(conflicts._fields['kind']._description_selection(self.env)).get(self.kind, '')
        state = dict(conflicts._fields['state']._description_selection(self.env)).get(self.change, '')
        title = self.env._("Conflict: %s", kind) if self.change == 'open' else self.env._("Conflict: %s", state)
        return {'title': title, 'document': self._ic_link(self.conflict_id)}

    def _ic_claim_line(self):
        claims = self.env['ic.claim']
        kind = dict(claims._fields['kind']._description_selection(self.env)).get(self.kind, '')
        partner = self.partner_id.sudo().display_name or ''
        return {
            'title': self._ic_change_words(),
            'where': ' · '.join(part for part in (kind, partner) if part),
            'until': fields.Datetime.to_string(self.expires_at) or '',
            'channel': dict(claims._fields['source']._description_selection(self.env)).get(self.source, ''),
            'document': self._ic_link(self.claim_id._ic_document()),
        }

    def _ic_change_words(self):
        words = {
            'taken': self.env._("Held"),
            'kept': self.env._("Promised"),
            'handed': self.env._("Promise kept: handed over"),
            'back': self.env._("Came back"),
            'released': self.env._("Released"),
            'expired': self.env._("Hold lapsed"),
            'shrank': self.env._("Promised less"),
            'grew': self.env._("Promised more"),
            'closed': self.env._("Promise ended"),
        }
        return words.get(self.change, self.change)

    def _ic_link(self, record):
        """Return the document, to be opened where the reader may."""
        link = {'name': self.reference or '', 'model': False, 'id': False}
        if record and record.with_user(self.env.user).sudo(False).has_access('read'):
            link.update(model=record._name, id=record.id)
        return link


class IcClaim(models.Model):
    _inherit = 'ic.claim'

    def _ic_lapsed_line(self):
        """Return in words that the time of this hold is up, though nobody has tidied it up yet."""
        self.ensure_one()
        kind = dict(self._fields['kind']._description_selection(self.env)).get(self.kind, '')
        partner = self.partner_id.sudo().display_name or ''
        return {
            'title': self.env._("Hold lapsed"),
            'change': 0.0,
            'units': self.quantity - self.fulfilled,
            'before': None,
            'after': None,
            'where': ' · '.join(part for part in (kind, partner) if part),
            'serial': '',
            'why': self.env._("Its time was up"),
            'user': '',
            'channel': dict(self._fields['source']._description_selection(self.env)).get(self.source, ''),
            'remote_id': '',
            'remote_date': '',
            'arrived_on': '',
            'document': {'name': self.reference or '', 'model': False, 'id': False},
        }
