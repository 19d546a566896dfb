import logging

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


def migrate(cr, version):
    """Open the claims with what was sold so far: what customers have, and what confirmed orders still promise."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    pieces = env['product.template'].with_context(active_test=False).search([('ic_category', '!=', False)])
    pieces._ic_follow_claims()
    orders = env['sale.order'].search([('state', '=', 'sale'), ('order_line.product_template_id', 'in', pieces.ids)])
    for order in orders.sorted('id'):
        try:
            order._ic_open_claims()
        except UserError as error:  # promised twice before there were claims: people settle it, the upgrade goes on
            _logger.warning("Claims of %s: %s", order.name, error)
