"""The built program as its operator has it: a service that is started, stopped or killed, and commands that end."""

import json
import os
import re
import signal
import subprocess
import threading
from pathlib import Path

from client import Client
from server import DEFAULT_BINARY

START_SECONDS = 60
END_SECONDS = 60
READY_LINE = re.compile(r"opencheckout \S+ is ready at http://(?P<address>\S+:[0-9]+)")


def binary():
    """The program under test."""
    return os.environ.get("OPENCHECKOUT_BINARY", str(DEFAULT_BINARY))


def clean_environment(settings):
    """This process's environment with these settings for the program, and none that somebody happens to have."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENCHECKOUT_")}
    return kept | settings


def run(*arguments, **environment):
    """Runs a command to its end; says its exit status and what it printed."""
    return subprocess.run(
        [binary(), *map(str, arguments)], env=clean_environment(environment), timeout=END_SECONDS,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False,
    )


def ask(directory, *arguments, **environment):
    """Runs a command on a data directory, which must succeed, and reads what it prints as JSON."""
    result = run(*arguments, "--data-dir", directory, "--json", **environment)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return json.loads(result.stdout)


class Service:
    """One `opencheckout serve` on a port of the kernel's choice; ended for certain when its `with` block is left."""

    def __init__(self, directory, *options, port=0, **environment):
        """Starts the program, and returns at once."""
        self.directory = Path(directory)
        self.address = None
        arguments = [binary(), "serve", "--data-dir", str(directory), *map(str, options)]
        if port is not None:
            arguments += ["--port", str(port)]
        self._process = subprocess.Popen(
            arguments, env=clean_environment(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, encoding="utf-8",
        )
        self._output = Lines(self._process.stdout)
        self._errors = Lines(self._process.stderr)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self._process.poll() is None:
            self.kill()
        self._output.join()
        self._errors.join()

    def ready(self):
        """Waits until the program says that it is ready, and returns the service itself."""
        if not self.is_ready():
            status = self._process.poll()
            raise AssertionError(f"not ready; exit status {status}\n{self.log}")
        return self

    def is_ready(self):
        """Waits until the program says that it is ready; false if it ends before, or does not come so far."""
        line = self._output.wait_for(READY_LINE, START_SECONDS)
        if line is None:
            return False
        self.address = line["address"]
        return True

    def client(self, key=None):
        """A connection of a merchant's."""
        return Client(self.address, key)

    @property
    def pid(self):
        """The program's own process."""
        return self._process.pid

    def kill(self):
        """Ends the program as a crash would, and returns when it has gone."""
        self._process.kill()
        self._process.wait(END_SECONDS)

    def stop(self, number=signal.SIGTERM):
        """Tells the program to end, and returns its exit status."""
        self._process.send_signal(number)
        return self.wait()

    def wait(self):
        """Waits until the program ends by itself, and returns its exit status."""
        status = self._process.wait(END_SECONDS)
        self._output.join()
        self._errors.join()
        return status

    def logs(self, pattern):
        """Waits for a line on standard error that fits; none if it does not come."""
        return self._errors.wait_for(re.compile(pattern), START_SECONDS)

    @property
    def output(self):
        """What it has said on standard output."""
        return self._output.text

    @property
    def log(self):
        """What it has said on standard error."""
        return self._errors.text


class Lines:
    """A stream that a thread of its own reads to the end, so that a full pipe never stops the program."""

    def __init__(self, stream):
        self._stream = stream
        self._lines = []
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def text(self):
        with self._changed:
            return "".join(self._lines)

    def join(self):
        self._thread.join(END_SECONDS)

    def wait_for(self, pattern, seconds):
        """The match of the first line that fits whole; none if the stream ends or the time is up before."""
        def found():
            return next(filter(None, (pattern.fullmatch(line.rstrip("\n")) for line in self._lines)), None)

        with self._changed:
            self._changed.wait_for(lambda: self._ended or found(), seconds)
            return found()

    def _read(self):
        with self._stream:
            for line in self._stream:
                with self._changed:
                    self._lines.append(line)
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()
