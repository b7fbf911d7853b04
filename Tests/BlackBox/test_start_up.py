"""What a start finds on disk: it mends what a crash can leave, and refuses what a crash cannot explain."""

import hashlib
import json
import re
import secrets
import shlex
import shutil
from pathlib import Path

import pytest

from client import order
from data_files import flip, last_records, overwrite, records, segments, snapshots
from service import Service, ask, run

KEY = "5e" * 32


class Shop:
    """A merchant with sessions in a data directory that nobody holds any more."""

    def __init__(self, directory, sessions=6, **environment):
        self.directory = directory
        self.environment = environment
        self.sessions = []
        with Service(directory, **environment) as service:
            self.key = ask(service.ready().directory, "merchant", "create", "--name", "Shop")["test_key"]
            self.order(service, sessions)
            service.kill()

    def order(self, service, count):
        """Creates more sessions."""
        with service.client(self.key) as client:
            for _ in range(count):
                reply = client.create(order(f"order_{len(self.sessions)}"))
                assert reply.status == 201
                self.sessions.append(reply.body)

    def start(self):
        """A service on the directory."""
        return Service(self.directory, **self.environment)

    def check(self, service, expected):
        """Checks that exactly these sessions are there, and that more can be created."""
        with service.client(self.key) as client:
            found = [session["client_reference_id"] for page in client.pages() for session in page.json["data"]]
            assert found == [f"order_{index}" for index in expected][::-1]
            pages = b"".join(page.body for page in client.pages())
            assert all(self.sessions[index] in pages for index in expected)
            assert client.create(order("another")).status == 201

    def check_starts(self, expected):
        """Checks that a start works, twice, and gives what the first said."""
        with self.start() as service:
            self.check(service.ready(), expected)
            assert service.stop() == 0
        with self.start() as again:
            again.ready()
            assert again.stop() == 0
        assert not re.search("dropped|damaged|unfinished", again.log)
        return service.log

    def check_recovers(self, expected, missing_from):
        """Runs the command that a refusal prints, as it is printed, and checks that these sessions are there then."""
        refused = run("serve", "--port", "0", "--data-dir", self.directory, **self.environment)
        [command] = re.findall(r"^  opencheckout (restore --from .*)$", refused.stderr, re.MULTILINE)
        before = fingerprints(self.directory)
        restored = run(*shlex.split(command), "--json", **self.environment)
        report = json.loads(restored.stdout)
        assert restored.returncode == (0 if missing_from is None else 2), restored.stderr
        assert (report["is_whole"], report["missing_from"]) == (missing_from is None, missing_from)
        assert f"What is whole goes to sequence {report['sequence']}, " in refused.stderr
        assert f"with {report['sessions']} sessions" in refused.stderr
        assert fingerprints(self.directory) == before
        self.directory = Path(report["directory"])
        with self.start() as service:
            self.check(service.ready(), expected)
            assert service.stop() == 0

    def check_refuses(self, *words):
        """Checks that a start refuses with status 2, says these words and changes nothing."""
        before = fingerprints(self.directory)
        result = run("serve", "--port", "0", "--data-dir", self.directory, **self.environment)
        assert (result.returncode, result.stdout) == (2, ""), result.stderr
        for word in words:
            assert str(word) in result.stderr
        offline = run("merchant", "list", "--data-dir", self.directory, **self.environment)
        assert (offline.returncode, offline.stdout) == (2, ""), offline.stderr
        assert fingerprints(self.directory) == before


@pytest.fixture
def shop(tmp_path):
    """Sessions that stand in the log alone."""
    return Shop(tmp_path / "data")


@pytest.fixture
def shop_with_snapshots(tmp_path):
    """Sessions of which two stand in a snapshot, two more in a second one, and the last two in the log alone."""
    shop = Shop(tmp_path / "data", sessions=0)
    with shop.start() as service:
        service.ready()
        for _ in range(2):
            shop.order(service, 2)
            ask(shop.directory, "snapshot", "create")
        shop.order(service, 2)
        service.kill()
    assert len(snapshots(shop.directory)) == 2
    return shop


# What a crash can leave


def test_kill_leaves_nothing_to_drop(shop):
    assert not re.search("dropped|unfinished", shop.check_starts(range(6)))


