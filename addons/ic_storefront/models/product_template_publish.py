from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class ProductTemplate(models.Model):
    """Publishing a piece on the website."""

    _inherit = 'product.template'

    # === CONSTRAINTS === #

    @api.constrains('is_published', 'ic_category')
    def _check_ic_published(self):
        for piece in self:
            reason = piece.is_published and piece.ic_category and piece._ic_publish_error()
            if reason:
                raise ValidationError(
                    self.env._(
                        "%(piece)s cannot be published on the website. %(reason)s",
                        piece=piece.display_name,
                        reason=reason,
                    )
                )

    @api.constrains('image_1920')
    def _check_ic_still_pictured(self):
        """A piece that is on the website keeps a picture; which set it comes from is asked when it is published."""
        for piece in self:
            if piece.is_published and piece.ic_category and not piece.image_1920:
                raise ValidationError(
                    self.env._(
                        "%s is on the website. Take it off before you remove its last photo.", piece.display_name
                    )
                )

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
        reasons = [(piece.display_name, piece._ic_publish_error()) for piece in self]
        bare = [f"{name}: {reason}" for name, reason in reasons if reason]
        if bare:
            raise UserError(self.env._("Not published on the website.\n%s", '\n'.join(bare)))
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
            shelves = shelves.filtered(lambda shelf: not shelf.website_id)
            by_code = {shelf.ic_category: shelf for shelf in shelves}
            for code, shelf in by_code.items():
                pieces.filtered(lambda piece: piece.ic_category == code).write({'public_categ_ids': [(4, shelf.id)]})
