"""The files of a data directory as they lie on disk: to look into them, and to damage them."""

import gzip
import struct
from dataclasses import dataclass
from pathlib import Path

HEADER_BYTES = 64
_FRONT = struct.Struct("<IIQQ")


@dataclass(frozen=True)
class Record:
    """One record of the log, by its place."""

    file: Path
    offset: int
    end: int
    sequence: int
    payload: bytes


def segments(directory):
    """The files of the log, oldest first."""
    return sorted(Path(directory).glob("wal-*.log"))


def snapshots(directory):
    """The finished snapshots, oldest first."""
    return sorted(Path(directory).glob("snapshot-*.jsonl.gz"))


def records(file):
    """The records of a file of the log; a record is its front of 24 bytes and its payload, to a multiple of eight."""
    content = file.read_bytes()
    found, offset = [], HEADER_BYTES
    while offset + _FRONT.size <= len(content):
        _, length, sequence, _ = _FRONT.unpack_from(content, offset)
        if length == 0:
            break
        start = offset + _FRONT.size
        end = start + (length + 7) // 8 * 8
        found.append(Record(file, offset, end, sequence, content[start:start + length]))
        offset = end
    return found


def last_records(directory):
    """The records of the newest file that holds any."""
    return next(filter(None, map(records, reversed(segments(directory)))))


def overwrite(file, offset, content):
    """Writes over a file's bytes."""
    with file.open("r+b") as stream:
        stream.seek(offset)
        stream.write(content)


def flip(file, offset):
    """Changes one bit."""
    overwrite(file, offset, bytes([file.read_bytes()[offset] ^ 0x10]))


def contents(directory):
    """All files by name, the snapshots also as they were before compression."""
    found = {path.name: path.read_bytes() for path in Path(directory).iterdir() if path.is_file()}
    return found | {path.name + " expanded": gzip.decompress(path.read_bytes()) for path in snapshots(directory)}