@pytest.mark.parametrize("cut", [1, 9, 200, "payload", "front", "all but a byte"])
def test_torn_last_record_is_dropped(shop, cut):
    last = last_records(shop.directory)[-1]
    length = last.end - last.offset
    lost = {"payload": length - 24, "front": length - 12, "all but a byte": length - 1}.get(cut, cut)
    # Up to seven zeros behind the payload are part of the record, and no loss.
    lost += last.end - (last.offset + 24 + len(last.payload.rstrip(b"\0"))) if lost < length - 24 else 0
    with last.file.open("r+b") as file:
        file.truncate(last.end - lost)
    log = shop.check_starts(range(5))
    line = dropped_line(log)
    assert f"file={last.file.name}" in line and f"offset={last.offset}" in line
    assert int(re.search(r"bytes=([0-9]+)", line)[1]) <= length


@pytest.mark.parametrize("gap", [0, 8, 5000])
def test_garbage_behind_the_last_record_is_dropped(shop, gap):
    last = last_records(shop.directory)[-1]
    overwrite(last.file, last.end + gap, secrets.token_bytes(100) + b"x")
    line = dropped_line(shop.check_starts(range(6)))
    assert f"file={last.file.name}" in line and f"offset={last.end}" in line and f"bytes={gap + 101}" in line


def test_broken_last_record_is_dropped(shop):
    last = last_records(shop.directory)[-1]
    flip(last.file, last.offset + 40)
    assert f"offset={last.offset}" in dropped_line(shop.check_starts(range(5)))


@pytest.mark.parametrize("content", [b"", bytes(100), bytes(4096)])
def test_empty_last_file_of_the_log_is_passed_over(shop, content):
    following = last_records(shop.directory)[-1].sequence + 1
    (shop.directory / f"wal-{following:020}.log").write_bytes(content)
    shop.check_starts(range(6))


def test_unfinished_files_are_removed(shop):
    unfinished = shop.directory / "snapshot-00000000000000000003.jsonl.gz.tmp"
    unfinished.write_bytes(b"\x1f\x8b half")
    prepared = shop.directory / "wal-next.tmp"
    prepared.write_bytes(b"half")
    log = shop.check_starts(range(6))
    assert [line for line in log.splitlines() if "removed unfinished snapshots" in line and unfinished.name in line]
    assert not unfinished.exists() and not prepared.exists()


def test_damaged_snapshot_is_replaced_by_the_one_before_and_the_log(shop_with_snapshots):
    shop = shop_with_snapshots
    newest = snapshots(shop.directory)[-1]
    flip(newest, 100)
    with shop.start() as service:
        shop.check(service.ready(), range(6))
        assert newest.name in service.log and "an older snapshot is used" in service.log
        service.kill()


def test_damaged_snapshot_stops_neither_new_ones_nor_retention(shop_with_snapshots):
    shop = shop_with_snapshots
    flip(snapshots(shop.directory)[-1], 100)
    with Service(shop.directory, "--retention", "0s") as service:
        service.ready()
        shop.order(service, 1)
        taken = ask(shop.directory, "snapshot", "create")
        assert taken["file"] == snapshots(shop.directory)[-1].name
        assert len(segments(shop.directory)) == 1
        assert service.stop() == 0


# What a crash cannot explain


