"""The demo store "Ostrander & Pell": our own content, loaded on request and never by an installation.

from odoo.addons.inventory_connect.demo import load
load(env)
env.cr.commit()
"""

from .load import load

__all__ = ['load']
