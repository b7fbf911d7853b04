"""Merchants' servers on loopback that take webhooks, each with manners of its own, and keep what they were sent."""

import http.server
import json
import threading
import time
from dataclasses import dataclass
from functools import cached_property

from verifying import Delivery

PATH = "/hook"
JOIN_SECONDS = 30

DRIP_SECONDS = 0.1
FLOOD_BYTES = 1 << 30
FLOOD_PART = b"x" * 65536


@dataclass(frozen=True)
class Arrival:
    """One request as it arrived."""

    at: float
    path: str
    fields: dict
    body: bytes

    def __getitem__(self, name):
        """The value of a field, by its name in small letters."""
        return self.fields[name]

    @cached_property
    def json(self):
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def event(self):
        """Which event it says it is."""
        return self["webhook-id"]

    @property
    def session(self):
        """Which session it tells of, if any."""
        return self.json.get("id")

    def held_against(self, secret):
        """What is to be verified with a secret."""
        return Delivery(self.fields, self.body, secret)


class Receiver:
    """A server on a port of the kernel's choice; each manner answers one request, the last one all that follow."""

    def __init__(self, *manners):
        """Starts the server; without manners it takes everything."""
        self.closing = threading.Event()
        self._manners = manners or (answer(200),)
        self._arrivals = []
        self._connections = 0
        self._changed = threading.Condition()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(JOIN_SECONDS)

    @property
    def address(self):
        """Where it listens."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self):
        """Where it takes webhooks."""
        return f"http://{self.address}{PATH}"

    @property
    def arrivals(self):
        """What has arrived, in that order."""
        with self._changed:
            return list(self._arrivals)

    def of(self, session):
        """What has arrived of a session."""
        return [arrival for arrival in self.arrivals if arrival.session == session]

    def wait_for(self, condition, seconds):
        """Waits until what has arrived fulfils a condition, and gives it."""
        with self._changed:
            in_time = self._changed.wait_for(lambda: condition(self._arrivals), seconds)
            assert in_time, f"not within {seconds} s: {len(self._arrivals)} have arrived"
            return list(self._arrivals)

    def wait_for_count(self, count, seconds):
        """Waits until so many have arrived, and gives the last one of them."""
        return self.wait_for(lambda arrivals: len(arrivals) >= count, seconds)[count - 1]

    def wait_for_session(self, session, seconds, count=1):
        """Waits until so many have arrived of a session, and gives the last one of them."""
        def told(arrivals):
            return [arrival for arrival in arrivals if arrival.session == session]

        return told(self.wait_for(lambda arrivals: len(told(arrivals)) >= count, seconds))[count - 1]

    def wait_until_left(self, seconds):
        """Waits until no connection is open, so that nothing more arrives from a service that was killed."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._connections == 0, seconds), "a connection is still open"

    def count_connection(self, change):
        """Called when a connection has come or gone."""
        with self._changed:
            self._connections += change
            self._changed.notify_all()

    def take(self, arrival):
        """Keeps a request, and says how it is answered."""
        with self._changed:
            manner = self._manners[min(len(self._arrivals), len(self._manners) - 1)]
            self._arrivals.append(arrival)
            self._changed.notify_all()
        return manner


def answer(status, body=b"", **fields):
    """Answers at once; an underline in a field's name stands for a hyphen."""
    def manner(exchange):
        exchange.send_response(status)
        for name, value in fields.items():
            exchange.send_header(name.replace("_", "-"), value)
        exchange.send_header("Content-Length", str(len(body)))
        exchange.end_headers()
        exchange.wfile.write(body)

    return manner


def hang(exchange):
    """Answers nothing for as long as the server runs."""
    exchange.receiver.closing.wait()
    exchange.close_connection = True


def hold(gate):
    """Answers when a gate is opened, if anybody is still there then."""
    def manner(exchange):
        gate.wait()
        answer(200)(exchange)

    return manner


def drip(exchange):
    """Begins to answer, and sends a byte now and then for as long as the server runs."""
    _begin_long_answer(exchange)
    while not exchange.receiver.closing.wait(DRIP_SECONDS):
        exchange.wfile.write(b"x")


def flood(exchange):
    """Answers with more than anybody wants to read."""
    _begin_long_answer(exchange)
    for _ in range(FLOOD_BYTES // len(FLOOD_PART)):
        exchange.wfile.write(FLOOD_PART)


def _begin_long_answer(exchange):
    # Nothing follows on an answer that is never complete.
    exchange.close_connection = True
    exchange.send_response(200)
    exchange.send_header("Content-Length", str(FLOOD_BYTES))
    exchange.end_headers()


class _Server(http.server.ThreadingHTTPServer):
    """A thread for each connection."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, receiver):
        self.receiver = receiver
        super().__init__(("127.0.0.1", 0), _Exchange)

    # Who sends may leave at any time, and does where the manners are bad.
    def handle_error(self, request, client_address):
        pass


class _Exchange(http.server.BaseHTTPRequestHandler):
    """A connection, and the request on it that is being answered."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def receiver(self):
        return self.server.receiver

    def setup(self):
        self.receiver.count_connection(1)
        super().setup()

    def finish(self):
        try:
            super().finish()
        finally:
            self.receiver.count_connection(-1)

    def do_POST(self):
        length = int(self.headers["Content-Length"] or 0)
        body = self.rfile.read(length)
        # Who was killed while sending has sent nothing.
        if len(body) < length:
            self.close_connection = True
            return
        fields = {name.lower(): value for name, value in self.headers.items()}
        self.receiver.take(Arrival(time.monotonic(), self.path, fields, body))(self)

    # A redirect that is followed comes as a GET.
    do_GET = do_POST

    def log_message(self, *_):
        pass
