import re
import threading
import uuid

from psycopg2 import Error
from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestSku(PieceCase):
    def test_composed_from_brand_and_reference(self):
        piece = self.watch(ic_reference="5711/1a-010 xyz")
        self.assertTrue(re.fullmatch(r'ROL-57111A010XYZ-\d{5}', piece.default_code), piece.default_code)
        self.assertEqual(piece.product_variant_id.default_code, piece.default_code)

    def test_falls_back_to_model_and_category(self):
        self.assertTrue(re.fullmatch(r'ROL-SUBMARINER-\d{5}', self.watch(ic_reference=False).default_code))
        bare = self.Piece.create({'ic_category': 'handbag', 'name': "Old bag"})
        self.assertTrue(re.fullmatch(r'BAG-\d{5}', bare.default_code))
        long = self.watch(ic_reference="ABCDEFGHIJKLMNOPQ")
        self.assertTrue(re.fullmatch(r'ROL-ABCDEFGHIJKL-\d{5}', long.default_code))

    def test_batch_gets_distinct_numbers(self):
        pieces = self.Piece.create([{'ic_category': 'watch', 'ic_brand_id': self.rolex.id} for _n in range(20)])
        self.assertEqual(len(set(pieces.mapped('default_code'))), 20)

    def test_own_sku_is_kept_and_stable(self):
        piece = self.watch(default_code="  MY-1 ")
        self.assertEqual(piece.default_code, "MY-1")
        piece.ic_reference = "116610LN"
        self.assertEqual(piece.default_code, "MY-1")

    def test_cleared_sku_is_made_anew(self):
        piece = self.watch()
        old = piece.default_code
        piece.default_code = False
        self.assertTrue(re.fullmatch(r'ROL-126610LN-\d{5}', piece.default_code))
        self.assertNotEqual(piece.default_code, old)

    def test_duplicate_sku_names_the_other_piece(self):
        self.watch(default_code="MY-1")
        count = self.Piece.search_count([])
        with self.assertRaisesRegex(ValidationError, "MY-1 belongs to Rolex Submariner 126610LN"):
            self.watch(default_code="MY-1", ic_serial="X")
        with self.assertRaisesRegex(ValidationError, "two pieces at once"):
            self.Piece.create([{'ic_category': 'watch', 'name': "A", 'default_code': "D1"}] * 2)
        self.assertEqual(self.Piece.search_count([]), count)

    def test_duplicate_sku_is_refused_by_the_database(self):
        first, second = self.watch(), self.watch()
        self.env.flush_all()
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE product_template SET default_code = %s WHERE id = %s", [first.default_code, second.id]
            )

    def test_same_sku_in_another_company(self):
        self.watch(default_code="MY-1")
        other = self.env['res.company'].create({'name': "Second store"})
        self.assertEqual(self.watch(default_code="MY-1", company_id=other.id).default_code, "MY-1")

    def test_ordinary_products_are_left_alone(self):
        products = self.Piece.create([{'name': "Cloth", 'default_code': "C1"}, {'name': "Cloth", 'default_code': "C1"}])
        self.assertEqual(products.mapped('default_code'), ["C1", "C1"])
        self.assertFalse(self.Piece.create({'name': "Cloth"}).default_code)
        self.assertEqual(products.mapped('ic_status'), [False, False])


@tagged('post_install', '-at_install')
class TestSkuAtOnce(BaseCase):
    """Several people save at the same time, each on a connection of his own, for real."""

    WORKERS, EACH = 6, 5

    def work(self, registry, barrier, mark, results):
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True})
            barrier.wait(30)
            for _n in range(self.EACH):
                piece = env['product.template'].create(
                    {
                        'ic_category': 'watch',
                        'ic_brand_id': env.ref('ic_inventory_luxury.brand_rolex').id,
                        'ic_reference': "126610LN",
                        'ic_nickname': mark,
                    }
                )
                results.append(piece.default_code)
            env.flush_all()

    def test_concurrent_intake(self):
        registry = Registry(get_db_name())
        mark, results, errors = f"test {uuid.uuid4()}", [], []
        barrier = threading.Barrier(self.WORKERS)

        def run():
            try:
                self.work(registry, barrier, mark, results)
            except (Error, ValidationError) as error:  # a thread's error must reach the assertion below
                errors.append(error)

        threads = [threading.Thread(target=run) for _n in range(self.WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(errors, [])
        self.assertEqual(len(results), self.WORKERS * self.EACH)
        self.assertEqual(len(set(results)), self.WORKERS * self.EACH)
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            pieces = env['product.template'].search([('ic_nickname', '=', mark)])
            self.assertEqual(set(pieces.mapped('default_code')), set(results))
            pieces.unlink()
