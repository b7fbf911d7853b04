"""Checkout sessions as a merchant's own team would write them in an afternoon: Flask, and SQLite for the data.

Only the create is here, with the checks and the promise that matter: what it has acknowledged is on disk, and a request
that comes again under its Idempotency-Key is answered with the first reply.
"""

import contextlib
import datetime
import functools
import hashlib
import hmac
import json
import os
import secrets
import sqlite3
from urllib.parse import urlsplit

from flask import Flask, Response, request

SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, created_at TEXT NOT NULL, session TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, request TEXT NOT NULL, reply TEXT NOT NULL);
"""
OPTIONAL_FIELDS = ["customer_wallet", "incoming_payment", "outgoing_payment", "subscription", "completed_at"]

app = Flask(__name__)
token = os.environ["CHECKOUT_TOKEN"]


def connect():
    """A connection to the database, by which a commit is on disk when it returns."""
    connection = sqlite3.connect(os.environ["CHECKOUT_DATABASE"], timeout=30, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


@functools.cache
def database():
    """The connection of this worker, which does one thing at a time."""
    return connect()


# Before there are workers, who must not share a connection with the process that made them.
with contextlib.closing(connect()) as first_connection:
    first_connection.executescript(SCHEMA)


class Refusal(Exception):
    """What the client did wrong."""

    def __init__(self, status, message, param=None):
        super().__init__(message)
        self.status = status
        self.param = param


@app.errorhandler(Refusal)
def refuse(refusal):
    """The reply to a wrong request."""
    return {"error": {"message": str(refusal), "param": refusal.param}}, refusal.status


@app.post("/api/checkout/sessions")
def create():
    """Makes a session, or answers again as it did the first time."""
    sent = request.headers.get("Authorization", "")
    if not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
        raise Refusal(401, "This key is not valid.")
    body = request.get_data()
    key = request.headers.get("Idempotency-Key")
    digest = hashlib.sha256(body).hexdigest()
    session = new_session(read(body))
    reply = json.dumps(session, separators=(",", ":"), ensure_ascii=False)
    database().execute("BEGIN IMMEDIATE")
    with database() as transaction:
        if key is not None:
            if first := transaction.execute("SELECT request, reply FROM replies WHERE key = ?", [key]).fetchone():
                if first[0] != digest:
                    raise Refusal(409, "This Idempotency-Key belongs to another request.")
                return Response(first[1], 201, {"Idempotent-Replayed": "true"}, mimetype="application/json")
            transaction.execute("INSERT INTO replies VALUES (?, ?, ?)", [key, digest, reply])
        transaction.execute("INSERT INTO sessions VALUES (?, ?, ?)", [session["id"], session["created_at"], reply])
    return Response(reply, 201, mimetype="application/json")


def read(body):
    """The body as JSON, its fields checked."""
    try:
        fields = json.loads(body)
    except ValueError:
        raise Refusal(400, "The body is not JSON.") from None
    if not isinstance(fields, dict):
        raise Refusal(400, "The body is not an object.")
    check(fields.get("mode") in ("payment", "subscription"), "mode")
    items = fields.get("line_items")
    check(isinstance(items, list) and 1 <= len(items) <= 100, "line_items")
    for index, item in enumerate(items):
        check_item(item, f"line_items[{index}]")
    check(len({item["price_data"]["currency"] for item in items}) == 1, "line_items")
    for name in ("success_url", "cancel_url"):
        check(is_url(fields.get(name)), name)
    metadata = fields.setdefault("metadata", {})
    check(isinstance(metadata, dict) and len(metadata) <= 50, "metadata")
    check(all(len(name) <= 40 and is_text(value, 500) for name, value in metadata.items()), "metadata")
    for name in ("client_reference_id", "customer_email"):
        check(fields.get(name) is None or is_text(fields[name], 200), name)
    check(is_whole(fields.setdefault("expires_in_seconds", 86400), 1800, 86400), "expires_in_seconds")
    return fields


def check_item(item, name):
    """Refuses what is no line item."""
    check(isinstance(item, dict) and is_whole(item.get("quantity"), 1, 10**6), f"{name}.quantity")
    price = item.get("price_data")
    check(isinstance(price, dict) and is_whole(price.get("unit_amount"), 0, 10**12), f"{name}.price_data.unit_amount")
    currency = price.get("currency")
    check(isinstance(currency, str) and len(currency) == 3 and currency.isalpha(), f"{name}.price_data.currency")
    product = price.get("product_data")
    check(isinstance(product, dict) and is_text(product.get("name"), 250), f"{name}.price_data.product_data.name")


def check(condition, param):
    """Refuses a field that is not as it must be."""
    if not condition:
        raise Refusal(400, f"'{param}' is not valid.", param)


def is_whole(value, least, greatest):
    """Whether it is a whole number in these bounds; true and false are none."""
    return type(value) is int and least <= value <= greatest


def is_text(value, length):
    """Whether it is a text, not empty and not too long."""
    return isinstance(value, str) and 1 <= len(value) <= length


def is_url(value):
    """Whether it is an address in the web."""
    if not is_text(value, 2048):
        return False
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def new_session(fields):
    """The session that a request asks for."""
    session = "cs_" + secrets.token_urlsafe(18)
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    expires = now + datetime.timedelta(seconds=fields["expires_in_seconds"])
    items = fields["line_items"]
    return {
        "id": session, "object": "checkout.session", "mode": fields["mode"], "status": "open",
        "payment_status": "unpaid", "livemode": False, "url": f"{request.host_url}pay/{session}",
        "amount_total": sum(item["price_data"]["unit_amount"] * item["quantity"] for item in items),
        "currency": items[0]["price_data"]["currency"], "line_items": items, "metadata": fields["metadata"],
        "client_reference_id": fields.get("client_reference_id"), "customer_email": fields.get("customer_email"),
        "success_url": fields["success_url"].replace("{CHECKOUT_SESSION_ID}", session),
        "cancel_url": fields["cancel_url"], "created_at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "expires_at": f"{expires:%Y-%m-%dT%H:%M:%SZ}", **dict.fromkeys(OPTIONAL_FIELDS),
    }
