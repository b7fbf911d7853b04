"""Where webhooks may go, and what a merchant learns by trying."""

import pytest

from merchant import EVENTS, SETTINGS, WAIT_SECONDS, Merchant
from receivers import Receiver, answer
from service import Service, ask
from shop import new_shop
from verifying import verdicts

# A port at which nothing listens: port 1 needs privileges, and is nobody's today.
CLOSED = "127.0.0.1:1"
LOCAL_URLS = [
    f"{scheme}://{host}:4242/hook" for scheme in ("http", "https") for host in ("127.0.0.1", "localhost", "[::1]")
]
PRIVATE_URLS = [
    f"{scheme}://{host}/hook"
    for scheme in ("http", "https") for host in ("10.0.0.1", "169.254.169.254", "[fd00::1]", "printer", "box.local")
]


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A service that sends nothing to loopback."""
    with Service(tmp_path_factory.mktemp("strict") / "data") as service:
        yield service.ready()
        assert service.stop() == 0, service.log


def live(service):
    """A merchant in live mode."""
    shop = new_shop(service.directory)
    return Merchant(service, shop["live_key"], shop["live_webhook_secret"])


def test_a_test_event_arrives_signed_and_its_attempt_is_told(merchant, tmp_path):
    with Receiver(answer(202, b"thanks")) as receiver:
        merchant.listen_at(receiver.url)
        attempt = merchant.post(f"{SETTINGS}/test")
        (arrival,) = receiver.arrivals
    assert list(attempt) == ["object", "at", "duration_ms", "status", "problem", "response"]
    expected = {"object": "event_attempt", "status": 202, "problem": None, "response": "thanks"}
    assert {name: attempt[name] for name in expected} == expected
    assert set(verdicts(arrival.held_against(merchant.secret), tmp_path).values()) == {True}
    assert arrival["opencheckout-event"] == arrival.json["type"] == "webhook.test"
    assert arrival.json["event_id"] == arrival.event
    assert arrival.json["livemode"] is False
    assert merchant.get(EVENTS)["data"] == []


@pytest.mark.parametrize("status", [302, 404, 410, 500])
def test_a_refused_test_event_counts_for_nothing(merchant, status):
    with Receiver(answer(status)) as receiver:
        merchant.listen_at(receiver.url)
        attempt = merchant.post(f"{SETTINGS}/test", {})
        assert len(receiver.arrivals) == 1
    assert (attempt["status"], attempt["problem"]) == (status, None)
    assert merchant.get(SETTINGS)["status"] == "enabled"


def test_a_test_event_to_nobody_says_why(merchant):
    merchant.listen_at(f"http://{CLOSED}/hook")
    attempt = merchant.post(f"{SETTINGS}/test")
    assert (attempt["status"], attempt["problem"], attempt["response"]) == (None, "connection refused", "")


def test_a_test_event_needs_a_destination(merchant):
    assert merchant.refusal("POST", f"{SETTINGS}/test") == (400, "url")
    merchant.listen_at(f"http://{CLOSED}/hook")
    merchant.listen_at(None)
    assert merchant.refusal("POST", f"{SETTINGS}/test") == (400, "url")


@pytest.fixture(scope="module")
def barred(telling, strict):
    """Merchants who may not be told on this machine; none of them ever gets a destination."""
    merchants = [live(telling), live(strict), Merchant.new(strict)]
    yield merchants
    assert [merchant.get(SETTINGS)["url"] for merchant in merchants] == [None] * len(merchants)


@pytest.mark.parametrize("url", LOCAL_URLS)
def test_this_machine_is_for_test_mode_where_it_is_allowed(merchant, barred, url):
    assert merchant.listen_at(url)["url"] == url
    for other in barred:
        assert other.refusal("POST", SETTINGS, {"url": url}) == (400, "url")


@pytest.mark.parametrize("url", PRIVATE_URLS)
def test_another_private_address_is_for_nobody(merchant, barred, url):
    for anybody in [merchant, *barred]:
        assert anybody.refusal("POST", SETTINGS, {"url": url}) == (400, "url")
    assert merchant.get(SETTINGS)["url"] is None


def test_http_to_a_name_is_for_test_mode_where_this_machine_is_allowed(merchant, barred):
    url = "http://shop.example/hook"
    for other in barred:
        assert other.refusal("POST", SETTINGS, {"url": url}) == (400, "url")
    # The name might be this machine's.
    assert merchant.listen_at(url)["url"] == url


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://127.0.0.1:1/", "the URL is not https"), ("https://localhost:1/", "the host name is not public"),
        ("https://127.0.0.1:1/", "the host is an address, not a name"),
        ("https://[::1]:1/", "the host is an address, not a name"),
    ],
)
def test_what_an_operator_sets_is_reached_no_further(telling, strict, url, problem):
    for service, mode in [(telling, "live"), (strict, "live"), (strict, "test")]:
        shop = new_shop(service.directory)
        ask(service.directory, "merchant", "update", shop["id"], "--mode", mode, "--webhook-url", url)
        merchant = Merchant(service, shop[f"{mode}_key"], secret=None)
        attempt = merchant.post(f"{SETTINGS}/test")
        assert (attempt["status"], attempt["problem"]) == (None, problem)
        event = merchant.event_when(merchant.end()["id"], lambda event: event["attempts"] == 1)
        assert (event["state"], event["attempt_log"][0]["problem"]) == ("pending", problem)
    merchant = Merchant.new(telling)
    merchant.listen_at(url)
    assert merchant.post(f"{SETTINGS}/test")["problem"] == "connection refused"


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("", {}, "url"), ("", {"url": 5}, "url"), ("", {"url": ""}, "url"), ("", {"url": "ftp://shop.example/"}, "url"),
        ("", {"url": "https://user:word@shop.example/"}, "url"),
        ("", {"url": f"https://shop.example/{'x' * 2048}"}, "url"),
        ("", {"url": None, "uri": "https://shop.example/"}, "uri"), ("?url=x", {"url": None}, "url"),
        ("/roll", {"overlap_seconds": -1}, "overlap_seconds"),
        ("/roll", {"overlap_seconds": 604801}, "overlap_seconds"),
        ("/roll", {"overlap_seconds": "5"}, "overlap_seconds"), ("/roll", {"overlap": 5}, "overlap"),
        ("/test", {"url": "https://shop.example/"}, "url"),
    ],
)
def test_settings_that_are_none_change_nothing(merchant, path, body, param):
    before = merchant.listen_at("https://shop.example/hook")
    assert merchant.refusal("POST", SETTINGS + path, body) == (400, param)
    assert merchant.get(SETTINGS) == before


def test_each_mode_has_its_own_destination(telling, tmp_path):
    shop = new_shop(telling.directory)
    tested = Merchant(telling, shop["test_key"], shop["webhook_secret"])
    sold = Merchant(telling, shop["live_key"], shop["live_webhook_secret"])
    sold.listen_at("https://shop.example/hook")
    assert tested.get(SETTINGS)["url"] is None
    with Receiver() as receiver:
        tested.listen_at(receiver.url)
        tested.end()
        arrival = receiver.wait_for_count(1, WAIT_SECONDS)
    assert sold.get(EVENTS)["data"] == []
    assert set(verdicts(arrival.held_against(sold.secret), tmp_path).values()) == {False}
    settings = [merchant.get(SETTINGS) for merchant in (tested, sold)]
    assert [mode["livemode"] for mode in settings] == [False, True]
    assert [mode["secret_last4"] for mode in settings] == [tested.secret[-4:], sold.secret[-4:]]


@pytest.mark.parametrize(
    ("path", "body", "params"),
    [
        ("", {"u": 1, "url": "ftp://shop.example/", "v": 2}, ["url", "u", "v"]),
        ("?x=1&y=2", {"u": 1}, ["url", "x", "y", "u"]),
        ("/roll", {"overlap": 5, "overlap_seconds": "5"}, ["overlap_seconds", "overlap"]),
        ("/test", {"u": 1, "v": 2}, ["u", "v"]), ("/test", {"u" * 300: 1, "v": 2}, ["u" * 200 + "…", "v"]),
        ("/test", {f"u{number}": number for number in range(200)}, [f"u{number}" for number in range(100)]),
    ],
)
def test_all_that_is_wrong_with_a_request_is_told(merchant, path, body, params):
    error = merchant.ask("POST", SETTINGS + path, body).json["error"]
    assert [part["param"] for part in error["errors"]] == params
    assert {name: error[name] for name in error if name != "errors"} == error["errors"][0]
    assert {part["code"] for part in error["errors"][1:]} == {"parameter_unknown"}


def test_one_wrong_field_is_told_without_a_list(merchant):
    error = merchant.ask("POST", SETTINGS, {"url": 5}).json["error"]
    assert (error["param"], "errors" in error) == ("url", False)


def test_a_repeated_setting_does_not_undo_a_later_one(merchant):
    first, later = ({"url": f"https://shop.example/{name}"} for name in ("first", "later"))
    told = merchant.repeat(SETTINGS, first)
    merchant.post(SETTINGS, later)
    again = merchant.ask("POST", SETTINGS, first, "again")
    assert (again.is_replayed, again.body) == (True, told.body)
    conflict = merchant.ask("POST", SETTINGS, later, "again")
    assert (conflict.status, conflict.code) == (409, "idempotency_key_reused")
    # Whatever else would be wrong with it.
    assert merchant.ask("POST", SETTINGS, {"u": 1}, "again").status == 409
    assert merchant.get(SETTINGS)["url"] == later["url"]


def test_a_refused_setting_frees_its_key(merchant):
    assert merchant.ask("POST", SETTINGS, {"url": "ftp://shop.example/"}, "again").status == 400
    merchant.repeat(SETTINGS, {"url": "https://shop.example/hook"})


def test_a_repeated_roll_shows_the_same_secret_through_kills_and_snapshots(directory, tmp_path):
    with Service(directory, "--allow-local-webhooks") as service:
        merchant = Merchant.new(service.ready())
        first = merchant.repeat(f"{SETTINGS}/roll", {"overlap_seconds": 60})
        service.kill()
    secret = first.json["secret"]
    for _ in range(2):
        with Service(directory, "--allow-local-webhooks") as service:
            merchant = Merchant(service.ready(), merchant.key, secret)
            again = merchant.ask("POST", f"{SETTINGS}/roll", {"overlap_seconds": 60}, "again")
            assert (again.status, again.is_replayed, again.body) == (200, True, first.body)
            assert merchant.ask("POST", f"{SETTINGS}/roll", None, "again").status == 409
            assert merchant.get(SETTINGS)["secret_last4"] == secret[-4:]
            assert service.stop() == 0
    with Service(directory, "--allow-local-webhooks") as service, Receiver() as receiver:
        merchant = Merchant(service.ready(), merchant.key, secret)
        merchant.listen_at(receiver.url)
        merchant.post(f"{SETTINGS}/test")
        (arrival,) = receiver.arrivals
        assert set(verdicts(arrival.held_against(secret), tmp_path).values()) == {True}


def test_a_repeated_test_event_is_sent_once(merchant):
    with Receiver(answer(202, b"thanks")) as receiver:
        merchant.listen_at(receiver.url)
        told = merchant.repeat(f"{SETTINGS}/test")
        assert told.json["status"] == 202
        # What was answered stays, though there is nowhere to send to any more.
        merchant.listen_at(None)
        again = merchant.ask("POST", f"{SETTINGS}/test", {}, "again")
        assert (again.is_replayed, again.body) == (True, told.body)
        assert merchant.ask("POST", f"{SETTINGS}/test", None, "another").status == 400
        assert len(receiver.arrivals) == 1
