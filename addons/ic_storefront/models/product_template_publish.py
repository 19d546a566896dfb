from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class ProductTemplate(models.Model):
    """Publishing a piece on the website."""

    _inherit = 'product.template'

    # === CONSTRAINTS === #

    @api.constrains('is_published', 'image_1920', 'ic_category')
    def _check_ic_published(self):
        for piece in self:
            if piece.is_published and piece.ic_category and not piece.image_1920:
                raise ValidationError(self.env._(
                    "%s has no photo. Add one before you publish it on the website.", piece.display_name))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `website_sale` to show a published piece in the category of the shop where it belongs."""
        products = super().create(vals_list)
        products._ic_prepare_published()
        return products

    def write(self, vals):
        """Override of `website_sale` to show a published piece in the category of the shop where it belongs."""
        result = super().write(vals)
        if vals.get('is_published') or vals.get('website_published') or vals.get('ic_category'):
            self._ic_prepare_published()
        return result

    # === ACTIONS === #

    def action_ic_publish(self):
        """Publish the pieces on the website.

        :raise UserError: naming the pieces that have no photo; nothing is published then
        """
        bare = self.filtered(lambda piece: not piece.image_1920)
        if bare:
            raise UserError(self.env._(
                "Add a photo before you publish on the website: %s", ', '.join(bare.mapped('display_name'))))
        self.write({'is_published': True})
        return True

    def action_ic_unpublish(self):
        """Take the pieces off the website."""
        self.write({'is_published': False})
        return True

    def action_ic_view_website(self):
        """Open the page of the piece in the shop."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': self.website_url, 'target': 'new'}

    # === BUSINESS METHODS === #

    def _ic_prepare_published(self):
        """Give published pieces what the shop needs: a shelf, and an address that stays when the title changes."""
        published = self.filtered(lambda piece: piece.is_published and piece.ic_category)
        for piece in published.filtered(lambda piece: not piece.seo_name):
            piece.seo_name = self.env['ir.http']._slugify(piece.name)
        pieces = published.filtered(lambda piece: not piece.public_categ_ids)
        if pieces:
            shelves = self.env['product.public.category'].sudo().search([('ic_category', '!=', False)], order='id desc')
            by_code = {shelf.ic_category: shelf for shelf in shelves}
            for code, shelf in by_code.items():
                pieces.filtered(lambda piece: piece.ic_category == code).write({'public_categ_ids': [(4, shelf.id)]})
