"""A program's clock that a test moves forward."""

import mmap
import os
import struct
import subprocess
from pathlib import Path

COMPILE_SECONDS = 60


class ClockAhead:
    """A library that is preloaded into the program, and how far the program's time is ahead."""

    def __init__(self, folder):
        """Builds it; no time has passed yet."""
        library, file = folder / "clock_ahead.so", folder / "ahead"
        subprocess.run(
            [os.environ.get("CC", "clang"), "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o",
             str(library), str(Path(__file__).with_name("clock_ahead.c"))],
            check=True, timeout=COMPILE_SECONDS,
        )
        file.write_bytes(bytes(mmap.PAGESIZE))
        with file.open("r+b") as opened:
            self._page = mmap.mmap(opened.fileno(), mmap.PAGESIZE)
        self.settings = {"LD_PRELOAD": str(library), "CLOCK_AHEAD": str(file)}

    @property
    def seconds(self):
        """How far the program's time is ahead."""
        return struct.unpack_from("q", self._page)[0]

    def advance(self, days):
        """Lets days pass for the program."""
        struct.pack_into("q", self._page, 0, self.seconds + days * 86_400)
