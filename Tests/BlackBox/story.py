"""One data directory through many crashes, each followed by a look at everything that was promised."""

import signal
import threading
from random import Random

from audit import Audit
from client import order
from load import Load
from promises import Ledger
from service import Service, ask, run
from watch import Watch

MOST_REPLIES = 200
REPLIES_TO_A_POINT = 30
OLDER_ORDERS = 40
WAIT_SECONDS = 60


class Story:
    """One data directory through many crashes."""

    def __init__(self, directory, seed, *options):
        self.directory = directory
        self.ledger = Ledger()
        self.kills = 0
        self._options = options
        self._seed = seed
        self._random = Random(f"{seed} story")
        self._settled = 0
        with self.start() as service:
            service.ready()
            self._key = ask(directory, "merchant", "create", "--name", "Shop")["test_key"]
            assert service.stop() == 0

    def start(self, *options, **environment):
        """Starts the service, each time with another number of shards and threads."""
        sizes = ["--threads", self._random.randint(1, 3), "--shards", self._random.randint(1, 4)]
        return Service(self.directory, *sizes, *self._options, *options, **environment)

    def audit(self, service, everything=False):
        """Compares all that is new and some of the rest."""
        orders = self.ledger.orders
        older, newer = orders[:self._settled], orders[self._settled:]
        if not everything:
            older = self._random.sample(older, min(len(older), OLDER_ORDERS))
        Audit(service, self._key, self.ledger).run(older + newer)
        self._settled = len(orders)

    def load(self, service, **details):
        """Merchants who are about to work."""
        self.kills += 1
        return Load(service, self._key, self.ledger, f"{self._seed} {self.kills}", **details)

    def kill_at_start(self, what, pattern):
        """Kills the service while it starts."""
        self.kills += 1
        with Watch(self.directory) as watch, self.start() as service:
            assert watch.wait(what, pattern, WAIT_SECONDS), service.log
            service.kill()

    def kill_after_replies(self, with_snapshots):
        """Kills the service while it works."""
        with self.start(*self._random_retention()) as service:
            self.audit(service.ready())
            load = self.load(service)
            load.begin(kill_after=self._random.randint(1, MOST_REPLIES))
            if with_snapshots:
                with Operator(load):
                    load.end()
            load.end()

    def kill_in_snapshot(self, what, pattern):
        """Kills the service while it works and writes a snapshot."""
        with self.start("--retention", "0s") as service:
            self.audit(service.ready())
            load = self.load(service)
            with Watch(self.directory) as watch:
                load.begin()
                with Operator(load):
                    assert watch.wait(what, pattern, WAIT_SECONDS), service.log
                    load.kill()
                    load.end()

    def run_to_a_point(self, settings):
        """Starts the service, has it work and write snapshots, and ends it; says its exit status.

        By these settings it may be killed at any point, in its start and end too. Whatever came of it, all is compared.
        """
        self.kills += 1
        with self.start("--retention", "0s", **settings) as service:
            if service.is_ready():
                load = self.load(service, finish=Service.stop, may_vanish=True)
                load.begin(kill_after=REPLIES_TO_A_POINT)
                with Operator(load):
                    load.end()
            status = service.wait()
        assert status in (0, -signal.SIGKILL), service.log
        with self.start() as service:
            self.audit(service.ready())
            assert service.stop() == 0, service.log
        return status

    def finish(self):
        """Compares everything, ends the service in good order, and compares once more what its last snapshot holds."""
        with self.start() as service:
            self.audit(service.ready(), everything=True)
            assert service.stop() == 0, service.log
        with self.start() as service:
            self.audit(service.ready())
            assert service.stop() == 0, service.log

    def _random_retention(self):
        return self._random.choice([[], ["--retention", "0s"]])


def order_by_command(directory):
    """Has a snapshot written as operators do; gives exit status and error."""
    result = run("snapshot", "create", "--data-dir", directory)
    return result.returncode, result.stderr


class Operator:
    """Has snapshots written, one after the other, until the service is gone."""

    def __init__(self, load, order=order_by_command):
        """Each is ordered in the given way, of a data directory; it says what was wrong."""
        self._load = load
        self._order = order
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()

    # A command that finds the service gone works by itself; the next start must not meet it.
    def __exit__(self, *exception):
        self._thread.join(WAIT_SECONDS)
        assert not self._thread.is_alive(), "a command does not come to its end"

    def _run(self):
        while not self._load.is_killed:
            status, problem = self._order(self._load.service.directory)
            if status not in (0, 1) or status == 1 and not self._load.is_killed:
                self._load.fail(AssertionError(f"snapshot create: {status} {problem}"))


def heavy_order(reference, amount, **fields):
    """A body near the limits, so that few of them fill a file of the log."""
    product = {"name": "n" * 200, "description": "d" * 1000}
    item = {"price_data": {"currency": "usd", "product_data": product, "unit_amount": amount}}
    return order(reference, **fields | {"line_items": [item] * 100})
