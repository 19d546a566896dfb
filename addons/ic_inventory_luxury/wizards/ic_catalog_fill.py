import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect import errors

# The fields a catalog may fill, in the order in which the preview lists them.
FILLED = (
    'ic_brand_id',
    'ic_model',
    'ic_sub_model',
    'ic_reference',
    'ic_nickname',
    'ic_watch_case_size',
    'ic_watch_case_material',
    'ic_watch_case_material_text',
    'ic_watch_bezel',
    'ic_watch_dial',
    'ic_watch_bracelet',
    'ic_watch_movement',
)
GOLDS = {'white gold': 'white_gold', 'yellow gold': 'yellow_gold', 'rose gold': 'rose_gold', 'pink gold': 'rose_gold'}
GOLDS |= {'red gold': 'rose_gold', 'everose': 'rose_gold'}
METALS = ('platinum', 'titanium', 'ceramic', 'carbon', 'bronze', 'tantalum', 'steel')
MOVEMENTS = {'spring drive': 'spring_drive', 'automatic': 'automatic', 'self-winding': 'automatic', 'quartz': 'quartz'}
MOVEMENTS |= {'manual': 'manual', 'hand': 'manual', 'solar': 'solar'}


class IcCatalogFill(models.TransientModel):
    """A preview of what a catalog knows about a watch: choose the entry, tick the fields, apply. Nothing is written to
    the piece before, and nothing that is not ticked."""

    _name = 'ic.catalog.fill'
    _description = "Fill from Catalog"

    product_tmpl_id = fields.Many2one('product.template', string="Piece", required=True, ondelete='cascade')
    company_id = fields.Many2one(related='product_tmpl_id.company_id')
    reference = fields.Char(readonly=True)
    state = fields.Selection(
        [('choose', "Choose"), ('preview', "Preview"), ('nothing', "Nothing Found"), ('equal', "Nothing to Fill")],
        required=True,
        default='nothing',
    )
    searched = fields.Char(readonly=True, help="Where was looked, and for what.")
    warning = fields.Char(readonly=True)
    chosen = fields.Char(readonly=True)
    source = fields.Char(readonly=True)
    candidate_ids = fields.One2many('ic.catalog.fill.candidate', 'fill_id')
    several = fields.Boolean(readonly=True)
    line_ids = fields.One2many('ic.catalog.fill.line', 'fill_id')

    # === ACTIONS === #

    def action_apply(self):
        """Write the ticked fields to the piece and note in its history what came from where."""
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.apply and line.field_name in FILLED)
        if not lines:
            raise UserError(self.env._("Nothing is ticked. Tick what should be taken over, or close."))
        piece = self.product_tmpl_id
        changed = lines.filtered(
            lambda line: line.current != self._shown(piece, line.field_name, piece[line.field_name])
        )
        if changed:
            raise UserError(
                self.env._(
                    "%s was changed since this preview was made. Close it and open it again.",
                    ', '.join(changed.mapped('label')),
                )
            )
        piece.write({line.field_name: line.value['value'] for line in lines})
        piece.message_post(body=self._history(lines), subtype_xmlid='mail.mt_note')
        return {'type': 'ir.actions.act_window_close'}

    def action_back(self):
        """Return to the choice of the entry."""
        self.ensure_one()
        self.line_ids.unlink()
        self.write({'state': 'choose', 'chosen': False})
        return self._reopen()

    def action_add_reference(self):
        return self.product_tmpl_id.action_ic_add_reference()

    # === BUSINESS METHODS === #

    @api.model
    def _open_for(self, piece):
        """Look the reference of `piece` up and return the action that shows what was found.

        The network is asked before anything is written, so no lock is held while somebody else's server thinks.
        """
        candidates, how = piece._ic_catalog_candidates()
        searched = [self.env._("our table")]
        hits, warning = self._ask_watchbase(piece, searched)
        candidates += hits
        wizard = self.create(
            {
                'product_tmpl_id': piece.id,
                'reference': piece.ic_reference,
                'state': 'choose' if candidates else 'nothing',
                'several': len(candidates) > 1,
                'searched': self._searched_words(piece, searched),
                'warning': warning or (how == 'stem' and self._stem_words(candidates[0])) or False,
                'candidate_ids': [(0, 0, dict(values, sequence=index)) for index, values in enumerate(candidates)],
            }
        )
        return wizard.candidate_ids.action_choose() if len(candidates) == 1 else wizard._reopen()

    @api.model
    def _ask_watchbase(self, piece, searched):
        """Return (candidates, what went wrong in words); ([], False) without a key."""
        client = (piece.company_id or self.env.company)._ic_watchbase()
        if not client:
            return [], False
        searched.append('WatchBase')
        try:
            hits = client.search('watch', piece.ic_reference)
        except errors.ServiceError as problem:
            return [], self._error_words(problem)
        wanted = piece.ic_brand_id
        found = []
        for hit in hits:
            brand, how = self.env['ic.brand']._ic_resolve(hit['brand'], 'watch')
            if not wanted or (how in ('exact', 'alias') and brand == wanted):
                found.append(
                    {'name': hit['reference'], 'detail': hit['title'], 'remote_id': hit['id'], 'source': 'WatchBase'}
                )
        return found, False

    @api.model
    def _error_words(self, problem):
        """Return a failure of WatchBase as a sentence for a person."""
        if isinstance(problem, errors.AuthError):
            return self.env._("WatchBase does not accept the key. Enter it again in the settings.")
        if isinstance(problem, errors.RateLimited):
            return self.env._("WatchBase has been asked too often just now. Wait a minute and try again.")
        if isinstance(problem, errors.NotFound):
            return self.env._("WatchBase does not have this entry (any more).")
        if isinstance(problem, errors.Unreachable):
            return self.env._("WatchBase cannot be reached at the moment. Our own table was searched all the same.")
        return self.env._("WatchBase refused: %s", problem)

    @api.model
    def _searched_words(self, piece, searched):
        return self.env._(
            "Searched %(where)s for %(reference)s of %(brand)s.",
            where=' + '.join(searched),
            reference=piece.ic_reference,
            brand=piece.ic_brand_id.name or self.env._("any brand"),
        )

    @api.model
    def _stem_words(self, candidate):
        return self.env._(
            "This number as a whole is not in our table; %s, with which it begins, is. Compare before you apply.",
            candidate['name'],
        )

    def _choose(self, candidate):
        """Make the preview of one candidate."""
        self.ensure_one()
        values = candidate.values or {}
        if candidate.remote_id:
            client = self.company_id._ic_watchbase()
            if not client:
                raise UserError(self.env._("The key of WatchBase was removed meanwhile."))
            try:
                values = self._item_values(client.get_item(candidate.remote_id))  # before anything is written
            except errors.ServiceError as problem:
                raise UserError(self._error_words(problem)) from None
        lines = self._lines(values, candidate.source)
        self.line_ids.unlink()
        self.write(
            {
                'state': 'preview' if lines else 'equal',
                'chosen': f'{candidate.name}: {candidate.detail}' if candidate.detail else candidate.name,
                'source': candidate.source,
                'line_ids': [(0, 0, line) for line in lines],
            }
        )
        return self._reopen()

    def _lines(self, values, source):
        """Return the rows of the preview: what is empty is ticked, what differs is not, what is equal is left out."""
        piece, lines = self.product_tmpl_id, []
        for name in FILLED:
            value = values.get(name)
            if not value or self._same(piece, name, value):
                continue
            filled = bool(piece[name])
            lines.append(
                {
                    'field_name': name,
                    'label': piece._fields[name]._description_string(self.env),
                    'current': self._shown(piece, name, piece[name]),
                    'proposed': self._shown(piece, name, value),
                    'value': {'value': value},
                    'source': source,
                    'differs': filled,
                    'apply': not filled,
                    'sequence': len(lines),
                }
            )
        return lines

    @api.model
    def _same(self, piece, name, value):
        now, proposed = self._shown(piece, name, piece[name]), self._shown(piece, name, value)
        # A reference is to be written as its maker does; elsewhere "black" is "Black".
        return now == proposed if name == 'ic_reference' else now.casefold() == proposed.casefold()

    @api.model
    def _shown(self, piece, name, value):
        """Return a value of a field of the piece as people read it."""
        field = piece._fields[name]
        if not value:
            return ''
        if field.type == 'many2one':
            return (value if isinstance(value, models.BaseModel) else self.env[field.comodel_name].browse(value)).name
        if field.type == 'selection':
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == 'float':
            return self.env._("%s mm", f'{value:.1f}'.removesuffix('.0'))
        return str(value).strip()

    @api.model
    def _item_values(self, item):
        """Return what an entry of WatchBase means for a piece. A word without a place in our vocabulary is left out."""
        brand, how = self.env['ic.brand']._ic_resolve(item['brand'], 'watch')
        brand = brand if how in ('exact', 'alias') else brand.browse()
        family = self.env['ic.model.family']._ic_suggest(brand, 'watch', item['family'], 1) if item['family'] else []
        same = family and family[0]['value'].casefold() == item['family'].casefold()
        material, words = self._material(item.get('case_material', ''))
        size = float(item.get('case_size') or 0)
        movement = item.get('movement', '').casefold()
        values = {
            'ic_brand_id': brand.id,
            'ic_model': family[0]['value'] if same else item['family'],
            'ic_sub_model': item.get('name') if item.get('name') not in (item['family'], item['reference']) else '',
            'ic_reference': item['reference'],
            'ic_watch_case_size': round(size, 1) if 5 <= size <= 100 else 0,
            'ic_watch_case_material': material,
            'ic_watch_case_material_text': material == 'other' and words,
            'ic_watch_bezel': item.get('bezel'),
            'ic_watch_dial': item.get('dial'),
            'ic_watch_movement': next((code for word, code in MOVEMENTS.items() if word in movement), False),
        }
        return {name: value for name, value in values.items() if value}

    @api.model
    def _material(self, words):
        """Return (our code, the words). Steel beside gold is two-tone."""
        text = words.casefold()
        golds = {code for word, code in GOLDS.items() if word in text}
        metals = [metal for metal in METALS if re.search(rf'\b{metal}', text)]
        if golds and 'steel' in metals:
            return 'two_tone', words
        found = [*golds, *metals]
        if len(found) == 1:
            return found[0], words
        return ('other', words) if words else (False, '')

    def _history(self, lines):
        """Return the note for the history of the piece: what was filled, from where, and what it replaced."""
        rows = [
            Markup("<li>%s: %s</li>")
            % (line.label, f'{line.current} → {line.proposed}' if line.current else line.proposed)
            for line in lines
        ]
        source = ', '.join(dict.fromkeys(lines.mapped('source')))
        return Markup("<p>%s</p><ul>%s</ul>") % (
            self.env._("Filled from catalog (%s):", source),
            Markup('').join(rows),
        )

    def _reopen(self):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Fill from Catalog"),
            'res_model': self._name,
            'res_id': self.id,
            'view_mode': 'form',
            'target': 'new',
        }


