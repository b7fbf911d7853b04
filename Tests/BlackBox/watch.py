"""Says when something happens in a folder, at the moment it happens (inotify(7))."""

import ctypes
import os
import re
import select
import struct
import time

_library = ctypes.CDLL(None, use_errno=True)
_HEAD = struct.Struct("iIII")

MODIFIED, MOVED_HERE, CREATED, REMOVED = 0x2, 0x80, 0x100, 0x200
_NON_BLOCKING, _CLOSED_ON_EXEC = os.O_NONBLOCK, os.O_CLOEXEC


class Watch:
    """Watches a folder from now on."""

    def __init__(self, folder):
        self._descriptor = _library.inotify_init1(_NON_BLOCKING | _CLOSED_ON_EXEC)
        mask = MODIFIED | MOVED_HERE | CREATED | REMOVED
        if self._descriptor < 0 or _library.inotify_add_watch(self._descriptor, os.fsencode(folder), mask) < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        self._events = []

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        os.close(self._descriptor)

    def wait(self, what, pattern, seconds):
        """Returns when this happens to a file whose name fits; false if the time is up before.

        What happened earlier than that is forgotten.
        """
        deadline = time.monotonic() + seconds
        while True:
            while self._events:
                mask, name = self._events.pop(0)
                if mask & what and re.fullmatch(pattern, name):
                    return True
            left = max(0, deadline - time.monotonic())
            if not select.select([self._descriptor], [], [], left)[0]:
                return False
            self._events = list(self._read())

    def _read(self):
        block = os.read(self._descriptor, 65536)
        offset = 0
        while offset < len(block):
            _, mask, _, length = _HEAD.unpack_from(block, offset)
            offset += _HEAD.size
            yield mask, os.fsdecode(block[offset:offset + length].rstrip(b"\0"))
            offset += length
