"""Tasks in plain Python: what a line of words says, and which days a period has. Imports no Odoo."""
