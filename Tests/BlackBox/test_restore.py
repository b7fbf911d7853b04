"""Building a data directory from a snapshot and the log: what comes back, and that nothing else is touched."""

import hashlib
import json
import stat

import pytest

from client import order
from data_files import flip, last_records, snapshots
from merchant import Merchant
from service import Service, ask, run
from shop import created, new_shop

KEY = "a7" * 32


def fingerprints(directory):
    """What lies in a directory, but for who held it last."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in directory.iterdir() if path.is_file() and path.name != "LOCK"}


def restore(source, target, *arguments, status=0):
    """Restores, checks that the source stays as it is, and says what was said."""
    before = fingerprints(source if source.is_dir() else source.parent)
    result = run("restore", "--from", source, "--to", target, "--json", *arguments)
    assert result.returncode == status, result.stderr
    assert fingerprints(source if source.is_dir() else source.parent) == before
    return json.loads(result.stdout), result.stderr


def listed(directory, key, **environment):
    """All sessions that a service on a directory shows, newest first, and that it takes more."""
    with Service(directory, **environment) as service, service.ready().client(key) as client:
        sessions = [session for page in client.pages() for session in page.json["data"]]
        assert client.create(order("another")).status == 201
        return sessions


@pytest.fixture
def shop(directory):
    """A merchant with two sessions in a snapshot and two behind it; the service was killed."""
    with Service(directory) as service:
        service.ready()
        shop = new_shop(directory)
        shop["sessions"] = [created(service, shop, order(f"order_{number}")) for number in range(2)]
        ask(directory, "snapshot", "create")
        shop["sessions"] += [created(service, shop, order(f"order_{number}")) for number in range(2, 4)]
        service.kill()
    return shop


def test_everything_comes_back(shop, directory, tmp_path):
    [newest] = snapshots(directory)
    for source, target in [(newest, tmp_path / "one"), (directory, tmp_path / "two")]:
        report, errors = restore(source, target)
        assert errors == ""
        assert list(report) == ["directory", "file", "from_snapshot", "from_log", "sequence", "newest", "merchants",
                                "keys", "sessions", "events", "payments", "subscriptions", "idempotency_keys", "encryption_key",
                                "is_whole", "missing_from"]
        assert (report["sessions"], report["merchants"], report["keys"]) == (4, 1, 2)
        assert (report["is_whole"], report["missing_from"], report["encryption_key"]) == (True, None, "copied")
        assert report["from_snapshot"] == newest.name and report["from_log"] == 2
        assert sorted(path.name for path in target.iterdir()) == ["LOCK", "encryption.key", report["file"]]
        assert stat.S_IMODE(target.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in target.iterdir()} == {0o600}
        assert check_whole(target)
        assert listed(target, shop["test_key"]) == shop["sessions"][::-1]


def check_whole(directory):
    """Whether the snapshot of a directory is."""
    return ask(directory, "snapshot", "verify")["ok"]


def test_snapshot_alone_comes_back(shop, directory, tmp_path):
    [newest] = snapshots(directory)
    report, _ = restore(newest, tmp_path / "new", "--snapshot-only")
    assert (report["sessions"], report["from_log"], report["file"]) == (2, 0, newest.name)
    assert listed(tmp_path / "new", shop["test_key"]) == shop["sessions"][1::-1]


def test_people_read_lines(shop, directory, tmp_path):
    [newest] = snapshots(directory)
    told = run("restore", "--from", newest.name, "--data-dir", directory, "--to", tmp_path / "new")
    assert (told.returncode, told.stderr) == (0, "")
    assert f"directory: {tmp_path / 'new'}\n" in told.stdout and "sessions: 4\n" in told.stdout
    assert "is_whole: yes\n" in told.stdout


def test_what_merchants_are_told_is_counted(directory, tmp_path):
    with Service(directory) as service:
        shop = new_shop(service.ready().directory)
        ask(directory, "merchant", "update", shop["id"], "--mode", "test", "--webhook-url", "https://shop.invalid/hook")
        merchant = Merchant(service, shop["test_key"], shop["webhook_secret"])
        for verb in ("cancel", "expire"):
            merchant.end(verb)
        assert service.stop() == 0
    inspected = ask(directory, "snapshot", "inspect", snapshots(directory)[-1].name)
    restored, _ = restore(directory, tmp_path / "restored")
    for counted in (inspected, restored):
        assert [counted[kind] for kind in ("events", "payments", "subscriptions")] == [2, 0, 0]


def test_a_second_comes_back_as_it_was_at_its_end(directory, tmp_path):
    with Service(directory) as service:
        service.ready()
        shop = new_shop(directory)
        with service.client(shop["test_key"]) as client:
            sessions = {}
            # Some sessions in each of three seconds, the last of which ends the first one's.
            while len(sessions) < 3:
                session = client.create(order()).json
                sessions.setdefault(session["created_at"], []).append(session)
                if len(sessions) == 2 and len(sessions[session["created_at"]]) == 1:
                    ask(directory, "snapshot", "create")
            first = next(iter(sessions.values()))[0]
            assert client.change(first["id"], "expire").status == 200
        for number, moment in enumerate(sessions):
            target = tmp_path / f"new{number}"
            report, _ = restore(directory, target, "--until", moment)
            assert report["newest"] == moment
            made = [session for second, made in sessions.items() if second <= moment for session in made]
            assert report["sessions"] == len(made)
            exported = [json.loads(line) for line in run("export", "--data-dir", target).stdout.splitlines()]
            if number < 2:
                assert exported == made
            else:
                assert {session["id"]: session["status"] for session in exported}[first["id"]] == "expired"
        early = run("restore", "--from", directory, "--to", tmp_path / "early", "--until", "2020-01-01T00:00:00Z")
        assert (early.returncode, early.stdout) == (1, "") and "nothing" in early.stderr
        assert not (tmp_path / "early").exists()
        # The snapshot was taken in the second second.
        [newest] = snapshots(directory)
        late = run("restore", "--from", newest, "--to", tmp_path / "late", "--until", next(iter(sessions)))
        assert (late.returncode, late.stdout) == (1, "") and "after the moment to be restored" in late.stderr


def test_running_server_goes_on_beside_a_restore(running, directory, tmp_path):
    shop = new_shop(directory)
    sessions = [created(running, shop) for _ in range(5)]
    report, _ = restore(directory, tmp_path / "new")
    assert report["sessions"] == 5
    assert created(running, shop)["status"] == "open"
    assert listed(tmp_path / "new", shop["test_key"]) == sessions[::-1]


def test_whatever_was_promised_is_in_a_restored_directory(shop, directory, tmp_path):
    with Service(directory) as service, service.ready().client(shop["test_key"]) as client:
        first = client.create(order("kept"), "key-1")
        ended = client.change(shop["sessions"][0]["id"], "cancel", "key-2")
        service.kill()
    restore(directory, tmp_path / "new")
    with Service(tmp_path / "new") as service, service.ready().client(shop["test_key"]) as client:
        again = client.create(order("kept"), "key-1")
        assert (again.status, again.body, again.is_replayed) == (201, first.body, True)
        again = client.change(shop["sessions"][0]["id"], "cancel", "key-2")
        assert (again.status, again.body, again.is_replayed) == (200, ended.body, True)


# Damage


def test_what_stands_before_a_damaged_record_comes_back(shop, directory, tmp_path):
    damaged = last_records(directory)[-2]
    flip(damaged.file, damaged.offset + 50)
    report, errors = restore(directory, tmp_path / "new", status=2)
    assert (report["is_whole"], report["missing_from"]) == (False, damaged.sequence)
    assert damaged.file.name in errors and f"offset {damaged.offset}" in errors
    assert f"Records from sequence {damaged.sequence} on could not be restored" in errors
    assert listed(tmp_path / "new", shop["test_key"]) == shop["sessions"][1::-1]


def test_damaged_snapshot_is_refused_by_name_and_passed_over_in_a_directory(shop, directory, tmp_path):
    [newest] = snapshots(directory)
    flip(newest, 200)
    result = run("restore", "--from", newest, "--to", tmp_path / "new")
    assert (result.returncode, result.stdout) == (2, "") and newest.name in result.stderr
    assert not (tmp_path / "new").exists()
    report, _ = restore(directory, tmp_path / "new")
    assert (report["from_snapshot"], report["sessions"]) == (None, 4)
    assert listed(tmp_path / "new", shop["test_key"]) == shop["sessions"][::-1]


# The encryption key


def test_key_that_is_given_otherwise_is_not_needed(directory, tmp_path):
    environment = {"OPENCHECKOUT_ENCRYPTION_KEY": KEY}
    with Service(directory, **environment) as service:
        service.ready()
        shop = new_shop(directory)
        session = created(service, shop)
        service.kill()
    report, _ = restore(directory, tmp_path / "new")
    assert report["encryption_key"] == "not in the folder"
    assert not (tmp_path / "new" / "encryption.key").exists()
    assert listed(tmp_path / "new", shop["test_key"], **environment) == [session]
    refused = run("serve", "--port", "0", "--data-dir", tmp_path / "new")
    assert refused.returncode == 2


def test_key_that_does_not_fit_is_left(shop, directory, tmp_path):
    (directory / "encryption.key").write_text(KEY)
    report, _ = restore(directory, tmp_path / "new")
    assert report["encryption_key"] == "the folder's is another one, and was left"
    assert not (tmp_path / "new" / "encryption.key").exists()


# Where to


@pytest.mark.parametrize("content", ["wal-00000000000000000001.log", "notes.txt", "snapshot-00000000000000000001.jsonl.gz"])
def test_directory_that_is_not_empty_is_refused(shop, directory, tmp_path, content):
    target = tmp_path / "new"
    target.mkdir()
    (target / content).write_text("something")
    result = run("restore", "--from", directory, "--to", target)
    assert (result.returncode, result.stdout) == (1, "")
    assert f"{target} is not empty: it holds {content}" in result.stderr
    assert [path.name for path in target.iterdir()] == [content]


def test_source_is_never_the_target(shop, directory):
    before = fingerprints(directory)
    result = run("restore", "--from", directory, "--to", directory)
    assert result.returncode == 1 and "is not empty" in result.stderr
    assert fingerprints(directory) == before


def test_empty_directory_will_do(shop, directory, tmp_path):
    target = tmp_path / "new"
    target.mkdir(mode=0o755)
    (target / "README.md").write_text("Data is kept here.\n")
    restore(directory, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o700
    assert listed(target, shop["test_key"]) == shop["sessions"][::-1]


def test_directory_in_use_is_refused(shop, directory, tmp_path):
    with Service(tmp_path / "new") as service:
        service.ready()
        result = run("restore", "--from", directory, "--to", tmp_path / "new")
        assert result.returncode == 1 and "is not empty" in result.stderr


@pytest.mark.parametrize("arguments", [
    ["--from", "a"], ["--to", "b"], ["--from", "a", "--to", "b", "--until", "noon"],
    ["--from", "a", "--to", "b", "--until", "2026-06-15T00:00:00Z", "--snapshot-only"],
], ids=" ".join)
def test_bad_usage_is_64(arguments):
    result = run("restore", *arguments)
    assert (result.returncode, result.stdout) == (64, "")


def test_nothing_is_restored_from_nothing(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    for source in [empty, tmp_path / "none", tmp_path / "snapshot-00000000000000000001.jsonl.gz"]:
        result = run("restore", "--from", source, "--to", tmp_path / "new")
        assert (result.returncode, result.stdout) == (1, "")
        assert not (tmp_path / "new").exists()
