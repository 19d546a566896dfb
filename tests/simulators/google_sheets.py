"""A Google spreadsheet with one stock list: Sheets API, tokens, people who edit, and our script in it.

People's edits set the script off, writes through the API do not. The script is the one of `google_sheets.gs`, played
here: it compares the sheet with the picture it kept and sends the differences, signed in the body. A test runs the
script itself.
"""

import base64
import functools
import json
import secrets
import time
from urllib.parse import unquote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from .base import Response, Simulator, SoldOut, open_route, route
from .google_grid import BadRange, Grid, parse
from .google_people import BOOK, GooglePeople

EMAIL = 'inventory-connect@simulated.iam.gserviceaccount.com'
AUDIENCE = 'https://oauth2.googleapis.com/token'
SCOPE = 'https://www.googleapis.com/auth/spreadsheets'
CODES = {400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 403: 'PERMISSION_DENIED', 404: 'NOT_FOUND'}
CODES |= {429: 'RESOURCE_EXHAUSTED', 503: 'UNAVAILABLE'}


@functools.cache
def private_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@functools.cache
def _public_key(text):
    return serialization.load_pem_private_key(text.encode(), None).public_key()


class GoogleSheets(GooglePeople, Simulator):
    code = 'google_sheets'
    title = "Google stock list"
    verb = "Sold one"
    no_orders = "A sheet has no orders. Who sells lowers the quantity; the store keeps the piece and asks a person."
    retries = (1, 2, 4)

    def __init__(self, **options):
        super().__init__(**options)
        self.tabs = {'Stock': Grid(), 'Notes': Grid()}
        self.tokens = {}
        plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        self.key = private_key().private_bytes(*plain).decode()

    def credentials(self):
        """Return credentials that work."""
        key = {
            'type': 'service_account',
            'private_key_id': 'key-1',
            'private_key': self.key,
            'client_email': EMAIL,
            'token_uri': AUDIENCE,
        }
        return {
            'service_account': json.dumps(key),
            'spreadsheet': f'https://docs.google.com/spreadsheets/d/{BOOK}/edit',
        }

    # Answers of all kinds

    def refuse(self, status, message):
        return Response({'error': {'code': status, 'message': message, 'status': CODES[status]}}, status)

    def is_known(self, request):
        token = request.headers.get('authorization', '').removeprefix('Bearer ')
        if self.faults.strikes('expired_token'):
            self.tokens.pop(token, None)
        return self.tokens.get(token, 0) > time.time()

    def unknown(self):
        return self.refuse(401, 'Request had invalid authentication credentials.')

    def too_many(self):
        return self.refuse(
            429, "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user'"
        )

    def down(self):
        return self.refuse(503, 'The service is currently unavailable.')

    @route('POST', r'/token')
    @open_route
    def _token(self, request):
        facts = dict(part.split('=', 1) for part in request.body.decode().split('&'))
        try:
            head, claims, proof = unquote(facts['assertion']).split('.')
            _public_key(self.key).verify(_plain(proof), f'{head}.{claims}'.encode(), PKCS1v15(), SHA256())
            said = json.loads(_plain(claims))
        except (KeyError, ValueError, InvalidSignature):
            return Response({'error': 'invalid_grant', 'error_description': 'Invalid JWT Signature.'}, 400)
        wanted = {'iss': EMAIL, 'aud': AUDIENCE, 'scope': SCOPE}
        fresh = said['iat'] - 60 < time.time() < said['exp'] <= said['iat'] + 3600
        if not fresh or any(said.get(name) != value for name, value in wanted.items()):
            return Response({'error': 'invalid_grant', 'error_description': 'Invalid JWT.'}, 400)
        if unquote(facts.get('grant_type', '')) != 'urn:ietf:params:oauth:grant-type:jwt-bearer':
            return Response({'error': 'unsupported_grant_type'}, 400)
        token = f'ya29.{secrets.token_urlsafe(24)}'
        self.tokens[token] = time.time() + 3599
        return Response({'access_token': token, 'expires_in': 3599, 'token_type': 'Bearer'})

    # The API

    def _book(self, request):
        """Return the Response that keeps a caller out, or None."""
        if request.match[0] != BOOK:
            return self.refuse(404, 'Requested entity was not found.')
        return None if self.is_shared else self.refuse(403, 'The caller does not have permission')

    def _on(self, request, work):
        try:
            return self._book(request) or Response(work())
        except BadRange as error:
            return self.refuse(400, str(error))

    @route('GET', r'/v4/spreadsheets/([^/:]+)')
    def _spreadsheet(self, request):
        tabs = [
            {'properties': {'sheetId': number, 'title': name, 'index': number, 'sheetType': 'GRID'}}
            for number, name in enumerate(self.tabs)
        ]
        facts = {'spreadsheetId': BOOK, 'properties': {'title': 'Simulated stock list'}, 'sheets': tabs}
        return self._on(request, lambda: facts)

    def _range(self, text, query):
        name, area = parse(text, self.tabs)
        values = self.tabs[name].read(area, query.get('valueRenderOption', 'FORMATTED_VALUE'))
        found = {'range': f'{name}!A1:Z1000', 'majorDimension': 'ROWS'}
        return found | ({'values': values} if values else {})

    @route('GET', r'/v4/spreadsheets/([^/:]+)/values/([^/]+)')
    def _values(self, request):
        return self._on(request, lambda: self._range(unquote(request.match[1]), request.query))

    @route('GET', r'/v4/spreadsheets/([^/:]+)/values:batchGet')
    def _many(self, request):
        text = request.query.get('ranges', '')
        return self._on(request, lambda: {'spreadsheetId': BOOK, 'valueRanges': [self._range(text, request.query)]})

    def _put(self, text, values, option):
        if option not in ('RAW', 'USER_ENTERED'):
            raise BadRange("'valueInputOption' is required but not specified")
        name, area = parse(text, self.tabs)
        self.tabs[name].write(area, values, option)
        cells = sum(map(len, values))
        columns = max(map(len, values), default=0)
        shared = {'spreadsheetId': BOOK, 'updatedRange': text.replace("'", '')}
        return shared | {'updatedRows': len(values), 'updatedColumns': columns, 'updatedCells': cells}

    @route('PUT', r'/v4/spreadsheets/([^/:]+)/values/([^/]+)')
    def _update(self, request):
        option = request.query.get('valueInputOption')
        return self._on(request, lambda: self._put(unquote(request.match[1]), request.json['values'], option))

    @route('POST', r'/v4/spreadsheets/([^/:]+)/values:batchUpdate')
    def _updates(self, request):
        if self.faults.strikes('sale_before_write'):
            self._sell_first(request.json['data'])
        for one in request.json['data']:
            try:
                parse(one['range'], self.tabs)  # all or nothing
            except BadRange as error:
                return self.refuse(400, str(error))
        option = request.json.get('valueInputOption')
        return self._on(
            request,
            lambda: {
                'spreadsheetId': BOOK,
                'responses': [self._put(one['range'], one['values'], option) for one in request.json['data']],
            },
        )

    def _sell_first(self, data):
        _tab, area = parse(data[0]['range'], self.tabs)
        try:
            self.sell(str(self.tabs['Stock'].get(area[0], self._column('SKU'))))
        except (SoldOut, KeyError):
            return

    @route('POST', r'/v4/spreadsheets/([^/:]+)/values/([^/]+):append')
    def _append(self, request):
        def work():
            if request.query.get('valueInputOption') != 'RAW':
                raise BadRange("'valueInputOption' is required but not specified")
            name, _area = parse(unquote(request.match[1]), self.tabs)
            first = self.tabs[name].append(request.json['values'], 'RAW')
            cells = sum(map(len, request.json['values']))
            updates = {'spreadsheetId': BOOK, 'updatedRange': f'{name}!A{first + 1}', 'updatedCells': cells}
            return {'spreadsheetId': BOOK, 'tableRange': f'{name}!A1:J{first}', 'updates': updates}

        return self._on(request, work)

    def _control(self, request):
        """Override of the second door for what people do to a sheet; and credentials."""
        name = request.path.removeprefix('/_sim/')
        if request.method == 'GET' and name == 'credentials':
            return Response(self.credentials())
        if request.method == 'POST' and name in ('install', 'share', 'type', 'sort', 'remove'):
            with self.lock:
                try:
                    return Response(getattr(self, name)(**(request.json or {})) or {})
                except (KeyError, TypeError, BadRange) as error:
                    return Response({'error': f'{type(error).__name__}: {error}'}, 409)
        return super()._control(request)


def _plain(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))
