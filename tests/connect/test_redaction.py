"""What must not be read in a log."""

import pytest

from ic_connect.redaction import redact, redact_url


@pytest.mark.parametrize(
    ('text', 'shown'),
    [
        ('Authorization: Bearer abcdefghij', 'Authorization: ***'),
        ('see Bearer abcdefghij there', 'see Bearer *** there'),
        ('{"access_token": "abc.def", "n": 1}', '{"access_token": "***", "n": 1}'),
        ('api_key=12345&x=1', 'api_key=***&x=1'),
        ("'client_secret': 's3', 'a': 2", "'client_secret': '***', 'a': 2"),
        ('GET https://a.example/p?key=1&sig=2 failed', 'GET https://a.example/p?*** failed'),
        ('https://me:pw@a.example/', 'https://***@a.example/'),
        ('the password is wrong', 'the password is wrong'),
        ('known value 98765432 here', 'known value *** here'),
    ],
)
def test_redact(text, shown):
    assert redact(text, secrets=['98765432', 'is', None]) == shown


def test_url_keeps_what_a_log_needs():
    url = 'https://me:pw@a.example:8443/hooks/T0KEN99/x?y=1#z'
    assert redact_url(url, ['T0KEN99']) == 'https://a.example:8443/hooks/***/x'
