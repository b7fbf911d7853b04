"""The history of what a merchant was told: lists and their filters, and telling it again."""

import pytest

from merchant import EVENTS, SETTINGS, WAIT_SECONDS, Merchant
from receivers import Receiver, answer
from shop import new_shop

LONG_AGO = "2020-01-01T00:00:00Z"
YEARS_AHEAD = "2100-01-01T00:00:00Z"
MEMBERS = ["id", "object", "type", "state", "session", "created_at", "attempts", "next_attempt_at", "body"]


class History:
    """A merchant with an event of each kind and state that a few seconds can bring about."""

    def __init__(self, service, shop):
        self.merchant = Merchant(service, shop["test_key"], shop["webhook_secret"])
        self.live = Merchant(service, shop["live_key"], shop["live_webhook_secret"])
        self.ended = []
        with Receiver() as receiver:
            self.merchant.listen_at(receiver.url)
            for verb in ("cancel", "expire", "cancel", "expire"):
                self._end(verb, "delivered")
        with Receiver(answer(500, Retry_After="3600")) as receiver:
            self.merchant.listen_at(receiver.url)
            for verb in ("cancel", "expire"):
                self._end(verb, "pending")
        self._let_one_go("cancel")

    @property
    def newest_first(self):
        """The events as a list has them."""
        return [self.merchant.event_of(session) for session, *_ in reversed(self.ended)]

    def of(self, verb=None, state=None):
        """The sessions that ended so and whose event has this state, newest first."""
        return [
            session for session, *rest in reversed(self.ended)
            if verb in (None, rest[0]) and state in (None, rest[1])
        ]

    def _end(self, verb, state):
        session = self.merchant.end(verb)["id"]
        self.merchant.event_when(session, lambda event: event["attempts"] == 1 and event["state"] == state)
        self.ended.append((session, verb, state))

    # An event is let go if there is nowhere to send it when it is due.
    def _let_one_go(self, verb):
        with Receiver(answer(500, Retry_After="3600")) as receiver:
            self.merchant.listen_at(receiver.url)
            self._end(verb, "pending")
        self.merchant.listen_at(None)
        session = self.ended.pop()[0]
        self.merchant.post(f"{EVENTS}/{self.merchant.event_of(session)['id']}/resend")
        self.merchant.event_when(session, lambda event: event["state"] == "canceled")
        self.ended.append((session, verb, "canceled"))


@pytest.fixture(scope="module")
def history(telling):
    """Events that no test changes."""
    return History(telling, new_shop(telling.directory))


def sessions(page):
    """Which sessions a page tells of."""
    return [event["session"] for event in page["data"]]


def test_events_are_listed_newest_first(history):
    page = history.merchant.get(EVENTS)
    assert (page["object"], page["url"], page["has_more"], page["next_cursor"]) == ("list", EVENTS, False, None)
    assert sessions(page) == history.of()
    events = history.newest_first
    for event in events:
        assert list(event) == [*MEMBERS, "attempt_log"]
        assert len(event["attempt_log"]) == event["attempts"]
    assert page["data"] == [{name: event[name] for name in MEMBERS} for event in events]
    assert [event["state"] for event in events] == ["canceled"] + ["pending"] * 2 + ["delivered"] * 4
    assert all((event["next_attempt_at"] is None) == (event["state"] != "pending") for event in events)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages_hold_every_event_once(history, limit):
    found, cursor = [], ""
    while cursor is not None:
        page = history.merchant.get(f"{EVENTS}?limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
        assert len(page["data"]) <= limit
        assert page["has_more"] == (page["next_cursor"] is not None)
        found += sessions(page)
        cursor = page["next_cursor"]
    assert found == history.of()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=delivered", {"state": "delivered"}), ("state=pending", {"state": "pending"}),
        ("state=canceled", {"state": "canceled"}), ("state=failed", {"state": "failed"}),
        ("type=checkout.session.expired", {"verb": "expire"}), ("type=checkout.session.canceled", {"verb": "cancel"}),
        ("type=checkout.session.completed", {"verb": "complete"}),
        ("state=pending&type=checkout.session.expired", {"state": "pending", "verb": "expire"}),
    ],
)
def test_filters_leave_what_fits(history, query, expected):
    expected = history.of(**expected)
    assert sessions(history.merchant.get(f"{EVENTS}?{query}")) == expected
    page, found = history.merchant.get(f"{EVENTS}?limit=1&{query}"), []
    while page["has_more"]:
        found += sessions(page)
        page = history.merchant.get(f"{EVENTS}?limit=1&cursor={page['next_cursor']}")
    assert found + sessions(page) == expected


def test_a_session_has_its_event(history):
    for session in history.of():
        assert sessions(history.merchant.get(f"{EVENTS}?session={session}")) == [session]
    pending = history.of(state="pending")[0]
    assert sessions(history.merchant.get(f"{EVENTS}?session={pending}&state=pending")) == [pending]
    assert sessions(history.merchant.get(f"{EVENTS}?session={pending}&state=delivered")) == []


