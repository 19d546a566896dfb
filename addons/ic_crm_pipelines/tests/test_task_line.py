from datetime import date

from odoo.tests import BaseCase, tagged

from ..tasking.line import Line, read, week_end

SUNDAY = date(2026, 11, 22)
# What is written on that Sunday, and what it says.
LINES = {
    "call Mrs Ito tomorrow 10:00": Line("Call Mrs Ito", 'call', date(2026, 11, 23), False, 10.0),
    "Call Mrs Ito back on friday at 3pm @marco": Line(
        "Call Mrs Ito back", 'call_back', date(2026, 11, 27), False, 15.0, 'marco'
    ),
    "email invoice to Halden no date": Line("Email invoice to Halden", 'email', None, True),
    "meet Dr. Okafor 24 Nov 14:30": Line("Meet Dr. Okafor", 'meeting', date(2026, 11, 24), False, 14.5),
    "visit in person 12/24": Line("Visit in person", 'in_person', date(2026, 12, 24)),
    "pick up 126610LN in 2 weeks": Line("Pick up 126610LN", 'in_person', date(2026, 12, 6)),
    "buy boxes": Line("Buy boxes"),
    "send 2.12. the papers": Line("Send the papers", None, date(2026, 12, 2)),
    "renew the lease 3 January": Line("Renew the lease", None, date(2027, 1, 3)),
    "next monday order straps": Line("Order straps", None, date(2026, 11, 23)),
    "sunday clean the vault": Line("Clean the vault", None, date(2026, 11, 29)),
    "invoice due 2027-02-01": Line("Invoice due", None, date(2027, 2, 1)),
    "Morgen Frau Ito anrufen um 9 Uhr": Line("Frau Ito anrufen", 'call', date(2026, 11, 23), False, 9.0),
    "noon today viewing": Line("Viewing", 'meeting', SUNDAY, False, 12.0),
    # What is no date and no hour stays a word.
    "order 31/2 links": Line("Order 31/2 links"),
    "pay 10:75": Line("Pay 10:75"),
    "call 10 clients": Line("Call 10 clients", 'call'),
    "ship AP 15500 to @": Line("Ship AP 15500 to @"),
    "remind 29 feb": Line("Remind", None, date(2028, 2, 29)),
    "": Line(""),
    "   ": Line(""),
}


@tagged('post_install', '-at_install')
class TestTaskLine(BaseCase):
    """What one line says."""

    def test_lines(self):
        for text, line in LINES.items():
            with self.subTest(text=text):
                self.assertEqual(read(text, SUNDAY), line)

    def test_the_country_decides_over_4_5(self):
        self.assertEqual(read("call 4/5", SUNDAY, day_first=True).day, date(2027, 5, 4))
        self.assertEqual(read("call 4/5", SUNDAY, day_first=False).day, date(2027, 4, 5))

    def test_the_week_ends_where_the_country_ends_it(self):
        self.assertEqual(week_end(SUNDAY, 0), SUNDAY)
        self.assertEqual(week_end(SUNDAY, 6), date(2026, 11, 28))
        self.assertEqual(week_end(date(2026, 11, 23), 0), date(2026, 11, 29))
