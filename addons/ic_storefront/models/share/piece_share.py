import base64
import io
from urllib.parse import quote

from PIL import Image
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

from .ic_share_link import KINDS

# Of a QR code: the margin in modules, and how many pixels a module has.
QUIET, DOT = 4, 10


class ProductTemplate(models.Model):
    """The share panel of a piece: what it shows and what it does."""

    _inherit = 'product.template'

    ic_share_link_ids = fields.One2many('ic.share.link', 'product_tmpl_id', string="Share Links", copy=False)

    # === ACTIONS: the share panel === #

    def ic_share_board(self):
        """Return what the share panel of the piece shows.

        :return: dict of `links` (a list of two dicts, one per kind, `id` False where there is none), `can_edit` and
            `price` (dict of audience to price tag)
        """
        return self._ic_share_board({})

    def _ic_share_board(self, told):
        """Return the panel; `told`: dict of the id of a link to its secret, where it has just been made."""
        self.ensure_one()
        self.check_access('read')
        links = self.env['ic.share.link'].search([('product_tmpl_id', '=', self.id), ('revoked_on', '=', False)])
        return {
            'links': [
                self._ic_share_row(code, links.filtered(lambda link: link.kind == code), told) for code, _name in KINDS
            ],
            'can_edit': links.has_access('create'),
            'price': {code: self._ic_share_price(code) for code in ('retail', 'wholesale')},
        }

    def ic_share_make(self, kind):
        """Make the link of a kind. Returns the panel, with the new address in it."""
        self.ensure_one()
        told = {}
        self.env['ic.share.link'].with_context(ic_share_told=told).create({'product_tmpl_id': self.id, 'kind': kind})
        return self._ic_share_board(told)

    def ic_share_regenerate(self, link_id):
        """Replace the address of a link. Returns the panel."""
        told = {}
        self._ic_share_own(link_id).with_context(ic_share_told=told).action_regenerate()
        return self._ic_share_board(told)

    def ic_share_change(self, link_id, vals):
        """Switch a link on or off, set until when and for whom it is good. Returns the panel."""
        unknown = vals.keys() - {'enabled', 'expires_on', 'audience'}
        if unknown:
            raise UserError(self.env._("Not to be changed here: %s", ', '.join(sorted(unknown))))
        self._ic_share_own(link_id).write(vals)
        return self.ic_share_board()

    def ic_share_code(self, link_id):
        """Return the QR code of a link as a picture that needs no request: its address is in no log."""
        link = self._ic_share_own(link_id)
        link.check_access('read')
        if not link.url:
            return False
        return f'data:image/png;base64,{base64.b64encode(self._ic_share_picture(link.url)).decode()}'

    # === BUSINESS METHODS === #

    def _ic_share_own(self, link_id):
        """Return a link of this piece; there is no way to another piece's by its number."""
        self.ensure_one()
        link = self.env['ic.share.link'].search([('id', '=', link_id), ('product_tmpl_id', '=', self.id)], limit=1)
        if not link:
            raise UserError(self.env._("This link is not there any more. Reload the page."))
        return link

    def _ic_share_row(self, kind, link, told):
        """Return what the panel shows of one kind."""
        row = {'kind': kind, 'id': link.id, 'photos': len(self[f'ic_photo_{kind}_ids'])}
        if not link:
            return row
        url = link._ic_url(told.get(link.id))
        return {
            **row,
            'url': url,
            'whatsapp': f'https://wa.me/?text={quote(self._ic_share_words(url))}' if url else '',
            'audience': link.audience,
            'state': link.state,
            'enabled': link.enabled,
            'expires_on': fields.Datetime.to_string(link.expires_on) if link.expires_on else False,
            'views': link.view_count,
            'visitors': link.visitor_count,
            'robots': link.robot_count,
            'first_seen': self._ic_share_moment(link.first_seen),
            'last_seen': self._ic_share_moment(link.last_seen),
            'made_by': link.user_id.name,
            'made_on': format_date(self.env, link.create_date, date_format='d MMM y'),
        }

    def _ic_share_moment(self, moment):
        return format_datetime(self.env, moment, dt_format='d MMM, HH:mm') if moment else ''

    @api.model
    def _ic_share_picture(self, text):
        """Return `text` as a QR code: PNG, black on white, with the quiet margin that readers want."""
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(text)
        code.make()
        side = code.getModuleCount() + 2 * QUIET
        picture = Image.new('1', (side, side), 1)
        for row in range(code.getModuleCount()):
            for column in range(code.getModuleCount()):
                picture.putpixel((column + QUIET, row + QUIET), not code.isDark(row, column))
        stream = io.BytesIO()
        picture.resize((side * DOT, side * DOT), Image.Resampling.NEAREST).save(stream, 'PNG')
        return stream.getvalue()

    def _ic_share_price(self, audience):
        price = self._ic_web_price_of(audience)
        return price['text'] if price else self.env._("Price on request")

    def _ic_share_words(self, url):
        """Return the words that go with an address in a message."""
        return f'{self.name}\n{url}'


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_share_in_hand_for = fields.Selection(
        [('retail', "Clients: retail price"), ('wholesale', "The trade: wholesale price")],
        string="In-hand Links Are For",
        required=True,
        default='wholesale',
        help="Whom a new In-hand share link is made for. It can be changed on each link.",
    )
