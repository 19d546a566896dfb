from odoo.tests import TransactionCase

# Text, and what must be read in it. Brands and families by name, the rest as codes.
TEXTS = (
    (
        "Rolex 116500LN/116500, no polished, not 2019, 30k max",
        {
            'brand': "Rolex",
            'family': "Cosmograph Daytona",
            'category': 'watch',
            'reference': ['116500LN'],
            'unwanted': ['polished'],
            'price_max': 30000,
            'currency': 'USD',
        },
    ),
    (
        "Datejust 36 or et acier, cadran bleu, CHF 9'500 max",
        {
            'brand': "Rolex",
            'family': "Datejust",
            'category': 'watch',
            'materials': ['two_tone'],
            'colors': ['blue'],
            'size_from': 36.0,
            'size_to': 36.0,
            'price_max': 9500,
            'currency': 'CHF',
        },
    ),
    (
        "GMT Pepsi £15k",
        {
            'brand': "Rolex",
            'family': "GMT-Master II",
            'category': 'watch',
            'nickname': "Pepsi",
            'traits': ['gmt'],
            'price_max': 15000,
            'currency': 'GBP',
        },
    ),
    (
        "IWC Mark XVIII",
        {'brand': "IWC", 'family': "Pilot's Watch", 'category': 'watch', 'sub_model': "Mark XVIII"},
    ),
    (
        "steel Daytona white dial, full set, under 30k, 2019 or later",
        {
            'brand': "Rolex",
            'family': "Cosmograph Daytona",
            'category': 'watch',
            'materials': ['steel'],
            'colors': ['white'],
            'box': True,
            'papers': True,
            'price_max': 30000,
            'currency': 'USD',
            'year_from': 2019,
        },
    ),
    (
        "Looking for a Rolex GMT Master II Pepsi 126710BLRO, jubilee, max $22,500 with box and papers",
        {
            'brand': "Rolex",
            'family': "GMT-Master II",
            'category': 'watch',
            'reference': ['126710BLRO'],
            'nickname': "Pepsi",
            'traits': ['jubilee'],
            'box': True,
            'papers': True,
            'price_max': 22500,
            'currency': 'USD',
        },
    ),
    (
        "Patek Phillippe Nautilus 5711/1A blue dial, no diamonds, budget 100k EUR",
        {
            'brand': "Patek Philippe",
            'family': "Nautilus",
            'category': 'watch',
            'reference': ['5711/1A'],
            'colors': ['blue'],
            'unwanted': ['diamonds'],
            'price_max': 100000,
            'currency': 'EUR',
        },
    ),
    (
        "Suche Rolex Submariner Date in Stahl, schwarzes Zifferblatt, bis 12.000 €, ab 2015, ohne Diamanten",
        {
            'brand': "Rolex",
            'family': "Submariner",
            'sub_model': "Date",
            'category': 'watch',
            'materials': ['steel'],
            'colors': ['black'],
            'unwanted': ['diamonds'],
            'price_max': 12000,
            'currency': 'EUR',
            'year_from': 2015,
        },
    ),
    (
        "Je cherche une Cartier Santos acier cadran blanc, moins de 6 000 €, après 2018",
        {
            'brand': "Cartier",
            'family': "Santos de Cartier",
            'category': 'watch',
            'materials': ['steel'],
            'colors': ['white'],
            'price_max': 6000,
            'currency': 'EUR',
            'year_from': 2019,
        },
    ),
    (
        "Cerco Rolex Datejust 41 quadrante blu jubilee, fino a 11k euro, non oltre 2020",
        {
            'brand': "Rolex",
            'family': "Datejust 41",
            'category': 'watch',
            'size_from': 41.0,
            'size_to': 41.0,
            'colors': ['blue'],
            'traits': ['jubilee'],
            'price_max': 11000,
            'currency': 'EUR',
            'year_to': 2020,
        },
    ),
    (
        "Hermès Birkin 30 etoupe togo GHW, very good or better, under 18k",
        {
            'brand': "Hermès",
            'family': "Birkin",
            'category': 'handbag',
            'size': '30',
            'colors': ['grey'],
            'materials': ['togo'],
            'traits': ['gold_hardware'],
            'condition': 'very_good',
            'price_max': 18000,
            'currency': 'USD',
        },
    ),
    (
        "Air Jordan 1 High Chicago size US 10.5 DS under $2000",
        {
            'brand': "Jordan",
            'family': "Air Jordan 1 High",
            'category': 'sneaker',
            'sub_model': "Chicago",
            'size': '10.5',
            'size_system': 'm_us',
            'condition': 'new',
            'price_max': 2000,
            'currency': 'USD',
        },
    ),
    (
        "Submariner No Date 14060M, 1999-2012, unpolished",
        {
            'brand': "Rolex",
            'family': "Submariner",
            'sub_model': "No Date",
            'category': 'watch',
            'reference': ['14060M'],
            'year_from': 1999,
            'year_to': 2012,
            'traits': ['unpolished'],
        },
    ),
    (
        "Royal Oak 15500ST or 15510ST blue dial < 45k CHF",
        {
            'brand': "Audemars Piguet",
            'family': "Royal Oak",
            'category': 'watch',
            'reference': ['15500ST', '15510ST'],
            'colors': ['blue'],
            'price_max': 45000,
            'currency': 'CHF',
        },
    ),
    (
        "18k yellow gold Day-Date champagne dial 36mm 1980s",
        {
            'brand': "Rolex",
            'family': "Day-Date",
            'category': 'watch',
            'materials': ['yellow_gold'],
            'colors': ['champagne'],
            'size_from': 36.0,
            'size_to': 36.0,
            'year_from': 1980,
            'year_to': 1989,
        },
    ),
    (
        "Rolex under 10k no two-tone",
        {
            'brand': "Rolex",
            'category': 'watch',
            'unwanted': ['two_tone'],
            'price_max': 10000,
            'currency': 'USD',
        },
    ),
    (
        "BB58 navy 39mm, full set, 2020+",
        {
            'brand': "Tudor",
            'family': "Black Bay 58",
            'category': 'watch',
            'colors': ['blue'],
            'size_from': 39.0,
            'size_to': 39.0,
            'box': True,
            'papers': True,
            'year_from': 2020,
        },
    ),
    (
        "36-39mm Grand Seiko Snowflake between 3k and 4.5k",
        {
            'brand': "Grand Seiko",
            'family': "Heritage",
            'nickname': "Snowflake",
            'category': 'watch',
            'size_from': 36.0,
            'size_to': 39.0,
            'price_max': 4500,
            'currency': 'USD',
        },
    ),
    ("black velvet sofa", {'colors': ['black']}),
    ("", {}),
    ("???", {}),
)


