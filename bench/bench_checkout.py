"""Time of a visitor's whole checkout with our suite against stock Odoo's, over real HTTP in one run.

Run it with `make bench ARGS=checkout`: it is fed to a shell on a copy of the suite's database, and IC_BENCH_STOCK names
a copy with Odoo's own modules only. Both get the same shop (one serial-numbered unit of each product, a free courier,
the demo payment provider) and a server of their own; then visitors take turns, one here and one there: cart, address,
payment, confirmation. What counts is the time the visitor waits for pages and answers, not what jobs do afterwards.
Mail goes to a small server in this process. Without wkhtmltopdf the mails of both go without their PDF.
IC_BENCH_CHECKOUTS (default 12) sets how many on each side. The first two on each side only warm the servers up.
"""

import base64
import contextlib
import io
import os
import re
import signal
import socketserver
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from PIL import Image

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

sys.path.insert(0, str(Path(os.environ['IC_ROOT']) / 'tests'))

from suite.visitor import Refused, Shopper, server

CHECKOUTS = int(os.environ.get('IC_BENCH_CHECKOUTS', '12'))
WARM_UP = 2
STEPS = (
    ('cart', ('/shop/cart', '/shop')),
    ('address', ('/shop/address', '/shop/checkout')),
    ('payment', ('/shop/payment', '/payment/demo', '/payment/status', '/my/payment')),
    ('confirmation', ('/payment/status/poll', '/shop/payment/validate', '/shop/confirmation')),
)


class MailSink(socketserver.StreamRequestHandler):
    """A mail server that takes everything at once and keeps nothing."""

    def handle(self):
        self.answer('220 bench')
        body = False
        for line in self.rfile:
            word = line[:4].upper().strip()
            if body:
                body = line.strip() != b'.'
                if not body:
                    self.answer('250 taken')
            elif word == b'DATA':
                body = True
                self.answer('354 go on')
            elif word == b'QUIT':
                return self.answer('221 bye')
            else:
                self.answer('250 ok')
        return None

    def answer(self, text):
        self.wfile.write(f'{text}\r\n'.encode())


def picture():
    """Return a JPEG, base64."""
    stream = io.BytesIO()
    Image.new('RGB', (800, 1000), (30, 60, 50)).save(stream, 'JPEG')
    return base64.b64encode(stream.getvalue())


def products(env, count, ours):
    """Create `count` published products with one serial-numbered unit each; return their (template, variant) ids."""
    image = picture()
    values = {'list_price': 18750.0, 'company_id': env.company.id, 'is_published': True, 'image_1920': image}
    if ours:
        pieces = env['product.template'].create(
            [{**values, 'name': f"Bench {n}", 'ic_category': 'watch', 'ic_serial': f'BENCH-{n}'} for n in range(count)]
        )
        pieces._ic_set_status('available')
        return [(piece.id, piece.product_variant_id.id) for piece in pieces]
    location = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1).lot_stock_id
    stock = {'is_storable': True, 'tracking': 'serial', 'allow_out_of_stock_order': False}
    found = []
    for number in range(count):
        product = env['product.template'].create({**values, **stock, 'name': f"Bench {number}"}).product_variant_id
        lot = env['stock.lot'].create({'name': f'BENCH-{number}', 'product_id': product.id})
        env['stock.quant']._update_available_quantity(product, location, 1.0, lot_id=lot)
        found.append((product.product_tmpl_id.id, product.id))
    return found


def furnish(env, ours, port, mail_port, pdf):
    """Make the shop of one side. Returns its products."""
    env['ir.mail_server'].search([]).active = False
    env['ir.mail_server'].create({'name': "bench", 'smtp_host': '127.0.0.1', 'smtp_port': mail_port})
    for key in ('web.base.url', 'report.url'):
        env['ir.config_parameter'].set_param(key, f'http://127.0.0.1:{port}')
    env['ir.config_parameter'].set_param('sale.automatic_invoice', 'False')
    env.company.write({'email': 'store@bench.example'})
    env['payment.provider'].search([('code', '=', 'demo')]).write(
        {'state': 'test', 'is_published': True, 'company_id': env.company.id}
    )
    env['delivery.carrier'].search([]).write({'is_published': False})
    courier = env['product.product'].create({'name': "Courier", 'type': 'service'})
    env['delivery.carrier'].create(
        {'name': "Courier", 'is_published': True, 'delivery_type': 'fixed', 'product_id': courier.id}
    )
    if not pdf:
        env['mail.template'].search([('report_template_ids', '!=', False)]).report_template_ids = False
    return products(env, CHECKOUTS + WARM_UP, ours)


