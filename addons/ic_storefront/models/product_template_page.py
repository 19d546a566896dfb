from odoo import models

from odoo.addons.ic_inventory_luxury.models.category.product_sneaker_size import SYSTEM_NAMES

from ..facets.base import slug_of
from ..facets.sizes import APPAREL_COUNTRIES, number_in

# What a buyer of the category asks first: shown large, above the list of facts.
HIGHLIGHTS = {
    'watch': ('ic_year', 'ic_watch_condition', 'ic_box_papers', 'ic_watch_case_size'),
    'handbag': ('ic_bag_size', 'ic_bag_color', 'ic_bag_leather', 'ic_bag_grade'),
    'sneaker': ('ic_sneaker_size_label', 'ic_sneaker_condition', 'ic_sneaker_box', 'ic_year'),
    'apparel': ('ic_apparel_size_label', 'ic_apparel_condition', 'ic_apparel_season', 'ic_apparel_gender'),
    'accessory': ('ic_accessory_type', 'ic_accessory_condition', 'ic_colorway', 'ic_accessory_material'),
    'jewelry': ('ic_jewel_metal', 'ic_jewel_center_carat', 'ic_jewel_total_carat', 'ic_jewel_ring_size'),
    'bullion': ('ic_bullion_fine_ozt', 'ic_fineness_id', 'ic_bullion_assay', 'ic_grading_label'),
    'artwork': ('ic_art_medium', 'ic_art_dimensions', 'ic_art_date_text', 'ic_art_edition'),
}
# Shown in a part of the page of its own, so not among the facts again.
ELSEWHERE = (
    'ic_brand_id',
    'ic_mint_id',
    'ic_model',
    'ic_sub_model',
    'ic_reference',
    'ic_nickname',
    'ic_serial',
    'ic_sneaker_size_text',
    'ic_apparel_size_alpha',
    'stones',
    'certificates',
    'notices',
    'artist',
    'coa',
    'product_tag_ids',
)
# One line under the title of a card.
CARD_LINES = {
    'handbag': ('ic_bag_size', 'ic_bag_color'),
    'sneaker': ('ic_sneaker_size_label', 'ic_sneaker_condition'),
    'apparel': ('ic_apparel_size_label', 'ic_apparel_condition'),
    'accessory': ('ic_accessory_type', 'ic_colorway'),
    'jewelry': ('ic_jewel_metal', 'ic_jewel_total_carat'),
    'bullion': ('ic_bullion_weight', 'ic_fineness_id'),
    'artwork': ('ic_art_medium', 'ic_art_dimensions'),
}


