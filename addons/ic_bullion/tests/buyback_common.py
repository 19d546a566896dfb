from datetime import UTC, timedelta
from decimal import Decimal

from odoo import fields
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.ic_connect.types import Money, Price


class BuybackCase(TransactionCase):
    """A store that buys coins and bars: gold at 4000 and silver at 50, two percent and seven percent taken off."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.dollar = cls.company.currency_id
        cls.env['ic.premium.rule'].search([('company_id', '=', cls.company.id)]).unlink()
        cls.env['ic.metal.price'].search([('id', '!=', False)]).unlink()
        cls.company.ic_buyback_needs_identity = True
        cls.company.ic_bullion_price_mode = 'fixed'
        cls.company.ic_spot_max_hours = 26
        cls.buyer = new_test_user(
            cls.env, 'bullion_buyer', 'ic_bullion.group_buy_back,ic_bullion.group_seller_identity'
        )
        cls.seller = cls.env['res.partner'].create({'name': "Ada Seller"})
        cls.now = fields.Datetime.now().replace(microsecond=0)
        cls.tick('gold', '4000', minutes=5)
        cls.tick('silver', '50', minutes=5)
        cls.rule("We buy gold", metal='gold', percent=-2)
        cls.rule("We buy silver", metal='silver', percent=-7)
        find = cls.env['ic.fineness'].search
        cls.fine9999 = find([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
        cls.crown = find([('metal', '=', 'gold'), ('name', '=', '.9167')], limit=1)
        cls.silver = find([('metal', '=', 'silver'), ('name', '=', '.999')], limit=1)

    @classmethod
    def tick(cls, metal, amount, minutes=0, at=None):
        at = (at or cls.now).replace(tzinfo=UTC) - timedelta(minutes=minutes)
        price = Price(metal, Money(Decimal(amount), cls.dollar.name), at, source="Feed")
        return cls.env['ic.metal.price']._ic_record([price], "Feed", cls.company)

    @classmethod
    def rule(cls, name, **values):
        values = {'name': name, 'company_id': cls.company.id, 'side': 'buy'} | values
        return cls.env['ic.premium.rule'].create(values)

    @classmethod
    def empty_house(cls):
        """Let no bullion be there that somebody else has left in the database."""
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE product_template SET ic_bullion_metal = NULL WHERE ic_category = 'bullion'")
        cls.env['ic.buyback'].search([('state', '=', 'accepted')]).action_cancel()
        cls.env['ic.metal.hedge'].search([('id', '!=', False)]).unlink()
        cls.env['ic.metal.watch'].with_context(active_test=False).search([('id', '!=', False)]).unlink()
        cls.env.invalidate_all()

    @classmethod
    def identity(cls, partner=None, **values):
        today = fields.Date.today()
        facts = {'number': "NY 4471 902", 'issuer': "State of New York", 'address': "12 Elm Street"}
        facts |= {'born_on': today - timedelta(days=15000), 'expires_on': today + timedelta(days=400)}
        return cls.env['ic.seller.identity'].create({'partner_id': (partner or cls.seller).id} | facts | values)

    @classmethod
    def line(cls, **values):
        facts = {'metal': 'gold', 'form': 'bar', 'weight': 100, 'unit': 'g', 'fineness_id': cls.fine9999.id}
        return (0, 0, facts | values)

    @classmethod
    def offer(cls, *lines, user=None, **values):
        buybacks = cls.env['ic.buyback'].with_user(user or cls.buyer)
        values = {'partner_id': cls.seller.id, 'line_ids': list(lines) or [cls.line()]} | values
        return buybacks.create(values)

    @classmethod
    def bought(cls, *lines, **values):
        """A purchase up to the point at which the goods are in the house."""
        buyback = cls.offer(*lines, **values)
        if not buyback.sudo().identity_id:
            known = cls.env['ic.seller.identity'].search([('partner_id', '=', buyback.partner_id.id)], limit=1)
            buyback.sudo().identity_id = known or cls.identity(buyback.partner_id)
        buyback.action_quote()
        buyback.action_accept()
        buyback.action_receive()
        return buyback
