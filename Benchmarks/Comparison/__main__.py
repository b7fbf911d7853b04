"""Measures all rows in turns, and prints what they come to."""

import argparse
import datetime
import signal
import subprocess
import sys
from pathlib import Path

from .documents import Comparison, paragraph, results, with_paragraph
from .flask_checkout import FlaskCheckout
from .machine import describe
from .nginx import Nginx
from .opencheckout import OpenCheckout
from .packages import install
from .postgresql import PostgreSQL
from .redis import RedisAlways
from .report import ratio_table, row_table
from .rounds import compare, scratch_folder
from .rows import RATIOS, ROWS
from .server import Failure
from .wrk import PATHS, Wrk

BUILD = ["swift", "build", "--configuration", "release"]


def main():
    options = parse()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    try:
        rows = [row for row in ROWS if row.name in options.only]
        servers = {row.server for row in rows}
        install({name: package for server in servers for name, package in server.packages.items()})
        for server in servers:
            server.set_up()
        if options.program:
            OpenCheckout.program = options.program
        else:
            build()
        machine = describe_machine()
        samples = compare(rows, options.rounds, options.seconds)
    except (Failure, OSError, subprocess.SubprocessError) as failure:
        sys.exit(f"compare.sh: {failure}")
    print(f"\n{row_table(ROWS, samples)}\n\n{ratio_table(RATIOS, samples)}")
    if options.write:
        date = datetime.date.today().isoformat()
        write(Comparison(date, options.rounds, options.seconds, [*machine, *versions()], samples))


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
    parser.add_argument("--program", type=Path, metavar="FILE",
                        help="measures this program rather than a fresh release build; from the repository's root")
    parser.add_argument("--write", action="store_true", help="writes Benchmarks/RESULTS.md and README.md's paragraph")
    options = parser.parse_args()
    if options.write and options.only != names:
        parser.error("--write needs all rows")
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
    """Builds this repository's program for release."""
    subprocess.run([*BUILD, "--product", "opencheckout"], check=True)
    OpenCheckout.program = Path(output(*BUILD, "--show-bin-path")) / "opencheckout"
    OpenCheckout.commit = output("git", "describe", "--always", "--dirty")


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def describe_machine():
    with scratch_folder() as folder:
        return describe(folder)


def versions():
    """What was compared, and by what."""
    programs = [OpenCheckout, Nginx, RedisAlways, PostgreSQL, FlaskCheckout, Wrk]
    return [("programs", "; ".join(program.version() for program in programs))]


def write(comparison):
    Path("Benchmarks/RESULTS.md").write_text(results(comparison, ROWS, RATIOS, PATHS))
    readme = Path("README.md")
    readme.write_text(with_paragraph(readme.read_text(), paragraph(comparison, RATIOS)))


main()