class ProductTemplate(models.Model):
    """What the page of a piece shows, part by part. The pages only lay out what these methods return."""

    _inherit = 'product.template'

    # === BUSINESS METHODS: words === #

    def _ic_web_facts(self, audience='retail'):
        """Return the facts for a page, in reading order, without what the page shows elsewhere.

        :param str audience: 'retail' shows what a buyer asks for, 'wholesale' all that may be told to a dealer
        :return: list of dicts {'code', 'label', 'value'}
        """
        piece = self.sudo()
        elsewhere = (*ELSEWHERE, 'ic_colorway') if piece.ic_category in ('sneaker', 'apparel') else ELSEWHERE
        if audience == 'wholesale':
            elsewhere = [name for name in elsewhere if name != 'ic_serial']  # dealers ask for it
        facts = [fact for fact in piece._ic_card_facts(audience) if fact['code'] not in elsewhere]
        if piece.ic_category == 'bullion' and not any(fact['code'] == 'ic_bullion_assay' for fact in facts):
            # Whether the card is sealed decides what a bar is worth: a buyer asks, and it is no secret.
            facts += piece._ic_web_fact('ic_bullion_assay')
        return facts

    def _ic_web_fact(self, name):
        """Return the fact of one field as list of one dict, [] when it is not known."""
        value = self._ic_fact_text(name)
        return [{'code': name, 'label': self._ic_fact_label(name), 'value': value}] if value else []

    def _ic_web_highlights(self, facts):
        """Return those of `facts` that the page shows large, in the order of the category."""
        by_code = {fact['code']: fact for fact in facts}
        return [by_code[code] for code in HIGHLIGHTS.get(self.ic_category, ()) if code in by_code]

    def _ic_web_line(self):
        """Return the line under the title of a card: what tells this piece from its neighbours."""
        piece = self.sudo()
        if piece.ic_category == 'watch' and piece.ic_reference:
            return self.env._("Ref. %s", piece.ic_reference)
        return ' · '.join(filter(None, map(piece._ic_fact_text, CARD_LINES.get(piece.ic_category, ()))))

    def _ic_web_maker(self):
        """Return who made the piece, as dict of name and the address of everything by the same maker; or {}."""
        piece = self.sudo()
        artist, mint, brand = piece.ic_art_artist_id, piece.ic_mint_id, piece.ic_brand_id
        found = {'artwork': ('artist', artist), 'bullion': ('mint', mint)}.get(piece.ic_category, ('brand', brand))
        code, maker = found if found[1] else ('brand', brand)
        if not maker:
            return {}
        name = maker._ic_public_name() if code == 'artist' else maker.name
        shelf = code != 'brand' and piece.public_categ_ids[:1]
        path = self.env['website']._ic_menu_url(shelf) if shelf else '/shop'
        return {'name': name, 'url': f'{path}?{code}={slug_of(piece, name)}'}

    def _ic_web_collaborations(self):
        """Return the collaborations of the piece as list of dicts of name and address."""
        tags = self.sudo().product_tag_ids.filtered(lambda tag: tag.ic_kind == 'collaboration')
        return [{'name': tag.name, 'url': f'/shop?collab={slug_of(tag, tag.name)}'} for tag in tags]

    def _ic_web_sub(self):
        """Return the short facts beside the title: reference, nickname or colorway, and the year if not shown large."""
        piece = self.sudo()
        reference = piece.ic_reference and (
            self.env._("Style %s", piece.ic_reference)
            if piece.ic_category in ('sneaker', 'apparel')
            else self.env._("Ref. %s", piece.ic_reference)
        )
        worn = piece.ic_category in ('sneaker', 'apparel') and piece.ic_colorway
        year = 'ic_year' not in HIGHLIGHTS.get(piece.ic_category, ()) and piece._ic_fact_text('ic_year')
        return [text for text in (reference, worn, piece.ic_nickname, year) if text]

    # === BUSINESS METHODS: parts of single categories === #

    def _ic_web_sizes(self):
        """Return the size in every system as list of dicts: label, value, own (as printed); [] without conversion."""
        piece = self.sudo()
        if piece.ic_category == 'sneaker':
            return piece._ic_web_shoe_sizes()
        if piece.ic_category == 'apparel' and piece.ic_apparel_size_alpha:
            return piece._ic_web_cloth_sizes()
        return []

    def _ic_web_shoe_sizes(self):
        parsed = self._ic_sneaker_parsed()
        if not parsed:
            return []
        own, _size, youth = parsed
        return [
            {
                'label': "US Youth"
                if youth and system == 'm_us'
                else self.env._("JP cm")
                if system == 'jp_cm'
                else SYSTEM_NAMES[system],
                'value': self.env._(" or ").join(f'{size}Y' if youth and system == 'm_us' else size for size in sizes),
                'own': system == own,
            }
            for system, sizes in self._ic_sneaker_sizes().items()
            if sizes
        ]

    def _ic_web_cloth_sizes(self):
        letter, gender = self.ic_apparel_size_alpha, self.ic_apparel_gender
        names = dict(self._fields['ic_apparel_size_alpha']._description_selection(self.env))
        rows = [{'label': self.env._("Int."), 'value': names[letter], 'own': self.ic_apparel_size_kind == 'alpha'}]
        for country in APPAREL_COUNTRIES:
            own = self.ic_apparel_size_kind == 'numeric' and self.ic_apparel_size_country == country
            number = self.ic_apparel_size_number if own else number_in(country, gender, letter)
            if number:
                rows.append({'label': country.upper(), 'value': str(number), 'own': own})
        return rows

    def _ic_web_stones(self):
        """Return the stones of a jewel, the center stone first, as list of dicts with words for each column."""
        stones = self.sudo().ic_stone_ids if self.ic_category == 'jewelry' else self.env['ic.stone'].sudo()
        return [
            {
                'center': stone.is_center,
                'name': ' '.join(filter(None, (stone._ic_label('origin'), stone._ic_label('type')))),
                'count': stone.count,
                'carat': stone.carat and f'{stone.total_carat:g} ct',
                'shape': stone._ic_label('shape'),
                'grades': stone._ic_web_grades(),
            }
            for stone in stones.sorted(lambda stone: (not stone.is_center, stone.sequence, stone.id))
        ]

    def _ic_web_provenance(self):
        """Return the stations of a work of art as list of texts, oldest first."""
        if self.ic_category != 'artwork':
            return []
        return [line.strip() for line in (self.sudo().ic_art_provenance or '').splitlines() if line.strip()]

    def _ic_web_certificates(self):
        """Return what proves the piece, as list of dicts: name, url (to verify, or False), note, verb of the link.

        Laboratory reports of a jewel, the slab of a graded coin, the certificate of a work of art. Never a file.
        """
        return getattr(self.sudo(), f'_ic_web_{self.ic_category}_certificates', list)()

    def _ic_web_jewelry_certificates(self):
        return [
            {'name': report.display_name, 'url': report.url, 'note': report.url_note, 'verb': self.env._("Verify")}
            for report in self.ic_certificate_ids
        ]

    def _ic_web_bullion_certificates(self):
        if not self.ic_grading_number:
            return []
        name = self.env._("%(grade)s, no. %(number)s", grade=self.ic_grading_label or '', number=self.ic_grading_number)
        note = self.ic_grading_url_note
        return [{'name': name, 'url': self.ic_grading_url, 'note': note, 'verb': self.env._("Look up")}]

    def _ic_web_artwork_certificates(self):
        if not self.ic_art_has_coa:
            return []
        about = [self.ic_art_coa_issuer, self.ic_art_coa_number and self.env._("no. %s", self.ic_art_coa_number)]
        name = ', '.join([self.env._("Certificate of authenticity"), *filter(None, about)])
        return [{'name': name, 'url': False, 'note': self.env._("Comes with the work"), 'verb': ''}]
