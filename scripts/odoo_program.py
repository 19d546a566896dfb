"""Odoo's own program as a file: with several workers it starts itself again by this path, which `-m odoo` cannot do."""

from odoo.cli.command import main

if __name__ == "__main__":
    main()
