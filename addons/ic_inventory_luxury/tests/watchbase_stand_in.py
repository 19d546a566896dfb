import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY = 'wb-key-7731'
GREEN = {
    'id': 7102,
    'refnr': "116610LV-97200",
    'name': "Submariner Date",
    'brand': {'id': 1, 'name': "Rolex"},
    'family': {'id': 11, 'name': "Submariner"},
    'thumb': "",
    'updated': "2024-02-25",
}
DETAIL = {
    'case': {'diameter': "40.00 mm", 'material': {'name': "Steel"}},
    'dial': {'color': "Green"},
    'caliber': {'name': "3135", 'movement': "Automatic"},
}


class WatchbaseStandIn:
    """WatchBase as its documentation describes it, on the loopback address: real HTTP, the key checked, states."""

    def __init__(self):
        self.asked, self.status, self.watches = [], 200, [GREEN]
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                form = parse_qs(self.rfile.read(int(self.headers['Content-Length'])).decode())
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                stand_in.asked.append((parts.path, query))
                status = stand_in.status if form.get('key') == [KEY] else 403
                body = json.dumps(stand_in.answer(parts.path, query) if status == 200 else {}).encode()
                self.send_response(status)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_address[1]}'
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, path, query):
        if path == '/brands':
            return {'num_results': 1, 'brands': [GREEN['brand']]}
        if path == '/watch':
            return next((dict(one, **DETAIL) for one in self.watches if str(one['id']) == query['id']), {})
        found = [one for one in self.watches if query['q'].lower() in one['refnr'].lower()]
        return {'num_results': len(found), 'watches': found} if found else {'num_results': 0}

    def close(self):
        self.server.shutdown()
        self.server.server_close()
