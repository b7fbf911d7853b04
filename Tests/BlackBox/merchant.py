"""A merchant who is told by webhook what became of sessions."""

import json
import time

from client import order
from shop import new_shop

SETTINGS = "/api/webhook_settings"
EVENTS = "/api/events"
WAIT_SECONDS = 30


class Merchant:
    """A merchant of a service that runs, in one mode."""

    def __init__(self, service, key, secret):
        self.service = service
        self.key = key
        self.secret = secret

    @classmethod
    def new(cls, service):
        """A merchant in test mode, just made by the operator."""
        shop = new_shop(service.directory)
        return cls(service, shop["test_key"], shop["webhook_secret"])

    def ask(self, method, path, body=None, idempotency_key=None):
        """Sends a request on a connection of its own."""
        with self.service.client(self.key) as client:
            return client.request(method, path, None if body is None else json.dumps(body), idempotency_key)

    def get(self, path):
        """Reads what must be there."""
        reply = self.ask("GET", path)
        assert reply.status == 200, reply
        return reply.json

    def post(self, path, body=None):
        """Asks for what must succeed."""
        reply = self.ask("POST", path, body)
        assert reply.status == 200, reply
        return reply.json

    def repeat(self, path, body=None, idempotency_key="again"):
        """Asks twice under one key for what must succeed, the second time by a replay; gives the first reply."""
        first, second = (self.ask("POST", path, body, idempotency_key) for _ in range(2))
        assert (first.status, first.is_replayed) == (200, False), first
        assert (second.status, second.is_replayed) == (200, True), second
        assert second.body == first.body
        return first

    def refusal(self, method, path, body=None):
        """Asks for what must be refused; says the status and the parameter."""
        reply = self.ask(method, path, body)
        assert reply.status >= 400, reply
        return reply.status, reply.json["error"].get("param")

    def listen_at(self, url):
        """Wants to be told there."""
        return self.post(SETTINGS, {"url": url})

    def end(self, verb="cancel", **fields):
        """Creates a session and cancels or expires it."""
        with self.service.client(self.key) as client:
            created = client.create(order(**fields))
            assert created.status == 201, created
            ended = client.change(created.json["id"], verb)
            assert ended.status == 200, ended
            return ended.json

    def event_of(self, session):
        """The event that tells of a session, with its attempts."""
        (event,) = self.get(f"{EVENTS}?session={session}")["data"]
        return self.get(f"{EVENTS}/{event['id']}")

    def event_when(self, session, condition, seconds=WAIT_SECONDS):
        """The event that tells of a session, as soon as it fulfils a condition."""
        return until(lambda: self.event_of(session), condition, seconds)

    def wait_until_delivered(self, session, seconds=WAIT_SECONDS):
        """The event that tells of a session, as soon as it is known to have been taken."""
        return self.event_when(session, lambda event: event["state"] == "delivered", seconds)

    def settings_when(self, condition):
        """The settings, as soon as they fulfil a condition."""
        return until(lambda: self.get(SETTINGS), condition, WAIT_SECONDS)


def until(probe, condition, seconds):
    """Asks again and again until the answer fulfils a condition, and gives it."""
    deadline = time.monotonic() + seconds
    while not condition(answer := probe()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {answer}"
    return answer