class Visitor(Shopper):
    """A shopper who notes how long each answer took."""

    def __init__(self, base):
        super().__init__(base)
        self.waits = []
        self.session.hooks['response'].append(self.note)

    def note(self, response, **_kwargs):
        path = response.request.path_url.split('?')[0]
        self.waits.append((path, response.elapsed.total_seconds()))

    def get(self, path):
        # The payment page sends the browser here, and from here on to the confirmation.
        return super().get('/shop/payment/validate' if path == '/shop/confirmation' else path)

    def buy(self, product, country, state):
        """Go the whole way; returns the seconds waited by step."""
        self.get('/shop')
        self.waits.clear()
        self.rpc('/shop/cart/add', product_template_id=product[0], product_id=product[1], quantity=1)
        self.get('/shop/cart')
        self.give_address("Ada Bench", country, state)
        page = self.pay()
        if 'Thank you for your order' not in page:
            raise Refused("the order was not confirmed")
        return {name: sum(wait for path, wait in self.waits if step_of(path) == name) for name, _paths in STEPS}


def step_of(path):
    """Return the step of the checkout that an address belongs to: the longest beginning that fits."""
    fits = [(len(start), name) for name, starts in STEPS for start in starts if path.startswith(start)]
    return max(fits)[1]


class Side:
    """One shop with its server."""

    def __init__(self, name, database, mail_port, pdf, stack):
        self.name, self.database, self.port = name, database, server.free_port()
        self.runs, self.queries = [], []
        with Registry(database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.products = furnish(env, name == 'ours', self.port, mail_port, pdf)
            self.state = env.ref('base.state_us_27')
            self.country, self.state = self.state.country_id.id, self.state.id
        self.log = Path(stack.enter_context(tempfile.TemporaryDirectory()), 'log')
        stack.enter_context(self.serving())

    @contextlib.contextmanager
    def serving(self):
        options = {
            '-c': config['config'],
            '--addons-path': ','.join(config['addons_path']),
            '-d': self.database,
            '--db-filter': f'^{self.database}$',
            '--http-port': self.port,
            '--gevent-port': server.free_port(),
            '--logfile': self.log,
            '--log-handler': 'werkzeug:INFO',
        }
        command = [sys.executable, '-m', 'odoo', *(str(part) for pair in options.items() for part in pair)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            self.wait_until_up(process)
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)

    def wait_until_up(self, process):
        end = time.monotonic() + 120
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f'http://127.0.0.1:{self.port}/web/health', timeout=5)
                return
            time.sleep(0.3)
        raise RuntimeError(f"the server of {self.name} did not come up; its log: {self.log.read_text()}")

    def visit(self, number):
        read = len(self.log.read_text(encoding='utf-8'))
        waits = Visitor(f'http://127.0.0.1:{self.port}').buy(self.products[number], self.country, self.state)
        time.sleep(0.3)  # the log is written after the answer
        # "GET /shop HTTP/1.1" 200 - <queries> <seconds in them> <seconds besides>
        lines = re.findall(r'"(?:GET|POST) (\S+) HTTP/1.1" \d+ - (\d+) ', self.log.read_text(encoding='utf-8')[read:])
        ours = [int(count) for path, count in lines if path.startswith(('/shop', '/payment'))]
        if number >= WARM_UP:
            self.runs.append(waits)
            self.queries.append(sum(ours[1:]))  # without the look at /shop before

    def rest(self):
        """Wait until the jobs of this side are done: what they do afterwards is not the next visitor's wait."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            with Registry(self.database).cursor() as cr:
                if 'queue.job' not in Registry(self.database):
                    break
                cr.execute(
                    "SELECT 1 FROM queue_job WHERE state IN ('pending', 'enqueued', 'started')"
                    " AND (eta IS NULL OR eta < NOW() AT TIME ZONE 'UTC' + INTERVAL '1 minute') LIMIT 1"
                )
                if not cr.rowcount:
                    break
            time.sleep(0.5)
        time.sleep(0.5)

    def median(self, step=None):
        return statistics.median(run[step] if step else sum(run.values()) for run in self.runs)


def main(env):
    pdf = env['ir.actions.report'].get_wkhtmltopdf_state() != 'install'
    with contextlib.ExitStack() as stack:
        mail = stack.enter_context(socketserver.ThreadingTCPServer(('127.0.0.1', 0), MailSink))
        stack.callback(mail.shutdown)
        threading.Thread(target=mail.serve_forever, daemon=True).start()
        names = (('stock', os.environ['IC_BENCH_STOCK']), ('ours', env.cr.dbname))
        env.cr.rollback()
        sides = [Side(name, database, mail.server_address[1], pdf, stack) for name, database in names]
        for number in range(CHECKOUTS + WARM_UP):
            for side in sides if number % 2 else sides[::-1]:
                side.visit(number)
                side.rest()
        stock, ours = sides
        print(f'checkouts                    {CHECKOUTS} on each side, in turns; median; PDF {"yes" if pdf else "no"}')
        print(f'{"step":28} {"stock":>9} {"ours":>9}  ratio')
        for step, _paths in (*STEPS, (None, ())):
            a, b = stock.median(step), ours.median(step)
            print(f'{step or "the whole checkout":28} {a * 1000:6.0f} ms {b * 1000:6.0f} ms  {b / a:.3f}')
        a, b = statistics.median(stock.queries), statistics.median(ours.queries)
        print(f'{"queries":28} {a:9.0f} {b:9.0f}  {b / a:.3f}')


main(env)
