from odoo.fields import Domain
from odoo.tests import tagged

from ..facets import base, counting
from .facet_case import FacetCase


@tagged('post_install', '-at_install')
class TestShopSpeed(FacetCase):
    """What is kept between two pages is never out of date, and a page reads its own pieces only."""

    def count(self):
        """Return (what the filters count on the whole website, how many times the database counted for it)."""
        counted, real = [], counting._count
        self.patch(counting, '_count', lambda *args: counted.append(1) or real(*args))
        facets = self.website._ic_facets({}, domain=Domain('is_published', '=', True))
        return facets.everything, len(counted)

    def test_what_was_counted_is_kept_until_something_changes(self):
        watch = self.make_watch(ic_serial='KEPT1', list_price=5000)
        self.assertEqual(self.count()[0].bounds['list_price:max'], 5000)
        self.assertEqual(self.count()[1], 0)
        watch.list_price = 6000
        groups, counted = self.count()
        self.assertEqual(groups.bounds['list_price:max'], 6000)
        self.assertGreater(counted, 0)
        self.assertEqual(self.count()[1], 0)

    def test_a_change_that_the_orm_does_not_know_counts_too(self):
        watch = self.make_watch(ic_serial='KEPT2')
        self.assertEqual(self.count()[0].total, 1)
        self.env.cr.execute("UPDATE product_template SET is_published = false WHERE id = %s", [watch.id])
        self.assertEqual(self.count()[0].total, 0)

    def test_what_is_rolled_back_is_not_counted(self):
        watch = self.make_watch(ic_serial='KEPT3', list_price=5000)
        self.count()
        with self.env.cr.savepoint(flush=False) as savepoint:
            watch.list_price = 7000
            self.env.flush_all()
            self.assertEqual(self.count()[0].bounds['list_price:max'], 7000)
            savepoint.rollback()
        watch.invalidate_recordset()
        self.assertEqual(self.count()[0].bounds['list_price:max'], 5000)

    def test_a_sold_piece_shows_as_sold_at_once(self):
        watch = self.make_watch(ic_serial='KEPT4')
        self.assertEqual(self.options(self.shop('/shop'), 'show'), {'now': 1})
        self.sell(watch)
        tree = self.shop('/shop')
        self.assertEqual(self.options(tree, 'show'), {'sold': 1})
        self.assertTrue(tree.xpath('//article[contains(@class, "ic-card--sold")]'))

    def test_the_forgotten_changes_count_as_a_change(self):
        self.make_watch(ic_serial='KEPT5')
        self.count()
        self.env.cr.execute("INSERT INTO ic_shop_change DEFAULT VALUES")
        before = self.website._ic_shop_epoch()
        self.website._gc_ic_shop_changes()
        self.assertNotEqual(self.website._ic_shop_epoch(), before)
        self.assertEqual(self.website._ic_shop_epoch()[0], 1)

    def test_pages(self):
        self.website.shop_ppg = 2
        watches = [self.make_watch(ic_serial=f'PAGE{number}', list_price=100 + number) for number in range(5)]
        order = {'order': 'list_price asc'}
        pages = [self.shown(self.shop(f'/shop/page/{page}', **order)) for page in (1, 2, 3, 9)]
        ids = [watch.id for watch in watches]
        self.assertEqual(pages, [set(ids[:2]), set(ids[2:4]), {ids[4]}, {ids[4]}])
        links = self.shop('/shop', **order).xpath('//ul[contains(@class, "pagination")]//a/@href')
        self.assertTrue(any('/shop/page/3' in link for link in links))

    def test_sorted_by_brand(self):
        other = self.env['ic.brand'].create({'name': "Zz Last", 'code': 'ZZL'})
        last = self.make_watch(ic_serial='SORT1', ic_brand_id=other.id)
        first = self.make_watch(ic_serial='SORT2')
        cards = self.shop('/shop', order='ic_brand_id asc').xpath('//article/@data-piece-id')
        self.assertEqual([int(number) for number in cards], [first.id, last.id])

    def test_many_values_are_cut_but_what_is_chosen_stays(self):
        self.patch(base, 'MOST', 3)
        for number in range(5):
            self.make_watch(ic_serial=f'MANY{number}', ic_reference=f'ZQ{number}')
        tree = self.shop(self.shelf_url('watch'))
        self.assertEqual(list(self.options(tree, 'reference')), ['zq0', 'zq1', 'zq2'])
        hidden = 'zq4'
        tree = self.shop(self.shelf_url('watch'), reference=hidden)
        self.assertEqual(len(self.shown(tree)), 1)
        self.assertEqual(self.options(tree, 'reference')[hidden], 1)
