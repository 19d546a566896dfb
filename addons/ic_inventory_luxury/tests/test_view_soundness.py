import re

from lxml import etree

from odoo.tests import TransactionCase, tagged

RECORD = re.compile(r'\brecord\.(\w+)')


@tagged('post_install', '-at_install')
class TestViewSoundness(TransactionCase):
    """What Odoo does not check when it installs a view, and what then breaks in front of a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        data = cls.env['ir.model.data'].search([('model', '=', 'ir.ui.view'), ('module', '=like', r'ic\_%')])
        cls.views = cls.env['ir.ui.view'].browse(data.mapped('res_id')).exists()

    def archs(self, *kinds):
        """Give (view, model, arch as people get it) of our own views of these kinds."""
        for view in self.views.filtered(lambda view: view.type in kinds and view.model in self.env):
            root = view
            while root.inherit_id:
                root = root.inherit_id
            yield view, self.env[view.model], etree.fromstring(root.with_context(lang=None).get_combined_arch())

    def test_cards_load_what_they_read(self):
        """A card that reads a field it does not load takes the whole screen down: on a phone it is the only one."""
        missing, seen = [], 0
        for view, _model, arch in self.archs('kanban'):
            seen += 1
            loaded = {node.get('name') for node in arch.iter('field')}
            words = ' '.join(' '.join(node.attrib.values()) for node in arch.iter() if isinstance(node.tag, str))
            missing += [(view.xml_id, name) for name in RECORD.findall(words) if name not in loaded]
        self.assertGreater(seen, 10)
        self.assertEqual(missing, [])

    def test_buttons_call_what_can_be_called(self):
        """A button sends the ids of its records, an empty list too: its method must be there and must take them."""
        wrong, seen = [], 0
        for view, model, arch in self.archs('form', 'list', 'kanban'):
            for node in arch.xpath("//button[@type='object']|//a[@type='object']"):
                if node.xpath('ancestor::field'):
                    continue  # a button of a list within: of another model
                seen += 1
                method = getattr(type(model), node.get('name'), None)
                if method is None or getattr(method, '_api_model', False):
                    wrong.append((view.xml_id, node.get('name')))
        self.assertGreater(seen, 50)
        self.assertEqual(wrong, [])
