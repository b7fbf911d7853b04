"""A demo that takes payments: the service with its sandbox wallet, a shop, and a customer without a browser."""

import html.parser
import http.cookiejar
import http.server
import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal

from service import Service

JOIN_SECONDS = 30
REQUEST_SECONDS = 30


class Demo:
    """`serve --demo`, with a shop on loopback that customers come back to."""

    def __init__(self, directory, *options, **environment):
        self.service = Service(directory, "--demo", *options, **environment)
        self._shop = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Shop)
        self.shop = f"http://127.0.0.1:{self._shop.server_port}"
        self._thread = threading.Thread(target=self._shop.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def __enter__(self):
        self.service.__enter__()
        self.service.ready()
        self.key = re.search(r"Test key: (\S+)", self.service.output)[1]
        self.wallet = re.search(r"Wallets to try, without real money: (\S+)", self.service.output)[1]
        return self

    def __exit__(self, *exception):
        self.service.__exit__(*exception)
        self._shop.shutdown()
        self._shop.server_close()
        self._thread.join(JOIN_SECONDS)

    def create(self, **fields):
        """A session of the demo's merchant; by default a sweater for 24.99 USD."""
        body = {
            "mode": "payment", "line_items": [item(unit_amount=2499)],
            "success_url": self.shop + "/thanks?session={CHECKOUT_SESSION_ID}", "cancel_url": self.shop + "/cart",
        }
        with self.service.client(self.key) as client:
            reply = client.create(json.dumps(body | fields).encode())
            assert reply.status == 201, reply
            return reply.json

    def read(self, session):
        """A session as its merchant sees it now."""
        with self.service.client(self.key) as client:
            return client.read(session["id"]).json

    def end(self, session, verb):
        """Expires or cancels a session."""
        with self.service.client(self.key) as client:
            reply = client.change(session["id"], verb)
            assert reply.status == 200, reply
            return reply.json

    def balance(self, wallet):
        """What a wallet of the sandbox holds, in its main unit."""
        report = self._ask("wallets")["wallets"]
        amount = next(entry["balance"] for entry in report if entry["name"] == wallet)
        return Decimal(amount["value"]).scaleb(-amount["assetScale"])

    def permissions(self, wallet):
        """What a wallet's owner has allowed and nobody has ended."""
        return [entry for entry in self._ask("permissions")["permissions"] if entry["wallet"] == wallet]

    def set_wallets(self, **settings):
        """Changes how the sandbox behaves as a whole."""
        self._ask("settings", settings)

    def happened(self, event):
        """How often the sandbox has answered a kind of call well."""
        events = self._ask("events")["events"]
        return sum(entry["event"] == event and entry["detail"].startswith("2") for entry in events)

    def _ask(self, name, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.wallet}/_sandbox/{name}", data, {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as answer:
            return json.load(answer)


def item(name="Wool sweater", **price):
    """One line item in US dollars."""
    return {"price_data": {"currency": "usd", "product_data": {"name": name}} | price}


class _Shop(http.server.BaseHTTPRequestHandler):
    """Any page of the shop."""

    def do_GET(self):
        """Says hello."""
        body = b"<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Says nothing."""


class PlainCustomer:
    """A customer whose browser knows forms and cookies, and nothing else: no script, no style, no clock."""

    def __init__(self):
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, _NoRedirect())

    def get(self, url):
        """A page, as `(status, location or none, text)`."""
        return self._open(urllib.request.Request(url))

    def submit(self, url, page, **entries):
        """Sends the first form of a page, with what it holds and what is typed; `(status, location, text)`."""
        form = _Form(page)
        fields = form.fields | entries
        data = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(urllib.parse.urljoin(url, form.action), data))

    def _open(self, request):
        try:
            answer = self._opener.open(request, timeout=REQUEST_SECONDS)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            location = answer.headers["Location"]
            place = None if location is None else urllib.parse.urljoin(request.full_url, location)
            return answer.status, place, answer.read().decode()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class _Form(html.parser.HTMLParser):
    """Where the first form of a page goes, and what it holds."""

    def __init__(self, page):
        super().__init__()
        self.action = None
        self.fields = {}
        self._is_over = False
        self.feed(page)
        assert self.action is not None, page

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form" and self.action is None:
            self.action = attributes.get("action", "")
        elif tag == "input" and self.action is not None and not self._is_over:
            self.fields[attributes["name"]] = attributes.get("value", "")

    def handle_endtag(self, tag):
        self._is_over |= tag == "form"
