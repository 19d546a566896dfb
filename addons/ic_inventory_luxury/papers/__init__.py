"""Paper that leaves the house, drawn with reportlab. Plain Python: nothing here knows Odoo's models."""

from .consignment_statement import Statement, StatementRow, render_statements

__all__ = ['Statement', 'StatementRow', 'render_statements']
