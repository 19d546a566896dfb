import base64

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .consignment_common import MODULE, ConsignmentCase


@tagged('post_install', '-at_install')
class TestConsignmentSecrecy(ConsignmentCase):
    """The stock knows whose a piece is; who may not see payouts does not learn it there."""

    def setUp(self):
        super().setUp()
        self.worker = self.user(
            'cons_worker',
            f'{MODULE}.group_employee',
            f'{MODULE}.group_manage_inventory',
            f'{MODULE}.group_record_sales',
            'base.group_allow_export',
        )
        self.piece = self.consigned()
        self.quants = self.env['stock.quant'].search(
            [('product_id', '=', self.piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )

    def questions(self, records, field):
        """Return the ways to ask for `field` of `records`."""
        return (
            lambda: records.read([field]),
            lambda: records.web_read({field: {'fields': {'display_name': {}}}}),
            lambda: records.search_read([('id', 'in', records.ids)], [field]),
            lambda: records.web_search_read([('id', 'in', records.ids)], {field: {}}),
            lambda: records.export_data([field]),
            lambda: records.search([(field, '=', self.ada.id)]),
            lambda: records.search([(f'{field}.name', '=', "Ada Lindqvist")]),
            lambda: records.search([], order=field),
            lambda: records.search_count([(field, '!=', False)]),
            lambda: records.formatted_read_group([], [field], ['__count']),
            lambda: records.name_search('', [(field, '=', self.ada.id)]),
        )

    def test_stock_does_not_name_the_consignor(self):
        """Read, search, order, group, count, export, name: refused to the worker, answered to the dealer."""
        dealer = self.user('cons_boss', f'{MODULE}.group_dealer', 'base.group_allow_export')
        order = self.order(self.piece)
        order.action_confirm()
        moves = order.picking_ids.move_ids
        for records, field in (
            (self.quants, 'owner_id'),
            (moves.move_line_ids, 'owner_id'),
            (moves, 'restrict_partner_id'),
        ):
            for number, ask in enumerate(self.questions(records.with_user(self.worker), field)):
                with self.assertRaises(AccessError, msg=f"{records} {field} {number}"):
                    ask()
            for ask in self.questions(records.with_user(dealer), field):
                ask()
        self.assertNotIn("Ada", self.quants.with_user(self.worker).display_name)
        self.assertIn("Ada", self.quants.with_user(dealer).display_name)

    def test_a_line_can_be_added_to_a_count(self):
        """Odoo's own screen for counts looks for the quant of that owner: a worker counts in what lies there."""
        belt = self.env['product.product'].create({'name': "Belt", 'is_storable': True})
        quant = (
            self.env['stock.quant']
            .with_user(self.worker)
            .with_context(inventory_mode=True)
            .create({'product_id': belt.id, 'location_id': self.quants.location_id.id, 'inventory_quantity': 3})
        )
        quant.action_apply_inventory()
        self.assertEqual(quant.quantity, 3.0)
        self.assertNotIn('ic_owner_work', quant.env.context)
        with self.assertRaises(AccessError):
            quant.read(['owner_id'])

    def test_bill_and_paper_stay_closed(self):
        """Neither the bill, nor its lines and messages, nor the signed agreement reach who may not see payouts."""
        self.piece.write(
            {'ic_consignment_file': base64.b64encode(b"signed by Ada"), 'ic_consignment_filename': "a.pdf"}
        )
        paper = self.env['ir.attachment'].search(
            [
                ('res_model', '=', 'product.template'),
                ('res_field', '=', 'ic_consignment_file'),
                ('res_id', '=', self.piece.id),
            ]
        )
        self.assertEqual(paper.raw, b"signed by Ada")
        self.sell(self.piece)
        bill = self.payouts_of(self.piece).move_id
        bill.message_post(body="Ada Lindqvist is owed 7,200")
        for records, field in (
            (bill, 'amount_total'),
            (bill.line_ids, 'balance'),
            (bill.message_ids, 'body'),
            (paper, 'raw'),
        ):
            self.assertTrue(records)
            with self.assertRaises(AccessError, msg=str(records)):
                records.with_user(self.worker).read([field])
            self.assertFalse(
                records.with_user(self.worker).search(
                    [('id', 'in', records.ids), *([('res_field', '!=', False)] if records == paper else [])]
                )
            )

    def test_the_dealer_pays_from_the_list(self):
        """The dealer with accounting rights pays with the button; without them Odoo refuses."""
        self.sell(self.piece)
        payout = self.payouts_of(self.piece)
        admin = self.user('cons_admin', f'{MODULE}.group_store_admin')
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.pay(payout.with_user(admin))
        self.assertEqual((payout.state, payout.amount_due), ('due', 7200.0))
        dealer = self.user('cons_payer', f'{MODULE}.group_dealer', 'account.group_account_invoice')
        action = payout.with_user(dealer).action_register_payment()
        wizard = self.env['account.payment.register'].with_user(dealer).with_context(**action['context']).create({})
        payment = wizard._create_payments()
        self.assertEqual((payment.amount, payment.partner_id), (7200.0, self.ada))
        self.assertIn(payout.state, ('in_payment', 'paid'))
        self.assertEqual(payout.amount_due, 0.0)

    def test_the_worker_still_works(self):
        """Who may not see the owner reserves, unreserves, forces, delivers and takes back the consignor's piece."""
        order = self.order(self.piece)
        order.with_user(self.worker).action_confirm()
        picking = order.picking_ids.with_user(self.worker)
        picking.do_unreserve()
        picking.action_assign()
        self.assertEqual(picking.move_line_ids.sudo().owner_id, self.ada)
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(self.owner_in_stock(self.piece, 'customer'), [(self.ada, 1.0)])
        wizard = (
            self.env['stock.return.picking']
            .with_user(self.worker)
            .with_context(active_id=picking.id, active_ids=picking.ids, active_model='stock.picking')
            .create({})
        )
        wizard.product_return_moves.quantity = 1.0
        back = wizard._create_return()
        back.move_ids.picked = True
        back.button_validate()
        self.assertEqual(self.owner_in_stock(self.piece), [(self.ada, 1.0)])
        self.assertEqual(self.payouts_of(self.piece).mapped('state'), ['reversed', 'reversed'])

    def test_the_worker_counts(self):
        """Who may not see the owner counts the piece missing, then finds it: it is the consignor's again."""
        quant = self.quants.with_user(self.worker).with_context(inventory_mode=True)
        quant.inventory_quantity = 0.0
        quant.action_apply_inventory()
        self.assertEqual(self.owner_in_stock(self.piece), [])
        self.piece.with_user(self.worker)._ic_receive()
        self.assertEqual(self.owner_in_stock(self.piece), [(self.ada, 1.0)])

    def test_with_odoos_own_option_owners_are_shown(self):
        """A store that switches on Odoo's Consignment option shows owners to whoever works with the stock."""
        self.worker.group_ids += self.env.ref('stock.group_tracking_owner')
        self.assertEqual(self.quants.with_user(self.worker).read(['owner_id'])[0]['owner_id'][0], self.ada.id)


@tagged('post_install', '-at_install')
class TestConsignmentStatement(ConsignmentCase, HttpCase):
    """The paper for the consignor."""

    def test_statement(self):
        """The dealer gets a PDF of one page for each consignor; an employee and a stranger get nothing."""
        sold, kept, other = self.consigned(), self.consigned(), self.consigned(consignor=self.ben)
        self.sell(sold)
        self.sell(other)
        payouts = self.payouts_of(sold) | self.payouts_of(other)
        url = payouts.action_print_statement()['url']
        self.assertEqual(
            self.ada.action_ic_consignment_statement()['url'],
            f'/ic/consignment/statement?consignors={self.ada.id}&payouts={self.payouts_of(sold).id}',
        )
        self.user('cons_prints', f'{MODULE}.group_dealer')
        self.authenticate('cons_prints', 'cons_prints')
        answer = self.url_open(url)
        self.assertEqual((answer.status_code, answer.headers['Content-Type']), (200, 'application/pdf'))
        self.assertEqual(answer.content[:5], b'%PDF-')
        self.assertEqual(answer.content.count(b'/Type /Page\n') or answer.content.count(b'/Type /Page '), 2)
        self.user('cons_no_print', f'{MODULE}.group_employee')
        self.authenticate('cons_no_print', 'cons_no_print')
        self.assertEqual(self.url_open(url).status_code, 403)
        self.assertTrue(kept.ic_is_consigned)

    def test_what_it_says(self):
        """Figures and pieces of the statement, as they are handed to the printer."""
        sold, kept = self.consigned(), self.consigned(list_price=5000.0)
        self.sell(sold)
        payout = self.payouts_of(sold)
        statement = payout._statement(self.ada, self.company, payout._pieces_in_care(self.ada))
        self.assertEqual(
            [amount.replace('\xa0', ' ') for _name, amount in statement.totals],
            ["$ 12,000.00", "$ 7,200.00", "$ 0.00", "$ 7,200.00"],
        )
        self.assertEqual(
            [(row.title, row.terms, row.state) for row in statement.sold], [(sold.name, "60 % of net", "Due")]
        )
        self.assertEqual(
            [(row.title, row.share.replace('\xa0', ' ')) for row in statement.in_care], [(kept.name, "$ 3,000.00")]
        )
        self.pay(payout)
        self.assertEqual(
            [amount.replace('\xa0', ' ') for _name, amount in payout._statement_totals(self.company.currency_id)],
            ["$ 12,000.00", "$ 7,200.00", "$ 7,200.00", "$ 0.00"],
        )
