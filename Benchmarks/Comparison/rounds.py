"""The measuring itself."""

import contextlib
import resource
import tempfile
from pathlib import Path

from .figures import Sample
from .report import sample_line
from .server import Failure


def compare(rows, rounds, seconds):
    """The samples of each row by its name."""
    samples = {row.name: [] for row in rows}
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", flush=True)
        with scratch_folder() as scratch:
            measure_round(rows, seconds, scratch, samples)
    return samples


def measure_round(rows, seconds, scratch, samples):
    """Each server starts with nothing, just before its first row, and ends after its last."""
    with contextlib.ExitStack() as stack:
        servers = {}
        for index, row in enumerate(rows):
            if row.server not in servers:
                servers[row.server] = stack.enter_context(running(row.server, scratch))
            sample = measure(row.load, servers[row.server], seconds)
            print(sample_line(row.name, sample), flush=True)
            if sample.load.errors:
                raise Failure(f"{row.name}: {sample.load.errors} requests failed; such a run counts for nothing")
            samples[row.name].append(sample)
            if all(later.server is not row.server for later in rows[index + 1:]):
                servers[row.server].stop()


def measure(load, server, seconds):
    """One row of one round: a short run that looks at all replies, then the one that counts."""
    load.warm_up(server)
    before, generator_before = server.cpu_seconds(), generator_seconds()
    result = load.run(server, seconds)
    return Sample(result, server.cpu_seconds() - before, generator_seconds() - generator_before)


@contextlib.contextmanager
def running(kind, scratch):
    folder = scratch / kind.name
    folder.mkdir()
    server = kind(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def generator_seconds():
    """Processor time of what this process has started and waited for: in a round, that is load generators."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextlib.contextmanager
def scratch_folder():
    """Not among temporary files, which may be memory: a sync that costs nothing would flatter us."""
    build_folder = Path.cwd() / ".build"
    build_folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="comparison.", dir=build_folder) as folder:
        yield Path(folder)
