import logging

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


def migrate(cr, version):
    """Open the claims: what customers have, what confirmed orders still promise, what is with a client on approval."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    pieces = env['product.template'].with_context(active_test=False).search([('ic_category', '!=', False)])
    pieces._ic_follow_claims()
    orders = env['sale.order'].search([('state', '=', 'sale'), ('order_line.product_template_id', 'in', pieces.ids)])
    for order in orders.sorted('id'):
        order._ic_open_claims()
    for trip in env['ic.checkout'].search([('state', '=', 'out'), ('kind', '=', 'approval')], order='id'):
        try:
            trip._ic_claim_approval()
        except UserError as error:  # sold to somebody else meanwhile: the trip shows who has it, the upgrade goes on
            _logger.warning("Claim of %s: %s", trip.name, error)
