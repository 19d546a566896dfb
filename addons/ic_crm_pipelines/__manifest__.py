{
    'name': "Inventory Connect: Pipelines",
    'version': '19.0.1.0.0',
    'category': 'Sales/CRM',
    'summary': "Opportunities that know which piece they are about",
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': ['crm', 'ic_inventory_luxury'],
    'data': [],
    'installable': True,
}
