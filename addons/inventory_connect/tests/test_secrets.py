import base64
import re
import threading
import uuid
from contextlib import suppress

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase

from .server_walk import REFUSALS, Canaries, read_all, readable_models, secret_fields

MODULE = 'ic_inventory_luxury'
SECRET_GROUPS = (f'{MODULE}.group_view_cost', f'{MODULE}.group_view_payouts')
COST, MINIMUM, RETAIL, NET = 7391.37, 8642.53, 19_999.00, 5913.71
# 63.17 % to the consignor. No secret is a whole number: some record has it for its id.
SHARE, PAYOUT = 63.17, 12_633.37
CANARIES = Canaries(
    cost=COST,
    minimum=MINIMUM,
    margin=RETAIL - COST,
    fixed_net=NET,
    margin_on_fixed=RETAIL - NET,
    share=SHARE,
    payout=PAYOUT,
    margin_on_share=RETAIL - PAYOUT,
)
# Numbers whose name speaks of such secrets and that an employee may read all the same: with the reason.
HARMLESS = {
    'delivery.carrier.margin': "what the house adds to a carrier's rate for the customer",
    'delivery.carrier.fixed_margin': "what the house adds to a carrier's rate for the customer",
    'product.pricelist.item.price_max_margin': "a bound of a price rule; rules are no costs",
    'product.pricelist.item.price_min_margin': "a bound of a price rule; rules are no costs",
    **dict.fromkeys(
        [f'report.paperformat.margin_{side}' for side in ('top', 'bottom', 'left', 'right')], "white paper"
    ),
}
SUSPICIOUS = re.compile(r'(^|_)(cost|costs|margin|payout|payouts|commission|standard_price|minimum_price)(_|$)')
LOGGERS = (
    'odoo.sql_db',
    'odoo.models',
    'odoo.orm.models',
    'odoo.addons.base.models.ir_model',
    'odoo.addons.base.models.ir_rule',
)


