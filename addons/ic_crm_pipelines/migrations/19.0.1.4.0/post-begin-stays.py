from odoo import SUPERUSER_ID, api

from odoo.addons.ic_crm_pipelines.hooks import begin_stays


def migrate(cr, version):
    """Begin the history of deals that are older than their pipeline and were not touched since."""
    begin_stays(api.Environment(cr, SUPERUSER_ID, {}))
