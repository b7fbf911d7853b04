"""A kill at any moment takes nothing back that was acknowledged, and leaves nothing half done."""

import os
from random import Random

import pytest

from service import Service, ask
from story import WAIT_SECONDS, Story, heavy_order
from watch import CREATED, MODIFIED, MOVED_HERE, REMOVED, Watch

KILLS_UNDER_LOAD = int(os.environ.get("OPENCHECKOUT_TEST_KILLS", "20"))

SEGMENT = r"wal-[0-9]{20}\.log"
SNAPSHOT = r"snapshot-[0-9]{20}\.jsonl\.gz"

STARTING = [
    (MODIFIED, "LOCK"), (CREATED, r"wal-next\.tmp"), (MODIFIED, r"wal-next\.tmp"), (MOVED_HERE, SEGMENT),
    (CREATED, r"control\.sock"),
]
WRITING_A_SNAPSHOT = [
    (CREATED, SNAPSHOT + r"\.tmp"), (MODIFIED, SNAPSHOT + r"\.tmp"), (MOVED_HERE, SNAPSHOT), (REMOVED, SEGMENT),
]
FIRST_START = [(CREATED, "LOCK"), (CREATED, r"encryption\.key.*"), (MODIFIED, r"encryption\.key.*")]
GOING_ON = [(MOVED_HERE, SEGMENT), (CREATED, r"wal-next\.tmp")]


def test_kills_take_back_nothing_that_was_acknowledged(tmp_path, seed):
    story = Story(tmp_path / "data", seed)
    crashes = [(story.kill_after_replies, (index % 3 == 0,)) for index in range(KILLS_UNDER_LOAD)]
    crashes += [(story.kill_at_start, moment) for moment in STARTING]
    crashes += [(story.kill_in_snapshot, moment) for moment in WRITING_A_SNAPSHOT]
    Random(f"{seed} crashes").shuffle(crashes)
    for crash, details in crashes:
        crash(*details)
    story.finish()
    assert story.kills >= KILLS_UNDER_LOAD + len(STARTING) + len(WRITING_A_SNAPSHOT)


def test_kills_take_back_nothing_with_syncs_at_intervals(tmp_path, seed):
    story = Story(tmp_path / "data", seed, "--durability", "interval")
    for index in range(3):
        story.kill_after_replies(with_snapshots=index == 1)
    story.finish()


@pytest.mark.parametrize("moments", [1, 2])
def test_kill_takes_back_nothing_where_the_log_goes_on_in_another_file(tmp_path, seed, moments):
    story = Story(tmp_path / "data", seed)
    with story.start() as service:
        service.ready()
        load = story.load(service, make_body=heavy_order)
        with Watch(story.directory) as watch:
            load.begin()
            for moment in GOING_ON[:moments]:
                assert watch.wait(*moment, WAIT_SECONDS), service.log
            load.kill()
        load.end()
    story.finish()


@pytest.mark.parametrize("moment", FIRST_START)
def test_kill_at_the_first_start_leaves_nothing_in_the_way_of_the_second(tmp_path, moment):
    directory = tmp_path / "data"
    directory.mkdir(mode=0o700)
    with Watch(directory) as watch, Service(directory) as service:
        assert watch.wait(*moment, WAIT_SECONDS), service.log
        service.kill()
    with Service(directory) as service:
        service.ready()
        ask(directory, "merchant", "create", "--name", "Shop")
        assert service.stop() == 0