def test_a_cursor_carries_its_filters(history):
    cursor = history.merchant.get(f"{EVENTS}?limit=1&state=delivered")["next_cursor"]
    page = history.merchant.get(f"{EVENTS}?cursor={cursor}&state=delivered")
    assert sessions(page) == history.of(state="delivered")[1:]
    session = history.of()[0]
    for name, value in [("state", "pending"), ("type", "checkout.session.expired"), ("session", session)]:
        assert history.merchant.refusal("GET", f"{EVENTS}?cursor={cursor}&{name}={value}") == (400, name)


@pytest.mark.parametrize(
    ("query", "param"),
    [
        *((f"limit={value}", "limit") for value in ("0", "101", "-1", "x", "1.0", "")),
        ("cursor=x", "cursor"), ("cursor=", "cursor"), ("session=cs_1", "session"), ("session=evt_1", "session"),
        ("type=webhook.test", "type"), ("type=canceled", "type"), ("state=Delivered", "state"), ("state=open", "state"),
        ("status=pending", "status"), ("state=pending&state=pending", "state"),
    ],
)
def test_a_list_refuses_what_it_does_not_know(history, query, param):
    assert history.merchant.refusal("GET", f"{EVENTS}?{query}") == (400, param)


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("resend", {}, "failed_since"), ("resend", {"failed_since": None}, "failed_since"),
        ("resend", {"failed_since": "yesterday"}, "failed_since"), ("resend", {"failed_since": 5}, "failed_since"),
        ("resend", {"failed_since": "2026-06-15T00:00:00+02:00"}, "failed_since"),
        ("resend", {"failed_since": LONG_AGO, "state": "failed"}, "state"),
        ("{id}/resend", {"now": True}, "now"), ("{id}/resend?x=1", None, "x"),
    ],
)
def test_a_resend_refuses_what_it_does_not_know(history, path, body, param):
    event = history.newest_first[-1]
    path = path.format(id=event["id"])
    assert history.merchant.refusal("POST", f"{EVENTS}/{path}", body) == (400, param)
    assert history.newest_first[-1] == event


def test_events_of_others_look_like_none(telling, history):
    event = history.newest_first[-1]
    cursor = history.merchant.get(f"{EVENTS}?limit=1")["next_cursor"]
    for other in (Merchant.new(telling), history.live):
        assert other.get(EVENTS)["data"] == []
        assert other.get(f"{EVENTS}?session={event['session']}")["data"] == []
        assert other.refusal("GET", f"{EVENTS}?cursor={cursor}") == (400, "cursor")
        missing = other.ask("GET", f"{EVENTS}/{event['id'][:-4]}0000")
        assert (missing.status, missing.code) == (404, "resource_missing")
        for method, path in [("GET", event["id"]), ("POST", f"{event['id']}/resend")]:
            reply = other.ask(method, f"{EVENTS}/{path}")
            assert (reply.status, reply.code) == (404, "resource_missing")
        assert other.post(f"{EVENTS}/resend", {"failed_since": LONG_AGO}) == {"resent": 0}
    assert history.newest_first[-1] == event


@pytest.mark.parametrize("name", ["evt_1", "cs_1", "evt_", "x"])
def test_what_is_no_event_is_missing(history, name):
    for method, path in [("GET", name), ("POST", f"{name}/resend")]:
        reply = history.merchant.ask(method, f"{EVENTS}/{path}")
        assert (reply.status, reply.code) == (404, "resource_missing")


def test_what_was_taken_is_told_again_on_demand(merchant):
    with Receiver(answer(200, b"first"), answer(200, b"second")) as receiver:
        merchant.listen_at(receiver.url)
        session = merchant.end()["id"]
        event = merchant.wait_until_delivered(session)
        resent = merchant.post(f"{EVENTS}/{event['id']}/resend")
        assert (resent["id"], resent["state"], resent["attempts"]) == (event["id"], "pending", 1)
        again = merchant.event_when(session, lambda event: event["attempts"] == 2)
        first, second = receiver.arrivals
    assert (second.event, second.body) == (first.event, first.body)
    assert int(second["webhook-timestamp"]) >= int(first["webhook-timestamp"])
    assert again["state"] == "delivered"
    assert again["attempt_log"][0] == event["attempt_log"][0]
    assert [attempt["response"] for attempt in again["attempt_log"]] == ["first", "second"]


def test_what_waits_is_told_at_once_on_demand(merchant):
    with Receiver(answer(503, Retry_After="3600"), answer(200)) as receiver:
        merchant.listen_at(receiver.url)
        session = merchant.end()["id"]
        event = merchant.event_when(session, lambda event: event["attempts"] == 1)
        merchant.post(f"{EVENTS}/{event['id']}/resend", {})
        again = merchant.wait_until_delivered(session)
        assert [arrival.event for arrival in receiver.arrivals] == [event["id"]] * 2
    assert [attempt["status"] for attempt in again["attempt_log"]] == [503, 200]


