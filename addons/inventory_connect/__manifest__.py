{
    'name': "Inventory Connect",
    'summary': "The whole suite for luxury dealers, and a demo store to look at it with",
    'version': '19.0.1.0.0',
    'category': 'Supply Chain/Inventory',
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': [
        'ic_bullion',
        'ic_channels',
        'ic_connect',
        'ic_crm_pipelines',
        'ic_inventory_luxury',
        'ic_pos',
        'ic_storefront',
    ],
    'data': [],
    'assets': {
        'web._assets_primary_variables': [
            (
                'before',
                'web/static/src/scss/primary_variables.scss',
                'inventory_connect/static/src/scss/primary_variables.scss',
            ),
        ],
    },
    'application': False,
    'installable': True,
}
