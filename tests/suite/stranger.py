"""Somebody without an account, or with a customer's, who looks at everything that the server shows: pages, pictures,
JSON, feeds. What he gets is searched, byte by byte, for what nobody outside the house may read."""

import html
import io
import re
from collections import deque
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from PIL import Image

from .visitor import Client, Member, Refused

# Secrets in words, and amounts in every way that a page or a program writes them.
WORDS = re.compile(r"canary[a-z]*", re.I)
AMOUNTS = {"wholesale price": "31415.93", "cost": "27182.81", "minimum price": "29979.24"}
# The public name of the shop's own search leads everywhere; who follows every mix of filters is never done.
MAX_PARAMETERS, PER_PATH = 2, 12
ADDRESS = re.compile(r"""(?:href|src|action|content|data-[\w-]+)\s*=\s*["']([^"'<>]+)["']|"(\\?/[^"\s<>]{2,300})\"""")
SRCSET = re.compile(r"""srcset\s*=\s*["']([^"']+)["']""")
LOCATION = re.compile(r"<loc>([^<]+)</loc>")
NEVER = ("/web/session/logout", "/web/login", "/web/reset_password", "/web/signup", "/odoo")
PRIVATE_FIELDS = (
    "ic_wholesale_price",
    "ic_wholesale_listed",
    "standard_price",
    "ic_minimum_price",
    "ic_internal_notes",
    "ic_serial",
    "ic_territory",
    "description",
    "description_purchase",
    "ic_import_raw",
    "ic_consignor_id",
    "ic_sneaker_storage",
    "ic_art_catalog_number",
)


def spellings(amount):
    """Yield the ways of writing an amount: 31415.93, 31,415.93, 31 415,93, 31.415,93, 31415."""
    whole, _dot, cents = amount.partition(".")
    grouped = f"{int(whole):,}"
    yield from (amount, f"{whole},{cents}", f"{grouped}.{cents}", grouped.replace(",", ".") + f",{cents}")
    for blank in (" ", "\u00a0", "\u202f", "'"):
        yield grouped.replace(",", blank)
    yield from (whole, grouped)


def secrets_in(content, kind=""):
    """Return what of our secrets is in an answer, as a sorted list of words; pictures are opened as well."""
    raw = content.decode("utf-8", "replace")
    texts = {raw, html.unescape(raw), unquote(raw)}
    texts.add(re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), raw))
    found = {match.upper() for text in texts for match in WORDS.findall(text)}
    if kind.startswith("image/"):
        return sorted(found | set(_in_picture(content)))
    for name, amount in AMOUNTS.items():
        pattern = "|".join(rf"(?<![\d.,]){re.escape(way)}(?!\d)" for way in spellings(amount))
        if any(re.search(pattern, text) for text in texts):
            found.add(name)
    return sorted(found)


def _in_picture(content):
    try:
        with Image.open(io.BytesIO(content)) as image:
            exif = image.getexif()
    except OSError:
        return
    if exif.get_ifd(0x8825):
        yield "GPS"
    if exif.get(0x010E):
        yield f"EXIF {exif[0x010E]}"


class Crawl:
    """Everything that can be reached from some addresses by following what the answers hold."""

    def __init__(self, client, limit=400):
        self.client, self.limit = client, limit
        self.host = urlsplit(client.base).netloc
        self.seen, self.faults, self.errors, self.kinds = {}, [], [], {}
        self.waiting, self.paths = deque(), {}

    def run(self, seeds):
        """Follow everything from `seeds` (paths) on; returns self. What was found is in `faults`."""
        for seed in seeds:
            self.add(seed, always=True)
        while self.waiting and len(self.seen) < self.limit:
            self.look(self.waiting.popleft())
        return self

    def add(self, address, base="", always=False):
        """Take an address down for later, unless it leads away or has been seen."""
        if address.startswith(("#", "data:", "mailto:", "tel:", "javascript:")):
            return
        parts = urlsplit(urljoin(self.client.base + base, html.unescape(address).replace("\\/", "/")))
        if parts.netloc != self.host or parts.scheme not in ("http", "https") or parts.path.startswith(NEVER):
            return
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if path in self.seen or path in self.waiting:
            return
        known = self.paths.get(parts.path, 0)
        if not always and parts.query and (known >= PER_PATH or len(parse_qsl(parts.query)) > MAX_PARAMETERS):
            return
        self.paths[parts.path] = known + 1
        self.waiting.append(path)

    def look(self, path):
        """Open one address, search the answer and take down what it leads to."""
        answer = self.client.session.get(self.client.base + path, timeout=120)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        self.seen[path] = answer.status_code
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if answer.status_code >= 500:
            self.errors.append((path, answer.status_code))
        head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items()).encode()
        self.judge(path, answer.content + b"\n" + head if kind[:6] != "image/" else answer.content, kind)
        for step in answer.history:
            self.judge(path, step.headers.get("Location", "").encode(), "")
        if kind in ("text/html", "application/xml", "text/xml", "application/json", "text/plain"):
            self.follow(answer.text, urlsplit(answer.url).path)

    def judge(self, where, content, kind):
        """Keep what an answer gives away. The words somebody typed himself come back to him: that is no secret."""
        told = {word.upper() for word in WORDS.findall(unquote(where))}
        told |= {name for name, amount in AMOUNTS.items() if amount.partition(".")[0] in where}
        found = [word for word in secrets_in(content, kind) if word not in told]
        if found:
            self.faults.append((where, found))

    def follow(self, text, base):
        """Take down every address in a page or a list."""
        for address, quoted in ADDRESS.findall(text):
            if address.startswith(("/", "http", "?", ".")) or quoted:
                self.add(address or quoted, base)
        for several in SRCSET.findall(text):
            for one in several.split(","):
                self.add(one.split()[0] if one.split() else "#", base)
        for address in LOCATION.findall(text):
            self.add(urlsplit(address).path or "/", base)


