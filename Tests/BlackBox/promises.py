"""What a service was asked and what it promised: what must be there after any crash, and what may be."""

import json
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ENDS = {"expire": "expired", "cancel": "canceled"}


def ended(state, verb):
    """An open session's bytes as they are once it has ended."""
    return state.replace(b'"status":"open"', b'"status":"%s"' % ENDS[verb].encode(), 1)


@dataclass
class Change:
    """One expire or cancel; without a reply it may have happened or not."""

    verb: str
    key: str | None
    reply: bytes | None = None


@dataclass
class Order:
    """One session that was asked for: known by its reference, by its id only once that was told."""

    reference: str
    source: tuple
    body: bytes
    key: str | None
    created: bytes | None = None
    state: bytes | None = None
    changes: list = field(default_factory=list)
    is_absent: bool = False

    @property
    def id(self):
        """The session's identifier."""
        return json.loads(self.created)["id"]

    @property
    def is_open(self):
        """Whether it can be ended, as far as was told."""
        return self.state is not None and self.state == self.created and not self.doubts

    @property
    def doubts(self):
        """The changes that were asked for and not answered."""
        return [change for change in self.changes if change.reply is None]

    def was_created(self, reply):
        """Takes a reply to the create down."""
        assert self.created in (None, reply), f"{self.reference} was created twice: {self.created} and {reply}"
        if self.created is None:
            self.check_whole(reply)
            assert json.loads(reply)["status"] == "open"
            self.created = self.state = reply

    def was_changed(self, change, reply):
        """Takes a reply to a change down."""
        assert change.reply in (None, reply), f"{self.reference} was changed twice: {change.reply} and {reply}"
        assert reply == ended(self.created, change.verb), f"{self.created} has become {reply}"
        change.reply = self.state = reply

    def check_whole(self, state):
        """Checks that a session is all that was asked for."""
        asked, session = json.loads(self.body), json.loads(state)
        items = [{**item, "quantity": item.get("quantity", 1)} for item in asked["line_items"]]
        lifetime = timedelta(seconds=asked.get("expires_in_seconds", 86400))
        assert session | {"status": "open"} == {
            "id": session["id"], "object": "checkout.session", "mode": asked["mode"], "status": "open",
            "payment_status": "unpaid", "livemode": False, "url": session["url"],
            "amount_total": sum(item["price_data"]["unit_amount"] * item["quantity"] for item in items),
            "currency": items[0]["price_data"]["currency"], "line_items": items,
            "metadata": asked.get("metadata", {}), "client_reference_id": self.reference, "customer_email": None,
            "success_url": asked["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]),
            "cancel_url": asked["cancel_url"], "customer_wallet": None, "incoming_payment": None,
            "outgoing_payment": None, "subscription": None, "created_at": session["created_at"],
            "expires_at": (datetime.fromisoformat(session["created_at"]) + lifetime).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "completed_at": None,
        }
        assert session["url"].endswith("/pay/" + session["id"])


class Ledger:
    """All orders, and what lists have shown; any thread may write in it."""

    def __init__(self):
        self._lock = threading.Lock()
        self._orders = []
        self._shown = {}

    def add(self, order):
        """Takes down that an order is about to be sent."""
        with self._lock:
            self._orders.append(order)

    def show(self, sessions):
        """Takes down what a list has shown, whoever's reply is still on its way."""
        with self._lock:
            for session in sessions:
                if session["status"] != "open" or session["id"] not in self._shown:
                    self._shown[session["id"]] = session["status"]

    @property
    def orders(self):
        """All orders, oldest first."""
        with self._lock:
            return list(self._orders)

    @property
    def shown(self):
        """The status by identifier of everything that a list has shown."""
        with self._lock:
            return dict(self._shown)
