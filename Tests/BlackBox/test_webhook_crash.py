"""A kill at any moment loses no event, and sends none again that was known to be taken."""

import http.client
import os
import threading
from random import Random

from client import order
from merchant import EVENTS, WAIT_SECONDS, Merchant, until
from receivers import Receiver, answer, hang, hold
from service import Service
from shop import new_shop

KILLS = int(os.environ.get("OPENCHECKOUT_TEST_WEBHOOK_KILLS", "6"))
MOST_EVENTS_BEFORE_A_KILL = 60
MARKERS = 5
STARTS_AFTERWARDS = 2

GONE = (OSError, http.client.HTTPException)


class Killing:
    """One data directory, with one merchant, whose service is killed and started again."""

    def __init__(self, directory, receiver):
        self.receiver = receiver
        self._directory = directory
        self._shop = None

    def start(self):
        """The service, to be ended by a `with`."""
        return Service(self._directory, "--allow-local-webhooks")

    def merchant(self, service):
        """The merchant, who is told by the receiver."""
        service.ready()
        is_new = self._shop is None
        if is_new:
            self._shop = new_shop(self._directory)
        merchant = Merchant(service, self._shop["test_key"], self._shop["webhook_secret"])
        if is_new:
            merchant.listen_at(self.receiver.url)
        return merchant

    def kill(self, service):
        """Kills the service; nothing of it arrives after this."""
        service.kill()
        self.receiver.wait_until_left(WAIT_SECONDS)


def tell_markers(merchant):
    """Ends sessions and waits until their events were taken, so that whatever was due before has been sent, too."""
    for session in [merchant.end()["id"] for _ in range(MARKERS)]:
        merchant.wait_until_delivered(session)


def test_an_attempt_without_an_answer_is_made_again(directory):
    gate = threading.Event()
    with Receiver(hold(gate), answer(200)) as receiver:
        killing = Killing(directory, receiver)
        with killing.start() as service:
            session = killing.merchant(service).end()["id"]
            first = receiver.wait_for_count(1, WAIT_SECONDS)
            service.kill()
        gate.set()
        receiver.wait_until_left(WAIT_SECONDS)
        with killing.start() as service:
            merchant = killing.merchant(service)
            second = receiver.wait_for_count(2, WAIT_SECONDS)
            event = merchant.wait_until_delivered(session)
            tell_markers(merchant)
            assert receiver.of(session) == [first, second]
            assert service.stop() == 0, service.log
    assert (second.event, second.body) == (first.event, first.body)
    # The attempt that the kill cut off was never put down.
    assert [attempt["status"] for attempt in event["attempt_log"]] == [200]


def test_a_failure_is_remembered_and_the_next_attempt_keeps_its_time(directory):
    with Receiver(answer(503, Retry_After="3600"), answer(200)) as receiver:
        killing = Killing(directory, receiver)
        with killing.start() as service:
            merchant = killing.merchant(service)
            session = merchant.end()["id"]
            before = merchant.event_when(session, lambda event: event["attempts"] == 1)
            killing.kill(service)
        with killing.start() as service:
            merchant = killing.merchant(service)
            tell_markers(merchant)
            assert merchant.event_of(session) == before
            assert len(receiver.of(session)) == 1
            assert service.stop() == 0, service.log


def test_an_attempt_that_the_end_of_the_service_cuts_off_is_made_again(directory):
    with Receiver(hang, answer(200)) as receiver:
        killing = Killing(directory, receiver)
        with killing.start() as service:
            session = killing.merchant(service).end()["id"]
            first = receiver.wait_for_count(1, WAIT_SECONDS)
            assert service.stop() == 0, service.log
        with killing.start() as service:
            event = killing.merchant(service).wait_until_delivered(session)
            assert service.stop() == 0, service.log
        (_, second) = receiver.of(session)
    assert (second.event, second.body) == (first.event, first.body)
    assert [attempt["status"] for attempt in event["attempt_log"]] == [200]


def test_what_was_known_to_be_taken_is_never_sent_again(directory):
    with Receiver() as receiver:
        killing = Killing(directory, receiver)
        with killing.start() as service:
            merchant = killing.merchant(service)
            session = merchant.end()["id"]
            before = merchant.wait_until_delivered(session)
            killing.kill(service)
        for _ in range(STARTS_AFTERWARDS):
            with killing.start() as service:
                merchant = killing.merchant(service)
                tell_markers(merchant)
                assert merchant.event_of(session) == before
                killing.kill(service)
        assert len(receiver.of(session)) == 1
        assert len(receiver.arrivals) == 1 + STARTS_AFTERWARDS * MARKERS


