import logging
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_connect import registry, seal

from .common import PieceCase
from .watchbase_stand_in import KEY, WatchbaseStandIn


@tagged('post_install', '-at_install')
class TestCatalogFill(PieceCase):
    def setUp(self):
        super().setUp()
        secret = seal.new_key()
        self.startPatcher(patch.object(type(self.env['ic.secret']), '_keys', lambda _self: secret))

    def bare(self, reference="116610LV", **values):
        return self.Piece.create(
            {'ic_category': 'watch', 'ic_brand_id': self.rolex.id, 'ic_reference': reference, **values}
        )

    def open(self, piece):
        return self.env['ic.catalog.fill'].browse(piece.action_ic_catalog_fill()['res_id'])

    def rows(self, wizard):
        return {line.field_name: (line.apply, line.current, line.proposed) for line in wizard.line_ids}

    def connect(self):
        """Give the store a key, and lead the client to a stand-in on this machine."""
        stand_in = WatchbaseStandIn()
        self.addCleanup(stand_in.close)
        service = registry.get('catalogs', 'watchbase')
        made = service.__init__

        def local(client, *, key):
            made(client, key=key)
            client.http.__init__(stand_in.url, private_hosts=['127.0.0.1'], secrets=[key], tries=1, timeout=10)

        self.startPatcher(patch.object(service, '__init__', local))
        self.settings(KEY)
        return stand_in

    def settings(self, key):
        self.env['res.config.settings'].create({'ic_watchbase_key': key}).execute()

    # --- the piece recognises its reference ----------------------------------------------------------------------

    def test_recognised_while_typing(self):
        piece = self.Piece.new({'ic_category': 'watch', 'ic_brand_id': self.rolex.id, 'ic_reference': "116610lv"})
        self.assertEqual(
            (piece.ic_catalog_match, piece.ic_catalog_words),
            ('exact', "Submariner Date \"Hulk\", 40 mm, Steel, 2010–2020"),
        )
        piece.ic_reference = "116610"
        self.assertEqual((piece.ic_catalog_match, piece.ic_catalog_words), ('start', "One of 116610LN, 116610LV"))
        piece.ic_reference = "999999"
        self.assertEqual((piece.ic_catalog_match, piece.ic_catalog_words), ('none', False))
        piece.ic_reference = False
        self.assertFalse(piece.ic_catalog_match)

    # --- the preview ---------------------------------------------------------------------------------------------

    def test_preview_ticks_the_empty_marks_the_different_hides_the_equal(self):
        piece = self.bare(ic_watch_dial="Black", ic_watch_bracelet="oyster")
        wizard = self.open(piece)
        self.assertEqual(wizard.state, 'preview')
        self.assertEqual(
            self.rows(wizard),
            {
                'ic_model': (True, "", "Submariner"),
                'ic_sub_model': (True, "", "Date"),
                'ic_nickname': (True, "", "Hulk"),
                'ic_watch_case_size': (True, "", "40 mm"),
                'ic_watch_case_material': (True, "", "Steel"),
                'ic_watch_bezel': (True, "", "Ceramic, green"),
                'ic_watch_dial': (False, "Black", "Green"),
                'ic_watch_movement': (True, "", "Automatic"),
            },
        )
        self.assertEqual(wizard.line_ids.filtered('differs').mapped('field_name'), ['ic_watch_dial'])
        self.assertFalse(piece.ic_model, "nothing is written before Apply")

    def test_apply_writes_what_is_ticked_and_notes_it(self):
        piece = self.bare(ic_watch_dial="Black")
        wizard = self.open(piece)
        wizard.line_ids.apply = False
        wizard.line_ids.filtered(lambda line: line.field_name in ('ic_watch_dial', 'ic_nickname')).apply = True
        wizard.action_apply()
        self.assertEqual(
            (piece.ic_watch_dial, piece.ic_nickname, piece.ic_model, piece.ic_watch_case_size),
            ("Green", "Hulk", False, 0.0),
        )
        self.assertEqual(
            piece.message_ids[0].body,
            "<p>Filled from catalog (Our table, 116610LV):</p>"
            "<ul><li>Nickname: Hulk</li><li>Dial: Black → Green</li></ul>",
        )

    def test_apply_refuses_nothing_ticked_changed_meanwhile_and_foreign_fields(self):
        piece = self.bare()
        wizard = self.open(piece)
        piece.ic_watch_bezel = "Steel"
        with self.assertRaisesRegex(UserError, "Bezel was changed since this preview was made"):
            wizard.action_apply()
        self.assertEqual((piece.ic_watch_bezel, piece.ic_model), ("Steel", False))
        wizard.line_ids.apply = False
        price = piece.list_price
        wizard.line_ids[0].write({'field_name': 'list_price', 'value': {'value': 1.0}, 'apply': True})
        with self.assertRaisesRegex(UserError, "Nothing is ticked"):
            wizard.action_apply()
        self.assertEqual(piece.list_price, price)

    def test_several_entries_are_chosen_from(self):
        patek = self.env.ref('ic_inventory_luxury.brand_patek_philippe')
        wizard = self.open(self.bare("5711/1A", ic_brand_id=patek.id))
        self.assertEqual(wizard.state, 'choose')
        self.assertEqual(
            wizard.candidate_ids.mapped('name'), ["5711/1A-010", "5711/1A-011", "5711/1A-014", "5711/1A-018"]
        )
        wizard.candidate_ids[2].action_choose()
        self.assertEqual(self.rows(wizard)['ic_watch_dial'], (True, "", "Olive green"))
        self.assertEqual(self.rows(wizard)['ic_reference'], (False, "5711/1A", "5711/1A-014"))
        wizard.action_back()
        self.assertEqual((wizard.state, len(wizard.line_ids)), ('choose', 0))

    def test_dials_of_one_reference_are_chosen_from(self):
        wizard = self.open(self.bare("116520"))
        self.assertEqual(
            wizard.candidate_ids.mapped('name'), ["116520 · White", "116520 · Black", "116520 · another dial"]
        )
        wizard.candidate_ids[2].action_choose()
        self.assertNotIn('ic_watch_dial', self.rows(wizard))
        self.assertEqual(self.open(self.bare("116520", ic_watch_dial="White")).state, 'preview')

    def test_a_number_known_by_its_beginning_says_so_and_keeps_itself(self):
        wizard = self.open(self.bare("126334-0001"))
        self.assertEqual(wizard.state, 'preview')
        self.assertIn("126334, with which it begins, is", wizard.warning)
        self.assertNotIn('ic_reference', self.rows(wizard))

    def test_nothing_found_and_added_to_our_catalog(self):
        piece = self.bare("999999", ic_model="Sub", ic_watch_dial="Pink")
        wizard = self.open(piece)
        self.assertEqual((wizard.state, wizard.searched), ('nothing', "Searched our table for 999999 of Rolex."))
        context = wizard.action_add_reference()['context']
        own = self.env['ic.model.reference'].with_context(**context).create({})
        self.assertEqual(
            (own.name, own.brand_id, own.family_id.name, own.dials, own.company_id, own.shipped),
            ("999999", self.rolex, "Submariner", "Pink", piece.company_id, False),
        )
        self.assertEqual(self.rows(self.open(self.bare("999999")))['ic_watch_dial'], (True, "", "Pink"))

    def test_refusals(self):
        with self.assertRaisesRegex(UserError, "Type the reference number first"):
            self.bare(" ").action_ic_catalog_fill()
        bag = self.Piece.create({'ic_category': 'handbag', 'ic_brand_id': self.hermes.id, 'ic_reference': "1"})
        with self.assertRaisesRegex(UserError, "references of watches only"):
            bag.action_ic_catalog_fill()

    # --- WatchBase -----------------------------------------------------------------------------------------------

    def test_watchbase_is_asked_and_its_entry_previewed(self):
        stand_in = self.connect()
        wizard = self.open(self.bare("116610LV-97200"))
        self.assertEqual(wizard.searched, "Searched our table + WatchBase for 116610LV-97200 of Rolex.")
        self.assertEqual(wizard.candidate_ids.mapped('source'), ["Our table, 116610LV", "WatchBase"])
        wizard.candidate_ids[1].action_choose()
        self.assertEqual(
            self.rows(wizard),
            {
                'ic_model': (True, "", "Submariner"),
                'ic_sub_model': (True, "", "Submariner Date"),
                'ic_watch_case_size': (True, "", "40 mm"),
                'ic_watch_case_material': (True, "", "Steel"),
                'ic_watch_dial': (True, "", "Green"),
                'ic_watch_movement': (True, "", "Automatic"),
            },
        )
        self.assertEqual(
            stand_in.asked,
            [
                ('/search/refnr', {'q': "116610LV-97200", 'format': 'json'}),
                ('/watch', {'id': '7102', 'format': 'json'}),
            ],
        )

    def test_failures_of_watchbase_are_said_and_our_table_still_serves(self):
        stand_in = self.connect()
        for status, words in {
            403: "does not accept the key",
            429: "asked too often",
            500: "cannot be reached",
            400: "WatchBase refused",
        }.items():
            with self.subTest(status=status):
                stand_in.status = status
                wizard = self.open(self.bare())
                self.assertIn(words, wizard.warning)
                self.assertNotIn(KEY, wizard.warning)
                self.assertEqual(wizard.state, 'preview')

    def test_an_entry_that_is_gone_changes_nothing(self):
        stand_in = self.connect()
        wizard = self.open(self.bare("116610LV-97200"))
        stand_in.watches = []
        with self.assertRaisesRegex(UserError, "does not have this entry"):
            wizard.candidate_ids[1].action_choose()
        self.assertEqual((wizard.state, len(wizard.line_ids)), ('choose', 0))

    # --- the key -------------------------------------------------------------------------------------------------

    def test_the_key_is_stored_sealed_and_never_shown(self):
        self.connect()
        sealed = self.env.company.ic_watchbase_key_sealed
        self.assertNotIn(KEY, sealed)
        settings = self.env['res.config.settings'].create({})
        self.assertEqual((settings.ic_watchbase_key, settings.ic_watchbase_is_set), (False, True))
        self.assertEqual(settings.action_ic_watchbase_check()['params']['message'], "WatchBase answers: 1 brands.")
        settings.execute()
        self.assertEqual(self.env.company.ic_watchbase_key_sealed, sealed, "saving without typing keeps the key")
        self.env.cr.execute("SELECT count(*) FROM information_schema.columns WHERE column_name = 'ic_watchbase_key'")
        self.assertEqual(self.env.cr.fetchone()[0], 0, "no column ever holds it in plain")
        settings.action_ic_watchbase_forget()
        self.assertIsNone(self.env.company._ic_watchbase())

    def test_without_a_key_of_the_installation_nothing_is_stored(self):
        with (
            patch.object(type(self.env['ic.secret']), '_keys', lambda _self: ''),
            self.assertRaisesRegex(UserError, "IC_SECRET_KEY") as refusal,
        ):
            self.settings(KEY)
        self.assertNotIn(KEY, str(refusal.exception))
        self.assertFalse(self.env.company.ic_watchbase_key_sealed)

    def test_another_key_of_the_installation_says_what_to_do(self):
        self.connect()
        with (
            patch.object(type(self.env['ic.secret']), '_keys', lambda _self: seal.new_key()),
            self.assertRaisesRegex(UserError, "Enter it again in the settings"),
        ):
            self.open(self.bare())

    def test_the_key_is_not_logged(self):
        self.connect()
        with self.assertLogs(level=logging.DEBUG) as logs:
            self.open(self.bare())
        self.assertNotIn(KEY, '\n'.join(logs.output))

    def test_who_only_looks_fills_nothing(self):
        clerk = new_test_user(self.env, 'clerk', 'ic_inventory_luxury.group_employee')
        piece = self.bare()
        with self.assertRaises(AccessError):
            piece.with_user(clerk).action_ic_catalog_fill()
        with self.assertRaises(AccessError):
            self.env.company.with_user(clerk).read(['ic_watchbase_key_sealed'])
        self.assertFalse(piece.ic_model)
