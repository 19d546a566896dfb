import base64
from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, new_test_user, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..importing.columns import template_header
from ..models.importer import ic_import_setup
from .import_common import ImportCase

ROW = ['1', 'Rolex', 'Submariner Date', '126610LN', 'S1', '2023', '14500', "For all", "For us"]


@tagged('post_install', '-at_install')
class TestImport(ImportCase):
    def test_row_becomes_piece(self):
        record = self.take(self.text(ROW))
        self.assertEqual(self.counts(record), (1, 0, 0, 0))
        self.assertEqual((record.state, record.progress), ('done', 100.0))
        piece = self.pieces(record)
        self.assertEqual(
            (
                piece.ic_category,
                piece.ic_brand_id,
                piece.ic_model,
                piece.ic_reference,
                piece.ic_serial,
                piece.ic_year,
                piece.list_price,
            ),
            ('watch', self.rolex, 'Submariner Date', '126610LN', 'S1', 2023, 14500.0),
        )
        self.assertEqual((piece.ic_retail_description, piece.ic_internal_notes), ("For all", "For us"))
        self.assertEqual((piece.ic_status, piece.name), ('incoming', 'Rolex Submariner Date 126610LN'))
        self.assertRegex(piece.default_code, r'^ROL-126610LN-\d{5}$')
        self.assertEqual(piece.ic_import_raw['row']['price'], '14500')
        self.assertEqual(piece.ic_status_log_ids.mapped('to_status'), ['incoming'])

    def test_legacy_notes_are_public(self):
        record = self.take(
            self.text(['1', 'Rolex', 'Explorer', "Nice one"], header=['row_id', 'brand', 'model', 'notes'])
        )
        piece = self.pieces(record)
        self.assertEqual((piece.ic_retail_description, piece.ic_internal_notes), ("Nice one", False))

    def test_in_stock_with_serial(self):
        record = self.take(
            self.text(ROW, ['2', 'Rolex', 'Explorer', '124270', '', '', '9000', '', '']), arrival='stock'
        )
        first, second = self.pieces(record)
        self.assertEqual([piece.qty_available for piece in (first, second)], [1.0, 1.0])
        lots = self.env['stock.lot'].search(
            [('product_id', 'in', (first + second).product_variant_ids.ids)], order='id'
        )
        self.assertEqual(lots.mapped('name'), ['S1', second.default_code])
        self.assertEqual(set((first + second).mapped('ic_status')), {'awaiting_photos'})

    def test_again_changes_nothing(self):
        content = self.text(ROW, ['2', 'Rolex', 'Explorer', '124270', '', '', '9000', '', ''])
        pieces = self.pieces(self.take(content))
        self.env.flush_all()
        past = datetime(2020, 1, 1)
        self.env.cr.execute("UPDATE product_template SET write_date = %s WHERE id = ANY(%s)", [past, pieces.ids])
        self.env.invalidate_all()
        before, count = pieces.read(), self.count_pieces()
        again = self.take(content)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.counts(again), (0, 0, 2, 0))
        self.assertEqual(self.count_pieces(), count)
        self.assertEqual(pieces.mapped('write_date'), [past, past])
        self.assertEqual(pieces.read(), before)
        self.assertEqual(self.pieces(again), pieces)

    def test_changed_row_updates_only_what_changed(self):
        piece = self.pieces(self.take(self.text(ROW)))
        piece.ic_nickname = "Kept"
        again = self.take(self.text([*ROW[:6], '13900', "New text", "For us"]))
        self.assertEqual(self.counts(again), (0, 1, 0, 0))
        self.assertEqual(
            (piece.list_price, piece.ic_retail_description, piece.ic_nickname, piece.ic_year),
            (13900.0, "New text", "Kept", 2023),
        )

    def test_edit_by_hand_is_kept(self):
        piece = self.pieces(self.take(self.text(ROW)))
        piece.list_price = 12000.0
        again = self.take(self.text([*ROW[:6], '13900', "New text", "For us"]))
        self.assertEqual((piece.list_price, piece.ic_retail_description), (12000.0, "New text"))
        self.assertTrue(again.row_ids.has_conflict)
        self.assertIn("your edit was kept", self.message(again, 2))
        # The conflict is told once; the same list once more is silent.
        self.assertEqual(self.counts(self.take(self.text([*ROW[:6], '13900', "New text", "For us"]))), (0, 0, 1, 0))

    def test_brand_learned_later(self):
        content = self.text(['1', 'Grimoldi', 'Borgonovo', '', '', '', '500', '', ''])
        first = self.take(content)
        piece = self.pieces(first)
        self.assertFalse(piece.ic_brand_id)
        self.assertEqual(piece.name, "Grimoldi Borgonovo")
        self.assertIn('"Grimoldi": is not a known brand', self.message(first, 2))
        brand = self.env['ic.brand'].create({'name': "Grimoldi", 'code': 'GRIM'})
        self.assertEqual(self.counts(self.take(content)), (0, 1, 0, 0))
        self.assertEqual((piece.ic_brand_id, piece.name), (brand, "Grimoldi Borgonovo"))

    def test_unknown_brand_created_on_wish(self):
        rows = [[str(n), name, 'X', '', '', '', '5', '', ''] for n, name in enumerate(('Grimoldi', 'GRIMOLDI'))]
        record = self.take(self.text(*rows), unknown_brand='create')
        brand = self.pieces(record).ic_brand_id
        self.assertEqual(
            (len(brand), brand.company_id, brand.category_ids.mapped('code')), (1, self.env.company, ['watch'])
        )

    def test_misspelled_brand_is_only_proposed(self):
        record = self.take(
            self.text(['1', 'Patek Philipe Geneva', 'Calatrava', '', '', '', '5', '', '']), unknown_brand='create'
        )
        how = self.env['ic.brand']._ic_resolve('Patek Philipe Geneva', 'watch')[1]
        if how == 'fuzzy':
            self.assertFalse(self.pieces(record).ic_brand_id)
            self.assertIn("did you mean", self.message(record, 2))

    def test_title_is_reported_as_recognised(self):
        header = ['listing_id', 'model', 'seller_title', 'price', 'currency', 'country', 'seen_at', 'brand', 'slug']
        row = ['9', 'Rolex GMT-Master II', 'Pepsi 126710BLRO 02/2021 box papers', '20900', '€', 'DE', '', 'rolex', '']
        record = self.take(self.text(row, header=header), fixed_rate=1.1)
        piece = self.pieces(record)
        self.assertEqual(record.mapping_id, self.env.ref('ic_inventory_luxury.ic_import_mapping_marketplace_watch'))
        self.assertEqual(
            (
                piece.ic_model,
                piece.ic_reference,
                piece.ic_nickname,
                piece.ic_year,
                piece.ic_year_approx,
                piece.ic_box_papers,
            ),
            ('GMT-Master II', '126710BLRO', 'Pepsi', 2021, True, 'full_set'),
        )
        self.assertEqual((piece.ic_watch_card_date.isoformat(), piece.list_price), ('2021-02-01', 22990.0))
        self.assertIn('"126710BLRO": recognised from title: Reference number', self.message(record, 2))
        self.assertEqual(piece.ic_import_raw['row']['price'], '20900')

    def test_foreign_price_needs_a_rate(self):
        record = self.prepare(
            self.text(['1', 'Rolex', 'Explorer', '9500 PLN'], header=['id', 'brand', 'model', 'price'])
        )
        self.assertEqual(record.currency_id.name, 'PLN')
        self.env['res.currency.rate'].search(
            [('currency_id', 'in', (record.currency_id + self.env.company.currency_id).ids)]
        ).unlink()
        with self.assertRaisesRegex(UserError, "no exchange rate"):
            record._run_all(commit=False)
        self.assertEqual((record.state, len(record.row_ids)), ('draft', 0))
        record.fixed_rate = 0.25
        record._run_all(commit=False)
        self.assertEqual(self.pieces(record).list_price, 2375.0)

    def test_mapping_saved_and_recognised(self):
        content = self.text(['A1', 'Rolex', 'Explorer', 'old'], header=['Nr', 'Fabrikat', 'Typ', 'Bemerk'])
        record = self.prepare(content)
        self.assertEqual(record.column_ids.mapped('target'), [False] * 4)
        for column, target in zip(record.column_ids, ('key', 'brand', 'model', 'internal_notes')):
            column.target = target
        record.mapping_name = "Uncle's list"
        record._run_all(commit=False)
        self.assertEqual(record.mapping_id.name, "Uncle's list")
        again = self.prepare(content)
        self.assertEqual(again.mapping_id, record.mapping_id)
        self.assertEqual(again.column_ids.mapped('target'), ['key', 'brand', 'model', 'internal_notes'])
        again._run_all(commit=False)
        self.assertEqual(self.counts(again), (0, 0, 1, 0))

    def test_form_shows_the_file_before_saving(self):
        content = self.text(ROW).encode()
        form = Form(self.env['ic.import'])
        form.file = base64.b64encode(content)
        self.assertEqual((form.encoding, form.delimiter, form.row_count), ('utf-8', ',', 1))
        self.assertIn('126610LN', form.preview)
        with form.column_ids.edit(3) as column:
            self.assertEqual((column.column_name, column.target, column.sample), ('reference', 'reference', '126610LN'))
            column.target = 'nickname'
        record = form.save()
        self.assertEqual(record.column_ids[3].target, 'nickname')
        self.assertEqual(record.column_ids[3].sample, '126610LN')
        self.assertEqual(len(record.column_ids), len(ROW))
        record.action_run_now()
        self.assertEqual((self.pieces(record).ic_nickname, self.pieces(record).ic_reference), ('126610LN', False))

    def test_choosing_a_mapping_on_the_form(self):
        record = self.prepare(self.text(['1', 'Rolex', 'Explorer'], header=['A', 'B', 'C']))
        mapping = self.env['ic.import.mapping'].create(
            {
                'name': "Mine",
                'category': 'watch',
                'line_ids': [
                    (0, 0, {'column_name': 'B', 'target': 'brand'}),
                    (0, 0, {'column_name': 'C', 'target': 'model'}),
                ],
            }
        )
        with Form(record) as form:
            form.mapping_id = mapping
            self.assertIn('Explorer', form.preview)
        self.assertEqual(record.column_ids.mapped('target'), [False, 'brand', 'model'])

    def test_list_of_another_category_is_noticed(self):
        header = ['item_id', 'designer', 'model', 'condition', 'material', 'color', 'location', 'price_eur']
        record = self.prepare(
            self.text(['1', 'chloé', 'Drew', 'never worn', 'leather', 'black', 'italy', '5'], header=header)
        )
        self.assertIn("Choose the category Handbag", record.file_notes)
        record.category = 'handbag'
        self.assertFalse(record.file_notes)
        self.assertEqual(record.mapping_id, self.env.ref('ic_inventory_luxury.ic_import_mapping_marketplace_handbag'))
        record.fixed_rate = 1.1
        record._run_all(commit=False)
        piece = self.pieces(record)
        self.assertEqual((piece.name, piece.ic_bag_grade, piece.list_price), ("Chloé Drew", 'unused', 5.5))

    def test_preview_writes_nothing(self):
        before = self.count_pieces()
        record = self.prepare(self.text(ROW, ['2', 'Grimoldi', 'X', '', '', '', '-5', '', '']), unknown_brand='create')
        self.assertIn('126610LN', record.preview)
        self.assertIn('is negative', record.preview)
        self.assertEqual(
            (self.count_pieces(), self.env['ic.brand'].search_count([('name', '=', 'Grimoldi')])), (before, 0)
        )

    def test_jobs_progress_and_requeue(self):
        self.patch(ic_import_setup, 'CHUNK_ROWS', 10)
        rows = [[str(n), 'Rolex', 'Datejust', '', '', '', str(n), '', ''] for n in range(1, 26)]
        record = self.prepare(self.text(*rows))
        before = self.count_pieces()
        with trap_jobs() as jobs:
            record.action_start()
            jobs.assert_jobs_count(1)
        self.assertEqual((record.state, len(record.chunk_ids), record.progress), ('running', 3, 0.0))
        with trap_jobs() as jobs:
            record.chunk_ids[0]._job_process()
            jobs.assert_enqueued_job(record.chunk_ids[1]._job_process, args=(), kwargs={})
        record.chunk_ids[0]._job_process()  # the same job once more takes nothing
        self.assertEqual((record.created_count, record.progress), (10, 40.0))
        self.assertEqual(self.count_pieces(), before + 10)
        record.action_stop()
        record.chunk_ids[1]._job_process()
        self.assertEqual(record.created_count, 10)
        record.action_continue()
        record._run_all(commit=False)
        self.assertEqual((record.created_count, record.progress, record.state), (25, 100.0, 'done'))
        self.assertEqual(sorted(record.row_ids.mapped('row_number')), list(range(2, 27)))

    def test_stores_apart(self):
        other = self.env['res.company'].create({'name': "Store B"})
        clerk = new_test_user(
            self.env,
            'clerk.b',
            groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        record = self.take(self.text(ROW))
        for name in ('ic.import', 'ic.import.row', 'ic.import.column', 'ic.import.chunk'):
            self.assertFalse(self.env[name].with_user(clerk).search([]), name)
        shared = self.env['ic.import.mapping'].with_user(clerk).search([])
        self.assertEqual(set(shared.mapped('company_id.id')), set())
        # The same list in the other store makes pieces of that store.
        theirs = (
            self.env['ic.import']
            .with_user(clerk)
            .create({'file': record.file, 'filename': 'x.csv', 'category': 'watch'})
        )
        theirs._run_all(commit=False)
        self.assertEqual(self.counts(theirs), (1, 0, 0, 0))
        self.assertEqual(theirs.row_ids.product_tmpl_id.company_id, other)


@tagged('post_install', '-at_install')
class TestImportDownloads(HttpCase, ImportCase):
    def test_template_and_failed_rows(self):
        new_test_user(
            self.env,
            'clerk.a',
            groups='ic_inventory_luxury.group_store_admin',
            password='clerk.a-1',
        )
        record = self.take(self.text(ROW, ['2', 'Rolex', '=1+1', '', '', '', '-5', '', '']))
        self.authenticate('clerk.a', 'clerk.a-1')
        for category in ('watch', 'handbag'):
            answer = self.url_open(f'/ic/import/template/{category}.csv')
            self.assertEqual(answer.status_code, 200)
            lines = answer.content.decode('utf-8-sig').splitlines()
            self.assertEqual(lines[0].split(','), template_header(category))
            taken = self.take(answer.content, category=category, currency_id=self.env.ref('base.USD').id)
            self.assertEqual(self.counts(taken), (1, 0, 0, 0), taken.row_ids.mapped('message'))
            self.assertFalse(taken.row_ids.has_warning, taken.row_ids.message)
        failed = self.url_open(f'/ic/import/{record.id}/failed.csv').content.decode('utf-8-sig')
        self.assertIn("'=1+1", failed)
        self.assertIn('is negative', failed)
        corrected = self.take(failed.replace("-5", "5"))
        self.assertEqual(self.counts(corrected), (1, 0, 0, 0))
        self.assertEqual(self.url_open('/ic/import/template/nothing.csv').status_code, 404)
