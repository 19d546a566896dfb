from odoo import Command, fields
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase

from .record_maker import RecordMaker

MODULE = 'ic_inventory_luxury'
REFUSALS = (AccessError, MissingError, UserError, ValidationError)
LOGGERS = ('odoo.sql_db', 'odoo.models', 'odoo.orm.models', 'odoo.addons.base.models.ir_rule')
# One grey pixel.
DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='
# Models of ours that belong to no store: with the reason. Only a super admin changes their records.
WITHOUT_COMPANY = {
    'ic.category': "the eight categories of the trade are the same for everybody",
    'ic.stone.treatment': "a list of words for what is done to stones",
    'ic.wish.word': "what colors, materials and features are called is the same for everybody",
}
# What Odoo's models hold of a store, besides ours.
ODOO_MODELS = (
    'product.template',
    'product.product',
    'stock.lot',
    'stock.quant',
    'stock.move',
    'stock.move.line',
    'stock.picking',
    'stock.location',
    'stock.warehouse',
    'sale.order',
    'sale.order.line',
    'account.move',
    'account.move.line',
    'crm.lead',
    'ir.attachment',
    'mail.message',
)


def our_models(env):
    """Return the names of all models of ours that keep records."""
    return [
        name
        for name in sorted(env.registry)
        if name.startswith('ic.') and not env[name]._abstract and not env[name]._transient
    ]


def unguarded(env):
    """Return a complaint for each model of ours that no record rule keeps within its store."""
    found = []
    rules = env['ir.rule'].sudo().search([('groups', '=', False), ('perm_read', '=', True)])
    guarded = {rule.model_id.model for rule in rules if 'company_ids' in (rule.domain_force or '')}
    for name in our_models(env):
        field = env[name]._fields.get('company_id')
        if name in WITHOUT_COMPANY:
            continue
        if field is None or not field.store:
            found.append(f"{name} does not know its store: give it a stored company_id")
        elif name not in guarded:
            found.append(f"{name} has no record rule over company_id in company_ids")
    return found


def _snapshot(maker):
    place = maker.env['stock.warehouse'].search([('company_id', '=', maker.env.company.id)], limit=1).lot_stock_id
    return place._ic_take_snapshot(fields.Datetime.now(), "Taken by a test")


def _of_the_piece(name):
    """What the database itself keeps of every piece is there, and not made."""
    return lambda maker: maker.env[name].search([('product_id', '=', maker.known['product.product'].id)], limit=1)


def _task_event(maker):
    task = maker.known['product.template'].activity_schedule('mail.mail_activity_data_todo')
    return {'activity_id': task.id}


def _of_the_store(name):
    """What follows from the deals of a store is there, and not made."""
    return lambda maker: maker.env[name].search([('company_id', '=', maker.env.company.id)], limit=1)


def _plan(maker):
    maker.env['ic.stock.plan']._ic_take(maker.env.company)
    return maker.env['ic.stock.plan'].search([('company_id', '=', maker.env.company.id)], limit=1)


def _fineness(maker):
    return maker.env['ic.fineness'].search([('metal', '=', 'gold'), ('company_id', '=', False)], limit=1)


def _identity(maker):
    facts = {'number': "B 1", 'issuer': "Office of B", 'address': "1 B Street", 'born_on': '1970-01-01'}
    facts |= {'expires_on': '2090-01-01', 'partner_id': maker.get('res.partner').id}
    return maker.env['ic.seller.identity'].create(facts)


def _bullion(maker):
    """Bullion in stock, and one unit of it sold."""
    facts = {'ic_category': 'bullion', 'ic_bullion_metal': 'gold', 'ic_bullion_form': 'coin', 'ic_bullion_weight': 1}
    piece = maker.env['product.template'].create({**facts, 'name': "Coin of B", 'ic_fineness_id': _fineness(maker).id})
    piece._ic_receive(quantity=5)
    line = Command.create({'product_id': piece.product_variant_id.id, 'price_unit': 9})
    order = maker.env['sale.order'].create({'partner_id': maker.get('res.partner').id, 'order_line': [line]})
    order.action_confirm()
    return piece


