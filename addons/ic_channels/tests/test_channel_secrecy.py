import importlib
import sys
from pathlib import Path
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ic_connect import registry, stand_ins
from odoo.addons.ic_connect.transport import HTTPAdapter
from odoo.addons.ic_inventory_luxury.models.piece.piece_card import CARD_FIELDS
from odoo.addons.ic_inventory_luxury.tests.common import PieceCase
from odoo.addons.ic_inventory_luxury.tests.secret_key import fresh_secret_key

from .common import ChannelCase

ROOT = Path(__file__).parents[3]
# What a page shows of every piece, besides the facts of its category (CARD_FIELDS). All else is the house's own.
SHOWN = {'name', 'list_price', 'default_code', 'barcode', 'ic_retail_description', 'ic_watch_case_material_text'}
# The same of categories whose facts are told by functions of their own.
SHOWN_OF = {
    'artwork': {'ic_art_cultural_notice', 'ic_art_height', 'ic_art_width', 'ic_art_depth'},
    'sneaker': {'ic_colorway', 'ic_grading_details', 'ic_grading_designation'},
    'bullion': {'ic_grading_details', 'ic_grading_designation'},
    'apparel': {'ic_apparel_size', 'ic_colorway'},
    'accessory': {'ic_colorway'},
}
# These have to be among what was hidden, whatever else is.
PRIVATE = {
    'ic_internal_notes', 'ic_territory', 'ic_wholesale_price', 'ic_minimum_price', 'ic_msrp', 'standard_price',
    'ic_serial', 'ic_import_key', 'ic_import_raw', 'ic_consignment_fixed', 'ic_consignment_percent',
    'ic_consignment_filename', 'description', 'description_purchase', 'description_sale', 'seo_name',
}  # fmt: skip
TEXTS = ('char', 'text', 'html', 'json')
NUMBERS = ('monetary', 'float')


