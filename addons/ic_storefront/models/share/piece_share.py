import base64
from urllib.parse import quote

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from .ic_share_link import KINDS


class ProductTemplate(models.Model):
    """The share panel of a piece: what it shows and what it does."""

    _inherit = 'product.template'

    ic_share_link_ids = fields.One2many('ic.share.link', 'product_tmpl_id', string="Share Links", copy=False)

    # === ACTIONS: the share panel === #

    def ic_share_board(self):
        """Return what the share panel of the piece shows.

        :return: dict of `links` (a list of two dicts, one per kind, `id` False where there is none), `can_edit`
        """
        self.ensure_one()
        self.check_access('read')
        links = self.env['ic.share.link'].search([('product_tmpl_id', '=', self.id), ('revoked_on', '=', False)])
        return {
            'links': [
                self._ic_share_row(code, links.filtered(lambda link: link.kind == code)) for code, _name in KINDS
            ],
            'can_edit': links.has_access('create'),
            'price': {code: self._ic_share_price(code) for code in ('retail', 'wholesale')},
        }

    def ic_share_make(self, kind):
        """Make the link of a kind. Returns the panel, with the new address in it."""
        self.ensure_one()
        link = self.env['ic.share.link'].create({'product_tmpl_id': self.id, 'kind': kind})
        return {**self.ic_share_board(), 'made': link.id}

    def ic_share_regenerate(self, link_id):
        """Replace the address of a link. Returns the panel."""
        self._ic_share_own(link_id).action_regenerate()
        return self.ic_share_board()

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
        picture = self.env['ir.actions.report'].barcode('QR', link.url, width=480, height=480, quiet=1)
        return f'data:image/png;base64,{base64.b64encode(picture).decode()}'

    # === BUSINESS METHODS === #

    def _ic_share_own(self, link_id):
        """Return a link of this piece; there is no way to another piece's by its number."""
        self.ensure_one()
        link = self.env['ic.share.link'].search([('id', '=', link_id), ('product_tmpl_id', '=', self.id)], limit=1)
        if not link:
            raise UserError(self.env._("This link is not there any more. Reload the page."))
        return link

    def _ic_share_row(self, kind, link):
        """Return what the panel shows of one kind."""
        row = {'kind': kind, 'id': link.id, 'photos': len(self[f'ic_photo_{kind}_ids'])}
        if not link:
            return row
        return {
            **row,
            'url': link.url or '',
            'whatsapp': f'https://wa.me/?text={quote(self._ic_share_words(link))}' if link.url else '',
            'audience': link.audience,
            'state': link.state,
            'enabled': link.enabled,
            'expires_on': fields.Datetime.to_string(link.expires_on) if link.expires_on else False,
            'views': link.view_count,
            'visitors': link.visitor_count,
            'robots': link.robot_count,
            'first_seen': format_datetime(self.env, link.first_seen, dt_format='medium') if link.first_seen else '',
            'last_seen': format_datetime(self.env, link.last_seen, dt_format='medium') if link.last_seen else '',
            'made_by': link.user_id.name,
            'made_on': format_datetime(self.env, link.create_date, dt_format='medium'),
        }

    def _ic_share_price(self, audience):
        price = self._ic_web_price_of(audience)
        return price['text'] if price else self.env._("Price on request")

    def _ic_share_words(self, link):
        """Return the words that go with an address in a message."""
        return self.env._("%(piece)s\n%(url)s", piece=self.name, url=link.url)


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_share_in_hand_for = fields.Selection(
        [('retail', "Clients: retail price"), ('wholesale', "The trade: wholesale price")],
        string="In-hand Links Are For",
        required=True,
        default='wholesale',
        help="Whom a new In-hand share link is made for. It can be changed on each link.",
    )
