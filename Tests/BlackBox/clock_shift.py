"""The program with a wall clock that a test sets while it runs."""

import os
import struct
import subprocess
from pathlib import Path

COMPILE_SECONDS = 60


class ClockShift:
    """A library that is preloaded into the program, and how far its clock is ahead."""

    def __init__(self, folder):
        """Builds it; the clock is right."""
        self._file = folder / "shift"
        self._file.write_bytes(struct.pack("=q", 0))
        self._library = folder / "clock_shift.so"
        subprocess.run(
            [os.environ.get("CC", "clang"), "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o",
             str(self._library), str(Path(__file__).with_name("clock_shift.c"))],
            check=True, timeout=COMPILE_SECONDS,
        )

    def settings(self):
        """The environment of a process that follows the clock."""
        return {"LD_PRELOAD": str(self._library), "CLOCK_SHIFT": str(self._file)}

    def set(self, seconds):
        """The clock is so far ahead from now on."""
        # In place, since the process has this very file before its eyes.
        with self._file.open("r+b") as file:
            file.write(struct.pack("=q", seconds))
