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
