from pathlib import Path

from odoo.tests import tagged

from ..importing.columns import CATEGORY_TARGETS, COMMON, MODULES, guess_columns, template_header, template_targets
from ..importing.guide import markdown
from ..importing.target import lookup
from .import_common import ImportCase


@tagged('post_install', '-at_install')
class TestImportTemplates(ImportCase):
    """Our own template of every category: all fields, one example row that imports without a word."""

    def template(self, category, **cells):
        """Return the template of `category` as the download gives it, with some cells of the example replaced."""
        example = dict(zip(*self.env['ic.import']._template_lines(category)))
        example.update(cells)
        return self.text(list(example.values()), header=list(example))

    def test_codes_are_unique(self):
        shared = {'colorway', 'collaboration', 'defects', 'quantity'}
        codes = [target.code for targets in (COMMON, *CATEGORY_TARGETS.values()) for target in targets]
        self.assertEqual({code for code in codes if codes.count(code) > 1}, shared)

    def test_headings_are_recognised(self):
        for category in MODULES:
            header = template_header(category)
            self.assertEqual(len(set(header)), len(header), category)
            guessed = dict(guess_columns(header, category))
            for target in template_targets(category):
                self.assertEqual(guessed[target.column], target.code, category)

    def test_round_trip_without_a_warning(self):
        usd = self.env.ref('base.USD').id
        for category in MODULES:
            content = self.template(category)
            if category == 'artwork':
                self.env['ic.artist'].create({'name': "Nora Example"})
                content = self.template(category, artist="Example, Nora")
            record = self.take(content, category=category, currency_id=usd)
            self.assertEqual(self.counts(record), (1, 0, 0, 0), record.row_ids.mapped('message'))
            self.assertEqual((record.row_ids.has_warning, record.row_ids.message), (False, False), category)
            piece = self.pieces(record)
            count = self.count_pieces()
            again = self.take(content, category=category, currency_id=usd)
            self.assertEqual(self.counts(again), (0, 0, 1, 0), category)
            self.assertEqual((self.pieces(again), self.count_pieces()), (piece, count), category)

    def test_example_fills_every_field(self):
        """Each column of a template that feeds a field feeds it: the example leaves none of them untried."""
        usd = self.env.ref('base.USD').id
        for category, module in MODULES.items():
            record = self.take(self.template(category), category=category, currency_id=usd)
            piece = self.pieces(record)
            for target in CATEGORY_TARGETS[category]:
                cell = module.EXAMPLE.get(target.code)
                if cell and target.field and cell not in ('no', 'none', '0'):
                    self.assertTrue(piece[target.field], (category, target.code))

    def test_words_are_codes_of_the_field(self):
        """Whatever a list may call it, the code exists; and every value of a field is known by code and by label."""
        Piece = self.env['product.template']
        for target in {target.code: target for targets in CATEGORY_TARGETS.values() for target in targets}.values():
            if not target.words or not target.field:
                continue
            selection = dict(Piece._fields[target.field]._description_selection(self.env))
            self.assertLessEqual(set(target.words.values()), set(selection), target.code)
            for code, label in selection.items():
                if code != 'other':
                    # "oz" on a bar or coin is a troy ounce; the other ounce has to be named.
                    expected = 'ozt' if (target.code, code) == ('bullion_unit', 'oz') else code
                    self.assertEqual(lookup(target.words, code), expected, (target.code, code))
                    self.assertEqual(lookup(target.words, label), code, (target.code, label))

    def test_guides_are_up_to_date(self):
        """The pages about the templates are written by scripts/import_guides.py from the same table."""
        folder = Path(__file__).parents[3] / 'docs/user'
        if not folder.is_dir():
            self.skipTest("the documentation is not beside the addons")
        for category in MODULES:
            text = (folder / f'import-{category}.md').read_text(encoding='utf-8')
            label = text.split('\n', 1)[0].rpartition(': ')[2]
            self.assertEqual(text, markdown(category, label), f"run scripts/import_guides.py ({category})")
