"""A merchant's connection to the service, over the standard library alone."""

import http.client
import json
import re
from dataclasses import dataclass

REQUEST_SECONDS = 60
SESSIONS = "/api/checkout/sessions"

# Its status and the length of what follows it, in a stream of replies.
REPLY_HEAD = re.compile(rb"HTTP/1\.1 (\d{3}) .*?\r\nContent-Length: (\d+)\r\n(?:.*?\r\n)?\r\n", re.DOTALL)


@dataclass(frozen=True)
class Reply:
    """A reply, read to its end."""

    status: int
    fields: dict
    body: bytes

    @property
    def json(self):
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def is_replayed(self):
        """Whether this is the reply to an earlier request with the same key."""
        return self.fields.get("Idempotent-Replayed") == "true"

    @property
    def code(self):
        """What a refusal is called."""
        return self.json["error"]["code"]


class Client:
    """One keep-alive connection; a broken one is an `OSError` or an `HTTPException` and is never repaired in secret."""

    def __init__(self, address, key):
        self._connection = http.client.HTTPConnection(address, timeout=REQUEST_SECONDS)
        self._connection.connect()
        self._connection.auto_open = 0
        self._key = key

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._connection.close()

    def send(self, method, path, body=None, idempotency_key=None):
        """Sends a request, whose reply `receive` is to read."""
        fields = {} if self._key is None else {"Authorization": f"Bearer {self._key}"}
        if body is not None:
            fields["Content-Type"] = "application/json"
        if idempotency_key is not None:
            fields["Idempotency-Key"] = idempotency_key
        self._connection.request(method, path, body, fields)

    def receive(self):
        """The reply to the request that was sent last."""
        # A reply may have said that it was the last one here.
        if self._connection.sock is None:
            raise http.client.NotConnected
        response = self._connection.getresponse()
        return Reply(response.status, dict(response.getheaders()), response.read())

    def request(self, method, path, body=None, idempotency_key=None):
        """Sends a request and reads its reply."""
        self.send(method, path, body, idempotency_key)
        return self.receive()

    def create(self, body, idempotency_key=None):
        """Creates a session."""
        return self.request("POST", SESSIONS, body, idempotency_key)

    def read(self, session):
        """Reads a session."""
        return self.request("GET", f"{SESSIONS}/{session}")

    def change(self, session, verb, idempotency_key=None):
        """Expires or cancels a session."""
        return self.request("POST", f"{SESSIONS}/{session}/{verb}", None, idempotency_key)

    def pages(self):
        """All sessions, newest first, page by page."""
        cursor = ""
        while cursor is not None:
            reply = self.request("GET", f"{SESSIONS}?limit=100" + (f"&cursor={cursor}" if cursor else ""))
            assert reply.status == 200, reply.body
            page = reply.json
            assert page["has_more"] == (page["next_cursor"] is not None)
            assert page["data"] or not page["has_more"]
            yield reply
            cursor = page["next_cursor"]


def order(reference="order_1", amount=2499, **fields):
    """The body of a create, as bytes."""
    item = {"price_data": {"currency": "usd", "product_data": {"name": "Wool sweater"}, "unit_amount": amount}}
    body = {
        "mode": "payment", "line_items": [item],
        "success_url": "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://shop.example/cart",
        "client_reference_id": reference,
    }
    return json.dumps(body | fields).encode()
