from odoo.tests import HttpCase, tagged


@tagged('post_install', '-at_install')
class TestTlsAsk(HttpCase):
    """The proxy gets certificates for our websites and for nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['website'].create(
            [
                {'name': "Maison", 'domain': 'https://maison.example'},
                {'name': "Müller", 'domain': 'https://uhren-müller.example:8443/'},
            ]
        )

    def _status(self, domain, **headers):
        return self.url_open('/ic/tls/ask', params={'domain': domain}, headers=headers).status_code

    def test_domains_of_our_websites(self):
        for domain in ('maison.example', 'MAISON.example', 'maison.example.', 'xn--uhren-mller-zhb.example'):
            self.assertEqual(self._status(domain), 200, domain)

    def test_everything_else(self):
        domains = (
            'evil.example',
            'www.maison.example',
            'maison.example.evil.example',
            'example',
            '',
            '.',
            '%',
            '[',
            'a' * 300,
        )
        for domain in domains:
            self.assertEqual(self._status(domain), 404, domain)

    def test_nobody_asks_through_the_proxy(self):
        self.assertEqual(self._status('maison.example', **{'X-Forwarded-For': '203.0.113.9'}), 404)

    def test_a_website_that_gives_up_its_domain_loses_its_certificate(self):
        self.env['website'].search([('name', '=', "Maison")]).domain = False
        self.assertEqual(self._status('maison.example'), 404)
