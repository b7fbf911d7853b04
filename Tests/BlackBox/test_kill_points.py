"""A kill between any two calls that change files or tell something takes nothing back that was acknowledged."""

import os
from random import Random

import pytest

from story import Story
from witness import Witness, read_trace

POINTS = int(os.environ.get("OPENCHECKOUT_TEST_KILL_POINTS", "8"))


@pytest.fixture(scope="module")
def witness(tmp_path_factory):
    """A witness, built once."""
    return Witness(tmp_path_factory.mktemp("witness"))


def test_kill_before_any_call_takes_back_nothing_that_was_acknowledged(tmp_path, seed, witness):
    story = Story(tmp_path / "data", seed)
    trace = tmp_path / "trace"
    assert story.run_to_a_point(witness.settings(trace)) == 0
    last = max(moment.call.point for moment in read_trace(trace))
    kills = 0
    chosen = points(last, POINTS, Random(f"{seed} points"))
    for point in chosen:
        trace = tmp_path / f"trace-{point}"
        try:
            status = story.run_to_a_point(witness.settings(trace, point))
        except AssertionError as error:
            raise AssertionError(f"killed before {read_trace(trace)[-1].call}: {error}") from error
        # Another run has a few more calls, or less.
        kills += status != 0
    assert kills > len(chosen) // 2
    story.finish()
    print(f"{kills} kills before {last} calls: nothing lost or changed")


def points(last, count, random):
    """Points from all parts of a run, its first and last calls too; all of them if that many are asked for."""
    if count >= last:
        return range(1, last + 1)
    edges = [1 + last * index // count for index in range(count + 1)]
    return [random.randrange(*pair) for pair in zip(edges, edges[1:])]
