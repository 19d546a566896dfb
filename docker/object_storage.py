"""Keep files in an object store (S3, Cloudflare R2, MinIO ...), for an Odoo shell. Can be run again.

Settings by environment: S3_ENDPOINT, S3_BUCKET, S3_KEY, S3_SECRET. The keys stay in the environment: the database only
holds the names of the variables. Small images and the bundles of pages stay in the database, where they are faster.
"""

import json
import os

for name in ('S3_ENDPOINT', 'S3_BUCKET', 'S3_KEY', 'S3_SECRET'):
    if not os.environ.get(name):
        raise SystemExit(f"{name} is not set; nothing was changed.")

modules = env['ir.module.module']
modules.update_list()
module = modules.search([('name', '=', 'fs_attachment_s3')])
if not module:
    raise SystemExit("The addon fs_attachment_s3 is not here: build with WITH_S3=1. Nothing was changed.")
if module.state != 'installed':
    module.button_immediate_install()
    env.transaction.reset()

storage = env['fs.storage'].search([('code', '=', 'photos')])
values = {
    'name': "Photos and documents",
    'code': 'photos',
    'protocol': 's3',
    'options': json.dumps(
        {
            'endpoint_url': '$S3_ENDPOINT',
            'key': '$S3_KEY',
            'secret': '$S3_SECRET',
            'config_kwargs': {'request_checksum_calculation': 'when_required'},
        }
    ),
    'eval_options_from_env': True,
    'directory_path': os.environ['S3_BUCKET'],
    'use_as_default_for_attachments': True,
    'optimizes_directory_path': True,
}
if storage:
    storage.write(values)
else:
    storage = storage.create(values)
storage.fs.pipe_file('inventory-connect-check', b'ok')  # fails here and now if the keys are wrong
env.cr.commit()
print(f"New files go to {os.environ['S3_BUCKET']} at {os.environ['S3_ENDPOINT']}.")
