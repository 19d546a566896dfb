# Run in an Odoo shell by `make roles`: writes docs/roles.md from the rights in the database.
from pathlib import Path

from odoo.addons.inventory_connect import role_matrix

Path(role_matrix.__file__).parents[2].joinpath("docs", "roles.md").write_text(role_matrix.page(env))  # noqa: F821
