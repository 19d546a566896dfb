"""Paper that goes to clients, drawn with reportlab. Plain Python: nothing here knows Odoo's models."""

from .lookbook import Lookbook, Page, render_lookbook

__all__ = ['Lookbook', 'Page', 'render_lookbook']
