"""The built program as a child process."""

import os
import queue
import re
import signal
import subprocess
import threading
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_BINARY = REPOSITORY / ".build" / "debug" / "opencheckout"

START_SECONDS = 30
STOP_SECONDS = 30

READY_LINE = re.compile(r"opencheckout (?P<version>\S+) is ready at (?P<url>http://127\.0\.0\.1:[0-9]+)")
KEY_LINE = re.compile(r"Test key: (?P<key>sk_test_[0-9A-Za-z]+)")


class Server:
    """One `opencheckout serve --demo` on a port of the kernel's choice."""

    def __init__(self, folder):
        """Starts the program, and returns once it has said that it is ready.

        What the environment says of the program is left out, but for where it is: `OPENCHECKOUT_BINARY`.
        """
        self.url = None
        self.key = None
        self.version = None
        self.announcements = []
        self.directory = folder / "data"
        self._log = folder / "stderr.log"
        binary = os.environ.get("OPENCHECKOUT_BINARY", str(DEFAULT_BINARY))
        arguments = [binary, "serve", "--demo", "--port", "0", "--data-dir", str(self.directory)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENCHECKOUT_")}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                arguments, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                encoding="utf-8",
            )
        self._lines = queue.Queue()
        self._reader = threading.Thread(target=self._read_lines, daemon=True)
        self._reader.start()
        try:
            self._wait_until_ready()
        except BaseException:
            self._process.kill()
            self._process.wait(STOP_SECONDS)
            raise

    def stop(self):
        """Ends the program as an operator would, and returns its exit status."""
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP_SECONDS)
            raise AssertionError(f"no end within {STOP_SECONDS} s of SIGTERM\n{self.log}") from None

    @property
    def log(self):
        """What the program has said on standard error."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def headers(self):
        """What authenticates a request."""
        return {"Authorization": f"Bearer {self.key}"}

    # Read to the end by a thread of its own, so that a full pipe never stops the program.
    def _read_lines(self):
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def _wait_until_ready(self):
        while self.url is None:
            try:
                line = self._lines.get(timeout=START_SECONDS)
            except queue.Empty:
                raise AssertionError(f"not ready within {START_SECONDS} s\n{self.log}") from None
            if line is None:
                status = self._process.wait(STOP_SECONDS)
                raise AssertionError(f"ended with status {status} before it was ready\n{self.log}")
            self.announcements.append(line)
            if key := KEY_LINE.fullmatch(line):
                self.key = key["key"]
            if ready := READY_LINE.fullmatch(line):
                self.version, self.url = ready["version"], ready["url"]
