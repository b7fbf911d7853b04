"""Merchants at work on several connections, until the service is gone."""

import http.client
import threading
from random import Random

from client import SESSIONS, order
from promises import Change, Order
from service import Service

GONE = (OSError, http.client.HTTPException)
JOIN_SECONDS = 120


class Load:
    """Everything that is asked of a service between its start and its end."""

    def __init__(self, service, key, ledger, seed, workers=4, make_body=order, finish=Service.kill,
                 may_vanish=False):
        """Prepares the workers; `make_body` makes the body of a create from its reference and other fields.

        The service is ended by `finish`; one that may vanish can be gone before.
        """
        self.service = service
        self.key = key
        self.ledger = ledger
        self.make_body = make_body
        self.is_killed = False
        self._finish = finish
        self._may_vanish = may_vanish
        self._kill_after = None
        self._replies = 0
        self._lock = threading.Lock()
        self._failures = []
        known = [order for order in ledger.orders if order.is_open]
        Random(f"{seed} shares").shuffle(known)
        shares = [known[index:10 * workers:workers] for index in range(workers)]
        self._workers = [_Worker(self, (seed, index), share) for index, share in enumerate(shares)]

    def begin(self, kill_after=None):
        """Lets the workers work; after that many replies the service is killed."""
        self._kill_after = kill_after
        for worker in self._workers:
            worker.start()

    def kill(self):
        """Kills the service now."""
        with self._lock:
            self._kill()

    def end(self):
        """Waits until the service is gone and all workers have noticed; throws what they found wrong."""
        for worker in self._workers:
            worker.join(JOIN_SECONDS)
            assert not worker.is_alive(), "a worker does not come to its end"
        self._finish(self.service)
        if self._failures:
            raise self._failures[0]
        return self._replies

    def count(self):
        """Called after each reply."""
        with self._lock:
            self._replies += 1
            if self._replies == self._kill_after:
                self._kill()

    def fail(self, error):
        """Called for what must not be; ends the work."""
        with self._lock:
            self._failures.append(error)
            self._kill()

    def lose(self, error):
        """Called when a connection is lost."""
        if self._may_vanish:
            self.kill()
        elif not self.is_killed:
            self.fail(error)

    # The workers are told first: whoever loses the connection before that has found a fault.
    def _kill(self):
        if not self.is_killed:
            self.is_killed = True
            self._finish(self.service)