class IcCatalogFillCandidate(models.TransientModel):
    _name = 'ic.catalog.fill.candidate'
    _description = "Entry of a Catalog to Choose"
    _order = 'sequence, id'

    fill_id = fields.Many2one('ic.catalog.fill', required=True, index=True, ondelete='cascade')
    sequence = fields.Integer()
    name = fields.Char(string="Entry", readonly=True)
    detail = fields.Char(string="What It Is", readonly=True)
    source = fields.Char(readonly=True)
    values = fields.Json(readonly=True)
    remote_id = fields.Char(readonly=True)

    def action_choose(self):
        self.ensure_one()
        return self.fill_id._choose(self)


class IcCatalogFillLine(models.TransientModel):
    _name = 'ic.catalog.fill.line'
    _description = "Field to Fill from a Catalog"
    _order = 'sequence, id'

    fill_id = fields.Many2one('ic.catalog.fill', required=True, index=True, ondelete='cascade')
    sequence = fields.Integer()
    field_name = fields.Char(readonly=True)
    label = fields.Char(string="Field", readonly=True)
    current = fields.Char(string="Now", readonly=True)
    proposed = fields.Char(string="Catalog", readonly=True)
    source = fields.Char(readonly=True)
    value = fields.Json(readonly=True)
    differs = fields.Boolean(readonly=True)
    apply = fields.Boolean(string="Take Over")
