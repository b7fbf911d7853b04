"""What merchants' servers get on loopback: who sent it, when it comes again, and that one server delays no other."""

import re
import time
from contextlib import ExitStack
from datetime import datetime

import pytest

from merchant import EVENTS, SETTINGS, WAIT_SECONDS, Merchant
from receivers import PATH, Receiver, answer, drip, flood, hang
from server import KEY_LINE
from verifying import verdicts

GOOD_EVENTS = 20
EVENTS_OF_THE_OTHERS = 10
AT_ONCE = 8
PROMPT_SECONDS = 1

# Whole seconds are logged, so that a second may be missing; a slow machine adds some.
FIRST_RETRY_SECONDS = (4, 10)
ROUNDING_SECONDS = 1
WHOLE_ATTEMPT_MILLISECONDS = (9_500, 13_000)
NEXT_DAY_SECONDS = 86_400

# Names as JavaScript puts them into order, and text that JSON may spell in several ways.
METADATA = {"b/ä": "</script>", "10": "\u2028", "2": 'a "quote" \\ \u0001 😀', "01": "", "4294967295": "x"}
MEMBERS = [
    "id", "status", "amount_total", "currency", "metadata", "outgoing_payment", "customer_wallet",
    "type", "event_id", "created_at", "livemode", "mode", "payment_status", "client_reference_id",
]


def signatures(arrival):
    """How many signatures each of the two fields has."""
    return arrival["opencheckout-signature"].count("v1="), arrival["webhook-signature"].count("v1,")


def seconds_between(earlier, later):
    """Time between two times as the API spells them."""
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def assert_genuine(arrival, secret, folder):
    """Everybody who is to verify it takes it."""
    assert set(verdicts(arrival.held_against(secret), folder).values()) == {True}


def assert_not_by(arrival, secret, folder):
    """Nobody takes it for one that is signed with this secret."""
    assert set(verdicts(arrival.held_against(secret), folder).values()) == {False}


@pytest.mark.parametrize(("verb", "status"), [("cancel", "canceled"), ("expire", "expired")])
def test_the_end_of_a_session_is_told_once(merchant, tmp_path, verb, status):
    with Receiver() as receiver:
        merchant.listen_at(receiver.url)
        began = int(time.time())
        session = merchant.end(verb, reference="order 7", amount=4321, metadata=METADATA)
        arrival = receiver.wait_for_count(1, WAIT_SECONDS)
        event = merchant.wait_until_delivered(session["id"])
        told = receiver.arrivals
    assert told == [arrival]
    assert_fields(arrival, merchant, f"checkout.session.{status}", began)
    assert_genuine(arrival, merchant.secret, tmp_path)
    body = arrival.json
    assert list(body) == MEMBERS
    assert list(body["metadata"].items()) == [(name, METADATA[name]) for name in ("2", "10", "b/ä", "01", "4294967295")]
    shared = [name for name in MEMBERS if name not in ("type", "event_id", "created_at")]
    assert {name: body[name] for name in shared} == {name: session[name] for name in shared}
    assert (body["status"], body["amount_total"]) == (status, 4321)
    assert (body["type"], body["event_id"]) == (f"checkout.session.{status}", arrival.event)
    assert event["body"] == arrival.body.decode()
    assert (event["id"], event["type"], event["created_at"]) == (arrival.event, body["type"], body["created_at"])


def assert_fields(arrival, merchant, event_type, began):
    """The request has every field that merchants are told of."""
    assert arrival.path == PATH
    stamp = arrival["webhook-timestamp"]
    version = merchant.get("/api/health")["version"]
    assert began <= int(stamp) <= time.time()
    assert re.fullmatch(r"evt_[0-9A-Za-z]+", arrival.event)
    expected = {
        "content-type": "application/json",
        "content-length": str(len(arrival.body)),
        "user-agent": f"OpenCheckout/{version}",
        "opencheckout-event": event_type,
    }
    assert {name: arrival[name] for name in expected} == expected
    assert re.fullmatch(rf"t={stamp},v1=[0-9a-f]{{64}}", arrival["opencheckout-signature"])
    assert re.fullmatch(r"v1,[0-9A-Za-z+/]{43}=", arrival["webhook-signature"])


