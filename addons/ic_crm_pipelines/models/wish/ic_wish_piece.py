import json

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.ic_inventory_luxury.models.catalog.ic_brand import normalize_brand
from odoo.addons.ic_inventory_luxury.models.piece.search_words import search_key

from ...wishing.buckets import piece_keys
from ...wishing.facts import colors_in, piece_facts
from ...wishing.sizes import STEPS
from ...wishing.text import codes_in
from ...wishing.vocabulary import MATERIAL_CODES, MATERIAL_WORDS, TRAIT_CODES, TRAIT_WORDS

# Statuses in which a piece may be offered to somebody who wishes for it.
OFFERED = ('incoming', 'awaiting_photos', 'available')
# Where each category says what a wish may ask for.
COLOR_FIELDS = {
    'watch': ('ic_watch_dial',),
    'handbag': ('ic_bag_color',),
    'sneaker': ('ic_colorway',),
    'apparel': ('ic_colorway',),
    'accessory': ('ic_colorway',),
}
MATERIAL_FIELDS = {
    'handbag': ('ic_bag_leather',),
    'apparel': ('ic_apparel_fabric',),
    'accessory': ('ic_accessory_material',),
    'jewelry': ('ic_jewel_metal_text',),
}
TRAIT_FIELDS = {
    'watch': ('ic_watch_bezel', 'ic_watch_bracelet', 'ic_watch_dial', 'ic_sub_model', 'ic_model'),
    'handbag': ('ic_sub_model',),
}
HARDWARE = {'gold': 'gold_hardware', 'palladium': 'palladium_hardware', 'silver': 'palladium_hardware'}
HARDWARE.update(rose_gold='rose_gold_hardware', black='black_hardware')
CONDITIONS = {'watch': 'ic_watch_condition', 'handbag': 'ic_bag_grade', 'sneaker': 'ic_sneaker_condition'}
CONDITIONS.update(apparel='ic_apparel_condition', accessory='ic_accessory_condition')
SCOPE = {
    'watch': ('ic_watch_has_box', 'ic_watch_has_papers'),
    'handbag': ('ic_bag_has_box', 'ic_bag_has_papers'),
}
# All that a wish looks at. Read by name, because whichever came first would bring all columns of a piece along.
LOOKED_AT = {
    'name', 'company_id', 'list_price', 'ic_category', 'ic_status', 'ic_brand_id', 'ic_model', 'ic_sub_model',
    'ic_nickname', 'ic_reference', 'ic_colorway', 'ic_silhouette_id', 'ic_year', 'ic_year_approx', 'ic_watch_dial',
    'ic_watch_case_material', 'ic_watch_case_size', 'ic_watch_movement', 'ic_bag_hardware_color', 'ic_bag_size',
    'ic_sneaker_size', 'ic_sneaker_size_system', 'ic_sneaker_youth', 'ic_apparel_size', 'ic_apparel_size_country',
    'ic_apparel_size_alpha', 'ic_jewel_ring_size', 'ic_jewel_ring_system', *CONDITIONS.values(),
}  # fmt: skip
for _by_category in (COLOR_FIELDS, MATERIAL_FIELDS, TRAIT_FIELDS, SCOPE):
    LOOKED_AT.update(*_by_category.values())


