"""A server in a process of its own."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 20
POLL_SECONDS = 0.02
START_ATTEMPTS = 5


class Failure(Exception):
    """Why nothing was measured, in words for whoever started it."""


class Server:
    """A server from `start` to `stop`, on a port of loopback; all that it writes stays in its own folder.

    Those that are to be measured say how they are started, and how their log says that they are ready. A group `port`
    in that line tells the port if they were left to choose it.
    """

    name = None
    ready = None
    stop_signal = signal.SIGTERM

    def __init__(self, folder):
        """Takes a folder that is there and empty."""
        self.folder = Path(folder)
        self.port = None
        self._process = None

    def command(self):
        """What starts it, for the port in `port`."""
        raise NotImplementedError

    def environment(self):
        """What it finds in its environment beside what this process has."""
        return {}

    @classmethod
    def set_up(cls):
        """Called before all rounds, for what takes long and may fail."""

    def prepare(self):
        """Called once, before the first attempt to start."""

    def start(self):
        """Returns when the server is ready.

        Most cannot be asked for any free port, so they get one that was free a moment ago; if somebody else was
        quicker, they get another.
        """
        self.prepare()
        for _ in range(START_ATTEMPTS):
            self.port = _free_port()
            with open(self.log, "wb") as log:
                self._process = subprocess.Popen(
                    self.command(), env=os.environ | self.environment(), stdin=subprocess.DEVNULL, stdout=log,
                    # A Ctrl-C is for this process alone, which then ends the others in good order.
                    stderr=subprocess.STDOUT, start_new_session=True,
                )
            if self._is_ready():
                return
        raise Failure(f"{self.name} did not start\n{self._log_text()[-2000:]}")

    def stop(self):
        """Ends the server and its children, by force if it takes too long; does nothing when it is not running."""
        if self._process is None or self._process.poll() is not None:
            return
        family = _family(self.pid)
        self._process.send_signal(self.stop_signal)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            for process in family:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            self._process.wait(STOP_SECONDS)

    def cpu_seconds(self):
        """Processor time so far, its children's included, those too that have ended."""
        hertz = os.sysconf("SC_CLK_TCK")
        while True:
            family = _family(self.pid)
            ticks = [_ticks(process) for process in family]
            # A child that ends in between would be counted twice, or not at all.
            if _family(self.pid) == family and None not in ticks:
                return sum(ticks) / hertz

    @property
    def pid(self):
        """Its process."""
        return self._process.pid

    @property
    def log(self):
        """The file with what the server says."""
        return self.folder / "server.log"

    def _is_ready(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if found := re.search(self.ready, self._log_text()):
                self.became_ready(found)
                return True
            if self._process.poll() is not None:
                return False
            time.sleep(POLL_SECONDS)
        raise Failure(f"{self.name} was not ready within {START_SECONDS} s\n{self._log_text()[-2000:]}")

    def became_ready(self, found):
        """Takes what the line said that it is ready."""
        if "port" in found.groupdict():
            self.port = int(found["port"])

    def _log_text(self):
        return self.log.read_text(encoding="utf-8", errors="replace")


class HTTPServer(Server):
    """A server that creates and reads checkout sessions, or seems to."""

    token = "none"

    @property
    def url(self):
        """Where it is, without a path."""
        return f"http://127.0.0.1:{self.port}"

    def session_paths(self):
        """The file with the paths of many sessions that it can read, one a line."""
        raise NotImplementedError


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _family(process):
    """A process and all its descendants."""
    family = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                family += _family(int(child))
        except (FileNotFoundError, ProcessLookupError):
            pass
    return family


def _ticks(process):
    """User and system time of a process and of those of its children that have ended (proc(5)); none if it is gone."""
    try:
        text = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The name in the second field may hold spaces and brackets; what follows the last one begins with the third.
    fields = text.rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))
