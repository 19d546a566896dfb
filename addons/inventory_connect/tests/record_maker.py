"""Making one record of any model of ours, so that a test about all models proves something for each."""

import base64

from odoo import Command, fields, models

TEXT = "Made by a test"


class RecordMaker:
    """Creates records in one store from what their models require.

    :param env: environment of a superuser whose only company is the store
    :param known: dict model name -> record to point at instead of making one
    :param special: dict model name -> function of this maker that returns values the model needs beyond its fields, or
        the record where it is not made by creating
    """

    def __init__(self, env, known, special):
        self.env, self.known, self.special, self.count = env, dict(known), special, 0

    def get(self, name):
        """Return the record of model `name` that this store has; made at the first asking."""
        if name not in self.known:
            given = self.special[name](self) if name in self.special else {}
            made = isinstance(given, models.BaseModel)
            self.known[name] = given if made else self.env[name].create(self.values(name, given))
        return self.known[name]

    def values(self, name, given):
        """Return values for a record of model `name`: what is required and has no default, and the company."""
        model = self.env[name]
        missing = [
            field
            for field in model._fields.values()
            if field.store and field.required and not field.related and field.name not in given
        ]
        defaults = model.default_get([field.name for field in missing])
        values = {
            field.name: self._value(field)
            for field in missing
            if field.name not in defaults and not field.compute and field.type not in ('one2many', 'boolean')
        }
        company = model._fields.get('company_id')
        if company and company.store and not company.related:
            values['company_id'] = self.env.company.id
        if 'product_tmpl_id' in model._fields and model._fields['product_tmpl_id'].store:
            values.setdefault('product_tmpl_id', self.get('product.template').id)
        return {**values, **given}

    def _value(self, field):
        self.count += 1
        if field.type == 'many2one':
            return self._target(field.comodel_name).id
        if field.type == 'many2many':
            return [Command.set(self._target(field.comodel_name).ids)]
        if field.type == 'selection':
            return field.get_values(self.env)[0]
        if field.type == 'binary':
            return base64.b64encode(b'brand,model\nRolex,Submariner\n')
        return {
            'char': f"{TEXT} {self.count}",
            'text': TEXT,
            'html': TEXT,
            'integer': self.count,
            'float': 1.0,
            'monetary': 1.0,
            'date': fields.Date.today(),
            'datetime': fields.Datetime.now(),
            'json': {},
            'many2one_reference': self.get('product.template').id,
        }[field.type]

    def _target(self, name):
        if name in self.known:
            return self.known[name]
        if name == 'res.company':
            return self.env.company
        if name.startswith('ic.') and 'company_id' in self.env[name]._fields:
            return self.get(name)
        return self.env[name].search([], limit=1) or self.get(name)