def test_what_came_to_nothing_is_told_again_as_a_whole(merchant):
    with Receiver(answer(410), answer(200)) as receiver:
        url = merchant.listen_at(receiver.url)["url"]
        merchant.end()
        merchant.settings_when(lambda settings: settings["status"] == "disabled")
        missed = [merchant.end(verb)["id"] for verb in ("cancel", "expire", "cancel")]
        for session in missed:
            event = merchant.event_when(session, lambda event: event["state"] == "canceled")
            assert (event["attempts"], event["next_attempt_at"]) == (0, None)
            assert receiver.of(session) == []
        merchant.listen_at(url)
        assert merchant.post(f"{EVENTS}/resend", {"failed_since": YEARS_AHEAD}) == {"resent": 0}
        assert merchant.post(f"{EVENTS}/resend", {"failed_since": LONG_AGO}) == {"resent": 3}
        for session in missed:
            merchant.wait_until_delivered(session)
        assert [len(receiver.of(session)) for session in missed] == [1, 1, 1]


def test_what_was_taken_or_waits_is_not_told_again_as_a_whole(merchant):
    with Receiver(answer(200), answer(503, Retry_After="3600"), answer(200)) as receiver:
        merchant.listen_at(receiver.url)
        taken = merchant.end()["id"]
        merchant.wait_until_delivered(taken)
        waiting = merchant.end()["id"]
        merchant.event_when(waiting, lambda event: event["attempts"] == 1)
        assert merchant.post(f"{EVENTS}/resend", {"failed_since": LONG_AGO}) == {"resent": 0}
        merchant.wait_until_delivered(merchant.end()["id"])
        assert [len(receiver.of(session)) for session in (taken, waiting)] == [1, 1]


def test_without_a_destination_nothing_is_put_down(merchant):
    merchant.end()
    assert merchant.get(EVENTS)["data"] == []
    assert merchant.get(SETTINGS)["url"] is None


def test_a_repeated_resend_is_sent_once(merchant):
    with Receiver() as receiver:
        merchant.listen_at(receiver.url)
        session = merchant.end()["id"]
        event = merchant.wait_until_delivered(session)
        told = merchant.repeat(f"{EVENTS}/{event['id']}/resend")
        assert list(told.json) == MEMBERS
        merchant.event_when(session, lambda event: event["attempts"] == 2)
        again = merchant.ask("POST", f"{EVENTS}/{event['id']}/resend", {}, "again")
        assert (again.is_replayed, again.body) == (True, told.body)
        # The key is this event's: another one's path is another request.
        other = merchant.end()["id"].replace("cs_", "evt_")
        assert merchant.ask("POST", f"{EVENTS}/{other}/resend", None, "again").status == 409
        assert len(receiver.of(session)) == 2


def test_a_repeated_resend_of_all_is_done_once(merchant):
    with Receiver(answer(410), answer(200)) as receiver:
        url = merchant.listen_at(receiver.url)["url"]
        merchant.end()
        merchant.settings_when(lambda settings: settings["status"] == "disabled")
        missed = [merchant.end()["id"] for _ in range(2)]
        for session in missed:
            merchant.event_when(session, lambda event: event["state"] == "canceled")
        merchant.listen_at(url)
        assert merchant.repeat(f"{EVENTS}/resend", {"failed_since": LONG_AGO}).json == {"resent": 2}
        for session in missed:
            merchant.wait_until_delivered(session)
        assert [len(receiver.of(session)) for session in missed] == [1, 1]


def test_all_that_is_wrong_with_a_resend_is_told(history):
    event = history.newest_first[-1]["id"]
    for path, body, params in [
        ("resend?x=1", {"since": 1}, ["failed_since", "x", "since"]), ("resend", {"a": 1, "b": 2, "failed_since": 3},
                                                                   ["failed_since", "a", "b"]),
        (f"{event}/resend", {"a": 1, "b": 2}, ["a", "b"]),
    ]:
        error = history.merchant.ask("POST", f"{EVENTS}/{path}", body).json["error"]
        assert [part["param"] for part in error["errors"]] == params
        assert error["param"] == params[0]


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("limit=0&state=open&status=open", ["limit", "state", "status"]),
        ("status=x&type=x&session=cs_1&cursor=x", ["cursor", "session", "type", "status"]),
        ("state=&state=pending&state=failed&type=x", ["type", "state"]), ("a=1&b=%&a=1", ["a", "b", "a"]),
    ],
)
def test_all_that_is_wrong_with_a_query_is_told(history, query, params):
    error = history.merchant.ask("GET", f"{EVENTS}?{query}").json["error"]
    assert [part["param"] for part in error["errors"]] == params
    assert error["param"] == params[0]
