"""Pages with commands on them: taking the commands out, running them, comparing what they print with what is stated."""

import os
import re
import selectors
import signal
import subprocess
import time
from dataclasses import dataclass, field

COMMAND_SECONDS = 90

# What differs from run to run, and what stands for it in a comparison.
VOLATILE = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+0000)"), "TIME"),
    (re.compile(r"\b(mer|cs|key|req)_[0-9A-Za-z]+"), r"\1_ID"),
    (re.compile(r"\b(sk_test|sk_live)_[0-9A-Za-z]+|\bwhsec_[0-9A-Za-z+/=]+"), "SECRET"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "FINGERPRINT"),
    (re.compile(r'\b(bytes|uptime)("?): ?\d+'), r"\1\2:N"),
    (re.compile(r"(wal-\d+\.log|offset|at byte) \d+"), r"\1 N"),
    (re.compile(r"127\.0\.0\.1:\d+"), "ADDRESS"),
]
READY = re.compile(r"is ready at http://(127\.0\.0\.1:\d+)")
PAGE_ADDRESS = "127.0.0.1:8080"


@dataclass
class Command:
    """A command of a page, and what is stated of its output."""

    line: int
    text: str
    output: list = field(default_factory=list)
    waits_for_second: bool = False

    @property
    def is_background(self):
        """Whether it goes on while others run."""
        return self.text.endswith("&")

    def fits(self, output):
        """Whether an output is what is stated; `…` stands for anything, alone on a line for any lines."""
        if not self.output:
            return True
        pattern = "".join(
            r"(?:.*\n)*" if line == "…" else ".*".join(map(re.escape, plain(line).split("…"))) + r"\n"
            for line in self.output
        )
        return re.fullmatch(pattern, plain(output)) is not None


def plain(text):
    """A text without what differs from run to run."""
    for pattern, stand_in in VOLATILE:
        text = pattern.sub(stand_in, text)
    return text


def commands(page, heading=None):
    """The commands in a page's console blocks, in order: of one section, or of all but the sections of a set."""
    found, section, is_console, waits = [], "", False, False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("```"):
            is_console = line == "```console"
        elif not is_console:
            section = line.removeprefix("## ") if line.startswith("## ") else section
            waits = waits or line == "<!-- test: next second -->"
        elif line.startswith("$ "):
            found.append((section, Command(number, line[2:], waits_for_second=waits)))
            waits = False
        elif line.startswith("> ") and not found[-1][1].output:
            found[-1][1].text += "\n" + line[2:]
        else:
            found[-1][1].output.append(line)
    return [command for section, command in found if heading is None or heading(section)]


class Shell:
    """One bash in which a page's commands run; ended for certain, with all that it has started."""

    def __init__(self, folder, binary):
        programs = folder / "programs"
        programs.mkdir()
        (programs / "opencheckout").symlink_to(binary)
        self.folder = folder / "work"
        self.folder.mkdir()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENCHECKOUT_")}
        environment |= {"PATH": f"{programs}:{environment['PATH']}", "OPENCHECKOUT_PORT": "0", "LC_ALL": "C.UTF-8"}
        self._bash = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=self.folder, env=environment, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self._address = PAGE_ADDRESS
        self._rest = b""
        self._number = 0

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        # The group is the shell's own: servers that a failed command has left behind are in it.
        os.killpg(self._bash.pid, signal.SIGKILL)
        self._bash.wait(COMMAND_SECONDS)
        self._bash.stdin.close()
        self._bash.stdout.close()

    def run(self, command):
        """Runs a command; gives its exit status and what it printed, up to what is stated if it goes on."""
        if command.waits_for_second:
            second = int(time.time())
            while int(time.time()) == second:
                time.sleep(0.01)
        self._number += 1
        text = command.text.replace(PAGE_ADDRESS, self._address)
        end = f"end of command {self._number}"
        # In a group of its own line, so that a command may end in `&` and see the status of the one before.
        self._bash.stdin.write(f"(exit $status); {text}\nstatus=$?; echo; echo '{end}' $status\n".encode())
        self._bash.stdin.flush()
        output = self._read_until(lambda read: re.search(rf"\n{end} (\d+)\n", read))
        status = int(re.search(rf"\n{end} (\d+)\n", output)[1])
        output = re.sub(rf"\n{end} \d+\n", "", output, count=1)
        if command.is_background and command.output:
            output += self._read_until(lambda read: command.fits(output + read), instead=output)
        if ready := READY.search(output):
            self._address = ready[1]
        return status, output

    def _read_until(self, is_enough, instead=""):
        """Reads until it is enough; what was read all the same if that does not come in time."""
        deadline = time.monotonic() + COMMAND_SECONDS
        with selectors.DefaultSelector() as selector:
            selector.register(self._bash.stdout, selectors.EVENT_READ)
            read = b""
            while not is_enough(read.decode(errors="replace")):
                if not selector.select(max(0, deadline - time.monotonic())):
                    raise AssertionError(f"not done after {COMMAND_SECONDS} s:\n{instead}{read.decode()}")
                more = os.read(self._bash.stdout.fileno(), 65536)
                if not more:
                    raise AssertionError(f"the shell has ended:\n{instead}{read.decode()}")
                read += more
        return read.decode()