class Stream:
    """A merchant who cancels one session after the other until the service is gone, and looks what was taken."""

    def __init__(self, merchant, receiver, acknowledged, taken):
        """Keeps the sessions whose cancel was acknowledged, and how often those had arrived that were seen taken."""
        self._merchant = merchant
        self._receiver = receiver
        self._acknowledged = acknowledged
        self._taken = taken
        self._failures = []
        self._is_killed = False
        self._is_over = False
        self._changed = threading.Condition()
        self._threads = [
            threading.Thread(target=self._until_gone, args=(act,), daemon=True) for act in (self._cancel, self._look)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception):
        self._is_over = True
        for thread in self._threads:
            thread.join(WAIT_SECONDS)
            assert not thread.is_alive(), "a thread does not come to its end"
        if self._failures:
            raise self._failures[0]

    def wait_for_acknowledged(self, count):
        """Waits until so many cancels more were acknowledged."""
        with self._changed:
            goal = len(self._acknowledged) + count
            assert self._changed.wait_for(lambda: self._failures or len(self._acknowledged) >= goal, WAIT_SECONDS)

    def will_be_killed(self):
        """Says that a lost connection is no fault from now on."""
        self._is_killed = True

    def _until_gone(self, act):
        try:
            with self._merchant.service.client(self._merchant.key) as client:
                while not self._is_over:
                    act(client)
        except BaseException as error:
            if not (self._is_killed and isinstance(error, GONE)):
                with self._changed:
                    self._is_over = True
                    self._failures.append(error)
                    self._changed.notify_all()

    def _cancel(self, client):
        created = client.create(order())
        assert created.status == 201, created
        session = created.json["id"]
        assert client.change(session, "cancel").status == 200
        with self._changed:
            self._acknowledged.append(session)
            self._changed.notify_all()

    def _look(self, client):
        page = client.request("GET", f"{EVENTS}?limit=100&state=delivered")
        assert page.status == 200, page
        sessions = [event["session"] for event in page.json["data"]]
        for session in sessions:
            if session not in self._taken:
                self._taken[session] = len(self._receiver.of(session))
                assert self._taken[session] > 0, "an event was taken that has not arrived"


def wait_for_a_moment(random, stream, receiver, gate):
    """Waits until it is time for a kill: behind a cancel, behind an arrival, or while answers are held back."""
    count = random.randint(1, MOST_EVENTS_BEFORE_A_KILL)
    moment = random.choice(["cancel", "arrival", "attempt"])
    if moment == "cancel":
        stream.wait_for_acknowledged(count)
    elif moment == "arrival":
        receiver.wait_for_count(len(receiver.arrivals) + count, WAIT_SECONDS)
    else:
        stream.wait_for_acknowledged(count)
        gate.clear()
        receiver.wait_for_count(len(receiver.arrivals) + 1, WAIT_SECONDS)


def test_kills_under_way_lose_no_event_and_send_none_that_was_seen_taken(directory, seed):
    random = Random(f"{seed} webhooks")
    acknowledged, taken = [], {}
    gate = threading.Event()
    with Receiver(hold(gate)) as receiver:
        killing = Killing(directory, receiver)
        for _ in range(KILLS):
            gate.set()
            with killing.start() as service:
                with Stream(killing.merchant(service), receiver, acknowledged, taken) as stream:
                    wait_for_a_moment(random, stream, receiver, gate)
                    stream.will_be_killed()
                    service.kill()
            gate.set()
            receiver.wait_until_left(WAIT_SECONDS)
        with killing.start() as service:
            merchant = killing.merchant(service)
            until(lambda: merchant.get(f"{EVENTS}?state=pending")["data"], lambda waiting: not waiting, WAIT_SECONDS)
            tell_markers(merchant)
            assert service.stop() == 0, service.log
        arrivals = {session: receiver.of(session) for session in {*acknowledged, *taken}}
    assert [session for session in acknowledged if not arrivals[session]] == []
    assert {session: len(arrivals[session]) for session in taken} == taken
    for told in arrivals.values():
        assert len({(arrival.event, arrival.body) for arrival in told}) == 1
