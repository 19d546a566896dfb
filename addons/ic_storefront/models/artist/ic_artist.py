from odoo import api, fields, models
from odoo.http import request

from ..notice.piece_notice import CONSENT


class IcArtist(models.Model):
    """An artist with a page in the shop. What is public is the public name, never the one behind it."""

    _name = 'ic.artist'
    _inherit = ['ic.artist', 'website.seo.metadata']

    is_published = fields.Boolean(
        string="Page in the Shop",
        index=True,
        copy=False,
        help="The artist has a page of biography and works in the shop, and stands in the list of artists.",
    )
    portrait = fields.Image(
        max_width=1600,
        max_height=1600,
        help="Public. Where the name needs care, visitors see the portrait only after they have read the notice.",
    )
    portrait_512 = fields.Image(related='portrait', string="Portrait, Small", max_width=512, max_height=640, store=True)
    website_url = fields.Char(string="Page", compute='_compute_website_url')

    # === COMPUTE === #

    @api.depends('name', 'substitute_name', 'is_name_sensitive')
    def _compute_website_url(self):
        """The address holds the public name: the other one would be in it for everybody to read."""
        slugify = self.env['ir.http']._slugify
        for artist in self:
            artist.website_url = f'/artists/{slugify(artist._ic_public_name())}-{artist.id}' if artist.id else False

    # === CRUD === #

    def write(self, vals):
        """Override of `ic_inventory_luxury` to take a name that must not be told out of the addresses of works."""
        before = {artist: artist._ic_public_name() for artist in self}
        result = super().write(vals)
        changed = self.filtered(lambda artist: artist._ic_public_name() != before[artist])
        works = self.env['product.template'].sudo().with_context(active_test=False)
        for work in works.search([('ic_art_artist_id', 'in', changed.ids), ('seo_name', '!=', False)]):
            work.seo_name = self.env['ir.http']._slugify(work.name)
        return result

    # === ACTIONS === #

    def action_ic_view_website(self):
        """Open the page of the artist in the shop."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': self.website_url, 'target': 'new'}

    # === BUSINESS METHODS === #

    def _ic_is_sensitive(self):
        """Tell whether name and likeness are used with care: the artist has died and the family asks for it."""
        self.ensure_one()
        return self.is_deceased and self.is_name_sensitive

    def _ic_gated(self):
        """Tell whether this visitor has still to read a notice before he sees the portrait."""
        return self._ic_is_sensitive() and not (request and request.session.get(CONSENT))

    def _ic_public_notices(self):
        """Return what a visitor reads before anything else on the page of the artist, as list of texts."""
        self.ensure_one()
        notices = []
        if self._ic_is_sensitive():
            notices.append(
                self.env._(
                    "Aboriginal and Torres Strait Islander visitors are advised that this page names a person who has "
                    "died, and may show his or her likeness and work."
                )
            )
        if (self.cultural_notice or '').strip():
            notices.append(self.cultural_notice.strip())
        return notices

    def _ic_has_portrait(self):
        """Tell whether there is a portrait, without loading it."""
        return bool(self.with_context(bin_size=True).portrait)

    def _ic_portrait_url(self, size='portrait'):
        """Return the address of the portrait, False where there is none or the visitor has a notice to read first.

        :param str size: 'portrait' or 'portrait_512'
        """
        self.ensure_one()
        if not self._ic_has_portrait() or self._ic_gated():
            return False
        return f'/artists/{self.id}/{size}/{int(self.write_date.timestamp())}.jpg'

    def _ic_initials(self):
        """Return the initials of the public name, for where no picture can stand."""
        words = [word for word in self._ic_public_name().replace(',', ' ').split() if word[0].isalpha()]
        return ''.join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()

    def _ic_places(self):
        """Return community and language group as list of dicts label, name, url; only what is known."""
        slug = self.env['website']._ic_place_slug
        rows = (
            (self.env._("Community"), 'community', self.community),
            (self.env._("Language group"), 'language', self.language_group),
        )
        return [
            {'label': label, 'name': name.strip(), 'url': f'/artists/{kind}/{slug(name)}'}
            for label, kind, name in rows
            if (name or '').strip()
        ]

    def _ic_markup(self, website):
        """Return what the page tells search engines: a schema.org Person with the public name, and the way there."""
        base = website.get_base_url()
        person = {
            '@context': 'https://schema.org',
            '@type': 'Person',
            'name': self._ic_public_name(),
            'url': base + self.website_url,
            'jobTitle': self.env._("Artist"),
        }
        if self.birth_year and not self.birth_approx:
            person['birthDate'] = str(self.birth_year)
        if self.death_year:
            person['deathDate'] = str(self.death_year)
        if self.country_id:
            person['nationality'] = {'@type': 'Country', 'name': self.country_id.name}
        if self.biography:
            person['description'] = self.biography
        if self._ic_has_portrait() and not self._ic_is_sensitive():
            person['image'] = base + self._ic_portrait_url()
        way = [(self.env._("Artists"), '/artists'), (self._ic_public_name(), self.website_url)]
        return [person, website._ic_breadcrumb_markup(way)]

    def _default_website_meta(self):
        """Override of `website` to name an artist by the public name, and to show no portrait that needs a notice."""
        meta = super()._default_website_meta()
        website = self.env['website'].get_current_website()
        title = f'{self._ic_public_name()} | {website.name}'
        for tags, prefix in ((meta['default_opengraph'], 'og:'), (meta['default_twitter'], 'twitter:')):
            tags[prefix + 'title'] = title
            if self._ic_has_portrait() and not self._ic_is_sensitive():
                tags[prefix + 'image'] = self._ic_portrait_url()
        meta['default_opengraph']['og:type'] = 'profile'
        text = ' '.join((self.biography or '').split())[:200]
        if text:
            meta['default_meta_description'] = text
            meta['default_opengraph']['og:description'] = meta['default_twitter']['twitter:description'] = text
        return meta
