"""First steps in a new database, for an Odoo shell: who may log in, and under which address the suite lives.

Settings by environment: IC_ADMIN_PASSWORD (at least 12 characters), IC_BASE_URL (https://...). Can be run again.
"""

import os

password = os.environ.get('IC_ADMIN_PASSWORD', '')
base_url = os.environ.get('IC_BASE_URL', '').rstrip('/')
if len(password) < 12:
    raise SystemExit("IC_ADMIN_PASSWORD needs at least 12 characters; nothing was changed.")
if not base_url.startswith('https://'):
    raise SystemExit("IC_BASE_URL must be the https:// address of this installation; nothing was changed.")

env.ref('base.user_admin').password = password
parameters = env['ir.config_parameter'].sudo()
parameters.set_param('web.base.url', base_url)
parameters.set_param('web.base.url.freeze', 'True')  # else every login of an administrator rewrites it
parameters.set_param('report.url', 'http://127.0.0.1:8069')  # PDFs fetch their styles from inside
env.cr.commit()
print(f"The administrator's password is set. This installation is {base_url}.")
