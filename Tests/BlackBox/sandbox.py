"""The built program's sandbox wallet as a child process."""

import re
import signal
import subprocess

import requests

from service import END_SECONDS, START_SECONDS, Lines, binary, clean_environment

READY_LINE = re.compile(r"opencheckout \S+ sandbox is ready at (?P<url>http://127\.0\.0\.1:[0-9]+)")
REPLY_SECONDS = 30


class Sandbox:
    """One `opencheckout sandbox` on a port of the kernel's choice; ended for certain when its block is left."""

    def __init__(self, *options):
        """Starts the program, and returns once it has said that it is ready."""
        self._process = subprocess.Popen(
            [binary(), "sandbox", "--port", "0", *options], env=clean_environment({}), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )
        self._output = Lines(self._process.stdout)
        self._errors = Lines(self._process.stderr)
        line = self._output.wait_for(READY_LINE, START_SECONDS)
        if line is None:
            self.kill()
            raise AssertionError(f"not ready\n{self._errors.text}")
        self.url = line["url"]

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self._process.poll() is None:
            self.kill()
        self._output.join()
        self._errors.join()

    def kill(self):
        """Ends the program at once."""
        self._process.kill()
        self._process.wait(END_SECONDS)

    def stop(self, number=signal.SIGTERM):
        """Tells the program to end, and returns its exit status."""
        self._process.send_signal(number)
        return self._process.wait(END_SECONDS)

    def order(self, name, **members):
        """Gives an order that only tests give."""
        reply = requests.post(f"{self.url}/_sandbox/{name}", json=members, timeout=REPLY_SECONDS)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def report(self, name):
        """Reads what only tests look at."""
        reply = requests.get(f"{self.url}/_sandbox/{name}", timeout=REPLY_SECONDS)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def document(self, wallet):
        """The document of a wallet address."""
        return requests.get(
            f"{self.url}/{wallet}", headers={"Accept": "application/json"}, timeout=REPLY_SECONDS,
            allow_redirects=False,
        )
