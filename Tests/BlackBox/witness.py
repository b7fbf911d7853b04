"""The program with a witness of its calls: what it did to its files, and what it told its clients, in order."""

import os
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

COMPILE_SECONDS = 60

CREATE, WRITE, ZERO, ALLOCATE, TRUNCATE, SYNC, RENAME, REMOVE, SEND = range(1, 10)
NAMES = ["", "create", "write", "zero", "allocate", "truncate", "sync", "rename", "remove", "send"]

_FRONT = struct.Struct("<IIQQQqqqQ")


@dataclass(eq=False)
class Call:
    """One call of the program's; without a result it was under way when the process ended.

    The process can be ended before each that has a point.
    """

    operation: int
    point: int
    file: int
    offset: int
    length: int
    content: bytes
    result: int | None = None

    def __str__(self):
        return f"{NAMES[self.operation]} {b' '.join(self.content.split()[:3])} of file {self.file}"

    @property
    def names(self):
        """The names in the directory that it is about."""
        return [os.path.basename(name.decode()) for name in self.content.split(b"\0")]

    @property
    def data(self):
        """The bytes that are written."""
        return bytes(self.length) if self.operation == ZERO else self.content


@dataclass(frozen=True)
class Moment:
    """A call began, or had ended."""

    call: Call
    is_end: bool


class Witness:
    """A library that is preloaded into the program."""

    def __init__(self, folder):
        """Builds it."""
        self._library = folder / "disk_witness.so"
        subprocess.run(
            [os.environ.get("CC", "clang"), "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o",
             str(self._library), str(Path(__file__).with_name("disk_witness.c"))],
            check=True, timeout=COMPILE_SECONDS,
        )

    def settings(self, trace, fatal_point=None):
        """The environment that has a process write its calls down, and end before the call at that point."""
        settings = {"LD_PRELOAD": str(self._library), "DISK_WITNESS_TRACE": str(trace)}
        return settings | ({"DISK_WITNESS_FATAL_POINT": str(fatal_point)} if fatal_point else {})


def read_trace(path):
    """All moments of a run, in order."""
    content, offset, moments, calls = path.read_bytes(), 0, [], {}
    while offset < len(content):
        operation, has_ended, number, point, file, place, length, result, count = _FRONT.unpack_from(content, offset)
        offset += _FRONT.size
        if has_ended:
            call = calls[number]
            call.result = result
            # What a new file is known by comes out of making it.
            if call.operation == CREATE:
                call.file = file
        else:
            data = content[offset:offset + count]
            call = calls[number] = Call(operation, point, file, place, length, data)
        offset += count
        moments.append(Moment(call, bool(has_ended)))
    return moments
