from odoo import api, fields, models

# Commercial resales count from this day on; what a seller owned before is free once.
SCHEME_START = fields.Date.to_date('2010-06-09')
YEARS_AFTER_DEATH = 70


class ProductTemplate(models.Model):
    """Whether the sale of a work owes a resale royalty under the Australian scheme (Resale Royalty Right for Visual
    Artists Act 2009): a commercial resale, by a seller who got the work after the scheme began, of a work whose
    artist holds the right and lives or died less than 70 years ago. Rate and threshold are the company's settings."""

    _inherit = 'product.template'

    ic_art_is_resale = fields.Boolean(
        string="Resale",
        groups='base.group_user',
        help="The work has changed hands before: this is not the first sale by or for the artist.",
    )
    ic_art_acquired_on = fields.Date(
        string="Acquired by the Seller",
        copy=False,
        groups='base.group_user',
        help="When the present owner got the work. Before 9 June 2010 the first resale owes no royalty.",
    )
    ic_art_royalty_state = fields.Selection(
        [
            ('owed', "Royalty owed on sale"),
            ('first_sale', "First sale: none owed"),
            ('old_owner', "Owner since before 9 June 2010: none owed"),
            ('no_right', "Artist holds no right: none owed"),
            ('expired', "Right has ended: none owed"),
        ],
        string="Royalty Status",
        compute='_compute_ic_art_royalty_state',
        store=True,
        groups='base.group_user',
    )
    ic_art_resale_royalty = fields.Boolean(
        string="Resale Royalty",
        compute='_compute_ic_art_resale_royalty',
        store=True,
        readonly=False,
        groups='base.group_user',
        help="A sale of this work at or above the threshold owes the royalty. Follows from the facts above; correct "
        "it where you know better.",
    )

    @api.depends(
        'ic_category',
        'ic_art_is_resale',
        'ic_art_acquired_on',
        'ic_art_artist_id.is_royalty_eligible',
        'ic_art_artist_id.death_year',
    )
    def _compute_ic_art_royalty_state(self):
        for piece in self:
            piece.ic_art_royalty_state = piece.ic_category == 'artwork' and piece._ic_royalty_state()

    @api.depends('ic_art_royalty_state')
    def _compute_ic_art_resale_royalty(self):
        for piece in self:
            piece.ic_art_resale_royalty = piece.ic_art_royalty_state == 'owed'

    def _ic_royalty_state(self):
        """Return the status that the facts of the work and its artist lead to."""
        self.ensure_one()
        artist = self.ic_art_artist_id
        if not self.ic_art_is_resale:
            return 'first_sale'
        if not artist.is_royalty_eligible:
            return 'no_right'
        if artist.death_year and artist.death_year + YEARS_AFTER_DEATH < fields.Date.today().year:
            return 'expired'
        if self.ic_art_acquired_on and self.ic_art_acquired_on < SCHEME_START:
            return 'old_owner'
        return 'owed'