class SecretCase(PieceCase):
    """A store where one piece was bought, sold, invoiced and rung up with figures nobody can mistake."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # tracking on: what the chatter keeps is part of the walk
        cls.env = cls.env(context={**cls.env.context, 'tracking_disable': False})
        cls.Piece = cls.env['product.template']
        toggles = f'{MODULE}.group_employee,{MODULE}.group_manage_inventory,{MODULE}.group_record_sales'
        cls.employee = new_test_user(
            cls.env,
            'secret_employee',
            f'{toggles},point_of_sale.group_pos_user,base.group_allow_export,base.group_partner_manager',
        )
        cls.support = new_test_user(cls.env, 'secret_support', f'{MODULE}.group_support')
        cls.developer = new_test_user(cls.env.user.env, 'secret_developer', f'{MODULE}.group_developer')
        cls.admin = new_test_user(cls.env, 'secret_admin', f'{MODULE}.group_store_admin')
        cls._fill_store()
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _fill_store(cls):
        """Everything that writes a cost, a margin, a split or a lowest price anywhere."""
        company = cls.env.company
        category = cls.env['product.category'].create(
            {'name': "Perpetual", 'property_valuation': 'real_time', 'property_cost_method': 'average'}
        )
        common = {
            'list_price': RETAIL,
            'taxes_id': [Command.clear()],
            'ic_minimum_price': MINIMUM,
            'ic_status': 'available',
            'categ_id': category.id,
            'invoice_policy': 'order',
        }
        cls.piece = cls.watch(ic_serial="SEC1", standard_price=COST, **common)
        cls.shelf = cls.watch(ic_serial="SEC2", standard_price=COST, **common)
        cls.rung = cls.watch(ic_serial="SEC3", standard_price=COST, **common)
        cls.shared = cls.watch(ic_serial="SEC4", **common)
        cls.fixed = cls.watch(ic_serial="SEC5", **common)
        cls.owner = cls.env['res.partner'].create({'name': "Ada Consignor"})
        cls.shared._ic_consign(cls.owner, percent=SHARE)
        cls.fixed._ic_consign(cls.owner, fixed=NET)
        for piece in (cls.shelf, cls.piece):
            piece.standard_price = COST - 1
            piece.standard_price = COST
        pieces = cls.piece | cls.shelf | cls.rung | cls.shared | cls.fixed
        with suppress(AttributeError):
            pieces._ic_receive()
        cls.env['product.supplierinfo'].create(
            {'partner_id': cls.owner.id, 'product_tmpl_id': cls.shelf.id, 'price': COST}
        )
        cls._buy(company)
        cls._sell()
        cls._ring_up()
        cls._take_list()

    @classmethod
    def _buy(cls, company):
        bill = cls.env['account.move'].create(
            {
                'move_type': 'in_invoice',
                'partner_id': cls.owner.id,
                'invoice_date': '2026-01-02',
                'invoice_line_ids': [
                    Command.create(
                        {
                            'product_id': cls.shelf.product_variant_id.id,
                            'quantity': 1,
                            'price_unit': COST,
                            'tax_ids': [],
                        }
                    )
                ],
            }
        )
        bill.action_post()

    @classmethod
    def _sell(cls):
        """The employee sells what he may not see the cost of; accounting invoices it."""
        for piece in (cls.piece, cls.shared, cls.fixed):
            order = (
                cls.env['sale.order']
                .with_user(cls.employee)
                .create(
                    {
                        'partner_id': cls.customer.id,
                        'order_line': [Command.create({'product_id': piece.product_variant_id.id})],
                    }
                )
            )
            order.action_confirm()
            picking = order.picking_ids
            picking.move_ids.picked = True
            picking.button_validate()
            assert picking.state == 'done', picking.state
        cls.sold = order.sudo(False)
        invoice = cls.env['sale.order'].browse(cls.piece.sudo().ic_sale_order_id.id)._create_invoices()
        invoice.action_post()
        cls.invoice = invoice

    @classmethod
    def _ring_up(cls):
        config = cls.env['pos.config'].create({'name': "Secret terminal"})
        config.open_ui()
        cls.session = config.current_session_id
        cls.session.set_opening_control(0, None)
        method = config.payment_method_ids.filtered(lambda method: method.type == 'bank')[:1]
        line = {
            'product_id': cls.rung.product_variant_id.id,
            'qty': 1,
            'price_unit': RETAIL,
            'discount': 0,
            'price_subtotal': RETAIL,
            'price_subtotal_incl': RETAIL,
            'tax_ids': [Command.clear()],
            'pack_lot_ids': [Command.create({'lot_name': "SEC3"})],
            'uuid': str(uuid.uuid4()),
        }
        order = {
            'amount_paid': RETAIL,
            'amount_return': 0,
            'amount_tax': 0,
            'amount_total': RETAIL,
            'company_id': cls.env.company.id,
            'session_id': cls.session.id,
            'state': 'paid',
            'uuid': str(uuid.uuid4()),
            'user_id': cls.employee.id,
            'partner_id': False,
            'fiscal_position_id': False,
            'lines': [Command.create(line)],
            'payment_ids': [Command.create({'amount': RETAIL, 'payment_method_id': method.id, 'name': "now"})],
        }
        result = cls.env['pos.order'].with_user(cls.employee).sync_from_ui([order])
        cls.receipt = cls.env['pos.order'].browse(result['pos.order'][0]['id'])

    @classmethod
    def _take_list(cls):
        text = f"brand,model,serial,price,cost\nRolex,Datejust,SEC9,20000,{COST}\n"
        record = cls.env['ic.import'].create(
            {
                'category': 'watch',
                'file': base64.b64encode(text.encode()),
                'filename': 'paid.csv',
                'currency_id': cls.env.company.currency_id.id,
            }
        )
        record._run_all(commit=False)
        cls.list = record
        cls.listed = cls.Piece.search([('ic_serial', '=', "SEC9")])


@tagged('post_install', '-at_install')
class TestSecrets(SecretCase):
    """What an employee may not see, asked of the server in every way he can ask."""

    def test_the_store_is_full_of_secrets(self):
        """The walk below proves something only where there is something to find."""
        self.assertEqual(self.listed.standard_price, COST)
        self.assertEqual(self.receipt.lines.total_cost, COST)
        self.assertAlmostEqual(self.receipt.margin, RETAIL - COST, 2)
        self.assertAlmostEqual(self.piece.ic_margin, RETAIL - COST, 2)
        values = self.env['stock.move'].search([('product_id', '=', self.piece.product_variant_id.id)]).mapped('value')
        self.assertIn(COST, values)
        self.assertIn(COST, self.invoice.line_ids.filtered(lambda line: line.display_type == 'cogs').mapped('debit'))
        self.assertIn(PAYOUT, self.env['ic.consignment.payout'].search([]).mapped('amount'))
        seen = {
            model._name
            for model in readable_models(self.env['base'].with_user(self.admin).env)
            if any(CANARIES.find(value) for _name, _id, value in read_all(model))
        }
        for name in ('product.template', 'stock.move', 'ic.price.history', 'ic.consignment.payout', 'ic.import.column'):
            self.assertIn(name, seen)

    def setUp(self):
        super().setUp()
        # what a page of the website asks about routes wants to know the database of its thread
        threading.current_thread().dbname = self.cr.dbname

    def _walk(self, user):
        leaks, asked = [], 0
        self.env.invalidate_all()
        for model in readable_models(self.env['base'].with_user(user).env):
            for name, record_id, value in read_all(model):
                asked += 1
                if found := CANARIES.find(value):
                    leaks.append(f'{model._name}({record_id}).{name}: {found}')
        return leaks, asked

    @mute_logger(*LOGGERS)
    def test_no_value_of_any_field_of_any_model(self):
        for user, least in ((self.employee, 20_000), (self.support, 10_000), (self.developer, 20_000)):
            with self.subTest(user.login):
                leaks, asked = self._walk(user)
                self.assertEqual(leaks, [])
                self.assertGreater(asked, least)

    @mute_logger(*LOGGERS)
    def test_no_question_about_a_secret_field(self):
        """Searching, sorting, grouping, summing, reading, exporting and writing a secret are refused everywhere."""
        fields = secret_fields(self.env, SECRET_GROUPS)
        self.assertIn(('product.product', 'standard_price'), fields)
        self.assertIn(('stock.move', 'value'), fields)
        answered, asked = [], 0
        for model_name, name in fields:
            model = self.env[model_name].with_user(self.employee)
            self.assertNotIn(name, model.fields_get(), f'{model_name}.{name}')
            if not model.has_access('read'):
                continue
            for what, ask in self._questions(model, name):
                asked += 1
                if not self._refused(ask):
                    answered.append(f'{what} {model_name}.{name}')
        self.assertEqual(answered, [])
        self.assertGreater(asked, 500)

    def _questions(self, model, name):
        """Return (what, function) of the ways to ask `model` for its field `name`."""
        field = model._fields[name]
        first = model.search([], limit=1)
        questions = [
            ('sort', lambda: model.search([], order=name, limit=1)),
            ('group', lambda: model.formatted_read_group([], [name], ['__count'])),
            ('sum', lambda: model.formatted_read_group([], [], [f'{name}:sum'])),
            ('search', lambda: model.search([(name, '!=', False)], limit=1)),
        ]
        if field.type != 'binary':  # Odoo takes any comparison of a file for true, which tells nothing
            questions += [
                ('count', lambda: model.search_count([(name, '=', COST)])),
                ('compare', lambda: model.search([(name, '>', COST - 1)], limit=1)),
            ]
        if first:
            questions += [
                ('read', lambda: first.read([name])),
                ('search_read', lambda: model.search_read([], [name], limit=1)),
                ('web_search_read', lambda: model.web_search_read([], {name: {}}, limit=1)),
                ('export', lambda: first.export_data([name])),
            ]
        if first and model.has_access('write'):
            questions.append(('write', lambda: first.write({name: False})))
        return questions

    def _refused(self, ask):
        try:
            with self.cr.savepoint():
                ask()
        except REFUSALS:
            self.env.invalidate_all()
            return True
        return False

    @mute_logger(*LOGGERS)
    def test_no_question_through_another_model(self):
        """No path from a readable model over its relations leads to a secret."""
        secrets = {}
        for model_name, name in secret_fields(self.env, SECRET_GROUPS):
            field = self.env[model_name]._fields[name]
            if field._description_searchable and field.type != 'binary':
                secrets.setdefault(model_name, name)
        answered, asked = [], 0
        for model in readable_models(self.env['base'].with_user(self.employee).env):
            for field in model._fields.values():
                if field.comodel_name not in secrets or not field._description_searchable:
                    continue
                if not model._has_field_access(field, 'read'):
                    continue
                path = f'{field.name}.{secrets[field.comodel_name]}'
                asked += 1
                answered += self._answers_through(model, field, path)
        self.assertEqual(answered, [])
        self.assertGreater(asked, 50)

    def _answers_through(self, model, field, path):
        """Return the ways that `path` over `field` of `model` was answered; none is as it should be."""
        ways = [('search', lambda: model.search([(path, '>', 1)], limit=1))]
        if field.type == 'many2one':
            ways.append(('sort', lambda: model.search([], order=path, limit=1)))
        with suppress(*REFUSALS):
            if record := model.search([(field.name, '!=', False)], limit=1):
                ways.append(('export', lambda: self._told(record.export_data([path.replace('.', '/')])['datas'])))
        return [f'{what} {model._name}: {path}' for what, ask in ways if not self._refused(ask)]

    def _told(self, rows):
        """Refuse for an export without any value: the records behind the relation are not his to see."""
        if all(cell is False or cell == '' for row in rows for cell in row):
            raise ValueError("nothing was told")

    def test_a_number_that_sounds_secret_is_guarded(self):
        """Whoever adds a cost, margin or payout without a group meets this test."""
        open_fields = sorted(
            f'{model._name}.{name}'
            for model in readable_models(self.env['base'].with_user(self.employee).env)
            for name, field in model.fields_get(attributes=['type']).items()
            if field['type'] in ('float', 'monetary') and SUSPICIOUS.search(name)
        )
        self.assertEqual([name for name in open_fields if name not in HARMLESS], [])

    def test_no_view_shows_one(self):
        for model in ('product.template', 'product.product', 'stock.move', 'stock.lot', 'stock.quant', 'sale.order'):
            names = [name for owner, name in secret_fields(self.env, SECRET_GROUPS) if owner == model]
            views = self.env['ir.ui.view'].search([('model', '=', model), ('mode', '=', 'primary')])
            for view in views.filtered(
                lambda view: view.type in ('form', 'list', 'kanban', 'search', 'pivot', 'graph')
            ):
                arch = self.env[model].with_user(self.employee).get_view(view.id, view.type)['arch']
                for name in names:
                    self.assertNotIn(f'name="{name}"', arch, f'{view.xml_id}')

    def test_no_document_prints_one(self):
        printed = 0
        # pylint: disable=protected-access
        for report in self.env['ir.actions.report'].search([('report_type', 'like', 'qweb')]):
            model = self.env.get(report.model)
            if model is None or model._abstract or not model.with_user(self.employee).has_access('read'):
                continue
            records = model.with_user(self.employee).search([], order='id desc', limit=5)
            for record in records:
                html = None
                # What cannot be printed (refused, or made for other records) shows nothing; only the printing may fail.
                with suppress(Exception), self.cr.savepoint():
                    html, _kind = report.with_user(self.employee)._render_qweb_html(report.report_name, record.ids)
                if html:
                    printed += 1
                    self.assertFalse(CANARIES.find(html), report.report_name)
        self.assertGreater(printed, 10)

    def test_the_terminal_loads_none(self):
        config = self.session.config_id.with_user(self.employee)
        data = self.session.with_user(self.employee).load_data([])
        self.assertIn(self.shelf.id, [product['id'] for product in data['product.template']])
        self.assertIsNone(CANARIES.find(data))
        found = self.Piece.with_user(self.employee).load_product_from_pos(config.id, [('id', '=', self.shelf.id)])
        self.assertIsNone(CANARIES.find(found))
        info = self.shelf.with_user(self.employee).get_product_info_pos(RETAIL, 1, config.id)
        self.assertIsNone(CANARIES.find(info))
        self.assertEqual(info['suppliers'], [])
        self.assertEqual(self.shelf.get_product_info_pos(RETAIL, 1, config.id)['suppliers'][0]['price'], COST)

    def test_others_keep_what_their_work_needs(self):
        """Accountants and those who run the warehouse see costs as in Odoo; a plain user does not."""
        for group, sees in (
            ('account.group_account_invoice', True),
            ('account.group_account_readonly', True),
            ('stock.group_stock_manager', True),
            ('base.group_user', False),
            ('stock.group_stock_user', False),
            ('sales_team.group_sale_manager', False),
            ('point_of_sale.group_pos_manager', False),
            ('base.group_system', False),
        ):
            user = new_test_user(self.env, 'other_' + group.replace('.', '_'), group)
            product = self.shelf.product_variant_id.with_user(user)
            with self.subTest(group):
                if sees:
                    self.assertEqual(product.standard_price, COST)
                else:
                    with self.assertRaises(AccessError):
                        product.read(['standard_price'])
