"""Measures all rows in turns, and prints what they come to."""

import argparse
import contextlib
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from .opencheckout import OpenCheckout
from .packages import install
from .report import ratio_table, row_table, sample_line
from .rows import RATIOS, ROWS, measure
from .server import Failure

BUILD = ["swift", "build", "--configuration", "release"]
MEMORY = {"tmpfs", "ramfs"}


def main():
    options = parse()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    try:
        rows = [row for row in ROWS if row.name in options.only]
        install({name: package for row in rows for name, package in row.server.packages.items()})
        OpenCheckout.program = options.program or build()
        samples = compare(rows, options.rounds, options.seconds)
    except Failure as failure:
        sys.exit(f"compare.sh: {failure}")
    print(f"\n{row_table(ROWS, samples)}\n\n{ratio_table(RATIOS, samples)}")


def parse():
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(
        prog="Benchmarks/compare.sh", description="OpenCheckout beside others, in turns on this machine.",
        epilog=f"rows: {' '.join(names)}", formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rounds", type=positive, default=5, help="how often each row is measured (5)")
    parser.add_argument("--seconds", type=positive, default=5, help="how long each time (5)")
    parser.add_argument("--only", type=lambda text: text.split(","), default=names, metavar="ROW,…",
                        help="only these rows, and the ratios of what is among them")
    parser.add_argument("--program", type=Path, help="measures this program rather than a fresh release build")
    options = parser.parse_args()
    if unknown := set(options.only) - set(names):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    return options


def positive(text):
    value = int(text)
    if value < 1:
        raise ValueError
    return value


def end(number, _):
    # Once is enough: another signal must not cut the cleaning up short.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def build():
    subprocess.run([*BUILD, "--product", "opencheckout"], check=True)
    folder = subprocess.run([*BUILD, "--show-bin-path"], stdout=subprocess.PIPE, text=True, check=True)
    return Path(folder.stdout.strip()) / "opencheckout"


def compare(rows, rounds, seconds):
    """The samples of each row by its name."""
    samples = {row.name: [] for row in rows}
    Path(".build").mkdir(exist_ok=True)
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", flush=True)
        # Not among temporary files, which may be memory: a sync that costs nothing would flatter us.
        with tempfile.TemporaryDirectory(prefix="comparison.", dir=Path.cwd() / ".build") as scratch:
            measure_round(rows, seconds, Path(scratch), samples)
    return samples


def measure_round(rows, seconds, scratch, samples):
    """Each server starts with nothing, just before its first row, and ends after its last."""
    with contextlib.ExitStack() as stack:
        servers = {}
        for index, row in enumerate(rows):
            if row.server not in servers:
                servers[row.server] = stack.enter_context(running(row.server, scratch))
            sample = measure(row, servers[row.server], seconds, generator_seconds)
            print(sample_line(row.name, sample), flush=True)
            if sample.load.errors:
                raise Failure(f"{row.name}: {sample.load.errors} requests failed; such a run counts for nothing")
            samples[row.name].append(sample)
            if all(later.server is not row.server for later in rows[index + 1:]):
                servers[row.server].stop()


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


main()
