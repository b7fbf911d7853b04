"""Load on everything that speaks HTTP: wrk with one thread, the same for all."""

import json
import os
import re
import secrets
import subprocess
from pathlib import Path

from .figures import Load
from .packages import program
from .server import Failure

FIXTURES = Path("Benchmarks/Fixtures")
SCRIPT = "Benchmarks/Comparison/requests.lua"
LIST_PATH = "/api/checkout/sessions?limit=10\n"

# How many different sessions are read.
PATHS = 20_000

WARM_UP_SECONDS = 1
SPARE_SECONDS = 30


class Wrk:
    """A closed loop: each connection sends its next request when it has the reply to the last."""

    def __init__(self, connections, status, settings):
        """`settings` takes the server and gives what the script finds in its environment."""
        self._connections = connections
        self._status = status
        self._settings = settings
        self._prepared = None

    @classmethod
    def creating(cls, connections):
        """Creates the fixture's session, each time under a fresh Idempotency-Key."""
        return cls(connections, 201, lambda _: {"LOAD_BODY": FIXTURES / "create-request.json"})

    @classmethod
    def reading(cls, connections):
        """Reads many sessions by id, in turn."""
        return cls(connections, 200, lambda server: {"LOAD_PATHS": server.session_paths()})

    @classmethod
    def listing(cls, connections):
        """Reads the first page of ten."""
        def settings(server):
            path = server.folder / "list-path"
            path.write_text(LIST_PATH)
            return {"LOAD_PATHS": path}

        return cls(connections, 200, settings)

    def warm_up(self, server):
        """A short run that looks at every reply's status."""
        self._prepared = self._settings(server)
        statuses = self._run(server, WARM_UP_SECONDS, LOAD_STATUSES="yes")["statuses"]
        if set(statuses) != {str(self._status)}:
            raise Failure(f"{server.name} answered with {statuses} where {self._status} was due")

    def run(self, server, seconds):
        """A run that only has wrk's own count of replies above 399 and of broken connections."""
        figures = self._run(server, seconds)
        return Load(
            figures["requests"], figures["duration"] / 1e6, figures["p50"] / 1e3, figures["p99"] / 1e3,
            figures["errors"],
        )

    def _run(self, server, seconds, **settings):
        command = [
            program("wrk"), "--threads", "1", "--connections", str(self._connections), "--duration", f"{seconds}s",
            "--timeout", f"{SPARE_SECONDS}s", "--script", SCRIPT, server.url,
        ]
        settings |= self._prepared | {"LOAD_TOKEN": server.token, "LOAD_PREFIX": secrets.token_hex(8)}
        result = subprocess.run(
            command, env=os.environ | {name: str(value) for name, value in settings.items()},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + SPARE_SECONDS,
        )
        found = re.search(r"^\{.*\}$", result.stdout, re.MULTILINE)
        if result.returncode != 0 or not found:
            raise Failure(f"wrk failed: {result.stdout} {result.stderr}")
        return json.loads(found[0])

    @staticmethod
    def version():
        # It prints its version and ends with a failure, as if it had been asked wrongly.
        output = subprocess.run([program("wrk"), "--version"], capture_output=True, text=True, check=False)
        return " ".join(output.stdout.split()[:2])
