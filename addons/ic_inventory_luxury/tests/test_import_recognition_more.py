"""What is recognised in real lists of sneakers, clothes, accessories, jewelry, bullion and artworks."""

from odoo.tests import tagged

from .labels_common import LabelsCase, rows_of

SNEAKERS = {
    'catalogue': ('sneakers/stockx_catalogue_2023.csv', '', {'item': ['title']}),
    'contest': ('sneakers/stockx_contest_2019_sales.csv', 'row', {'Sneaker Name': ['title'], 'row': ['key']}),
}
BULLION = {
    'world': (
        'precious-metals/coin_issues_world.csv',
        {'series': ['title'], 'unit': ['title'], 'notes': ['title', 'retail_description'], 'mint': [False]},
    ),
    'us_ca': (
        'precious-metals/coin_issues_us_ca_precious.csv',
        {'series': ['series', 'title'], 'notes': ['title', 'retail_description'], 'mint': [False]},
    ),
}
ARTWORKS = {
    'galc': (
        'artworks/galc_prints_inventory.csv',
        'id',
        {'description': ['retail_description', 'title'], 'notes': ['internal_notes'], 'size': [False]},
    ),
    'tate': ('artworks/tate_artworks_sample.csv', 'accession_no', {}),
}


@tagged('post_install', '-at_install')
class TestImportRecognitionMore(LabelsCase):
    def chosen(self, name, label_file, source, key):
        """Return [(label, row)] of one real file; `key`: the column that labels name, None: the row number."""
        labels = [label for label in self.labels(label_file) if label.get('file', name) == name]
        rows = rows_of(self.shared(source))
        if key is None:
            return [(label, rows[int(label['row']) - 2]) for label in labels]
        by_key = {row[key]: row for row in rows}
        return [(label, by_key[label.get('row_id') or label['item_id']]) for label in labels]

    def sample(self, pairs, category, columns=None, **values):
        values.setdefault('fixed_rate', 1.1)
        record, pieces = self.import_rows([row for _label, row in pairs], category, columns, **values)
        self.assertEqual(record.error_count, 0, [row.message for row in record.row_ids if row.outcome == 'error'])
        return [(label, pieces[place]) for place, (label, _row) in enumerate(pairs)]

    def test_sneakers(self):
        sample = []
        for name, (source, key, columns) in SNEAKERS.items():
            sample += self.sample(self.chosen(name, 'sneaker', source, key), 'sneaker', columns)
        self.assertEqual(len(sample), 66)
        tags = lambda piece: ', '.join(piece.product_tag_ids.mapped('name'))  # noqa: E731
        self.assert_score(sample, 'brand', lambda piece: piece.ic_brand_id.name, 0.97, 0.9)
        self.assert_score(sample, 'silhouette', lambda piece: piece.ic_silhouette_id.name, 0.97, 0.9)
        self.assert_score(sample, 'colorway', lambda piece: piece.ic_colorway, 0.9, 0.85)
        self.assert_score(sample, 'collaboration', tags, 0.95, 0.8)
        self.assert_score(sample, 'youth', lambda piece: piece.ic_sneaker_youth and 'yes', 1.0, 1.0)

    def test_apparel(self):
        source = 'apparel-accessories/vestiaire_apparel_accessories.csv'
        sample = self.sample(self.chosen('', 'apparel', source, 'item_id'), 'apparel')
        self.assertEqual(len(sample), 66)
        self.assert_score(sample, 'brand', lambda piece: piece.ic_brand_id.name, 0.97, 0.95)
        self.assert_score(sample, 'type', lambda piece: piece.ic_apparel_type, 0.97, 0.97)
        self.assert_score(sample, 'size_kind', lambda piece: piece.ic_apparel_size_kind, 0.97, 0.97)
        self.assert_score(sample, 'size', lambda piece: piece.ic_apparel_size, 0.95, 0.95)
        self.assert_score(sample, 'country', lambda piece: piece.ic_apparel_size_country, 0.9, 0.97)
        self.assert_score(sample, 'condition', lambda piece: piece.ic_apparel_condition, 1.0, 1.0)

    def test_apparel_from_the_title_alone(self):
        source = 'apparel-accessories/vestiaire_apparel_accessories.csv'
        pairs = [
            (label, {'item_id': row['item_id'], 'slug': row['slug'], 'color': row['color']})
            for label, row in self.chosen('', 'apparel', source, 'item_id')
        ]
        colors = {row['item_id']: row.pop('color') for _label, row in pairs}
        sample = self.sample(pairs, 'apparel')
        for label, _piece in sample:
            label['color'] = colors[label['item_id']]
        self.assert_score(sample, 'brand', lambda piece: piece.ic_brand_id.name, 0.97, 0.9)
        self.assert_score(sample, 'type', lambda piece: piece.ic_apparel_type, 0.97, 0.9)
        self.assert_score(sample, 'color', lambda piece: piece.ic_colorway, 0.95, 0.9)

    def test_accessories(self):
        source = 'apparel-accessories/vestiaire_apparel_accessories.csv'
        sample = self.sample(self.chosen('', 'accessory', source, 'item_id'), 'accessory')
        self.assertEqual(len(sample), 66)
        self.assert_score(sample, 'brand', lambda piece: piece.ic_brand_id.name, 0.97, 0.95)
        self.assert_score(sample, 'type', lambda piece: piece.ic_accessory_type, 0.97, 0.97)
        self.assert_score(sample, 'condition', lambda piece: piece.ic_accessory_condition, 1.0, 1.0)
        self.assert_score(
            sample, 'belt_cm', lambda piece: piece.ic_belt_size_cm and f'{piece.ic_belt_size_cm:g}', 0.97, 0.97
        )
        material = lambda piece: (  # noqa: E731
            piece.ic_accessory_material or piece.ic_accessory_composition or piece.ic_glasses_frame_material
        )
        self.assert_score(sample, 'material', material, 0.97, 0.97)

    def test_jewelry(self):
        source = 'diamonds-jewelry/haritidis_jewelry_catalogue.csv'
        sample = self.sample(self.chosen('', 'jewelry', source, None), 'jewelry')
        self.assertEqual(len(sample), 66)
        stones = lambda piece: ';'.join(  # noqa: E731
            f'{stone.type}:{stone.carat:g}' if stone.carat else f'{stone.type}:'
            for stone in piece.ic_stone_ids.sorted('id')
        )
        for label, _piece in sample:
            label['stones'] = label['stones'].replace(' ', '')
        self.assert_score(sample, 'type', lambda piece: piece.ic_jewel_type, 0.97, 0.97)
        self.assert_score(sample, 'metal', lambda piece: piece.ic_jewel_metal, 0.97, 0.97)
        self.assert_score(sample, 'tone', lambda piece: piece.ic_jewel_tone, 0.97, 0.97)
        self.assert_score(
            sample, 'weight', lambda piece: piece.ic_jewel_weight and f'{piece.ic_jewel_weight:g}', 0.97, 0.97
        )
        self.assert_score(
            sample,
            'chain_cm',
            lambda piece: piece.ic_jewel_chain_length and f'{piece.ic_jewel_chain_length:g}',
            0.97,
            0.97,
        )
        self.assert_score(sample, 'stones', stones, 0.95, 0.9)

    def test_bullion(self):
        sample = []
        for name, (source, columns) in BULLION.items():
            sample += self.sample(self.chosen(name, 'bullion', source, None), 'bullion', columns)
        self.assertEqual(len(sample), 66)
        weight = lambda piece: (  # noqa: E731
            piece.ic_bullion_weight and f'{round(piece.ic_bullion_weight, 4):.7g} {piece.ic_bullion_unit}'
        )
        self.assert_score(sample, 'metal', lambda piece: piece.ic_bullion_metal, 0.97, 0.9)
        self.assert_score(sample, 'form', lambda piece: piece.ic_bullion_form, 0.95, 0.8)
        self.assert_score(sample, 'mint', lambda piece: piece.ic_mint_id.name, 0.97, 0.85)
        self.assert_score(sample, 'series', lambda piece: piece.ic_bullion_series_id.name, 0.97, 0.9)
        self.assert_score(sample, 'year', lambda piece: piece.ic_year, 0.9, 0.9)
        self.assert_score(sample, 'weight', weight, 0.95, 0.9)
        self.assert_score(sample, 'fineness', lambda piece: piece.ic_fineness_id.name, 0.97, 0.9)

    def test_artworks(self):
        sample = []
        for name, (source, key, columns) in ARTWORKS.items():
            sample += self.sample(self.chosen(name, 'artwork', source, key), 'artwork', columns, unknown_brand='create')
        self.assertEqual(len(sample), 68)
        edition = lambda piece: '' if piece.ic_art_edition_kind == 'unique' else piece.ic_art_edition  # noqa: E731
        self.assert_score(sample, 'artist', lambda piece: piece.ic_art_artist_id.name, 0.97, 0.95)
        self.assert_score(sample, 'year', lambda piece: piece.ic_art_sort_year, 0.97, 0.95)
        self.assert_score(sample, 'medium', lambda piece: piece.ic_art_medium, 0.95, 0.95)
        self.assert_score(sample, 'support', lambda piece: piece.ic_art_support, 0.95, 0.95)
        for side in ('height', 'width'):
            self.assert_score(
                sample,
                side,
                lambda piece, side=side: piece[f'ic_art_{side}'] and f"{piece[f'ic_art_{side}']:g}",
                0.95,
                0.95,
            )
        self.assert_score(sample, 'edition', edition, 0.95, 0.95)
        self.assert_score(sample, 'signed', lambda piece: piece.ic_art_signed and 'yes', 0.95, 0.9)