def _told_of_bullion(name):
    """What reports say of it is there, and not made."""
    return lambda maker: maker.env[name].search([('product_tmpl_id', 'in', (_bullion(maker)).ids)], limit=1)


def _twins(maker):
    """Two contacts of the store with one address."""
    company = maker.env.company.id
    maker.env['res.partner'].create(
        [{'name': f"Twin {number}", 'email': "twin@b.example", 'company_id': company} for number in (1, 2)]
    )
    return maker.env['ic.client.twin'].search([('company_id', '=', company)], limit=1)


SPECIAL = {
    'ic.client.sale': lambda maker: maker.env['ic.client.sale'].search([], limit=1),
    'ic.client.twin': _twins,
    'ic.metal.position': _told_of_bullion('ic.metal.position'),
    'ic.metal.sale': _told_of_bullion('ic.metal.sale'),
    'ic.metal.stand': lambda maker: maker.env['ic.metal.stand'].search([('metal', '=', 'gold')], limit=1),
    'ic.metal.hedge': lambda maker: maker.env['ic.metal.hedge'].create({'name': "One", 'ounces': 1, 'price': 4000}),
    'ic.metal.watch': lambda maker: {'metal': 'gold', 'kind': 'stale'},
    'ic.buyback.line': lambda maker: {'weight': 1, 'fineness_id': _fineness(maker).id},
    'ic.seller.identity': _identity,
    'ic.certificate': lambda maker: {'lab': 'gia', 'number': "2141438171"},
    'ic.stone': lambda maker: {'type': 'ruby'},
    'ic.photo': lambda maker: {'set': 'retail', 'filename': "a.png", 'original': DOT},
    'ic.fineness': lambda maker: {'numerator': 611, 'denominator': 1000, 'metal': 'gold', 'name': ".611"},
    'ic.status.transition': lambda maker: {'from_status': 'incoming', 'to_status': 'available'},
    'ic.claim.counter': _of_the_piece('ic.claim.counter'),
    'ic.stage.log': _of_the_store('ic.stage.log'),
    'ic.pipeline.report': _of_the_store('ic.pipeline.report'),
    'ic.stock.entry': _of_the_piece('ic.stock.entry'),
    'ic.movement.report': _of_the_piece('ic.movement.report'),
    'ic.stock.plan': _plan,
    'ic.location.snapshot': _snapshot,
    'ic.location.snapshot.line': lambda maker: maker.get('ic.location.snapshot').line_ids[:1],
    'ic.price.history': lambda maker: {'kind': 'retail', 'currency_id': maker.env.company.currency_id.id},
    'ic.channel.pulse': lambda maker: maker.get('ic.channel').pulse_ids,
    'ic.task.event': _task_event,
    'ic.wish': lambda maker: {'text': "Submariner under 10k", 'phone': "1"},
    'ic.stock.watch': lambda maker: {'brand_id': maker.get('ic.brand').id, 'reference': "B-REF"},
    'ic.consignment.payout': lambda maker: {
        'origin_model': 'sale.order.line',
        'origin_id': 1,
        'sale_currency_id': maker.env.company.currency_id.id,
    },
}


