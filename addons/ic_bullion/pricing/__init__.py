"""Arithmetic of metal prices: plain functions over exact decimals. Nothing here knows Odoo."""
