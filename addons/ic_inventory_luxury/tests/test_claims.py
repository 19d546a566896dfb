from datetime import timedelta

from psycopg2 import errors

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestClaims(PieceCase):
    """A unit is promised once: by the function everybody calls, and by the database where somebody does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Claim = cls.env['ic.claim']
        cls.piece = cls.watch(ic_serial="CL-1")
        cls.piece._ic_receive()
        cls.piece._ic_set_status('available')
        cls.product = cls.piece.product_variant_id
        cls.bars = cls.watch(ic_is_unique=False, name="Bar")
        cls.bars._ic_receive(quantity=5)
        cls.bar = cls.bars.product_variant_id

    def take(self, owner, product=None, units=1.0, **values):
        return self.Claim._ic_take({product or self.product: units}, owner, **{'kind': 'api', **values})

    def later(self, minutes):
        return fields.Datetime.now() + timedelta(minutes=minutes)

    def counter(self, product):
        self.env.flush_all()
        counter = self.env['ic.claim.counter'].search([('product_id', '=', product.id)])
        counter.invalidate_recordset()
        return counter.capacity, counter.claimed

    def test_one_of_one_has_one_claim(self):
        self.assertEqual(self.counter(self.product), (1.0, 0.0))
        claim = self.take('test,1', reference="A")
        self.assertRecordValues(claim, [{'state': 'committed', 'quantity': 1.0, 'is_unique': True, 'owner': 'test,1'}])
        self.assertEqual(self.counter(self.product), (1.0, 1.0))
        with self.assertRaisesRegex(UserError, r"claimed by another system \(A\)"):
            self.take('test,2')
        self.assertEqual(self.counter(self.product), (1.0, 1.0))
        self.assertEqual(self.take('test,1'), claim, "asking again is the same claim")
        claim._ic_release("No more")
        self.assertEqual(self.counter(self.product), (1.0, 0.0))
        self.assertRecordValues(claim, [{'state': 'released', 'end_reason': "No more"}])
        self.assertEqual(self.take('test,2').owner, 'test,2')

    def test_promises_to_others_are_not_read_while_there_is_enough(self):
        self.bars._ic_put_in_stock(self.bars._ic_receipt_location(self.bars.company_id), 95)

        def queries(owner):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.take(owner, self.bar, 2)
            return self.env.cr.sql_log_count - start

        queries('test,0')
        few = queries('test,1')
        others = [self.take(f'test,{number}', self.bar, 3) for number in range(2, 22)]
        self.assertEqual(queries('test,99'), few)
        self.assertFalse(set(self.Claim._fields['state']._get_cache(self.env)) & {other.id for other in others})
        self.assertEqual(self.counter(self.bar), (100.0, 66.0))
        with self.assertRaisesRegex(UserError, "only 34 left"):
            self.take('test,100', self.bar, 35)
        self.assertEqual(self.counter(self.bar), (100.0, 66.0))

    def test_units_are_counted(self):
        self.take('test,1', self.bar, 3)
        with self.assertRaisesRegex(UserError, "only 2 left"):
            self.take('test,2', self.bar, 3)
        self.take('test,2', self.bar, 2)
        self.assertEqual(self.counter(self.bar), (5.0, 5.0))
        self.take('test,1', self.bar, 1)
        self.assertEqual(self.counter(self.bar), (5.0, 3.0))
        self.assertEqual(self.Claim._ic_free(self.bar), {self.bar: 2.0})
        self.assertEqual(self.Claim._ic_free(self.bar, 'test,1'), {self.bar: 3.0})

    def test_all_or_nothing(self):
        self.take('test,1')
        with self.assertRaises(UserError):
            self.Claim._ic_take({self.bar: 1.0, self.product: 1.0}, 'test,2')
        self.assertEqual(self.counter(self.bar), (5.0, 0.0))

    def test_a_hold_lapses_by_itself(self):
        hold = self.take('test,1', state='held', until=self.later(10))
        with self.assertRaises(UserError):
            self.take('test,2')
        hold.expires_at = self.later(-1)
        self.assertTrue(hold.is_lapsed)
        self.assertEqual(self.Claim._ic_free(self.product), {self.product: 1.0}, "read right without any cron")
        self.take('test,2')
        self.assertEqual(hold.state, 'expired')

    def test_the_cron_tidies_up(self):
        hold = self.take('test,1', state='held', until=self.later(-1))
        with self.enter_registry_test_mode():
            self.env.ref('ic_inventory_luxury.ic_claim_cron_lapse').method_direct_trigger()
        hold.invalidate_recordset()
        self.assertEqual(hold.state, 'expired')
        self.assertEqual(self.counter(self.product), (1.0, 0.0))

    def test_a_hold_of_the_same_client_yields(self):
        self.take('test,1', kind='client', state='held', until=self.later(10), partner=self.customer)
        with self.assertRaisesRegex(UserError, "is held for"):
            self.take('test,2')
        order = self.order(self.piece)
        order.action_confirm()
        self.assertRecordValues(
            self.piece.ic_claim_ids.sorted('id'),
            [{'kind': 'client', 'state': 'released'}, {'kind': 'order', 'state': 'committed'}],
        )

    def test_an_unknown_visitor_is_no_client(self):
        public = self.env.ref('base.public_user').partner_id
        self.take('test,1', kind='checkout', state='held', until=self.later(10), partner=public)
        with self.assertRaises(UserError):
            self.take('test,2', kind='checkout', state='held', until=self.later(10), partner=public)

    def test_a_lease_is_used_up_by_leave(self):
        self.take('till,1', self.bar, 4, kind='lease', state='held', until=self.later(10))
        self.take('order,1', self.bar, 3, over=('till,1',))
        self.assertEqual(self.Claim._ic_of('till,1').quantity, 2.0, "only what was missing")
        self.assertEqual(self.counter(self.bar), (5.0, 5.0))

    def test_the_database_itself_refuses(self):
        values = {'company_id': self.env.company.id, 'kind': 'api', 'source': 'api', 'state': 'committed'}
        values = {**values, **self.Claim._ic_product_values(self.product), 'quantity': 1.0}
        self.Claim.create({**values, 'owner': 'a'}).flush_recordset()
        with mute_logger('odoo.sql_db'), self.assertRaises(errors.UniqueViolation), self.cr.savepoint():
            self.Claim.create({**values, 'owner': 'b'}).flush_recordset()
        values.update(self.Claim._ic_product_values(self.bar), quantity=6.0)
        with mute_logger('odoo.sql_db'), self.assertRaises(errors.CheckViolation), self.cr.savepoint():
            self.Claim.create({**values, 'owner': 'c'}).flush_recordset()

    def test_an_order_claims_hands_over_and_gets_back(self):
        order = self.order(self.piece)
        order.action_confirm()
        claim = self.piece.ic_claim_ids
        self.assertRecordValues(claim, [{'owner': f'sale.order,{order.id}', 'state': 'committed', 'kind': 'order'}])
        self.deliver(order)
        self.assertRecordValues(claim, [{'state': 'done', 'fulfilled': 1.0, 'returned': 0.0}])
        self.assertEqual(self.counter(self.product), (0.0, 0.0))
        with self.assertRaisesRegex(UserError, f"sold with {order.name}"):
            self.order(self.piece).action_confirm()
        self.give_back(order)
        self.assertRecordValues(claim, [{'state': 'done', 'fulfilled': 1.0, 'returned': 1.0}])
        self.assertEqual(self.counter(self.product), (1.0, 0.0))
        self.assertEqual(self.piece.ic_status, 'hold')

    def test_cancelling_releases(self):
        order = self.order(self.bars, quantity=4)
        order.action_confirm()
        self.assertEqual(self.counter(self.bar), (5.0, 4.0))
        order.order_line.product_uom_qty = 2
        self.assertEqual(self.counter(self.bar), (5.0, 2.0))
        with self.assertRaisesRegex(UserError, "only 5 left"):
            order.order_line.product_uom_qty = 6
        self.env.invalidate_all()
        order._action_cancel()
        self.assertEqual(self.counter(self.bar), (5.0, 0.0))

    def test_the_unit_of_measure_counts(self):
        order = self.order(self.bars)
        order.order_line.product_uom_id = self.env.ref('uom.product_uom_dozen')
        with self.assertRaisesRegex(UserError, "only 5 left"):
            order.action_confirm()

    def picking(self, product, units, usage='customer'):
        stock = self.env['stock.warehouse'].search([('company_id', '=', self.env.company.id)], limit=1)
        target = self.env['stock.location'].search([('usage', '=', usage)], limit=1)
        picking = self.env['stock.picking'].create(
            {
                'picking_type_id': stock.out_type_id.id,
                'location_id': stock.lot_stock_id.id,
                'location_dest_id': target.id,
                'move_ids': [
                    (
                        0,
                        0,
                        {
                            'product_id': product.id,
                            'product_uom_qty': units,
                            'location_id': stock.lot_stock_id.id,
                            'location_dest_id': target.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        picking.move_ids.picked = True
        return picking

    def test_a_manual_delivery_needs_a_claim(self):
        self.take('test,1', reference="Elsewhere")
        delivery = self.picking(self.product, 1)
        with self.assertRaisesRegex(UserError, "Elsewhere"):
            delivery._action_done()
        self.assertEqual(self.piece._ic_stock_facts()[self.piece.id]['on_hand'], 1.0)
        self.Claim._ic_of('test,1')._ic_release("Free")
        delivery._action_done()
        claim = self.Claim.search([('owner', '=', f'stock.picking,{delivery.id}')])
        self.assertRecordValues(claim, [{'state': 'done', 'kind': 'delivery', 'reference': delivery.name}])
        self.assertEqual(self.counter(self.product), (0.0, 0.0))

    def test_scrap_needs_a_claim(self):
        self.take('test,1', self.bar, 4, reference="Elsewhere")
        values = {'product_id': self.bar.id, 'scrap_qty': 2}
        with self.assertRaisesRegex(UserError, "only 1 left"):
            self.env['stock.scrap'].create(values).do_scrap()
        self.env.invalidate_all()
        self.env['stock.scrap'].create({**values, 'scrap_qty': 1}).do_scrap()
        self.assertEqual(self.counter(self.bar), (4.0, 4.0))

    def test_a_count_is_the_truth_and_sheds_claims(self):
        self.take('test,1', self.bar, 2, reference="First")
        hold = self.take('test,2', self.bar, 2, state='held', until=self.later(10), reference="Second")
        quant = self.env['stock.quant'].search(
            [('product_id', '=', self.bar.id), ('location_id.usage', '=', 'internal')]
        )
        quant.inventory_quantity = 3
        quant.action_apply_inventory()
        self.assertEqual(self.counter(self.bar), (3.0, 3.0))
        self.assertRecordValues(hold, [{'state': 'held', 'quantity': 1.0}])
        conflict = self.env['ic.conflict'].search([('product_id', '=', self.bar.id)])
        self.assertRecordValues(conflict, [{'kind': 'stock_lost', 'quantity': 1.0}])

    def test_a_quantity_written_directly_counts(self):
        self.take('test,1', self.bar, 5)
        quant = self.env['stock.quant'].search(
            [('product_id', '=', self.bar.id), ('location_id.usage', '=', 'internal')]
        )
        quant.sudo().quantity = 0
        self.assertEqual(self.counter(self.bar), (0.0, 0.0))
        self.assertFalse(self.Claim._ic_of('test,1'))

    def test_goods_that_may_be_backordered_have_no_limit(self):
        self.bars.ic_backorder = True
        self.order(self.bars, quantity=9).action_confirm()
        capacity, claimed = self.counter(self.bar)
        self.assertFalse(capacity)
        self.assertEqual(claimed, 9.0)

    def test_any_product_by_a_switch(self):
        chain = self.env['product.product'].create({'name': "Strap", 'is_storable': True, 'list_price': 5})
        self.order(chain.product_tmpl_id).action_confirm()
        self.assertFalse(chain.product_tmpl_id.ic_claim_ids, "Odoo's behaviour")
        with self.assertRaisesRegex(ValidationError, "one company"):
            chain.ic_one_buyer = True
        chain = self.env['product.product'].create(
            {'name': "Box", 'is_storable': True, 'company_id': self.env.company.id, 'ic_one_buyer': True}
        )
        with self.assertRaisesRegex(UserError, "only 0 left"):
            self.order(chain.product_tmpl_id).action_confirm()

    def test_the_programmatic_entry(self):
        seller = self.seller()
        entry = self.Claim.with_user(seller)
        held = entry.take(self.product.id, 1, "EXT-7", minutes=5)
        self.assertEqual(held['state'], 'held')
        with self.assertRaisesRegex(UserError, "EXT-7"):
            entry.take(self.product.id, 1, "EXT-8")
        self.assertTrue(entry.commit("EXT-7"))
        self.assertEqual(self.piece.ic_status, 'sold')
        self.assertTrue(entry.release("EXT-7"))
        self.assertEqual(self.piece.ic_status, 'available')
        for arguments, words in (
            ((0, 1, ""), "reference"),
            ((self.product.id, 0, "X"), "quantity"),
            ((0, 1, "X"), "no product"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                entry.take(*arguments)
        with self.assertRaisesRegex(UserError, "no claim"):
            entry.commit("never")

    def seller(self, groups='ic_inventory_luxury.group_record_sales'):
        return self.env['res.users'].create(
            {
                'name': "Seller",
                'login': "claim-seller",
                'group_ids': [
                    (6, 0, [self.env.ref(group).id for group in ('ic_inventory_luxury.group_employee', groups)])
                ],
            }
        )

    def test_the_entry_is_for_those_who_sell(self):
        with self.assertRaises(AccessError):
            self.Claim.with_user(self.seller('base.group_user')).take(self.product.id, 1, "EXT-9")
        self.assertEqual(self.counter(self.product), (1.0, 0.0))