@tagged('post_install', '-at_install')
class TestStores(PieceCase):
    """Two stores in one database: whoever works in one reads, counts, changes and exports nothing of the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, 'tracking_disable': False})
        cls.other = cls.env['res.company'].create({'name': "Store B"})
        cls.env.user.company_ids += cls.other
        cls.env['account.chart.template'].try_loading('generic_coa', cls.other, install_demo=False)
        toggles = f'{MODULE}.group_employee,{MODULE}.group_manage_inventory,{MODULE}.group_record_sales'
        cls.people = [
            new_test_user(cls.env, f'store_a_{number}', f'{groups},base.group_allow_export')
            for number, groups in enumerate((toggles, f'{MODULE}.group_store_admin', f'{MODULE}.group_dealer'))
        ]
        cls.theirs = cls._fill(cls.env(context={**cls.env.context, 'allowed_company_ids': cls.other.ids}))
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _fill(cls, env):
        """Make a piece in stock, a sale and one record of every model in store B; gives dict model -> records."""
        brand = env['ic.brand'].create({'name': "Brand of B", 'company_id': cls.other.id})
        values = {'ic_category': 'watch', 'ic_brand_id': brand.id, 'ic_model': "Secret of B", 'list_price': 100}
        pieces = env['product.template'].create(
            [{**values, 'ic_serial': "B-1", 'ic_status': 'available'}, {**values, 'ic_serial': "B-2"}]
        )
        pieces._ic_receive()
        customer = env['res.partner'].create({'name': "Customer of B", 'company_id': cls.other.id})
        line = Command.create({'product_id': pieces[0].product_variant_id.id})
        order = env['sale.order'].create({'partner_id': customer.id, 'order_line': [line]})
        order.action_confirm()
        order._create_invoices()
        pieces[1].message_post(body="A word about a piece of B")
        env['crm.lead'].create({'name': "Lead of B", 'company_id': cls.other.id})
        env['ir.attachment'].create(
            {'name': "Paper of B", 'raw': b'secret', 'res_model': 'product.template', 'res_id': pieces[1].id}
        )
        known = {'ic.brand': brand, 'res.partner': customer}
        known.update({'product.template': pieces[1], 'product.product': pieces[1].product_variant_id})
        maker = RecordMaker(env, known, SPECIAL)
        made = {name: maker.get(name) for name in our_models(env) if name not in WITHOUT_COMPANY}
        for name in ODOO_MODELS:
            made[name] = cls._of_store_b(env, name, pieces)
        return made

    @classmethod
    def _of_store_b(cls, env, name, pieces):
        if name in ('ir.attachment', 'mail.message'):
            key = 'res_model' if name == 'ir.attachment' else 'model'
            return env[name].search([(key, '=', 'product.template'), ('res_id', 'in', pieces.ids)])
        return env[name].search([('company_id', '=', cls.other.id)])

    # === WHAT THERE IS === #

    def test_every_model_of_ours_has_a_rule(self):
        self.assertEqual(unguarded(self.env), [])
        self.assertLessEqual(set(WITHOUT_COMPANY), set(our_models(self.env)))

    def test_a_model_without_a_rule_is_found(self):
        """The test above fails when somebody adds a model and forgets its rule."""
        self.env.ref(f'{MODULE}.ic_photo_rule_company').active = False
        self.assertEqual(unguarded(self.env), ["ic.photo has no record rule over company_id in company_ids"])

    def test_there_is_something_of_each_to_find(self):
        for name, records in self.theirs.items():
            self.assertTrue(records, name)
            if 'company_id' in records._fields and name not in ('ir.attachment', 'mail.message'):
                self.assertEqual(records.company_id, self.other, name)

    # === THE OTHER STORE === #

    @mute_logger(*LOGGERS)
    def test_nothing_of_the_other_store(self):
        leaks = []
        for user in self.people:
            for name, records in self.theirs.items():
                leaks += [f'{user.login} {what} {name}' for what in self._answers(user, name, records)]
        self.assertEqual(leaks, [])

    @mute_logger(*LOGGERS)
    def test_the_walk_finds_what_is_open(self):
        """The test above fails where a rule is missing: here the one of the brands."""
        self.env['ir.rule'].search([('model_id.model', '=', 'ic.brand')]).active = False
        answers = self._answers(self.people[2], 'ic.brand', self.theirs['ic.brand'])
        self.assertLessEqual(
            {'finds', 'counts', 'groups', 'reads', 'exports', 'writes', 'creates into'}, set(answers), answers
        )

    def _answers(self, user, name, records):
        """Return the questions and deeds about records of the other store that were not refused."""
        model = self.env[name].with_user(user)
        mine = records.with_user(user)[:1]
        field = (
            next(iter(sorted(model.fields_get(attributes=[]).keys() - {'id'}))) if model.has_access('read') else 'id'
        )
        own = [('id', 'in', records.ids)]
        reads = {
            'finds': lambda: model.with_context(active_test=False).search(own),
            'counts': lambda: model.with_context(active_test=False).search_count(own),
            'groups': lambda: [row for row in model._read_group(own, [], ['__count']) if row[0]],
            'lists': lambda: model.search_read(own, ['display_name']),
            'names': lambda: model.name_search('', own),
            'reads': lambda: mine.read([field]),
            'web_reads': lambda: mine.web_read({'display_name': {}}),
            'exports': lambda: mine.export_data(['display_name'])['datas'],
        }
        writable = next(
            (n for n, f in model._fields.items() if f.store and f.type == 'char' and not f.groups), 'active'
        )
        deeds = {
            'writes': lambda: mine.write({writable: "x"}) or True,
            'deletes': lambda: mine.unlink() or True,
            'copies': lambda: mine.copy() or True,
            'creates into': lambda: self._create_into(model, records[:1]) or True,
        }
        return [what for what, ask in {**reads, **deeds}.items() if self._answered(ask)]

    def _create_into(self, model, record):
        """Create, as the user of `model`, what the other store has."""
        values = record.sudo().copy_data()[0]
        # told apart from the original, so that nothing but a right stands in the way
        for name in ('name', 'code', 'number', 'mark'):
            if isinstance(values.get(name), str):
                values[name] += "9"
        return model.create({**values, **({'company_id': self.other.id} if 'company_id' in model._fields else {})})

    def _answered(self, ask):
        """Return whether `ask` was answered; whatever it did is undone."""
        answer = False
        try:
            with self.cr.savepoint():
                answer = bool(ask())
                self.env.flush_all()
                raise UndoneError
        except UndoneError:
            self.env.invalidate_all(flush=False)
            return answer
        except REFUSALS:
            self.env.invalidate_all(flush=False)
            return False
        except Exception:  # pylint: disable=broad-except
            # the database said no for another reason, such as a copy that is not unique
            self.env.invalidate_all(flush=False)
            return False

    # === WHAT ALL SHARE === #

    @mute_logger(*LOGGERS)
    def test_shared_catalogs_are_read_and_left_alone(self):
        """Records without a store are there for all; nobody but the super admin changes them for the others."""
        changed, unread, walked = [], [], 0
        for name in our_models(self.env):
            model = self.env[name]
            shared = self._shared(model)
            if not shared:
                continue
            walked += 1
            for user in self.people:
                theirs = shared.with_user(user)
                if not theirs.has_access('read'):
                    unread.append(f'{user.login} {name}')
                writable = next(
                    n for n, f in model._fields.items() if f.store and f.type in ('char', 'text', 'integer')
                )
                for what, deed in (
                    ('writes', lambda theirs=theirs, writable=writable: theirs.write({writable: False}) or True),
                    ('deletes', lambda theirs=theirs: theirs.unlink() or True),
                ):
                    if self._answered(deed):
                        changed.append(f'{user.login} {what} shared {name}')
        self.assertEqual((changed, unread), ([], []))
        self.assertGreaterEqual(walked, 8)

    def _shared(self, model):
        """Return a record of `model` that belongs to no store, or none where its records always do."""
        if model._name in WITHOUT_COMPANY:
            return model.search([], limit=1)
        return model.with_context(active_test=False).search([('company_id', '=', False)], limit=1)

    def test_the_only_store_keeps_its_catalog(self):
        """Where there is one store, whoever manages inventory may correct the shared catalog."""
        brand = self.env.ref(f'{MODULE}.brand_rolex')
        employee = self.people[0]
        with self.assertRaises(AccessError):
            brand.with_user(employee).write({'name': "Rolex SA"})
        self.patch(type(self.env['res.company']), 'search_count', lambda *args, **kwargs: 1)
        self.env.registry.clear_cache()
        brand.with_user(employee).write({'name': "Rolex SA"})
        self.assertEqual(brand.name, "Rolex SA")

    def test_a_super_admin_sees_every_store(self):
        boss = new_test_user(self.env, 'store_boss', f'{MODULE}.group_super_admin')
        self.assertEqual(boss.company_ids, self.env['res.company'].search([]))
        third = self.env['res.company'].create({'name': "Store C"})
        self.assertIn(third, boss.company_ids)
        piece = self.theirs['product.template'][:1].with_user(boss)
        self.assertEqual(piece.with_context(allowed_company_ids=boss.company_ids.ids).ic_model, "Secret of B")


class UndoneError(Exception):
    """Rolls a savepoint back whose answer is known."""
