"""Holds a service against everything that it has promised."""

import json
from concurrent.futures import ThreadPoolExecutor

from promises import ended

CONNECTIONS = 4


class Audit:
    """One look at everything, after a start."""

    def __init__(self, service, key, ledger):
        self._service = service
        self._key = key
        self._ledger = ledger
        self._pages = b""
        self._listed = {}

    def run(self, orders):
        """Checks the list as a whole, settles what was left in doubt, and compares these orders byte for byte."""
        with self._service.client(self._key) as client:
            self._read_list(client)
            self._check_list()
            for order in self._ledger.orders:
                if not order.is_absent and (order.created is None or order.doubts):
                    self._settle(client, order)
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            for done in [pool.submit(self._compare, orders[index::CONNECTIONS]) for index in range(CONNECTIONS)]:
                done.result()

    def _read_list(self, client):
        pages = []
        for page in client.pages():
            pages.append(page.body)
            for session in page.json["data"]:
                reference = session["client_reference_id"]
                assert reference not in self._listed, f"two sessions of order {reference} are listed"
                self._listed[reference] = session
        self._pages = b"\n".join(pages)

    def _check_list(self):
        orders = {order.reference: order for order in self._ledger.orders}
        unknown = self._listed.keys() - orders.keys()
        assert not unknown, f"nobody has ordered {unknown}"
        for reference, order in orders.items():
            session = self._listed.get(reference)
            if order.is_absent:
                assert session is None, f"{reference} was refused, or was not there before: {session}"
            elif order.created is not None:
                assert session is not None, f"{reference} is lost: {order.state}"
                assert session["id"] == order.id, f"{reference} is another session now"
                if not order.doubts:
                    assert order.state in self._pages, f"{reference} is listed as {session}, not as {order.state}"
        self._check_what_was_shown()
        self._check_sequence(orders)

    def _check_what_was_shown(self):
        statuses = {session["id"]: session["status"] for session in self._listed.values()}
        for session, status in self._ledger.shown.items():
            assert session in statuses, f"{session} was shown and is lost"
            assert status in ("open", statuses[session]), f"{session} was {status} and is {statuses[session]}"

    # A connection orders one after the other: the later stands before the earlier in the list.
    def _check_sequence(self, orders):
        place = {reference: index for index, reference in enumerate(orders)}
        found = {}
        for reference in self._listed:
            found.setdefault(orders[reference].source, []).append(reference)
        for references in found.values():
            asked = sorted(references, key=place.get, reverse=True)
            assert references == asked, f"listed as {references}"

    def _settle(self, client, order):
        session = self._listed.get(order.reference)
        if order.created is None:
            self._settle_create(client, order, session)
        if order.doubts:
            self._settle_changes(client, order)

    def _settle_create(self, client, order, session):
        if order.key is not None:
            reply = client.create(order.body, order.key)
            assert (reply.status, reply.is_replayed) == (201, session is not None), reply
            order.was_created(reply.body)
        elif session is not None:
            reply = client.read(session["id"])
            assert reply.status == 200, reply
            order.was_created(reply.body)
        else:
            order.is_absent = True
            return
        assert session is None or session["id"] == order.id

    def _settle_changes(self, client, order):
        reply = client.read(order.id)
        assert reply.status == 200
        happened = [change for change in order.doubts if reply.body == ended(order.created, change.verb)]
        assert happened or reply.body == order.state, f"{order.state} has become {reply.body}"
        for change in order.doubts:
            if change.key is not None:
                self._settle_keyed_change(client, order, change, change in happened)
            elif change in happened and order.state == order.created:
                order.was_changed(change, reply.body)
            else:
                order.changes.remove(change)

    # One record holds session and key: the key is remembered exactly if the session has ended by it.
    def _settle_keyed_change(self, client, order, change, has_happened):
        reply = client.change(order.id, change.verb, change.key)
        if reply.status == 400:
            assert not has_happened and reply.code == "session_not_open", reply
            order.changes.remove(change)
        else:
            assert (reply.status, reply.is_replayed) == (200, has_happened), reply
            order.was_changed(change, reply.body)

    def _compare(self, orders):
        with self._service.client(self._key) as client:
            for order in orders:
                if not order.is_absent:
                    self._compare_order(client, order)

    def _compare_order(self, client, order):
        reply = client.read(order.id)
        assert (reply.status, reply.body) == (200, order.state), order.reference
        assert json.loads(reply.body)["id"] == order.id
        if order.key is not None:
            reply = client.create(order.body, order.key)
            assert (reply.status, reply.is_replayed, reply.body) == (201, True, order.created), order.reference
        for change in order.changes:
            if change.key is not None:
                reply = client.change(order.id, change.verb, change.key)
                assert (reply.status, reply.is_replayed, reply.body) == (200, True, change.reply), order.reference
