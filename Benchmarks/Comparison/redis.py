"""Redis, which keeps values in memory and logs each to a file."""

import csv
import re
import subprocess

from .figures import Load
from .packages import program
from .server import Failure, Server
from .wrk import FIXTURES

WARM_UP_REQUESTS = 20_000
KEYS = 10**12


class Redis(Server):
    """Redis with its append-only file; the file is never rewritten, nor is there a snapshot."""

    packages = {"redis-server": "redis-server", "redis-benchmark": "redis-tools"}
    ready = "Ready to accept connections"
    appendfsync = None

    def command(self):
        return [
            program("redis-server"), "--bind", "127.0.0.1", "--port", str(self.port), "--dir", self.folder,
            "--save", "", "--appendonly", "yes", "--appendfsync", self.appendfsync,
            "--auto-aof-rewrite-percentage", "0",
        ]

    @staticmethod
    def version():
        output = subprocess.run([program("redis-server"), "--version"], capture_output=True, text=True, check=True)
        return "Redis " + re.search(r"v=(\S+)", output.stdout)[1]


class RedisAlways(Redis):
    """Synced before each reply, as OpenCheckout does."""

    name = "redis-always"
    appendfsync = "always"


class RedisEverySecond(Redis):
    """Synced once a second, after the replies: a crash takes back what was acknowledged in between."""

    name = "redis-everysec"
    appendfsync = "everysec"


class RedisBenchmark:
    """`SET` of a value as long as a session, each under another key."""

    def __init__(self, connections):
        self._connections = connections
        self._rate = None

    def warm_up(self, server):
        """A short run, which also tells how many requests a longer one takes."""
        load = self._run(server, WARM_UP_REQUESTS)
        self._rate = load.requests / load.seconds

    def run(self, server, seconds):
        """The generator counts requests, not seconds, so this takes about that long."""
        return self._run(server, int(self._rate * seconds))

    def _run(self, server, requests):
        command = [
            program("redis-benchmark"), "-h", "127.0.0.1", "-p", str(server.port), "-c", str(self._connections),
            "-n", str(requests), "-r", str(KEYS), "-P", "1",
            "-d", str((FIXTURES / "create-reply.json").stat().st_size), "-t", "set", "--csv",
        ]
        result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
        if result.returncode != 0 or result.stderr:
            raise Failure(f"redis-benchmark failed: {result.stdout} {result.stderr}")
        (row,) = csv.DictReader(result.stdout.splitlines())
        # It ends with a failure at the first reply that is an error.
        return Load(
            requests, requests / float(row["rps"]), float(row["p50_latency_ms"]), float(row["p99_latency_ms"]), 0
        )
