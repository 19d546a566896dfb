{
    'name': "Inventory Connect: Bullion",
    'version': '19.0.1.0.0',
    'category': 'Sales/Inventory Connect',
    'summary': "Prices of precious metals",
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': ['ic_connect', 'ic_inventory_luxury'],
    'data': [],
    'installable': True,
}