def test_what_was_not_taken_comes_again(merchant, tmp_path):
    with Receiver(answer(500, "not now – ".encode() * 200), answer(200, b"thanks")) as receiver:
        merchant.listen_at(receiver.url)
        session = merchant.end()["id"]
        first = receiver.wait_for_count(1, WAIT_SECONDS)
        waiting = merchant.event_when(session, lambda event: event["attempts"] == 1)
        second = receiver.wait_for_count(2, WAIT_SECONDS)
        event = merchant.wait_until_delivered(session)
        assert receiver.arrivals == [first, second]
    assert waiting["state"] == "pending"
    assert 5 <= seconds_between(waiting["attempt_log"][0]["at"], waiting["next_attempt_at"]) <= 5 + ROUNDING_SECONDS
    assert FIRST_RETRY_SECONDS[0] <= second.at - first.at <= FIRST_RETRY_SECONDS[1]
    assert int(second["webhook-timestamp"]) > int(first["webhook-timestamp"])
    assert (second.event, second.body) == (first.event, first.body)
    for arrival in (first, second):
        assert_genuine(arrival, merchant.secret, tmp_path)
    assert (event["attempts"], event["next_attempt_at"]) == (2, None)
    assert [attempt["number"] for attempt in event["attempt_log"]] == [1, 2]
    assert [(attempt["status"], attempt["problem"]) for attempt in event["attempt_log"]] == [(500, None), (200, None)]
    assert event["attempt_log"][1]["response"] == "thanks"
    # The first KiB of it, which ends within a character.
    assert event["attempt_log"][0]["response"].encode().startswith("not now – ".encode() * 80)
    assert len(event["attempt_log"][0]["response"]) < 1024
    assert all(0 <= attempt["duration_ms"] < 10_000 for attempt in event["attempt_log"])


@pytest.mark.parametrize(("wish", "seconds"), [("1", 5), ("1800", 1800), (str(NEXT_DAY_SECONDS), 3600)])
def test_a_wish_to_be_left_alone_is_honoured_for_an_hour(merchant, wish, seconds):
    with Receiver(answer(503, Retry_After=wish)) as receiver:
        merchant.listen_at(receiver.url)
        event = merchant.event_when(merchant.end()["id"], lambda event: event["attempts"] == 1)
    waits = seconds_between(event["attempt_log"][0]["at"], event["next_attempt_at"])
    assert seconds <= waits <= seconds + ROUNDING_SECONDS


class Others:
    """Merchants whose servers behave badly, each with some events that are due."""

    def __init__(self, service, stack):
        """Starts the servers, to be ended by the stack, and waits until each has got something."""
        self.aside = stack.enter_context(Receiver())
        manners = {
            "hanging": hang, "redirecting": answer(307, Location=self.aside.url), "refusing": answer(500, b"no"),
            "dripping": drip, "flooding": flood,
        }
        self.receivers = {name: stack.enter_context(Receiver(manner)) for name, manner in manners.items()}
        self._merchants = {name: Merchant.new(service) for name in manners}
        self._sessions = {}
        for name, merchant in self._merchants.items():
            merchant.listen_at(self.receivers[name].url)
            self._sessions[name] = [merchant.end()["id"] for _ in range(EVENTS_OF_THE_OTHERS)]
        for receiver in self.receivers.values():
            receiver.wait_for_count(1, WAIT_SECONDS)

    def attempts_made(self, name):
        """How often each event of a merchant was tried to the end."""
        return [event["attempts"] for event in self._merchants[name].get(EVENTS)["data"]]

    def first_attempts(self, name):
        """What came of the first attempts that a merchant's server has got, and how the events stand."""
        sessions = [arrival.session for arrival in self.receivers[name].arrivals[:AT_ONCE]]
        events = [
            self._merchants[name].event_when(session, lambda event: event["attempts"] >= 1) for session in sessions
        ]
        return [event["attempt_log"][0] | {"state": event["state"]} for event in events]


def test_no_server_delays_another(telling):
    with ExitStack() as stack:
        others = Others(telling, stack)
        receiver, merchant = stack.enter_context(Receiver()), Merchant.new(telling)
        merchant.listen_at(receiver.url)
        for _ in range(GOOD_EVENTS):
            began = time.monotonic()
            arrival = receiver.wait_for_session(merchant.end()["id"], WAIT_SECONDS)
            assert arrival.at - began <= PROMPT_SECONDS
        for name in ("hanging", "dripping"):
            assert others.attempts_made(name) == [0] * EVENTS_OF_THE_OTHERS, name
            assert len(others.receivers[name].arrivals) == AT_ONCE
        expected = {
            "hanging": {"state": "pending", "status": None, "problem": "timed out after 10 s", "response": ""},
            "dripping": {"state": "pending", "status": None, "problem": "timed out after 10 s", "response": ""},
            "redirecting": {"state": "pending", "status": 307, "problem": None, "response": ""},
            "refusing": {"state": "pending", "status": 500, "problem": None, "response": "no"},
            "flooding": {"state": "delivered", "status": 200, "problem": None, "response": "x" * 1024},
        }
        for name, outcome in expected.items():
            for attempt in others.first_attempts(name):
                assert {member: attempt[member] for member in outcome} == outcome, name
                if attempt["problem"]:
                    assert WHOLE_ATTEMPT_MILLISECONDS[0] <= attempt["duration_ms"] <= WHOLE_ATTEMPT_MILLISECONDS[1]
        assert others.aside.arrivals == []


