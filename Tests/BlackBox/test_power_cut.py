"""A loss of power at any moment takes nothing back that was acknowledged: real calls, and files as it leaves them.

The program runs with a witness of its calls. For moments chosen by chance a directory is made of what a disk may hold
when the power fails there: what was not synced is gone, torn at sectors, or there. A start on it must find all that had
been told by that moment.
"""

import http.client
import json
import os
import socket
from random import Random

import pytest

from audit import Audit
from client import SESSIONS
from load import Load
from promises import Ledger
from recording import Recording
from service import Service, ask
from story import Operator
from told import known_bodies, ledger_of, replies
from witness import Witness

CUTS = int(os.environ.get("OPENCHECKOUT_TEST_POWER_CUTS", "6"))
ROUNDS = 2
MOST_REPLIES = 150
ORDER_SECONDS = 60


@pytest.fixture(scope="module")
def witness(tmp_path_factory):
    """A witness, built once."""
    return Witness(tmp_path_factory.mktemp("witness"))


def order_over_socket(directory):
    """Has the service write a snapshot; gives 0, or 1 and what was wrong.

    Not by the command: one that finds the service gone opens the directory by itself, and the witness does not see it.
    """
    place = os.open(directory, os.O_PATH)
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(ORDER_SECONDS)
            connection.connect(f"/proc/self/fd/{place}/control.sock")
            body = b'{"createSnapshot":{}}'
            head = f"POST /operator HTTP/1.1\r\nHost: control\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + body)
            reply = http.client.HTTPResponse(connection)
            reply.begin()
            problem = json.loads(reply.read()).get("failure")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return 1, error
    finally:
        os.close(place)
    return (1, problem) if problem else (0, None)


class Outage:
    """One service, again and again without power."""

    def __init__(self, witness, folder, seed):
        self._witness = witness
        self._folder = folder
        self._seed = seed
        self._random = Random(f"{seed} outage")
        self._cuts = 0
        self.ledger = Ledger()
        self.directory = folder / "data"
        with Service(self.directory) as service:
            service.ready()
            self.key = ask(self.directory, "merchant", "create", "--name", "Shop")["test_key"]
            assert service.stop() == 0

    def run(self, cuts):
        """Runs the service under load, and goes on from the last of some cuts, all of which must lose nothing."""
        number = self._cuts
        known = known_bodies(self.ledger)
        recording = Recording(self._witness, self.directory, self._folder / f"trace-{number}")
        with Service(self.directory, "--retention", "0s", **recording.settings) as service:
            load = Load(service.ready(), self.key, self.ledger, f"{self._seed} {number}", finish=Service.stop)
            load.begin(kill_after=self._random.randint(MOST_REPLIES // 2, MOST_REPLIES))
            with Operator(load, order_over_socket):
                load.end()
            assert service.wait() == 0, service.log
        recording.end()
        ledger = self.ledger
        for _ in range(cuts):
            self._cuts += 1
            count = recording.any_count(self._random)
            self.directory = self._folder / f"data-{self._cuts}"
            self.ledger = ledger_of(ledger, known, recording.moments[:count])
            recording.cut(count, self.directory, self._random)
            self._check(f"after {count} of {len(recording.moments)} moments, in {self.directory}")

    def _check(self, place):
        with Service(self.directory) as service:
            try:
                Audit(service.ready(), self.key, self.ledger).run(self.ledger.orders)
            except AssertionError as error:
                raise AssertionError(f"{place}: {error}") from error
            assert service.stop() == 0, service.log


def test_power_cuts_take_back_nothing_that_was_acknowledged(tmp_path, seed, witness):
    outage = Outage(witness, tmp_path, seed)
    for _ in range(ROUNDS):
        outage.run(CUTS // ROUNDS)


def test_power_cut_at_the_first_start_leaves_nothing_in_the_way_of_the_second(tmp_path, seed, witness):
    directory = tmp_path / "data"
    directory.mkdir(mode=0o700)
    recording = Recording(witness, directory, tmp_path / "trace")
    with Service(directory, **recording.settings) as service:
        service.ready()
        key = ask(directory, "merchant", "create", "--name", "Shop")["test_key"]
        assert service.stop() == 0
    recording.end()
    random = Random(f"{seed} first start")
    for index in range(CUTS // 2):
        count = recording.any_count(random)
        place = tmp_path / f"data-{index}"
        recording.cut(count, place, random)
        was_told = any(key.encode() in body for _, body in replies(recording.moments[:count]))
        with Service(place) as service:
            service.ready()
            with service.client(key) as client:
                status = client.request("GET", SESSIONS).status
            assert status == 200 or not was_told and status == 401, f"after {count} moments, in {place}"
            assert ask(place, "merchant", "create", "--name", "Shop")
            assert service.stop() == 0, service.log