def test_damage_of_a_durable_record_refuses(shop):
    damaged = last_records(shop.directory)[3]
    flip(damaged.file, damaged.offset + 24 + len(damaged.payload) // 2)
    shop.check_refuses(damaged.file.name, f"offset {damaged.offset}", f"sequence {damaged.sequence}",
                       "opencheckout restore --from", "--to")
    shop.check_recovers(range(sessions_before(damaged)), damaged.sequence)


def test_damage_of_a_durable_front_refuses(shop):
    damaged = last_records(shop.directory)[3]
    overwrite(damaged.file, damaged.offset, bytes(24))
    shop.check_refuses(damaged.file.name, f"offset {damaged.offset}", "opencheckout restore")
    shop.check_recovers(range(sessions_before(damaged)), damaged.sequence)


def test_damage_behind_a_snapshot_refuses(shop_with_snapshots):
    shop = shop_with_snapshots
    damaged = last_records(shop.directory)[-2]
    flip(damaged.file, damaged.offset + 30)
    shop.check_refuses(damaged.file.name, f"offset {damaged.offset}", snapshots(shop.directory)[-1].name)
    shop.check_recovers(range(4), damaged.sequence)


def test_log_that_lost_its_second_half_before_later_files_refuses(shop):
    with shop.start() as service:
        shop.order(service.ready(), 2)
        service.kill()
    older = segments(shop.directory)[-2]
    last = records(older)[-1]
    with older.open("r+b") as file:
        file.truncate(last.offset)
    shop.check_refuses(older.name, f"offset {last.offset}", "opencheckout restore")
    shop.check_recovers(range(5), last.sequence)


def test_damaged_header_of_a_file_of_the_log_refuses(shop):
    damaged = last_records(shop.directory)[0].file
    flip(damaged, 20)
    shop.check_refuses(damaged.name, "offset 0", "nothing can be restored from this alone", "opencheckout restore")


def test_damaged_header_of_a_later_file_of_the_log_refuses(shop):
    with shop.start() as service:
        shop.order(service.ready(), 1)
        service.kill()
    damaged = segments(shop.directory)[-1]
    following = records(damaged)[0].sequence
    flip(damaged, 20)
    shop.check_refuses(damaged.name, "offset 0", "opencheckout restore")
    shop.check_recovers(range(6), following)


def test_missing_file_of_the_log_refuses(shop):
    for _ in range(2):
        with shop.start() as service:
            shop.order(service.ready(), 1)
            service.kill()
    missing = segments(shop.directory)[1]
    first = records(missing)[0].sequence
    missing.unlink()
    shop.check_refuses(segments(shop.directory)[0].name, "offset ", f"sequence {first}", "opencheckout restore")
    shop.check_recovers(range(6), first)


@pytest.mark.parametrize("covered", [False, True])
def test_missing_last_file_of_the_log_refuses(tmp_path, covered):
    shop = Shop(tmp_path / "data", sessions=2)
    with shop.start() as service:
        service.ready()
        if covered:
            ask(shop.directory, "snapshot", "create")
        shop.order(service, 2)
        service.kill()
    missing = segments(shop.directory)[-1]
    first = records(missing)[0].sequence
    missing.unlink()
    shop.check_refuses(segments(shop.directory)[-1].name, "offset ", f"sequence {first}", missing.name)
    shop.check_recovers(range(2), first)


def test_log_that_begins_too_late_refuses(shop):
    with shop.start() as service:
        shop.order(service.ready(), 1)
        service.kill()
    segments(shop.directory)[0].unlink()
    shop.check_refuses("wal-", "nothing can be restored from this alone", "opencheckout restore")


def test_log_that_begins_too_late_goes_on_from_a_snapshot_of_a_backup(shop_with_snapshots, tmp_path):
    shop = shop_with_snapshots
    with shop.start() as service:
        shop.order(service.ready(), 1)
        service.kill()
    backup = tmp_path / "backup"
    backup.mkdir()
    for snapshot in snapshots(shop.directory):
        snapshot.rename(backup / snapshot.name)
    segments(shop.directory)[0].unlink()
    first = segments(shop.directory)[0]
    sequence = records(first)[0].sequence
    shop.check_refuses(first.name, f"The log here begins with sequence {sequence}",
                       f"any whole snapshot of sequence {sequence - 1} or later")


def test_log_that_ends_before_the_snapshot_refuses(shop_with_snapshots):
    shop = shop_with_snapshots
    with shop.start() as service:
        shop.order(service.ready(), 1)
        assert service.stop() == 0
    newest = snapshots(shop.directory)[-1]
    segments(shop.directory)[-1].unlink()
    end = last_records(shop.directory)[-1]
    shop.check_refuses(end.file.name, f"offset {end.end}", "which is not there")
    # Without a word of what came next, the snapshot still tells.
    overwrite(end.file, 48, bytes(16))
    shop.check_refuses(end.file.name, f"offset {end.end}", "a part of it is missing", newest.name)
    # Nothing may be missing, but nobody can know.
    shop.check_recovers(range(7), int(newest.name[9:29]) + 1)


@pytest.mark.parametrize("place", [5, 20, 100, -1])
def test_damaged_snapshot_that_the_log_does_not_reach_back_to_refuses(tmp_path, place):
    shop = Shop(tmp_path / "data")
    with Service(shop.directory, "--retention", "0s") as service:
        service.ready()
        ask(shop.directory, "snapshot", "create")
        service.kill()
    [damaged] = snapshots(shop.directory)
    flip(damaged, place % damaged.stat().st_size)
    shop.check_refuses(damaged.name, "at byte ", "opencheckout restore")


def test_snapshot_cut_short_refuses(tmp_path):
    shop = Shop(tmp_path / "data")
    with Service(shop.directory, "--retention", "0s") as service:
        assert service.ready().stop() == 0
    [damaged] = snapshots(shop.directory)
    with damaged.open("r+b") as file:
        file.truncate(damaged.stat().st_size // 2)
    shop.check_refuses(damaged.name, "opencheckout restore")


def test_file_that_is_no_log_refuses(shop):
    overwrite(last_records(shop.directory)[0].file, 0, b"something else")
    shop.check_refuses("not a segment of a log")


def test_log_of_an_unknown_format_refuses(shop):
    overwrite(last_records(shop.directory)[0].file, 8, b"\x07")
    shop.check_refuses("format 7")


# The encryption key


@pytest.mark.parametrize("is_in_snapshot", [False, True])
def test_wrong_encryption_key_refuses(tmp_path, is_in_snapshot):
    shop = Shop(tmp_path / "data", OPENCHECKOUT_ENCRYPTION_KEY=KEY)
    if is_in_snapshot:
        with shop.start() as service:
            assert service.ready().stop() == 0
    shop.environment = {"OPENCHECKOUT_ENCRYPTION_KEY": KEY.replace("5", "6")}
    shop.check_refuses("written under another encryption key", "OPENCHECKOUT_ENCRYPTION_KEY")
    shop.environment = {"OPENCHECKOUT_ENCRYPTION_KEY": KEY}
    shop.check_starts(range(6))


@pytest.mark.parametrize("is_in_snapshot", [False, True])
def test_missing_encryption_key_refuses(shop, is_in_snapshot):
    if is_in_snapshot:
        with shop.start() as service:
            assert service.ready().stop() == 0
        for segment in segments(shop.directory):
            segment.unlink()
    key = (shop.directory / "encryption.key").read_bytes()
    (shop.directory / "encryption.key").unlink()
    shop.check_refuses("encryption key", "OPENCHECKOUT_ENCRYPTION_KEY", "--encryption-key-file")
    (shop.directory / "encryption.key").write_bytes(key)
    shop.check_starts(range(6))


@pytest.mark.parametrize("source", ["environment", "option", "file"])
def test_encryption_key_comes_from_three_places(tmp_path, source):
    directory, elsewhere = tmp_path / "data", tmp_path / "key"
    elsewhere.write_text(KEY.upper() + "\n")
    environment = {"OPENCHECKOUT_ENCRYPTION_KEY": KEY} if source == "environment" else {}
    options = ["--encryption-key-file", elsewhere] if source == "option" else []
    with Service(directory, *options, **environment) as service:
        ask(service.ready().directory, "merchant", "create", "--name", "Shop")
        assert service.stop() == 0
    assert service.log.count("which is meant for trying out") == (source == "file")
    assert (directory / "encryption.key").exists() == (source == "file")
    assert len(ask(directory, "merchant", "list", *options, **environment)["data"]) == 1


@pytest.mark.parametrize("text", ["", "5e" * 31, "5e" * 33, "xy" * 32])
def test_what_is_no_encryption_key_is_refused(tmp_path, text):
    directory, elsewhere = tmp_path / "data", tmp_path / "key"
    elsewhere.write_text(text)
    serve = ["serve", "--port", "0", "--data-dir", directory]
    for arguments, environment in [
        ([*serve, "--encryption-key-file", elsewhere], {}), (serve, {"OPENCHECKOUT_ENCRYPTION_KEY": text}),
    ]:
        result = run(*arguments, **environment)
        assert result.returncode in (1, 64) and result.stdout == ""
        assert "64 hexadecimal digits" in result.stderr
        assert text not in result.stderr or not text
        assert segments(directory) == []


def test_data_may_move_with_its_key(shop, tmp_path):
    moved = tmp_path / "moved"
    shutil.copytree(shop.directory, moved, ignore=shutil.ignore_patterns("control.sock"))
    shop.directory = moved
    shop.check_starts(range(6))


def sessions_before(damaged):
    """How many sessions the records before one have made."""
    return sum(b'"session_created"' in record.payload for record in records(damaged.file)
               if record.sequence < damaged.sequence)


def dropped_line(log):
    """The one line that says what was dropped."""
    lines = [line for line in log.splitlines() if "dropped" in line]
    assert len(lines) == 1, log
    return lines[0]


def fingerprints(directory):
    """What lies in a directory, but for who held it last."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in directory.iterdir() if path.is_file() and path.name != "LOCK"
    }
