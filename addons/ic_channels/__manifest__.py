{
    'name': "Inventory Connect: Channels",
    'version': '19.0.1.0.0',
    'category': 'Sales/Inventory Connect',
    'summary': "Keeps one stock in step with every place a piece is sold",
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': ['ic_connect', 'ic_inventory_luxury', 'queue_job'],
    'data': [
        'security/ir.model.access.csv',
        'security/ic_channels_rules.xml',
        'data/queue_job_channel_data.xml',
        'data/ic_channels_cron.xml',
        'data/ic_channels_products.xml',
    ],
    'installable': True,
}
