"""As many creates at once as the service can take: many connections of one thread, and every reply kept."""

import json
import selectors
import socket
from dataclasses import dataclass

from client import REPLY_HEAD, REQUEST_SECONDS, SESSIONS, order

CONNECTIONS = 64
_REPLAYED = b"\r\nIdempotent-Replayed: true\r\n"
_PLACE = "REFERENCE"


@dataclass(frozen=True)
class Answer:
    """A reply as far as it matters here."""

    status: int
    is_replayed: bool
    body: bytes


class Sale:
    """Everything that was asked for, by its key, and what was answered; none where the answer did not come."""

    def __init__(self, key):
        self.key = key
        self.answers = {}
        self._front, self._back = order(_PLACE).split(_PLACE.encode())

    def create(self, name):
        """The request that orders under a name, which is its Idempotency-Key too."""
        body = self._front + name.encode() + self._back
        fields = {"Idempotency-Key": name, "Content-Type": "application/json", "Content-Length": len(body)}
        return self._head(f"POST {SESSIONS}", fields) + body

    def read(self, name):
        """The request that reads what was made under a name."""
        session = json.loads(self.answers[name])["id"]
        return self._head(f"GET {SESSIONS}/{session}", {})

    def _head(self, target, fields):
        fields = {"Host": "shop", "Authorization": f"Bearer {self.key}"} | fields
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"{target} HTTP/1.1\r\n{lines}\r\n".encode()


class Crowd:
    """Connections that each have one request under way, until there are no more requests or the service is gone."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._address = (host, int(port))

    def ask(self, requests, take):
        """Sends requests, given with something that `take` gets with the answer; false if the service went away.

        `take` is also given what it has no answer to.
        """
        requests = iter(requests)
        with selectors.DefaultSelector() as selector:
            for _ in range(CONNECTIONS):
                _Connection(self._address, selector, requests, take).go_on()
            gone = False
            while selector.get_map():
                events = selector.select(REQUEST_SECONDS)
                assert events, "no answer"
                for key, _ in events:
                    gone |= not key.data.receive()
        return not gone


class _Connection:
    def __init__(self, address, selector, requests, take):
        self._socket = socket.create_connection(address, timeout=REQUEST_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector = selector
        self._requests = requests
        self._take = take
        self._subject = None
        self._input = b""
        selector.register(self._socket, selectors.EVENT_READ, self)

    def go_on(self):
        """Sends the next request, if there is one."""
        request, self._subject = next(self._requests, (None, None))
        if request is None:
            return self._close()
        try:
            self._socket.sendall(request)
        except OSError:
            # Nothing of it is there: the reading end will say so.
            pass
        return None

    def receive(self):
        """Takes what has arrived; false if that is the end of the connection."""
        try:
            piece = self._socket.recv(65536)
        except OSError:
            piece = b""
        if not piece:
            self._close()
            self._take(self._subject, None)
            return False
        self._input += piece
        if (head := REPLY_HEAD.match(self._input)) and len(self._input) >= (end := head.end() + int(head[2])):
            body = self._input[head.end():end]
            self._input = self._input[end:]
            self._take(self._subject, Answer(int(head[1]), _REPLAYED in head[0], body))
            self.go_on()
        return True

    def _close(self):
        self._selector.unregister(self._socket)
        self._socket.close()
