from odoo.fields import Domain
from odoo.tests import tagged

from ..facets import base, counting
from ..models import website_epoch
from .facet_case import FacetCase


@tagged('post_install', '-at_install')
class TestShopSpeed(FacetCase):
    """What is kept between two pages is never out of date, and a page reads its own pieces only."""

    def count(self, domain=None):
        """Return (what the filters count on the whole website, how many times the database counted for it)."""
        return self.counted(domain)[:2]

    def counted(self, domain=None):
        """Return what the filters count, how often the database counted for it, and by which fields."""
        counted, fields, real = [], set(), counting._count

        def count(product, domain, specs, bounds):
            counted.append(1)
            fields.update(*specs, (bound.partition(':')[0] for bound in bounds))
            return real(product, domain, specs, bounds)

        self.patch(counting, '_count', count)
        facets = self.website._ic_facets({}, domain=domain or Domain('is_published', '=', True))
        return facets.everything, len(counted), fields

    def test_what_was_counted_is_kept_until_something_changes(self):
        watch = self.make_watch(ic_serial='KEPT1', list_price=5000)
        self.assertEqual(self.count()[0].bounds['list_price:max'], 5000)
        self.assertEqual(self.count()[1], 0)
        watch.list_price = 6000
        groups, counted = self.count()
        self.assertEqual(groups.bounds['list_price:max'], 6000)
        self.assertGreater(counted, 0)
        self.assertEqual(self.count()[1], 0)

    def test_a_new_price_leaves_what_asks_for_no_price(self):
        watch = self.make_watch(ic_serial='PRICE1', list_price=5000)
        self.count()
        watch.list_price = 6000
        groups, counted, fields = self.counted()
        self.assertEqual((counted, fields), (1, {'list_price'}))
        self.assertEqual((groups.total, groups.bounds['list_price:max']), (1, 6000))
        watch.write({'list_price': 7000, 'ic_reference': '16610'})
        groups, counted, fields = self.counted()
        self.assertLess({'list_price', 'ic_brand_id'}, fields)
        self.assertEqual(groups.bounds['list_price:max'], 7000)
        watch._ic_prices_moved(watch)
        self.assertEqual(self.counted()[2], {'list_price'})

    def test_bounds_follow_new_prices(self):
        pieces = [self.make_watch(ic_serial=f'BOUND{number}', list_price=1000 * number) for number in range(1, 6)]
        bounds = ('list_price:min', 'list_price:max')
        everything, read = Domain('is_published', '=', True), []
        real = counting._count

        def count(product, domain, specs, bounds):
            read.append(any(condition.field_expr == 'id' for condition in domain.iter_conditions()))
            return real(product, domain, specs, bounds)

        def found():
            """Return (lowest, highest, whether a few pieces were enough to know)."""
            read.clear()
            self.env.flush_all()
            known = counting.count(self.env['product.template'], everything, (), bounds)[2]
            return (*(known[bound] for bound in bounds), read == [True])

        self.patch(counting, '_count', count)
        self.assertEqual(found(), (1000, 5000, False))
        for place, price, expected in (
            (2, 3500, (1000, 5000, True)),  # in the middle
            (2, 500, (500, 5000, True)),  # the new lowest
            (3, 9000, (500, 9000, True)),  # the new highest
            (2, 700, (700, 9000, False)),  # the lowest goes up
            (3, 4000, (700, 5000, False)),  # the highest comes down
            (2, 0, (0, 5000, False)),
            (2, 3000, (1000, 5000, False)),
        ):
            pieces[place].list_price = price
            self.assertEqual(found(), expected, (place, price))
        pieces[1].list_price = 2100
        pieces[2].list_price = 8000
        self.assertEqual(found(), (1000, 8000, True))
        with self.env.cr.savepoint(flush=False) as savepoint:
            pieces[1].list_price = 100
            self.assertEqual(found(), (100, 8000, True))
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(found(), (1000, 8000, False))
        pieces[1].write({'list_price': 20000, 'is_published': False})
        self.assertEqual(found(), (1000, 8000, False))
        pieces[0]._ic_prices_moved(pieces[0])
        self.assertEqual(found(), (1000, 8000, False))

    def test_a_new_price_counts_where_a_price_was_asked_for(self):
        watch = self.make_watch(ic_serial='PRICE2', list_price=5000)
        dear = Domain('is_published', '=', True) & Domain('list_price', '>=', 6000)
        self.assertEqual(self.count(dear)[0].total, 0)
        watch.list_price = 6000
        self.assertEqual(self.count(dear)[0].total, 1)

    def test_one_of_many_new_prices_that_is_more_than_a_price(self):
        watches = [self.make_watch(ic_serial=f'PRICE{number}', list_price=5000) for number in (3, 4)]
        self.count()
        ids = [watch.id for watch in watches]
        self.env.cr.execute(
            "UPDATE product_template SET list_price = 1, is_published = (id != %s) WHERE id = ANY(%s)", [ids[1], ids]
        )
        self.assertEqual(self.count()[0].total, 1)
        self.patch(website_epoch, 'COMPARED', 1)
        self.website.init()
        self.count()
        self.env.cr.execute("UPDATE product_template SET list_price = 2 WHERE id = ANY(%s)", [ids])
        self.assertIn('ic_brand_id', self.counted()[2])

    def test_what_is_left_of_forgotten_changes_is_like_nothing_before(self):
        self.env.cr.execute("DELETE FROM ic_shop_change")
        self.env.cr.execute("INSERT INTO ic_shop_change (of_price) VALUES (true)")
        seen = self.website._ic_shop_epoch(of_price=False)
        self.make_watch(ic_serial='PRICE5').list_price = 4000
        self.env.flush_all()
        self.website._gc_ic_shop_changes()
        self.assertNotEqual(self.website._ic_shop_epoch(of_price=False), seen)

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
