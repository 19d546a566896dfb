from odoo import api, fields, models
from odoo.exceptions import UserError

from .ic_brand import normalize_brand
from .reference_text import split_names


class ProductTemplate(models.Model):
    """What the catalog of families and references does for a piece: suggest, recognise, fill."""

    _inherit = 'product.template'

    ic_catalog_match = fields.Selection(
        [('exact', "Known"), ('stem', "Known by Its Beginning"), ('start', "Several"), ('none', "Unknown")],
        string="Reference in the Catalog",
        compute='_compute_ic_catalog_match',
        groups='base.group_user',
    )
    ic_catalog_words = fields.Char(string="Catalog Says", compute='_compute_ic_catalog_match', groups='base.group_user')

    # === COMPUTE === #

    @api.depends('ic_category', 'ic_brand_id', 'ic_reference')
    def _compute_ic_catalog_match(self):
        """Recognise the reference, so that the form can say what it is and offer to fill in the rest."""
        for piece in self:
            piece.ic_catalog_match = piece.ic_catalog_words = False
            if piece.ic_category == 'watch' and piece.ic_reference:
                found, how = self.env['ic.model.reference']._ic_find(piece.ic_reference, piece.ic_brand_id)
                piece.ic_catalog_match = how
                piece.ic_catalog_words = self._ic_match_words(found, piece.ic_brand_id)

    @api.model
    def _ic_match_words(self, found, brand):
        if len(found) == 1:
            return found._ic_words(brand)
        if not found:
            return False
        names = found[:4].mapped('name')
        if len(found) <= len(names):
            return self.env._("One of %s", ', '.join(names))
        return self.env._("One of %(names)s and %(count)s more", names=', '.join(names), count=len(found) - len(names))

    # === ACTIONS === #

    def action_ic_catalog_fill(self):
        """Open the preview of what the catalog knows about this watch."""
        self.ensure_one()
        if self.ic_category != 'watch':
            raise UserError(self.env._("The catalog knows references of watches only."))
        if not (self.ic_reference or '').strip():
            raise UserError(self.env._("Type the reference number first: the catalog is searched by it."))
        return self.env['ic.catalog.fill']._open_for(self)

    def action_ic_add_reference(self):
        """Open a new entry of the catalog with what this piece says."""
        self.ensure_one()
        if not self.ic_brand_id or not self.ic_reference:
            raise UserError(self.env._("A catalog entry needs the brand and the reference number of the piece."))
        Family = self.env['ic.model.family']
        model = normalize_brand(self.ic_model)
        families = Family.search(Family._ic_domain(self.ic_brand_id, self.ic_category))
        family = families.filtered(lambda one: model and model in one._ic_keys())[:1]
        values = {
            'name': self.ic_reference,
            'brand_id': self.ic_brand_id.id,
            'family_id': family.id,
            'sub_model': self.ic_sub_model,
            'nickname': self.ic_nickname,
            'case_size': self.ic_watch_case_size,
            'case_material': self.ic_watch_case_material,
            'case_material_text': self.ic_watch_case_material_text,
            'bezel': self.ic_watch_bezel,
            'dials': self.ic_watch_dial,
            'bracelet': self.ic_watch_bracelet,
            'movement': self.ic_watch_movement,
            'company_id': self.company_id.id,
        }
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Add to Our Catalog"),
            'res_model': 'ic.model.reference',
            'view_mode': 'form',
            'target': 'new',
            'context': {f'default_{name}': value for name, value in values.items() if value},
        }

    # === BUSINESS METHODS === #

    @api.model
    def ic_suggest(self, field_name, text, brand_id, category):
        """Return suggestions for the box `field_name` of an intake form.

        :param str field_name: 'ic_model' or 'ic_reference'
        :param str text: what was typed so far
        :param int | bool brand_id: the brand chosen on the form
        :param str category: the category of the piece
        :return: list of dicts: value, label, note
        """
        brand = self.env['ic.brand'].browse(brand_id or []).exists()
        text = (text or '').strip()[:64]
        if field_name == 'ic_reference':
            return self.env['ic.model.reference']._ic_suggest(brand, text) if category == 'watch' else []
        return self.env['ic.model.family']._ic_suggest(brand, category, text) if brand else []

    def _ic_catalog_candidates(self):
        """Return what the own tables offer for this piece: one candidate per reference and, where a reference comes
        with several dials, one per dial.

        :return: tuple (list of dicts: name, detail, values; how, as `_ic_find` says)
        """
        self.ensure_one()
        found, how = self.env['ic.model.reference']._ic_find(self.ic_reference, self.ic_brand_id)
        dials = split_names(found.dials) if len(found) == 1 and not self.ic_watch_dial else []
        choices = [*dials, None] if len(dials) > 1 else [None]
        return [self._ic_candidate(one, how, dial, len(choices) > 1) for one in found for dial in choices], how

    @api.model
    def _ic_candidate(self, reference, how, dial, of_several):
        values = reference._ic_fill_values(dial)
        if how == 'stem':
            del values['ic_reference']  # what was typed says more than the number we know
        variant = dial or (of_several and self.env._("another dial"))
        return {
            'name': f'{reference.name} · {variant}' if variant else reference.name,
            'detail': reference._ic_words(),
            'values': values,
            'source': self.env._("Our table, %s", reference.name),
        }
