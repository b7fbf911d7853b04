"""OpenCheckout itself, as it runs for everybody: what it acknowledges was synced to disk."""

import http.client
import json
import signal
import subprocess

from .server import Failure, HTTPServer
from .wrk import PATHS, Wrk

PAGE = 100
REQUEST_SECONDS = 30


class OpenCheckout(HTTPServer):
    """A fresh data directory and all options as they are by default."""

    name = "opencheckout"
    packages = {"wrk": "wrk"}
    ready = r"(?s)Test key: (?P<token>sk_test_\w+)\n.* is ready at http://127\.0\.0\.1:(?P<port>\d+)\n"

    # Told to end, it would first write a snapshot of what nobody wants any more.
    stop_signal = signal.SIGKILL

    # The program that is measured, and what it was built from, if that is known; set before anything starts.
    program = None
    commit = None

    def command(self):
        return [
            self.program, "serve", "--demo", "--host", "127.0.0.1", "--port", "0",
            "--data-dir", self.folder / "data",
        ]

    def became_ready(self, found):
        super().became_ready(found)
        self.token = found["token"]

    def session_paths(self):
        """The paths of the newest sessions; creates some if there are too few."""
        paths = self.folder / "paths"
        while len(found := self._newest(PATHS)) < PATHS:
            Wrk.creating(connections=64).warm_up(self)
        paths.write_text("".join(f"/api/checkout/sessions/{session}\n" for session in found))
        return paths

    def _newest(self, count):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=REQUEST_SECONDS)
        found, cursor = [], ""
        while len(found) < count and cursor is not None:
            connection.request(
                "GET", f"/api/checkout/sessions?limit={PAGE}{cursor and '&cursor=' + cursor}",
                headers={"Authorization": f"Bearer {self.token}"},
            )
            reply = connection.getresponse()
            body = reply.read()
            if reply.status != 200:
                raise Failure(f"the list was answered with {reply.status}: {body[:500]}")
            page = json.loads(body)
            found += [session["id"] for session in page["data"]]
            cursor = page["next_cursor"]
        connection.close()
        return found

    @classmethod
    def version(cls):
        output = subprocess.run([cls.program, "--version"], stdout=subprocess.PIPE, text=True, check=True)
        return f"OpenCheckout {output.stdout.strip()}" + (f" (commit {cls.commit})" if cls.commit else "")
