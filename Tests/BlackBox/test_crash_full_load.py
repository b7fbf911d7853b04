"""Kills while 64 connections all wait for their replies; each reply that came is compared after the next start."""

import itertools
import os
from random import Random

from full_load import CONNECTIONS, Crowd, Sale
from service import Service, ask
from story import Operator

KILLS = int(os.environ.get("OPENCHECKOUT_TEST_KILLS", "4"))
KILLS_OF_A_DIRECTORY = 20
MOST_REPLIES = 1500


class Rush:
    """One data directory, and all that was bought from it until and after each kill."""

    def __init__(self, directory, seed):
        self._directory = directory
        self._seed = seed
        self._random = Random(f"{seed} rush")
        self._numbers = itertools.count()
        self.compared = 0
        with self._start() as service:
            service.ready()
            self._sale = Sale(ask(directory, "merchant", "create", "--name", "Shop")["test_key"])
            assert service.stop() == 0

    def kill(self, with_snapshots):
        """Kills the service at any of the many replies, starts it again, and compares every one of them."""
        with self._start("--retention", "0s") as service:
            work = _Work(service.ready(), self._sale, self._random.randint(CONNECTIONS, MOST_REPLIES))
            if with_snapshots:
                with Operator(work):
                    work.run(self._numbers)
            else:
                work.run(self._numbers)
        assert work.failures == []
        with self._start() as service:
            self._settle(service.ready(), work.unanswered)
            self._compare(service, work.answered + work.unanswered)
            assert service.stop() == 0, service.log

    def finish(self):
        """Compares everything since the beginning, and that the list has each of it once and nothing else."""
        with self._start() as service:
            self._compare(service.ready(), list(self._sale.answers))
            with service.client(self._sale.key) as client:
                listed = [session["client_reference_id"] for page in client.pages() for session in page.json["data"]]
            assert len(listed) == len(set(listed)), "a session is listed twice"
            assert set(listed) == self._sale.answers.keys()
            assert service.stop() == 0, service.log

    def _start(self, *options):
        return Service(self._directory, "--shards", self._random.randint(1, 4), *options)

    # What was not answered may have happened or not; asked for again it is there, and once only.
    def _settle(self, service, names):
        def take(name, answer):
            assert answer and answer.status == 201, (name, answer)
            self._sale.answers[name] = answer.body

        assert Crowd(service.address).ask(((self._sale.create(name), name) for name in names), take)

    def _compare(self, service, names):
        def take(subject, answer):
            name, is_replay = subject
            told = self._sale.answers[name]
            assert answer and answer.body == told, f"{name} was {told} and is {answer}"
            assert (answer.status, answer.is_replayed) == ((201, True) if is_replay else (200, False)), (name, answer)

        requests = [(self._sale.read(name), (name, False)) for name in names]
        requests += [(self._sale.create(name), (name, True)) for name in names]
        assert Crowd(service.address).ask(requests, take)
        self.compared += len(names)


class _Work:
    """A load on a service that is killed after some replies; also what an operator knows of it."""

    def __init__(self, service, sale, kill_after):
        self.service = service
        self.is_killed = False
        self.answered = []
        self.unanswered = []
        self.failures = []
        self._sale = sale
        self._kill_after = kill_after

    def run(self, numbers):
        """Orders without end."""
        names = (f"order-{number}" for number in numbers)
        Crowd(self.service.address).ask(((self._sale.create(name), name) for name in names), self._take)
        self.service.kill()

    def fail(self, error):
        """Called by the operator for what must not be."""
        self.failures.append(error)
        self._kill()

    def _take(self, name, answer):
        if answer is None:
            assert self.is_killed, "a connection was lost"
            self.unanswered.append(name)
            return
        assert (answer.status, answer.is_replayed) == (201, False), (name, answer)
        self._sale.answers[name] = answer.body
        self.answered.append(name)
        if len(self.answered) == self._kill_after:
            self._kill()

    def _kill(self):
        self.is_killed = True
        self.service.kill()


def test_kills_under_full_load_take_back_no_reply_of_all(tmp_path, seed):
    compared = 0
    for first in range(0, KILLS, KILLS_OF_A_DIRECTORY):
        rush = Rush(tmp_path / f"data-{first}", f"{seed} {first}")
        for index in range(first, min(first + KILLS_OF_A_DIRECTORY, KILLS)):
            rush.kill(with_snapshots=index % 3 == 0)
        rush.finish()
        compared += rush.compared
    print(f"{KILLS} kills under {CONNECTIONS} connections: {compared} replies compared, none lost or changed")
