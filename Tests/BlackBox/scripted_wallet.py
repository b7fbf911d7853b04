"""A provider of wallets that does whatever it is asked, and keeps every request as it stood on the socket."""

import base64
import hashlib
import http.server
import json
import threading
from dataclasses import dataclass
from urllib.parse import urlencode

JOIN_SECONDS = 30
SERVER_NONCE = "0F2E4D6C8B0A9E7D"
REFERENCE = "9b1d6c52-6f5e-4c1f-8d0a-2f7b3a1e5c44"
TIME = "2026-01-01T00:00:00Z"


@dataclass(frozen=True)
class Request:
    """A request as it arrived: the target and the fields are what stood on the socket."""

    method: str
    target: str
    headers: dict
    body: bytes

    @property
    def json(self):
        """The body, read as JSON."""
        return json.loads(self.body)


class ScriptedWallet:
    """The wallets `shop` and `alice` of one provider, both in US dollars; what alice allows is paid at once."""

    def __init__(self):
        """Starts it on a port of the kernel's choice."""
        self.requests = []
        self.finish = None
        self.token_seconds = 600
        self.refused_once = set()
        self._keys = []
        self._payments = {}
        self._tokens = 0
        self._lock = threading.Lock()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(JOIN_SECONDS)

    def publish(self, key):
        """Publishes a key of the shop's."""
        self._keys.append(key)

    def way_back(self):
        """Where alice's browser goes when she has allowed what was asked last."""
        parts = [self.finish["nonce"], SERVER_NONCE, REFERENCE, f"{self.origin}/auth"]
        digest = hashlib.sha256("\n".join(parts).encode()).digest()
        query = urlencode({"hash": base64.b64encode(digest).decode(), "interact_ref": REFERENCE})
        return self.finish["uri"] + ("&" if "?" in self.finish["uri"] else "?") + query

    def answer(self, request):
        """Status and body of the answer to a request."""
        with self._lock:
            self.requests.append(request)
            path = request.target.partition("?")[0]
            if request.method == "DELETE":
                return 204, None
            if request.method == "GET":
                return self._look(path)
            return self._do(path, request)

    def _look(self, path):
        if path == "/shop/jwks.json":
            return 200, {"keys": self._keys}
        if path in ("/shop", "/alice"):
            return 200, {
                "id": self.origin + path, "publicName": path[1:].title(), "assetCode": "USD", "assetScale": 2,
                "authServer": f"{self.origin}/auth", "resourceServer": f"{self.origin}/op",
            }
        if path == "/op/outgoing-payments":
            made = [payment for place, payment in self._payments.items() if place.startswith(path)]
            return 200, {"pagination": {"hasNextPage": False, "hasPreviousPage": False}, "result": made}
        found = self._payments.get(path)
        return (200, found) if found else (404, {"error": {"code": "404", "description": "not found"}})

    def _do(self, path, request):
        if path == "/auth":
            return 200, self._grant(request.json)
        if path == "/auth/continue/1":
            return 200, self._granted(self._asked)
        if path.startswith("/auth/token/"):
            # A token that was traded lasts.
            return 200, {"access_token": self._token(self._asked, 600)}
        if path in self.refused_once:
            self.refused_once.remove(path)
            return 503, None
        if path.endswith("/complete"):
            payment = self._payments[path.removesuffix("/complete")]
            payment["completed"] = True
            return 200, payment
        make = {
            "/op/incoming-payments": self._incoming, "/op/quotes": self._quote, "/op/outgoing-payments": self._outgoing,
        }[path]
        place = f"{path}/{len(self._payments) + 1}"
        self._payments[place] = make(request.json) | {"id": self.origin + place, "createdAt": TIME}
        return 201, self._payments[place]

    def _grant(self, asked):
        access = asked["access_token"]["access"]
        if "interact" not in asked:
            return self._granted(access)
        self._asked, self.finish = access, asked["interact"]["finish"]
        return {
            "interact": {"redirect": f"{self.origin}/interact", "finish": SERVER_NONCE},
            "continue": self._continue() | {"wait": 0},
        }

    def _granted(self, access):
        return {"access_token": self._token(access, self.token_seconds), "continue": self._continue()}

    def _token(self, access, seconds):
        self._tokens += 1
        return {
            "value": f"OS9M2PMHKUR64TB8N6BW{self._tokens}", "manage": f"{self.origin}/auth/token/{self._tokens}",
            "expires_in": seconds, "access": access,
        }

    def _continue(self):
        return {"access_token": {"value": "33OMUKMKSKU80UPRY5NM"}, "uri": f"{self.origin}/auth/continue/1"}

    def _incoming(self, asked):
        nothing = asked["incomingAmount"] | {"value": "0"}
        return asked | {"completed": False, "receivedAmount": nothing, "methods": []}

    def _quote(self, asked):
        amount = self._payments[asked["receiver"].removeprefix(self.origin)]["incomingAmount"]
        return asked | {"receiveAmount": amount, "debitAmount": amount, "expiresAt": "2100-01-01T00:00:00Z"}

    def _outgoing(self, asked):
        quote = self._payments[asked["quoteId"].removeprefix(self.origin)]
        incoming = self._payments[quote["receiver"].removeprefix(self.origin)]
        incoming |= {"receivedAmount": incoming["incomingAmount"], "completed": True}
        kept = {name: quote[name] for name in ("receiver", "receiveAmount", "debitAmount")}
        return asked | kept | {"failed": False, "sentAmount": quote["debitAmount"]}


def _handler(wallet):
    class Handler(http.server.BaseHTTPRequestHandler):
        """Hands requests on to the wallet."""

        protocol_version = "HTTP/1.1"

        def _answer(self):
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            request = Request(self.command, self.path, dict(self.headers.items()), body)
            status, answer = wallet.answer(request)
            content = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = _answer

        def log_message(self, *arguments):
            """Says nothing."""

    return Handler