class IcWishPiece(models.Model):
    """A piece as wishes look at it: its facts, read once when it changes. Kept by the system."""

    _name = 'ic.wish.piece'
    _description = "Piece as Wishes See It"
    _rec_name = 'product_tmpl_id'

    product_tmpl_id = fields.Many2one('product.template', required=True, readonly=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='cascade')
    facts = fields.Json(readonly=True)
    keys = fields.Json(readonly=True)

    _once = models.UniqueIndex('(product_tmpl_id)')
    _keys = models.Index("USING gin (keys jsonb_ops)")

    # === BUSINESS METHODS === #

    @api.model
    def _ic_note(self, pieces):
        """Note the facts of `pieces`; return dict piece -> facts."""
        pieces.fetch(LOOKED_AT)
        found = {piece: piece._ic_wish_facts() for piece in pieces}
        if found:
            rows = [(p.id, p.company_id.id, self._ic_json(f), self._ic_json(piece_keys(f))) for p, f in found.items()]
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO ic_wish_piece (product_tmpl_id, company_id, facts, keys)
                    SELECT * FROM UNNEST(%s::int[], %s::int[], %s::jsonb[], %s::jsonb[])
                    ON CONFLICT (product_tmpl_id) DO UPDATE
                       SET facts = EXCLUDED.facts, keys = EXCLUDED.keys, company_id = EXCLUDED.company_id
                     WHERE ic_wish_piece.facts IS DISTINCT FROM EXCLUDED.facts
                        OR ic_wish_piece.keys IS DISTINCT FROM EXCLUDED.keys
                    RETURNING id""",
                    *map(list, zip(*rows)),
                )
            )
            self.invalidate_model(['facts', 'keys'])
        return found

    @api.model
    def _ic_json(self, value):
        return json.dumps(value)


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def _ic_wish_facts(self):
        """Return the facts of this piece as `wishing.scoring` compares them: its fields, and where they are empty what
        its name and the catalog say."""
        self.ensure_one()
        self.fetch(LOOKED_AT)
        reader = self.env['ic.wish.reader']
        knowledge = reader._ic_knowledge(self.company_id.id)
        own = self._ic_wish_own_facts(knowledge)
        reading = reader._ic_read(self.name, self.company_id, self.ic_category, own['brand'] or None)
        return piece_facts(reading, knowledge, own)

    def _ic_wish_own_facts(self, knowledge):
        category = self.ic_category
        names = [self.ic_model, self.ic_sub_model, self.ic_nickname, self.ic_colorway, self.ic_watch_dial]
        own = {
            'category': category,
            'brand': self.ic_brand_id.id,
            'family': self._ic_wish_family(knowledge),
            'references': [self.ic_reference.strip()] if (self.ic_reference or '').strip() else [],
            'called': self.ic_nickname or '',
            'names': [self.ic_nickname] if self.ic_nickname else [],
            'sub_model': self.ic_sub_model,
            'colors': self._ic_wish_codes(COLOR_FIELDS, colors_in),
            'materials': self._ic_wish_materials(),
            'traits': self._ic_wish_traits(),
            'price': self.list_price,
            'year': self.ic_year,
            'year_about': self.ic_year_approx,
            'size_mm': category == 'watch' and self.ic_watch_case_size,
            'sizes': self._ic_wish_sizes(),
            'condition': STEPS.get(category, {}).get(self[CONDITIONS[category]] if category in CONDITIONS else '', 0),
            'words': [word for name in (self.name, *names) for word in search_key(name).split()],
        }
        own.update(self._ic_wish_scope())
        return own

    def _ic_wish_family(self, knowledge):
        """Return the number of the family: that of the silhouette, or the one that the model is a spelling of."""
        if self.ic_silhouette_id:
            return -self.ic_silhouette_id.id
        row = self.ic_model and knowledge.find_family(normalize_brand(self.ic_model), self.ic_brand_id.id or None)
        return row[0].id if row else 0

    def _ic_wish_codes(self, by_category, read):
        texts = [self[name] for name in by_category.get(self.ic_category, ()) if self[name]]
        return list(dict.fromkeys(code for text in texts for code in read(text)))

    def _ic_wish_materials(self):
        if self.ic_category == 'watch':
            return [self.ic_watch_case_material] if self.ic_watch_case_material not in (False, 'other') else []
        return self._ic_wish_codes(MATERIAL_FIELDS, _materials_in)

    def _ic_wish_traits(self):
        found = self._ic_wish_codes(TRAIT_FIELDS, _traits_in)
        if self.ic_category == 'handbag' and self.ic_bag_hardware_color in HARDWARE:
            found.append(HARDWARE[self.ic_bag_hardware_color])
        if self.ic_category == 'watch' and self.ic_watch_movement in ('quartz', 'manual'):
            found.append(self.ic_watch_movement)
        return found

    def _ic_wish_sizes(self):
        """Return dict system -> size of what is worn or carried."""
        if self.ic_category == 'handbag' and self.ic_bag_size:
            return {'': self.ic_bag_size.casefold().removesuffix('cm').strip()}
        if self.ic_category == 'sneaker' and self.ic_sneaker_size and self.ic_sneaker_size_system:
            return {self.ic_sneaker_size_system: self.ic_sneaker_size, **self._ic_wish_shoe_sizes()}
        if self.ic_category == 'apparel' and self.ic_apparel_size:
            sizes = {self.ic_apparel_size_country or '': self.ic_apparel_size}
            return {**({'': self.ic_apparel_size_alpha} if self.ic_apparel_size_alpha else {}), **sizes}
        if self.ic_category == 'jewelry' and self.ic_jewel_ring_size:
            return {self.ic_jewel_ring_system or '': self.ic_jewel_ring_size}
        return {}

    def _ic_wish_shoe_sizes(self):
        """Return the sizes of a pair of sneakers in all systems in which the table of its maker has one answer."""
        sizes = {} if self.ic_sneaker_youth else self._ic_sneaker_sizes()
        return {system: found[0] for system, found in sizes.items() if len(found) == 1}

    def _ic_wish_scope(self):
        """Return box and papers. What is not ticked on a piece that has not been looked at yet is not known."""
        names = SCOPE.get(self.ic_category, ())
        unknown = None if self.ic_status != 'available' else False
        return {part: self[name] or unknown for part, name in zip(('box', 'papers'), names)}


def _materials_in(text):
    return codes_in(text, MATERIAL_WORDS, MATERIAL_CODES)


def _traits_in(text):
    return codes_in(text, TRAIT_WORDS, TRAIT_CODES)
