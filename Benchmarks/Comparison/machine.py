"""What the figures were measured on."""

import os
import platform
import statistics
import subprocess
import time
from pathlib import Path

from .server import Failure

MEMORY_FILE_SYSTEMS = {"tmpfs", "ramfs"}
SYNCS = 200
BLOCK = 4096


def describe(folder):
    """The machine in pairs of texts; `folder` is where the data will be, and is written to."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processors = len(os.sched_getaffinity(0))
    return [
        ("processors", f"{processors} × {_processor()}"),
        ("memory", f"{memory:.0f} GiB"),
        ("system", f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}"),
        ("disk", f"{file_system(folder)}; {_sync_microseconds(folder):.0f} µs to write 4 KiB and sync (`fdatasync`)"),
    ]


def file_system(folder):
    """What kind of file system a folder is on; refuses memory, where a sync costs nothing and would flatter us."""
    result = subprocess.run(["df", "--output=fstype", folder], stdout=subprocess.PIPE, text=True, check=True)
    kind = result.stdout.split()[-1]
    if kind in MEMORY_FILE_SYSTEMS:
        raise Failure(f"{folder} is on {kind}, which is no disk")
    return kind


def _processor():
    names = [line.partition(":")[2] for line in Path("/proc/cpuinfo").read_text().splitlines()
             if line.startswith("model name")]
    return names[0].strip() if names else platform.machine()


def _sync_microseconds(folder):
    times = []
    file = os.open(Path(folder) / "syncs", os.O_WRONLY | os.O_CREAT, 0o600)
    for number in range(SYNCS):
        began = time.perf_counter()
        os.pwrite(file, bytes(BLOCK), number * BLOCK)
        os.fdatasync(file)
        times.append(time.perf_counter() - began)
    os.close(file)
    return statistics.median(times) * 1e6