def test_a_rolled_secret_signs_beside_the_new_one_for_a_while(merchant, tmp_path):
    with Receiver() as receiver:
        merchant.listen_at(receiver.url)

        def next_arrival():
            return receiver.wait_for_session(merchant.end()["id"], WAIT_SECONDS)

        before = next_arrival()
        rolled = merchant.post(f"{SETTINGS}/roll", {"overlap_seconds": NEXT_DAY_SECONDS})
        meanwhile = next_arrival()
        shown = merchant.get(SETTINGS)
        again = merchant.post(f"{SETTINGS}/roll", {"overlap_seconds": 0})
        after = next_arrival()
    old, new, newest = merchant.secret, rolled["secret"], again["secret"]
    assert len({old, new, newest}) == 3
    assert signatures(before) == (1, 1)
    assert_genuine(before, old, tmp_path)
    assert signatures(meanwhile) == (2, 2)
    assert_genuine(meanwhile, old, tmp_path)
    assert_genuine(meanwhile, new, tmp_path)
    assert signatures(after) == (1, 1)
    assert_genuine(after, newest, tmp_path)
    for secret in (old, new):
        assert_not_by(after, secret, tmp_path)
    assert shown == {name: value for name, value in rolled.items() if name != "secret"}
    overlap = seconds_between(rolled["updated_at"], rolled["previous_secret_expires_at"])
    assert NEXT_DAY_SECONDS - ROUNDING_SECONDS <= overlap <= NEXT_DAY_SECONDS
    assert again["previous_secret_expires_at"] is None
    for settings in (rolled, again):
        assert settings["secret_last4"] == settings["secret"][-4:]


def test_a_rolled_secret_signs_no_more_when_its_time_is_up(merchant, tmp_path):
    with Receiver() as receiver:
        merchant.listen_at(receiver.url)
        rolled = merchant.post(f"{SETTINGS}/roll", {"overlap_seconds": 1})
        merchant.settings_when(lambda settings: settings["previous_secret_expires_at"] is None)
        arrival = receiver.wait_for_session(merchant.end()["id"], WAIT_SECONDS)
    assert signatures(arrival) == (1, 1)
    assert_genuine(arrival, rolled["secret"], tmp_path)
    assert_not_by(arrival, merchant.secret, tmp_path)


def test_who_tries_the_demo_gets_a_secret_by_rolling(telling, tmp_path):
    key = next(filter(None, map(KEY_LINE.fullmatch, telling.output.splitlines())))["key"]
    merchant = Merchant(telling, key, secret=None)
    with Receiver() as receiver:
        secret = merchant.post(f"{SETTINGS}/roll")["secret"]
        assert "secret" not in merchant.listen_at(receiver.url)
        merchant.end()
        assert_genuine(receiver.wait_for_count(1, WAIT_SECONDS), secret, tmp_path)


def test_a_server_that_is_gone_for_good_is_left_alone(merchant):
    with Receiver(answer(410), answer(200)) as receiver:
        url = merchant.listen_at(receiver.url)["url"]
        refused = merchant.end()["id"]
        disabled = merchant.settings_when(lambda settings: settings["status"] == "disabled")
        assert (disabled["url"], disabled["disabled_reason"]) == (url, "the server answered 410 Gone")
        silent = merchant.end()["id"]
        assert merchant.event_when(silent, lambda event: event["state"] == "canceled")["attempts"] == 0
        enabled = merchant.listen_at(url)
        assert (enabled["status"], enabled["disabled_reason"]) == ("enabled", None)
        told = merchant.end()["id"]
        merchant.wait_until_delivered(told)
        assert [arrival.session for arrival in receiver.arrivals if arrival.session != refused] == [told]
        # What was refused was not taken: it is due again.
        assert merchant.event_of(refused)["attempt_log"][0]["status"] == 410