class Prober:
    """Asks the JSON routes and the addresses that no page leads to."""

    def __init__(self, client, crawl, store):
        self.client, self.crawl, self.store = client, crawl, store
        self.answered = 0

    def rpc(self, path, **params):
        """Ask a JSON route; what it answers is searched, what it refuses too."""
        try:
            answer = self.client.rpc(path, **params)
        except Refused as refusal:
            answer = str(refusal)
        except Exception as error:  # an HTTP error is a refusal as well
            answer = str(error)
        else:
            self.answered += 1
        self.crawl.judge(f"{path} {params.get('model', '')}", repr(answer).encode(), "")
        return answer

    def shop(self):
        """What the pages of the shop ask behind the scenes."""
        for term in ("CANARY", "Stranger", "canaryserial1", "31415", "CANARYHIDDEN"):
            for kind in ("products", "products_only", "all"):
                self.rpc(
                    "/website/snippet/autocomplete",
                    search_type=kind,
                    term=term,
                    max_nb_chars=500,
                    options={
                        "displayImage": True,
                        "displayDescription": True,
                        "displayExtraLink": True,
                        "displayDetail": True,
                        "allowFuzzy": True,
                    },
                )
            self.crawl.look(f"/shop?search={term}")
            self.crawl.look(f"/website/search?search={term}")
        for template, variant in zip(self.store["shown"], self.store["variants"], strict=True):
            self.rpc(
                "/website_sale/get_combination_info",
                product_template_id=template,
                product_id=variant,
                combination=[],
                add_qty=1,
            )

    def records(self):
        """The database by its names: every private field, by reading, searching, grouping and exporting."""
        hidden, shown = self.store["hidden"], self.store["shown"]
        for name in PRIVATE_FIELDS:
            self.call("product.template", "read", [shown, [name]])
            self.call("product.template", "search_count", [[(name, "!=", False)]])
            self.call("product.template", "search_read", [[]], fields=[name])
            self.call("product.template", "formatted_read_group", [[], [name], ["__count"]])
            self.call("product.product", "read", [self.store["variants"], [name]])
        self.call("product.template", "read", [hidden])
        self.call("product.template", "export_data", [shown, list(PRIVATE_FIELDS)])
        self.call("product.template", "name_search", ["CANARY"])
        for model in ("ic.photo", "ic.price.history", "ic.wholesale.access", "ic.claim", "stock.lot", "res.partner"):
            self.call(model, "search_read", [[]])
        self.call("res.company", "search_read", [[]])

    def call(self, model, method, args, **kwargs):
        answer = self.rpc(
            f"/web/dataset/call_kw/{model}/{method}", model=model, method=method, args=args, kwargs=kwargs
        )
        if method == "search_count" and isinstance(answer, int):
            self.crawl.faults.append((f"{model}.search_count", [f"counts by {args[0][0][0]}"]))

    def files(self):
        """Pictures and files by number, as an address can be made up."""
        for number in self.store["photos"]:
            for name in ("original", "delivery", "medium", "thumb", "webp_600"):
                self.crawl.look(f"/web/image/ic.photo/{number}/{name}")
                self.refused(f"/web/content/ic.photo/{number}/{name}", (200,) if name != "original" else ())
        for number in self.store["hidden"]:
            self.refused(f"/shop/x-{number}")
            self.refused(f"/s/{self.store['stores'][0]}/wholesale/x-{number}")
            self.refused(f"/s/{self.store['stores'][0]}/wholesale/image/{number}/600")
            self.refused(f"/s/{self.store['stores'][0]}/retail/image/{number}/600")
            self.refused(f"/s/{self.store['stores'][0]}/retail/x-{number}")
        for number, unique in self.store["hidden_photos"]:
            self.refused(f"/ic/photo/{number}/{unique}/600.jpg")
            self.refused(f"/s/{self.store['stores'][0]}/wholesale/photo/{number}/600")

    def refused(self, path, fine=()):
        """Open an address that is not to be answered."""
        self.crawl.look(path)
        if self.crawl.seen[path] < 400 and self.crawl.seen[path] not in fine:
            self.crawl.faults.append((path, [f"answered {self.crawl.seen[path]}"]))


def walk(base, store, limit, login=None):
    """Look at everything as a stranger, or as a customer with an account; returns (:class:`Crawl`, answers to RPC)."""
    client = Member(base, login) if login else Client(base)
    crawl = Crawl(client, limit)
    prober = Prober(client, crawl, store)
    prober.shop()
    prober.records()
    prober.files()
    seeds = [
        "/",
        "/shop",
        "/contactus",
        "/sitemap.xml",
        "/robots.txt",
        "/website/info",
        "/gmc.xml",
        "/shop?order=name+asc",
    ]
    seeds += ["/web/manifest.webmanifest", "/my" if login else "/shop/cart", *store["seeds"]]
    for slug in store["stores"]:
        seeds += [f"/s/{slug}", f"/s/{slug}/retail", f"/s/{slug}/wholesale", f"/s/{slug}/wholesale?search=CANARYHIDDEN"]
        seeds += [f"/s/{slug}/wholesale/enter/{'A' * 32}"]
    crawl.limit += len(crawl.seen)
    return crawl.run(seeds), prober.answered
