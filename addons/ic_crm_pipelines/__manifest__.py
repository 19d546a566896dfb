{
    'name': "Inventory Connect: Pipelines",
    'version': '19.0.1.2.0',
    'category': 'Sales/CRM',
    'summary': "Opportunities that know which pieces they are about, wishes, and pieces that know who wants them",
    'author': "Inventory Connect",
    'license': 'AGPL-3',
    'depends': ['crm', 'ic_inventory_luxury', 'sale_crm', 'website'],
    'data': [
        'security/ir.model.access.csv',
        'security/ic_wish_rules.xml',
        'security/ic_pipeline_rules.xml',
        'data/ic_pipeline_data.xml',
        'data/ic.wish.word.csv',
        'data/ic_wish_data.xml',
        'views/crm_lead_views.xml',
        'views/product_template_views.xml',
        'views/ic_wish_views.xml',
        'views/ic_wish_match_views.xml',
        'views/wish_button_views.xml',
        'views/wish_templates.xml',
    ],
    'assets': {
        'web.assets_backend': [
            'ic_crm_pipelines/static/src/scss/wish.scss',
        ],
        'web.assets_frontend': [
            'ic_crm_pipelines/static/src/scss/wish_site.scss',
        ],
        'web.assets_tests': [
            'ic_crm_pipelines/static/tests/tours/**/*',
        ],
    },
    'post_init_hook': 'post_init_hook',
    'installable': True,
}
