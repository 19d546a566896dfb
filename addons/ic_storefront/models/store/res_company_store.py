import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

AUDIENCES = ('retail', 'wholesale')
SLUG = re.compile(r'[a-z0-9]+(-[a-z0-9]+)*')


class ResCompany(models.Model):
    """A store as the public meets it: its address, what it sells, its face."""

    _inherit = 'res.company'

    ic_store_slug = fields.Char(
        string="Address of the Store",
        compute='_compute_ic_store_slug',
        store=True,
        readonly=False,
        copy=False,
        help="The store's pages stand under /s/ and this word: small letters, digits and hyphens. "
        "Links that you gave away lead nowhere once you change it.",
    )
    ic_sells_retail = fields.Boolean(
        string="Sells to the Public",
        default=True,
        help="The store has a retail catalog: published pieces at their retail price.",
    )
    ic_sells_wholesale = fields.Boolean(
        string="Sells to the Trade",
        help="The store has a wholesale catalog: available pieces with a wholesale price, for dealers.",
    )
    ic_store_cover = fields.Image(
        string="Cover Photo",
        max_width=2400,
        max_height=2400,
        help="Stands across the top of the store's pages. Landscape, at least 1600 pixels wide.",
    )

    _ic_store_slug_unique = models.UniqueIndex(
        '(ic_store_slug) WHERE ic_store_slug IS NOT NULL', "Another store has this address already."
    )

    # === COMPUTE === #

    @api.depends('name')
    def _compute_ic_store_slug(self):
        """Once, when the store is made: a name that changes later leaves the address alone."""
        others = self.sudo().with_context(active_test=False).search_fetch([('id', 'not in', self.ids)], ['name'])
        taken = set(others.mapped('ic_store_slug'))
        for company in self:
            if company.ic_store_slug:
                taken.add(company.ic_store_slug)
                continue
            wanted = self.env['ir.http']._slugify(company.name or '') or 'store'
            slug, number = wanted, 1
            while slug in taken:
                number += 1
                slug = f'{wanted}-{number}'
            taken.add(slug)
            company.ic_store_slug = slug

    # === CONSTRAINTS === #

    @api.constrains('ic_store_slug')
    def _check_ic_store_slug(self):
        for company in self:
            if not SLUG.fullmatch(company.ic_store_slug or ''):
                raise ValidationError(
                    self.env._(
                        "Address of the Store: “%s” can hold small letters, digits and hyphens between them only.",
                        company.ic_store_slug or '',
                    )
                )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_store_of(self, slug):
        """Return the store at an address as superuser; empty when there is none.

        :param str slug: the word behind /s/
        """
        return self.sudo().search([('ic_store_slug', '=', slug)], limit=1) if slug else self.sudo().browse()

    def _ic_store_website(self):
        """Return the website of the store; empty when it has none of its own."""
        self.ensure_one()
        return self.env['website'].sudo().search([('company_id', '=', self.id)], order='sequence, id', limit=1)

    def _ic_audiences(self):
        """Return whom the store sells to: some of 'retail', 'wholesale'."""
        self.ensure_one()
        sells = {'retail': self.sudo().ic_sells_retail, 'wholesale': self.sudo().ic_sells_wholesale}
        return [audience for audience in AUDIENCES if sells[audience]]

    def _ic_store_path(self, audience=None):
        """Return the address of the store on its host: /s/maison, /s/maison/wholesale."""
        self.ensure_one()
        path = f'/s/{self.sudo().ic_store_slug}'
        return f'{path}/{audience}' if audience else path

    def _ic_store_url(self, audience=None):
        """Return the full address of the store for an audience ('retail', 'wholesale'), None for its front page."""
        website = self._ic_store_website()
        base = website.get_base_url() if website else self.get_base_url()
        return f'{base}{self._ic_store_path(audience)}'
