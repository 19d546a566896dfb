{
    'name': "Inventory Connect: Gallery Terminal",
    'summary': "Sell one-of-one pieces at the point of sale, each with its serial, never twice",
    'version': '19.0.1.1.0',
    'category': 'Sales/Point of Sale',
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': [
        'ic_inventory_luxury',
        'point_of_sale',
        'pos_sale',
    ],
    'data': [
        'security/ir.model.access.csv',
        'security/ic_pos_rules.xml',
        'data/pos_category_data.xml',
        'data/ic_pos_lease_data.xml',
        'views/product_template_views.xml',
        'views/pos_config_views.xml',
        'views/till_price_views.xml',
        'views/pos_order_conflict_views.xml',
        'views/ic_pos_lease_views.xml',
    ],
    'assets': {
        'point_of_sale._assets_pos': [
            'ic_pos/static/src/app/**/*',
        ],
        'web.assets_tests': [
            'ic_pos/static/tests/tours/**/*',
        ],
    },
    'post_init_hook': 'post_init_hook',
    'installable': True,
}
