"""What `--write` writes: the page of results, and the paragraph in the README."""

import os
import textwrap
from dataclasses import dataclass

from .figures import Spread
from .report import ratio_table, row_table, table, thousands

BEGIN = "<!-- figures: begin -->"
END = "<!-- figures: end -->"
LINE = 120

RESULTS = """# Side by side

`Benchmarks/compare.sh --write` wrote this page on {date}: OpenCheckout and others on one machine, in turns; medians of
{rounds} rounds of {seconds} s a row, with the least and the greatest.

## Ratios

{ratios}

Requests a second of the one over those of the other, but for the last, which is processor time. Each is the median of
the rounds' own ratios: rows that belong together run close to each other, so what the machine drifts by cancels. A
ratio means something on another machine; an absolute figure hardly does.

## Rows

{rows}

Processor time is the server's own, its children's included. Where the load generator's share comes near 100 %, the
generator was the limit, and the server could have done more.

## What was done

- Everything ran on this machine, over loopback, the load generators beside the servers on the same processors.
- Each server begins a round on no data, just before its first row, and ends after its last. A short run goes ahead of
  each that counts; in it the status of every reply is looked at. A failed request ends the whole comparison.
- On HTTP the load is wrk with one thread and the same script for all. Every create is the same body under an
  `Idempotency-Key` of its own; reads go through {paths} different sessions.
- OpenCheckout runs as it does by default: what it acknowledges was synced to disk. Redis `appendfsync always`,
  PostgreSQL and Flask promise as much; Redis `everysec` may lose a second. nginx answers with fixed bytes of the same
  size, and neither reads the request nor keeps anything.
- Redis gets values as long as a session's JSON under random keys from redis-benchmark, without pipelining. PostgreSQL
  gets the same JSON (`jsonb`, an identity as its primary key) from pgbench, one prepared `INSERT` a transaction, over
  a Unix socket; `fsync` and `synchronous_commit` are on, all else is as `initdb` leaves it. Neither of the two keeps
  idempotency keys or checks anything about a session.
- Flask is `Benchmarks/FlaskCheckout`: the checks and the promise of a create in plain Python, SQLite in WAL mode with
  `synchronous = FULL`, two gunicorn workers a processor and one more.
- Runs are too short for what happens now and then: snapshots of OpenCheckout, rewritten logs of Redis, checkpoints of
  PostgreSQL.

## The machine

{machine}
"""

PARAGRAPH = (
    "**{rate} durable sessions a second** at 64 connections, {to_nginx:.3f} × nginx returning a fixed reply of the "
    "same size ({nginx_rate}/s) on the same {processors} processors, which both shared with the load generator. "
    "p99 {p99:.1f} ms; {cost:.2f} s of processor time per 100,000 sessions (nginx {nginx_cost:.2f} s). "
    "{read_rate} reads a second, {read:.3f} × nginx. Creates are {to_redis:.3f} × Redis `SET` with `appendfsync "
    "always`, {to_postgresql:.3f} × PostgreSQL's inserts, {to_flask:.3f} × Flask with SQLite. Medians of {rounds} "
    "rounds of {seconds} s in turns; [all rows, the aims and the machine](Benchmarks/RESULTS.md)."
)


@dataclass(frozen=True)
class Comparison:
    """A whole comparison, to be written down; the machine and the programs are pairs of texts."""

    date: str
    rounds: int
    seconds: int
    machine: list
    samples: dict


def results(comparison, rows, ratios, paths):
    """The page of results."""
    return RESULTS.format(
        date=comparison.date, rounds=comparison.rounds, seconds=comparison.seconds, paths=thousands(paths),
        ratios=ratio_table(ratios, comparison.samples), rows=row_table(rows, comparison.samples),
        machine=table(["", ""], comparison.machine, numbers=False),
    )


def paragraph(comparison, ratios):
    """The README's paragraph; all rows were measured."""
    def median(row, name):
        return Spread.of([getattr(sample, name) for sample in comparison.samples[row]]).median

    def ratio(to, row="create-64"):
        (found,) = [each for each in ratios if (each.row, each.to, each.property) == (row, to, "rate")]
        return found.spread(comparison.samples).median

    text = PARAGRAPH.format(
        rate=thousands(median("create-64", "rate")), nginx_rate=thousands(median("nginx-64", "rate")),
        p99=median("create-64", "p99"), cost=median("create-64", "cost"), nginx_cost=median("nginx-64", "cost"),
        read_rate=thousands(median("read", "rate")), read=ratio("nginx-read", row="read"),
        to_nginx=ratio("nginx-64"), to_redis=ratio("redis-always"), to_postgresql=ratio("postgresql"),
        to_flask=ratio("flask"), processors=len(os.sched_getaffinity(0)),
        rounds=comparison.rounds, seconds=comparison.seconds,
    )
    return textwrap.fill(text, LINE, break_long_words=False, break_on_hyphens=False)


def with_paragraph(readme, text):
    """The README with the paragraph between its two comments replaced."""
    before, begin, rest = readme.partition(BEGIN + "\n")
    _, end, after = rest.partition(END + "\n")
    if not begin or not end:
        raise ValueError(f"README.md has no lines {BEGIN} and {END}")
    return f"{before}{begin}{text}\n{end}{after}"
