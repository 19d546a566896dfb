{
    'name': "Inventory Connect: Pipelines",
    'version': '19.0.1.0.0',
    'category': 'Sales/CRM',
    'summary': "Opportunities that know which pieces they are about, and pieces that know who wants them",
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': ['crm', 'ic_inventory_luxury'],
    'data': [
        'views/crm_lead_views.xml',
        'views/product_template_views.xml',
    ],
    'installable': True,
}