class TestWishReading(TransactionCase):
    """What a wish says, field by field."""

    def _read(self, text):
        reading = self.env['ic.wish.reader']._ic_read(text, self.env.company)
        values = dict(reading.values)
        knowledge = self.env['ic.wish.reader']._ic_knowledge(self.env.company.id)
        if 'brand' in values:
            values['brand'] = knowledge.brand_names[values['brand']]
        if 'family' in values:
            values['family'] = knowledge.family_by_id[values['family']].name
        return values, reading

    def test_texts(self):
        self.env.company.currency_id = self.env.ref('base.USD')
        for text, wanted in TEXTS:
            with self.subTest(text):
                self.assertEqual(self._read(text)[0], wanted)

    def test_each_field_names_its_words(self):
        reading = self._read("steel Daytona white dial, full set, under 30k, 2019 or later")[1]
        found = {name: reading.words_of(name) for name in reading.values}
        self.assertEqual(found['materials'], "steel")
        self.assertEqual(found['family'], "Daytona")
        self.assertEqual(found['colors'], "white")
        self.assertEqual(found['papers'], "full set")
        self.assertEqual(found['price_max'], "under 30k")
        self.assertEqual(found['year_from'], "2019 or later")

    def test_gold_is_no_price_and_a_year_no_reference(self):
        self.assertNotIn('price_max', self._read("Rolex in 18k gold")[0])
        self.assertEqual(self._read("Rolex up to 18k")[0]['price_max'], 18000)
        self.assertNotIn('reference', self._read("Rolex from 1968")[0])
        self.assertEqual(self._read("Rolex ref. 1680")[0]['reference'], ['1680'])

    def test_what_nobody_understands_is_kept_as_words(self):
        wish = self.env['ic.wish'].create({'text': "Halios Seaforth pastel blue", 'phone': "1"})
        self.assertEqual(wish.words, "halios seaforth pastel")
        self.assertEqual(wish.color_ids.mapped('code'), ['blue'])
        self.assertFalse(wish.brand_id)

    def test_numbers_among_words(self):
        """A unit belongs to a short number, a fineness to no price, and a number may be glued to a word."""
        for text, reference in (
            ("Rolex Daytona 116500LN Daytona Steel", '116500LN'),
            ("Rolex Day-Date 36 18038 Day-Date blue dial", '18038'),
            ("Rolex Submariner 16610LV M-Serial", '16610LV'),
            ("Rolex Day-Date 40 Ref-228235 18K Rose Gold", '228235'),
            ("Rolex Datejust 126333Jubilee 2023", '126333'),
            ("Rolex Daytona oysterflex-116515ln-pink gold", '116515LN'),
            ("Panerai PAM 111", 'PAM 111'),
            ("Rolex Date 1501 $2999 shipped", '1501'),
        ):
            with self.subTest(text):
                self.assertEqual(self._read(text)[0].get('reference'), [reference])
        self.assertNotIn('reference', self._read("Cartier Tank Solo 27.5mm x 34.5mm")[0])
        self.assertNotIn('reference', self._read("Rolex Explorer waterproof 1000 ft")[0])
        self.assertNotIn('reference', self._read("Rolex Sea-Dweller 40MM B&P2007")[0])
        # A number that the catalog has of another maker is none of this one, and no reason to stumble.
        self.assertEqual(self._read("Omega 16610 clasp")[0]['reference'], ['16610'])

    def test_a_name_before_a_price(self):
        self.env.company.currency_id = self.env.ref('base.USD')
        for text, price in (
            ("Cartier Santos Ref. 2966 - $2,500", 2500),
            ("Rolex Daytona ref. 116518 - 18K gold", None),
            ("IWC Big Pilot MSRP $13,200 - only $9,299", 9299),
            ("Rolex GMT 12-15k", 15000),
            ("Seiko 5 between 200 and $450", 450),
        ):
            with self.subTest(text):
                self.assertEqual(self._read(text)[0].get('price_max'), price)
        self.assertEqual(self._read("Seiko quartz - $75")[1].rest, [])

    def test_the_color_is_that_of_the_dial(self):
        for text, colors in (
            ("Rolex Datejust 41 green index dial", ['green']),
            ("Rolex Datejust 36 black index jubilee", ['black']),
            ("Rolex Datejust lunette noire cadran bleu", ['blue']),
            ("Rolex Submariner ghiera verde", None),
            ("Rolex Datejust red date", None),
            ("Rolex Submariner Red Triangle", None),
            ("Rolex Submariner red", None),
            ("Rolex Milgauss green glass blue dial", ['blue']),
            ("Rolex GMT-Master II 16710 blue and red", None),
            ("Rolex Oyster Perpetual Tiffany", ['turquoise']),
            ("Rolex Datejust 36 cadran argent", ['silver']),
            ("Omega Seamaster bronze dial", ['copper']),
            ("Rolex Datejust silver grey dial", ['silver', 'grey']),
            ("Rolex Datejust 41 41Grey Dial Jubilee", ['grey']),
        ):
            with self.subTest(text):
                self.assertEqual(self._read(text)[0].get('colors'), colors)

    def test_the_metal_is_that_of_the_case(self):
        for text, materials in (
            ("Rolex Submariner Keramik", None),
            ("Rolex Daytona Black Ceramic 126500LN", None),
            ("Omega Seamaster gold plated", None),
            ("Seiko gold tone titanium", ['titanium']),
            ("Rolex Oysterdate yellow gold index", None),
            ("Rolex Datejust steel / white gold", ['steel']),
            ("Rolex Datejust en or et acier", ['two_tone']),
            ("Rolex Datejust 36 G/S jubilee", ['two_tone']),
            ("Rolex Datejust 36 steel + 18Karat", ['two_tone']),
            ("Rolex Datejust 31 Steel/Rose diamond dial", ['two_tone']),
            ("Rolex Datejust 36 lunetta in oro bianco", ['steel']),
            ("Rolex Datejust 41 silver dial - white gold bezel", ['steel']),
            ("Rolex Day-Date white gold, diamond bezel", ['white_gold']),
            ("Rolex GMT-Master II stainless steel and 18k yellow gold", ['two_tone']),
            ("Rolex Datejust 36 Steel Everosegold Jubilee", ['two_tone']),
            ("Rolex Day-Date en or jaune", ['yellow_gold']),
            ("Rolex Daytona whitegold", ['white_gold']),
            ("Rolex Yacht-Master steel/platinum", ['steel']),
            ("Hublot Big Bang ceramic", ['ceramic']),
        ):
            with self.subTest(text):
                self.assertEqual(self._read(text)[0].get('materials'), materials)

    def test_the_model_that_is_meant(self):
        for text, brand, family in (
            ("Rolex Explorer II Oyster Perpetual Date", "Rolex", "Explorer II"),
            ("Rolex GMT-Master ll", "Rolex", "GMT-Master II"),
            ("Rolex GMT-Master 16713", "Rolex", "GMT-Master II"),
            ("Rolex Oyster Perpetual Lady Date", "Rolex", "Lady Date"),
            ("San Martin BB58", None, None),
            ("Invicta Royal Oak", None, None),
            ("Dress watch, Cartier style", None, None),
            ("Jack Mason Stratotimer GMT (Root Beer)", None, None),
            ("Ballast Valiant, free shipping, PayPal G&S", None, None),
            ("CWC SBS watch", None, None),
            ("Nomad Polar Collection", None, None),
            ("Cover set for a chair", None, None),
            ("Leather strap in suede", None, None),
            ("Patek Phillippe Nautilus", "Patek Philippe", "Nautilus"),
        ):
            with self.subTest(text):
                values = self._read(text)[0]
                self.assertEqual((values.get('brand'), values.get('family')), (brand, family))

    def test_a_number_in_a_name_is_not_always_a_size(self):
        for text, size in (
            ("Tudor Black Bay 54", None),
            ("Tudor BB58", None),
            ("Omega Speedmaster X-33", None),
            ("Rolex Datejust 41", 41.0),
            ("Longines HydroConquest 41, $849", 41.0),
            ("Breitling Superocean Heritage Chronograph 46", 46.0),
            ("Rolex Submariner, 36 months warranty", None),
        ):
            with self.subTest(text):
                self.assertEqual(self._read(text)[0].get('size_to'), size)

    def test_what_fits_a_watch_is_none(self):
        for text, category in (
            ("Panerai rubber strap 22mm", 'accessory'),
            ("Seiko dress watch", 'watch'),
            ("Longines HydroConquest steel bracelet 21mm", 'accessory'),
            ("Omega De Ville with Omega bracelet for $449", 'watch'),
            ("Rolex Lady-Datejust 26mm jubilee bracelet", 'watch'),
        ):
            with self.subTest(text):
                self.assertEqual(self._read(text)[0]['category'], category)

    def test_a_nickname_beside_its_family(self):
        self.assertEqual(self._read("Rolex Daytona Zenith full set")[0]['nickname'], "Zenith Daytona")
        self.assertEqual(self._read("Rolex Sea-Dweller red 43mm")[0]['nickname'], "Red Sea-Dweller")

    def test_the_years_are_told_with_one_end_open(self):
        wish = self.env['ic.wish'].create({'name': "Rolex", 'text': "Rolex", 'phone': "1"})
        for first, last, words in (
            (2020, 0, "made 2020 or later"),
            (0, 1999, "made 1999 or earlier"),
            (1968, 1968, "made in 1968"),
            (1968, 1972, "made 1968 to 1972"),
        ):
            wish.write({'year_from': first, 'year_to': last})
            self.assertIn(words, wish._ic_summary())

    def test_a_long_or_strange_text_does_no_harm(self):
        for text in ("x" * 20000, "1" * 5000, "€" * 300 + "-" * 300, "\x00\u202e Rolex", "under under under 30k k k"):
            self._read(text)