def simulator(code):
    """Return the class that stands in for a service, from the folder of simulators beside the addons."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    package = importlib.import_module('tests.simulators.base')
    module = importlib.import_module(f'tests.simulators.{code}')
    return next(
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, package.Simulator) and one.code == code
    )


@tagged('post_install', '-at_install')
class TestSecrecy(PieceCase):
    """What the house notes for itself leaves it on no way: every byte that every service sends is read.

    A service that is added later is found in the registry, and fails here until it has a simulator to be driven with.
    """

    piece, list, run_jobs, announce = ChannelCase.piece, ChannelCase.list, ChannelCase.run_jobs, ChannelCase.announce

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        """Override of `odoo.tests` to allow time limits in two parts."""
        return super()._request_handler(session, request, **{**options, 'timeout': 30})

    def setUp(self):
        super().setUp()
        if not (ROOT / 'tests' / 'simulators').is_dir():
            self.skipTest("the simulators are not installed")
        self.enterContext(fresh_secret_key())
        self.env['ir.config_parameter'].sudo().set_param('web.base.url', 'http://127.0.0.1:9')
        self.registry_enter_test_mode()
        self.canaries = {}
        self.pieces = self.env['product.template']
        for code in self.env['ic.category'].search([], order='id').mapped('code'):
            self.pieces |= self.hide(code)

    # === WHAT IS HIDDEN === #

    def text(self, name):
        """Return a text that occurs nowhere else, and note it."""
        canary = f'Kanarie{len(self.canaries):04d}Vogel'
        self.canaries[canary] = name
        return canary

    def number(self, name):
        canary = 731000 + len(self.canaries) + 0.25
        self.canaries[str(int(canary))] = name
        return canary

    def hide(self, code):
        """Make a piece of a category, with a canary in every field that is not shown on its page."""
        piece = self.piece(name=f"Piece of {code}", ic_category=code, default_code=f'OPEN-{code}')
        shown = SHOWN | set(CARD_FIELDS.get(code, ())) | SHOWN_OF.get(code, set())
        hidden = set()
        for name, field in sorted(piece._fields.items()):
            if name in shown or not field.store and name != 'standard_price' or field.type not in TEXTS + NUMBERS:
                continue
            if field.related or field.readonly and name not in PRIVATE or name.startswith(('message_', 'website_m')):
                continue
            if self.fill(piece, name, field, f'{code}: {name}'):
                hidden.add(name)
        self.assertFalse(PRIVATE - hidden, f"{code}: these could not be filled")
        self.hide_around(piece)
        return piece

    def fill(self, piece, name, field, words):
        value = self.text(words) if field.type in TEXTS else self.number(words)
        if name == 'ic_consignment_percent':
            value = 73.17
            self.canaries['73.17'] = words
        try:
            with mute_logger('odoo.sql_db'), self.cr.savepoint():
                piece.write({name: {'row': value} if field.type == 'json' else value})
                piece.flush_recordset()
        except (UserError, ValidationError, ValueError, IntegrityError):
            self.env.invalidate_all(flush=False)
            return False
        return True

    def hide_around(self, piece):
        """Hide more around the piece: its owner, its lot, its history, its papers."""
        owner = self.env['res.partner'].create(
            {'name': self.text('consignor'), 'email': f'{self.text("mail")}@x.example'}
        )
        piece.with_context(tracking_disable=True).ic_consignor_id = owner
        piece.message_post(body=self.text('chatter'))
        piece.activity_schedule('mail.mail_activity_data_todo', summary=self.text('activity'), note=self.text('note'))
        attachment = {'res_model': 'product.template', 'res_id': piece.id, 'raw': self.text('paper').encode()}
        self.env['ir.attachment'].create({**attachment, 'name': self.text('paper name')})
        for lot in piece.product_variant_id.stock_quant_ids.lot_id:
            lot.write({'ref': self.text('lot reference'), 'note': self.text('lot note')})
        piece.seller_ids.create(
            {
                'product_tmpl_id': piece.id,
                'partner_id': owner.id,
                'product_name': self.text('vendor name'),
                'product_code': self.text('vendor code'),
                'price': self.number('vendor price'),
            }
        )

    # === WHAT IS SENT === #

    def drive(self, code, peer, sent):
        """Have a service do all that it does with pieces: publish, change, count, sell, withdraw, and read."""
        with patch.dict('os.environ', {stand_ins.VARIABLE: f'{code}={peer.url}'}):
            self.channel = self.env['ic.channel'].create(
                {'name': self.text('channel name'), 'code': code, 'shadow': False, 'push_on_save': True}
            )
            self.channel._ic_store_credentials(peer.credentials())
            self.env.flush_all()
            self.channel.action_ic_connect()
            listings = self.list(self.pieces)
            live = listings.filtered('remote_id')
            self.assertEqual(live, listings, listings.filtered('error').mapped('error'))
            self.pieces.write({'list_price': 4321.0})
            self.run_jobs()
            order = self.order(self.pieces[0])
            order.note = self.text('note of the order')
            order.action_confirm()
            self.run_jobs()
            self.pieces[1].product_variant_id.ic_listing_ids.filtered(
                lambda one: one.channel_id == self.channel
            ).action_ic_withdraw()
            self.run_jobs()
            live._ic_read_counts()
            self.channel._ic_poll()
            self.channel._ic_read_items()
            self.channel._ic_sweep()
            self.run_jobs()
            order._action_cancel()
            self.channel.action_ic_disconnect()

    def test_nothing_of_it_is_in_any_byte_of_any_service(self):
        sent, real = [], HTTPAdapter.send

        def send(adapter, request, **options):
            body = request.body or b''
            body = body.encode() if isinstance(body, str) else bytes(body)
            heads = '\n'.join(f'{name}: {value}' for name, value in request.headers.items())
            sent.append(f'{request.method} {request.url}\n{heads}\n\n'.encode() + body)
            return real(adapter, request, **options)

        codes = registry.codes('channels')
        self.assertGreaterEqual(len(codes), 4)
        for code in codes:
            with self.subTest(code=code), simulator(code)() as peer:
                sent.clear()
                with (
                    patch.object(HTTPAdapter, 'send', send),
                    mute_logger('tests.simulators', 'tests.simulators.outbox'),
                ):
                    self.drive(code, peer, sent)
                everything = b'\n'.join(sent)
                self.assertIn(b'Piece of watch', everything, "what is shown was sent, so this test would see the rest")
                self.assertGreaterEqual(len(sent), 10)
                found = {name for canary, name in self.canaries.items() if canary.encode() in everything}
                self.assertEqual(found, set())
                self.assertEqual(len(peer.requests), len(sent), "no request went another way")
