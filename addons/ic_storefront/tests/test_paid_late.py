from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .checkout_case import CheckoutCase


@tagged('post_install', '-at_install')
class TestPaidLate(CheckoutCase):
    """Money that comes when the reservation is over: fine if the piece is free, else kept and made good."""

    def make_wire(self):
        provider = self.env['payment.provider'].search([('code', '=', 'custom')], limit=1)
        provider.write({'state': 'enabled', 'company_id': self.company.id})
        return provider

    def mail_jobs(self, order):
        """Return the templates of the mails that jobs will send about the order."""
        jobs = self.env['queue.job'].search([('method_name', '=', '_ic_send_notification_mail')])
        ids = [job.args[0] for job in jobs if job.records == order]
        return self.env['mail.template'].browse(ids)

    def test_late_and_still_free_is_fine(self):
        order = self.checkout()
        values = self.start_payment(order, self.pay_token())
        self.lapse(order)
        html = self.simulate(values)
        self.assertIn('Thank you for your order', html)
        self.env.invalidate_all()
        self.assertEqual((order.state, self.claims(order).state), ('sale', 'committed'))
        self.assertFalse(self.env['ic.conflict'].search([('product_id', '=', self.product.id)]))

    def test_late_and_gone_is_kept_told_and_made_good_once(self):
        order = self.checkout()
        values = self.start_payment(order, self.pay_token())
        self.lapse(order)
        winner = self.make_cart('faster')
        winner.action_confirm()
        html = self.simulate(values)
        self.assertIn('We are sorry: somebody was faster', html)
        self.assertIn('is returned to you in full', html)
        self.assertIn('18,750', html)
        self.assertNotIn('Thank you for your order', html)
        self.assertNotIn('alert-success', html)
        self.env.invalidate_all()
        self.assertEqual((order.state, winner.state), ('draft', 'sale'))
        self.assertFalse(order.picking_ids)
        conflict = self.env['ic.conflict'].search([('product_id', '=', self.product.id)])
        self.assertEqual((conflict.kind, conflict.state, conflict.quantity), ('paid_late', 'open', 1.0))
        self.assertEqual((conflict.paid, conflict.currency_id), (18750.0, order.currency_id))
        self.assertEqual(conflict.owner, f'sale.order,{order.id}')
        sides = {side.role: side.reference for side in conflict.side_ids}
        self.assertEqual(sides, {'left_out': order.name, 'has_it': winner.name})
        # the cron, the webhook and the returning buyer all come: still one conflict, one mail, and no thanks
        order.transaction_ids._post_process()
        self.env['payment.transaction']._cron_post_process()
        self.make_jsonrpc_request('/payment/status/poll', {})
        self.env.invalidate_all()
        self.assertEqual(self.env['ic.conflict'].search([('product_id', '=', self.product.id)]), conflict)
        self.assertTrue(order.transaction_ids.is_post_processed)
        self.assertEqual(self.mail_jobs(order), self.env.ref('ic_storefront.mail_template_paid_late'))

    def test_the_mail_tells_the_truth(self):
        order, winner = self.make_cart('late'), self.make_cart('faster')
        payment = self.make_payment(order)
        self.lapse(order)
        winner.action_confirm()
        payment._set_done()
        payment._post_process()
        mail = self.env.ref('ic_storefront.mail_template_paid_late')._generate_template(
            order.ids, ['subject', 'body_html', 'email_to', 'partner_to']
        )[order.id]
        self.assertEqual(mail['subject'], f"Your order {order.name} could not be confirmed")
        self.assertIn(self.piece.name, mail['body_html'])
        self.assertIn('not confirmed', mail['body_html'])
        self.assertIn('18,750.00', mail['body_html'])

    def test_only_what_was_lost_is_counted_as_paid_for_it(self):
        second = self.make_watch(ic_serial='OTHER', list_price=900, taxes_id=[(5,)])
        order = self.make_cart('late')
        order.order_line = [(0, 0, {'product_id': second.product_variant_id.id})]
        payment = self.make_payment(order)
        self.lapse(order)
        self.make_cart('faster').action_confirm()
        payment._set_done()
        payment._post_process()
        conflict = self.env['ic.conflict'].search([('owner', '=', f'sale.order,{order.id}')])
        self.assertEqual((conflict.product_id, conflict.paid), (self.product, 18750.0))
        self.assertEqual(order.state, 'draft')
        # the rest stays reserved for him until the store has settled it
        self.assertEqual(self.claims(order).product_id, second.product_variant_id)

    def test_a_payment_that_is_only_announced_keeps_the_piece_for_days(self):
        order = self.make_cart('wire')
        payment = self.make_payment(order, self.make_wire())
        payment._set_pending()
        payment.provider_id.custom_mode = 'wire_transfer'
        payment._post_process()
        self.assertEqual(order.state, 'sent')
        self.assertEqual(self.minutes_left(order), 3 * 24 * 60)
        with self.assertRaisesRegex(ValidationError, "is reserved"):
            self.make_cart('other')._ic_hold()
        # the money comes, the dealer confirms
        order.action_confirm()
        self.assertEqual((order.state, self.piece.ic_status), ('sale', 'sold'))

    def test_a_payment_that_never_comes_lets_go_with_a_note(self):
        self.company.ic_pending_days = 5
        order = self.make_cart('wire')
        payment = self.make_payment(order)
        payment._set_pending()
        payment._post_process()
        self.assertEqual(self.minutes_left(order), 5 * 24 * 60)
        self.lapse(order)
        other = self.make_cart('other')
        other._ic_hold()
        self.assertIn("No payment came in time", order.message_ids[0].body)
        self.assertEqual(self.claims(other).state, 'held')
        # and when it comes after all, and the piece is gone, it is a conflict like any other
        other.action_confirm()
        payment._set_done()
        payment._post_process()
        self.assertEqual(self.env['ic.conflict'].search([('owner', '=', f'sale.order,{order.id}')]).paid, 18750.0)
        self.assertEqual(order.state, 'sent')

    def test_nobody_is_asked_to_transfer_money_for_what_is_gone(self):
        for mode in ('wire_transfer', 'cash_on_delivery'):
            piece = self.make_watch(ic_serial=mode)
            order = self.make_cart('wire', piece.product_variant_id)
            payment = self.make_payment(order, self.make_wire())
            payment.provider_id.custom_mode = mode
            self.lapse(order)
            self.make_cart('faster', piece.product_variant_id).action_confirm()
            payment._set_pending()
            payment._post_process()
            self.assertEqual((payment.state, payment.is_post_processed), ('cancel', True))
            self.assertEqual(order.state, 'draft')
            self.assertFalse(self.env['ic.conflict'].search([('owner', '=', f'sale.order,{order.id}')]))
            self.assertFalse(self.mail_jobs(order))

    def test_no_payment_starts_for_what_somebody_else_has_reserved(self):
        first, quotation = self.make_cart('first'), self.make_cart('second')
        quotation.website_id = False
        quotation.action_quotation_sent()
        first._ic_hold()
        count = self.env['payment.transaction'].search_count([])
        with self.assertRaises(ValidationError):  # rolls back, as a request would
            self.make_payment(quotation)
        self.assertEqual(self.env['payment.transaction'].search_count([]), count)

    def test_the_reservation_of_a_pending_order_is_never_shortened(self):
        order = self.make_cart('wire')
        order._ic_hold_pending()
        order._ic_hold()
        self.assertEqual(self.minutes_left(order), 3 * 24 * 60)

    def test_the_invoice_is_a_job_and_not_the_buyers_wait(self):
        self.env['ir.config_parameter'].sudo().set_param('sale.automatic_invoice', 'True')
        order = self.make_cart('first')
        payment = self.make_payment(order)
        payment._set_done()
        payment._post_process()
        self.assertEqual(order.state, 'sale')
        jobs = self.env['queue.job'].search([('method_name', '=', '_ic_send_invoice')])
        self.assertEqual(jobs.records, payment)
        self.assertTrue(order.invoice_ids)
        self.assertFalse(order.invoice_ids.is_move_sent)
        self.assertLess(fields.Datetime.now() - jobs.date_created, timedelta(minutes=5))

    def test_what_is_paid_after_it_was_cancelled_is_kept_told_and_made_good_once(self):
        order = self.checkout()
        values = self.start_payment(order, self.pay_token())
        order.action_cancel()
        self.assertFalse(self.claims(order))
        html = self.simulate(values)
        self.assertIn('This order was cancelled', html)
        self.assertIn('is returned to you in full', html)
        self.assertIn('18,750', html)
        self.assertNotIn('Thank you for your order', html)
        self.assertNotIn('alert-success', html)
        self.env.invalidate_all()
        self.assertEqual((order.state, self.piece.ic_status), ('cancel', 'available'))
        conflict = self.env['ic.conflict'].search([('owner', '=', f'sale.order,{order.id}')])
        self.assertEqual((conflict.kind, conflict.state, conflict.quantity), ('paid_cancelled', 'open', 1.0))
        self.assertEqual((conflict.paid, conflict.decision), (18750.0, 'kept'))
        self.assertFalse(conflict.has_it_words)
        self.assertIn(order.name, conflict._ic_summary())
        self.assertIn("the order was cancelled before", conflict._ic_letter_reason())
        refund = self.env['ic.conflict.refund'].create({'conflict_id': conflict.id, 'way': 'payment'})
        self.assertEqual(refund.amount, 18750.0)
        refund.action_prepare()
        self.assertEqual(conflict._ic_refund_record().state, 'draft')
        order.transaction_ids._post_process()
        self.env['payment.transaction']._cron_post_process()
        self.assertEqual(self.env['ic.conflict'].search([('owner', '=', f'sale.order,{order.id}')]), conflict)
        self.assertEqual(self.mail_jobs(order), self.env.ref('ic_storefront.mail_template_paid_cancelled'))
        # somebody else may have it
        self.make_cart('other').action_confirm()
        self.assertEqual(self.piece.ic_status, 'sold')

    def test_an_order_that_was_paid_and_then_cancelled_is_no_news(self):
        order = self.make_cart('first')
        payment = self.make_payment(order)
        payment._set_done()
        payment._post_process()
        self.assertEqual(order.state, 'sale')
        order._action_cancel()
        payment._post_process()
        self.assertFalse(self.env['ic.conflict'].search([('owner', '=', f'sale.order,{order.id}')]))

    def test_a_transfer_for_a_cancelled_order_is_called_off(self):
        order = self.make_cart('wire')
        payment = self.make_payment(order, self.make_wire())
        payment.provider_id.custom_mode = 'wire_transfer'
        order.action_cancel()
        payment._set_pending()
        payment._post_process()
        self.assertEqual((payment.state, payment.is_post_processed), ('cancel', True))
        self.assertIn("was cancelled", payment.state_message)
        self.assertFalse(self.mail_jobs(order))

    def test_money_for_a_cancelled_service_is_told_too(self):
        service = self.env['product.product'].create({'name': "Engraving", 'type': 'service', 'list_price': 90})
        order = self.make_cart('service', service)
        payment = self.make_payment(order)
        order.action_cancel()
        payment._set_done()
        payment._post_process()
        self.assertIn("Paid after the order was cancelled", ' '.join(order.message_ids.mapped('body')))
        self.assertEqual(self.mail_jobs(order), self.env.ref('ic_storefront.mail_template_paid_cancelled'))

    def test_an_order_somebody_is_paying_for_is_not_deleted(self):
        order = self.make_cart('first')
        payment = self.make_payment(order)
        payment._set_pending()
        with self.assertRaisesRegex(UserError, f"{payment.reference}: Pending"):
            order.unlink()
        payment._set_canceled()
        order.unlink()
        self.assertFalse(order.exists())