class _Worker(threading.Thread):
    """One merchant with two connections; what it orders nobody else changes."""

    def __init__(self, load, source, share):
        super().__init__(daemon=True)
        self._load = load
        self._source = source
        self._random = Random(f"{source}")
        self._orders = share
        self._clients = []
        self._made = 0
        self._acts = [
            (self._create, 6), (self._create_twice_at_once, 3), (self._create_again, 2), (self._change, 4),
            (self._change_twice_at_once, 2), (self._compete, 1), (self._change_what_has_ended, 1), (self._read, 2),
            (self._list, 1),
        ]

    def run(self):
        try:
            self._clients = [self._load.service.client(self._load.key) for _ in range(2)]
            acts, weights = zip(*self._acts)
            while True:
                self._random.choices(acts, weights)[0]()
        except GONE as error:
            self._load.lose(error)
        except BaseException as error:
            self._load.fail(error)
        finally:
            for client in self._clients:
                client.__exit__()

    def _create(self):
        order = self._new_order()
        self._take_creates(order, self._tell([lambda client: self._send_create(client, order)]))

    def _create_twice_at_once(self):
        order = self._new_order(is_keyed=True)
        self._take_creates(order, self._tell([lambda client: self._send_create(client, order)] * 2))

    def _create_again(self):
        if order := self._pick(lambda order: order.key and order.created):
            (reply,), gone = self._tell([lambda client: self._send_create(client, order)])
            if gone:
                raise gone
            assert (reply.status, reply.is_replayed, reply.body) == (201, True, order.created)

    def _change(self):
        if order := self._pick(lambda order: order.is_open):
            change = self._new_change(order)
            self._take_changes(order, self._tell([lambda client: self._send_change(client, order, change)]), [change])

    def _change_twice_at_once(self):
        if order := self._pick(lambda order: order.is_open):
            change = self._new_change(order, is_keyed=True)
            told = self._tell([lambda client: self._send_change(client, order, change)] * 2)
            assert all(reply.status in (200, 503) for reply in filter(None, told[0])), told
            assert [reply.is_replayed for reply in filter(None, told[0]) if reply.status == 200].count(False) <= 1
            self._take_changes(order, told, [change] * 2)

    def _compete(self):
        if order := self._pick(lambda order: order.is_open):
            changes = [self._new_change(order, verb=verb) for verb in ("expire", "cancel")]
            told = self._tell([
                lambda client: self._send_change(client, order, changes[0]),
                lambda client: self._send_change(client, order, changes[1]),
            ])
            self._take_changes(order, told, changes)

    def _change_what_has_ended(self):
        if order := self._pick(lambda order: order.state != order.created and not order.doubts):
            reply = self._clients[0].change(order.id, self._random.choice(["expire", "cancel"]))
            self._load.count()
            assert (reply.status, reply.code) == (400, "session_not_open")

    def _read(self):
        if order := self._pick(lambda order: order.state and not order.doubts):
            reply = self._clients[0].read(order.id)
            self._load.count()
            assert (reply.status, reply.body) == (200, order.state)

    def _list(self):
        reply = self._clients[0].request("GET", f"{SESSIONS}?limit={self._random.choice([5, 20])}")
        assert reply.status == 200
        self._load.ledger.show(reply.json["data"])
        self._load.count()

    def _pick(self, condition):
        found = [order for order in self._orders if condition(order)]
        return self._random.choice(found) if found else None

    def _new_key(self, name, is_keyed):
        return name if is_keyed or self._random.random() < 0.6 else None

    def _new_order(self, is_keyed=False):
        self._made += 1
        reference = "-".join(map(str, [*self._source, self._made]))
        fields = {"metadata": {"number": str(self._made), "note": "ü€😀\"\\/\u2028" * self._random.randrange(20)}}
        if self._random.random() < 0.3:
            fields["expires_in_seconds"] = self._random.randrange(3600, 86400)
        body = self._load.make_body(reference, self._random.randrange(1, 10**6), **fields)
        order = Order(reference, self._source, body, self._new_key(f"create {reference}", is_keyed))
        self._orders.append(order)
        self._load.ledger.add(order)
        return order

    def _new_change(self, order, is_keyed=False, verb=None):
        verb = verb or self._random.choice(["expire", "cancel"])
        key = self._new_key(f"{verb} {order.reference} {len(order.changes)}", is_keyed)
        order.changes.append(change := Change(verb, key))
        return change

    def _send_create(self, client, order):
        client.send("POST", SESSIONS, order.body, order.key)

    def _send_change(self, client, order, change):
        client.send("POST", f"{SESSIONS}/{order.id}/{change.verb}", None, change.key)

    def _tell(self, sends):
        """Sends on as many connections at once; gives what came back, and why not everything did."""
        gone, replies = None, []
        for client, send in zip(self._clients, sends):
            try:
                send(client)
            except GONE as error:
                gone = error
        # A reply that was sent before the end still arrives, whatever became of the other connection.
        for client, _ in zip(self._clients, sends):
            try:
                replies.append(client.receive())
                self._load.count()
            except GONE as error:
                replies.append(None)
                gone = error
        if gone and not self._load.is_killed:
            raise gone
        return replies, gone

    def _take_creates(self, order, told):
        replies, gone = told
        for reply in filter(None, replies):
            assert reply.status in (201, 503), reply.body
            if reply.status == 201:
                order.was_created(reply.body)
        if all(reply and reply.status == 503 for reply in replies):
            order.is_absent = True
        firsts = [reply for reply in replies if reply and reply.status == 201 and not reply.is_replayed]
        assert len(firsts) <= 1, "two replies both say that they are the first"
        assert firsts or order.is_absent or gone, "no reply says that it is the first"
        if gone:
            raise gone

    def _take_changes(self, order, told, changes):
        replies, gone = told
        for reply, change in zip(replies, changes):
            if reply and reply.status == 200:
                order.was_changed(change, reply.body)
        for reply, change in zip(replies, changes):
            # Nothing was done: what was asked for is forgotten, by the service too.
            if reply and reply.status != 200:
                assert reply.status == 503 or reply.code == "session_not_open", reply.body
                if change.reply is None and change in order.changes:
                    order.changes.remove(change)
        if gone:
            raise gone
        assert order.state != order.created or all(reply.status == 503 for reply in replies)
