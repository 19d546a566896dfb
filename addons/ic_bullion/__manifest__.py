{
    'name': "Inventory Connect: Bullion",
    'version': '19.0.1.0.0',
    'category': 'Sales/Inventory Connect',
    'summary': "What an ounce of gold, silver, platinum or palladium costs, kept as a history",
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': ['ic_connect', 'ic_inventory_luxury'],
    'data': [
        'security/ir.model.access.csv',
        'security/ic_bullion_rules.xml',
        'wizard/ic_metal_price_import_views.xml',
        'views/ic_metal_price_views.xml',
    ],
    'installable': True,
}
