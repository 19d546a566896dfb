{
    'name': "Inventory Connect: Service Connectors",
    'version': '19.0.1.0.0',
    'category': 'Hidden/Tools',
    'summary': "Plain Python clients of marketplaces, messaging, payment and price services",
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': ['base'],
    'external_dependencies': {'python': ['cryptography', 'requests', 'urllib3']},
    'installable': True,
}
