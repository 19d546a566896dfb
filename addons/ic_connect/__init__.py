"""Every outside service, one plain Python file each. Nothing in this package imports Odoo."""
