from contextlib import ExitStack
from unittest.mock import patch

from odoo.addons.ic_connect import registry
from odoo.addons.ic_inventory_luxury.tests.common import PieceCase
from odoo.addons.ic_inventory_luxury.tests.secret_key import fresh_secret_key
from odoo.addons.queue_job.job import Job

from .vendor import Shop, Vendor


class ChannelCase(PieceCase):
    """A store with a channel to a vendor in memory. `run_jobs` does what the job runner would do."""

    service = Vendor

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stack = ExitStack()
        cls.addClassCleanup(stack.close)
        cls.enterClassContext(fresh_secret_key())
        cls.vendor = type('TestVendor', (cls.service,), {})
        real = registry.get
        stack.enter_context(
            patch.object(registry, 'get', lambda kind, code: cls.vendor if code == 'testshop' else real(kind, code))
        )
        stack.enter_context(
            patch.object(registry, 'services', lambda kind=None: {('channels', 'testshop'): cls.vendor})
        )
        cls.env['ir.config_parameter'].sudo().set_param('web.base.url', 'http://store.example')

    def setUp(self):
        super().setUp()
        self.shop = self.vendor.shop = Shop()
        self.channel = self.connect()

    def connect(self, **values):
        channel = self.env['ic.channel'].create(
            {'name': "Web Shop", 'code': 'testshop', 'shadow': False, 'user_id': self.env.user.id, **values}
        )
        channel._ic_store_credentials({'token': 'secret-token-of-the-shop-1234'})
        channel.action_ic_connect()
        return channel

    def piece(self, **values):
        """Return a watch in the house, available, with a picture."""
        piece = self.watch(image_1920=PIXEL, **values)
        piece._ic_receive()
        piece._ic_set_status('available')
        return piece

    def bars(self, quantity, **values):
        """Return counted goods in the house."""
        bars = self.watch(ic_is_unique=False, name="Gold Bar", image_1920=PIXEL, **values)
        bars._ic_receive(quantity=quantity)
        bars._ic_set_status('available')
        return bars

    def list(self, piece, channel=None):
        """Put a piece on the channel and return its listing, up to date."""
        listing = self.env['ic.listing']._ic_list(piece.product_variant_ids, channel or self.channel)
        self.run_jobs()
        return listing

    def announce(self):
        """End the transaction, as far as the engine is concerned."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def run_jobs(self, rounds=12):
        """Do the jobs that wait, as the job runner would, until there are none."""
        jobs = self.env['queue.job'].sudo()
        for _round in range(rounds):
            self.announce()
            self.channel.search([])._ic_drain_later()
            waiting = jobs.search(
                [('state', '=', 'pending'), ('model_name', '=', 'ic.channel'), ('eta', '=', False)],
                order='priority, id',
            )
            if not waiting:
                return
            for job in waiting:
                task = Job.load(self.env, job.uuid)
                job.unlink()
                task.perform()
        self.fail("the jobs never end")

    def poll(self):
        self.channel._ic_poll_later()
        self.run_jobs()

    def calls(self, *verbs):
        """Return the facts of the calls of these verbs since the last time, and forget all calls."""
        found = [facts for verb, facts in self.shop.calls if verb in verbs]
        self.shop.calls.clear()
        return found


PIXEL = b'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
