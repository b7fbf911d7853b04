"""What the commands that read snapshots and the log say, of whole files and of damaged ones, beside a server or not."""

import json
import re

import pytest

from client import order
from data_files import flip, last_records, overwrite, records, segments, snapshots
from service import Service, ask, run
from shop import created, new_shop


@pytest.fixture(params=["running", "killed"])
def shop(request, directory):
    """A merchant with three sessions in a snapshot and two behind it; the service runs, or was killed."""
    with Service(directory) as service:
        service.ready()
        merchant = new_shop(directory)
        merchant["sessions"] = [created(service, merchant, order(f"order_{number}")) for number in range(3)]
        ask(directory, "snapshot", "create")
        merchant["sessions"] += [created(service, merchant, order(f"order_{number}")) for number in range(3, 5)]
        if request.param == "killed":
            service.kill()
        yield merchant


def check(directory, *arguments):
    """What a check says, in both forms: its exit status, its lines, and its document."""
    told = run(*arguments, "--data-dir", directory)
    document = run(*arguments, "--data-dir", directory, "--json")
    assert told.returncode == document.returncode
    report = json.loads(document.stdout)
    assert list(report) == ["ok", "files"]
    assert all(list(file) == ["file", "ok", "records", "offset", "problem"] for file in report["files"])
    assert report["ok"] == all(file["ok"] for file in report["files"]) == (told.returncode == 0)
    assert [line.partition(":")[0] for line in told.stdout.splitlines()] == [file["file"] for file in report["files"]]
    damaged = sum(not file["ok"] for file in report["files"])
    assert told.stderr == ("" if report["ok"] else f"opencheckout: {damaged} of {len(report['files'])} files damaged\n")
    return told, report["files"]


# Whole files


def test_whole_files_are_said_to_be_whole(shop, directory):
    [newest] = snapshots(directory)
    for arguments in [["snapshot", "verify"], ["snapshot", "verify", "--all"], ["snapshot", "verify", newest.name],
                      ["snapshot", "verify", newest]]:
        told, files = check(directory, *arguments)
        # The encryption key's name, a merchant, its two keys, what was counted of its sessions, and the three of them.
        assert files == [{"file": newest.name, "ok": True, "records": 8, "offset": None, "problem": None}]
        assert told.stdout == f"{newest.name}: whole, 8 records\n"
    told, files = check(directory, "log", "verify")
    count = sum(map(len, map(records, segments(directory))))
    assert [(file["ok"], file["records"]) for file in files] == [(True, count)]


def test_nothing_is_locked_or_changed_by_a_look(shop, directory):
    before = {path.name: path.stat().st_mtime_ns for path in directory.iterdir()}
    [newest] = snapshots(directory)
    session = shop["sessions"][0]["id"]
    for arguments in [["snapshot", "verify"], ["snapshot", "list"], ["snapshot", "inspect", newest.name],
                      ["log", "verify"], ["log", "inspect", "--session", session]]:
        assert run(*arguments, "--data-dir", directory).returncode == 0
    assert {path.name: path.stat().st_mtime_ns for path in directory.iterdir()} == before


def test_empty_directory_has_nothing_to_check(tmp_path):
    for arguments in [["snapshot", "verify"], ["snapshot", "verify", "--all"], ["log", "verify"]]:
        result = run(*arguments, "--data-dir", tmp_path)
        assert (result.returncode, result.stdout) == (0, "there is nothing to check\n")
        assert json.loads(run(*arguments, "--data-dir", tmp_path, "--json").stdout) == {"ok": True, "files": []}


def test_what_is_durable_is_read_at_once(running, directory):
    shop = new_shop(directory)
    for _ in range(20):
        session = created(running, shop)
        [line] = ask(directory, "log", "inspect", "--session", session["id"])["data"]
        assert line["events"][0]["session"] == session


# Damage


@pytest.mark.parametrize("place", [0, 20, 100, 300, -9, -1])
def test_damaged_snapshot_is_named_with_its_place(shop, directory, place):
    [newest] = snapshots(directory)
    flip(newest, place % newest.stat().st_size)
    told, [file] = check(directory, "snapshot", "verify")
    assert told.returncode == 2
    assert not file["ok"] and 0 <= file["offset"] <= newest.stat().st_size and file["problem"]
    assert f"{newest.name}: damaged at offset {file['offset']}" in told.stdout
    looked = run("snapshot", "inspect", newest.name, "--data-dir", directory)
    assert (looked.returncode, looked.stdout) == (2, "") and newest.name in looked.stderr


def test_of_all_snapshots_the_damaged_ones_are_told(running, directory):
    for _ in range(2):
        created(running, new_shop(directory))
        ask(directory, "snapshot", "create")
    older, newest = snapshots(directory)
    flip(older, 60)
    _, files = check(directory, "snapshot", "verify", "--all")
    assert [(file["file"], file["ok"]) for file in files] == [(newest.name, True), (older.name, False)]
    assert check(directory, "snapshot", "verify")[0].returncode == 0


def test_snapshot_cut_short_is_damaged(shop, directory):
    [newest] = snapshots(directory)
    with newest.open("r+b") as file:
        file.truncate(newest.stat().st_size - 5)
    told, [file] = check(directory, "snapshot", "verify")
    assert told.returncode == 2 and "missing" in file["problem"]


def test_damaged_record_is_named_with_its_place(shop, directory):
    damaged = last_records(directory)[2]
    flip(damaged.file, damaged.offset + 30)
    told, [file] = check(directory, "log", "verify")
    assert told.returncode == 2
    assert (file["offset"], file["records"]) == (damaged.offset, 2)
    assert f"sequence {damaged.sequence}" in file["problem"]
    for form in ([], ["--json"]):
        looked = run("log", "inspect", "--data-dir", directory, *form)
        assert looked.returncode == 2
        assert damaged.file.name in looked.stderr and f"offset {damaged.offset}" in looked.stderr
        lines = json.loads(looked.stdout)["data"] if form else looked.stdout.splitlines()
        assert len(lines) == 2, "what stands before it is shown"


def test_torn_end_is_told_and_no_damage(directory):
    with Service(directory) as service:
        service.ready()
        created(service, new_shop(directory))
        service.kill()
    last = last_records(directory)[-1]
    overwrite(last.file, last.end, b"torn")
    told, [file] = check(directory, "log", "verify")
    assert told.returncode == 0 and file["problem"] is None
    assert f"4 bytes that a crash left unfinished, at offset {last.end}" in told.stdout


def test_missing_parts_of_the_log_are_told(directory):
    for _ in range(3):
        with Service(directory) as service:
            service.ready()
            created(service, new_shop(directory))
            service.kill()
    first, middle, last = segments(directory)
    content = middle.read_bytes()
    middle.unlink()
    told, files = check(directory, "log", "verify")
    assert told.returncode == 2 and [file["ok"] for file in files] == [False, True]
    middle.write_bytes(content)
    assert check(directory, "log", "verify")[0].returncode == 0
    first.unlink()
    told, files = check(directory, "log", "verify")
    assert told.returncode == 2 and [file["ok"] for file in files] == [False, True]
    assert "begins with sequence" in files[0]["problem"]


def test_log_that_ends_before_the_snapshot_is_told(directory):
    for _ in range(2):
        with Service(directory) as service:
            service.ready()
            created(service, new_shop(directory))
            assert service.stop() == 0
    missing = segments(directory)[-1]
    missing.unlink()
    told, [file] = check(directory, "log", "verify")
    assert told.returncode == 2 and missing.name in file["problem"]
    # Without a word of what came next, the snapshot still tells.
    overwrite(segments(directory)[-1], 48, bytes(16))
    told, [file] = check(directory, "log", "verify")
    assert told.returncode == 2 and "newest snapshot" in file["problem"]


# Looking into


def test_snapshot_is_summed_up(shop, directory):
    other = new_shop(directory)
    if run("snapshot", "create", "--data-dir", directory).returncode:
        pytest.fail("no snapshot")
    newest = snapshots(directory)[-1]
    summary = ask(directory, "snapshot", "inspect", newest.name)
    assert list(summary) == ["file", "created_at", "sequence", "bytes", "encryption_key", "keys", "events", "payments",
                             "subscriptions", "idempotency_keys", "sessions", "oldest", "newest", "largest", "merchants"]
    assert (summary["file"], summary["bytes"]) == (newest.name, newest.stat().st_size)
    assert summary["keys"] == 4
    assert summary["sessions"] == {"total": 5, "open": 5, "preparing": 0, "awaiting_approval": 0, "processing": 0,
                                   "completed": 0, "expired": 0, "canceled": 0}
    sessions = shop["sessions"]
    assert summary["oldest"] == {"id": sessions[0]["id"], "created_at": sessions[0]["created_at"]}
    assert summary["newest"] == {"id": sessions[4]["id"], "created_at": sessions[4]["created_at"]}
    assert {merchant["id"]: merchant["sessions"] for merchant in summary["merchants"]} == {shop["id"]: 5, other["id"]: 0}
    told = run("snapshot", "inspect", newest, "--data-dir", directory).stdout
    assert "sessions total: 5\nsessions open: 5\n" in told
    assert re.search(rf"^{shop['id']}  Shop  5$", told, re.MULTILINE)


def test_session_of_a_snapshot_is_printed_as_it_was(shop, directory):
    [newest] = snapshots(directory)
    session = shop["sessions"][1]
    found = ask(directory, "snapshot", "inspect", newest.name, "--session", session["id"])
    assert list(found) == ["merchant", "first_sequence", "last_sequence", "session"]
    assert (found["merchant"], found["session"]) == (shop["id"], session)
    told = run("snapshot", "inspect", newest.name, "--session", session["id"], "--data-dir", directory).stdout
    assert f"merchant: {shop['id']}\n" in told and f"session: {json.dumps(session, separators=(',', ':'))}\n" in told
    for missing in [shop["sessions"][4]["id"], "cs_0", "x"]:
        result = run("snapshot", "inspect", newest.name, "--session", missing, "--data-dir", directory)
        assert (result.returncode, result.stdout) == (1, "") and missing in result.stderr


def test_log_has_a_line_a_record(shop, directory):
    told = run("log", "inspect", "--data-dir", directory).stdout.splitlines()
    written = [record for segment in segments(directory) for record in records(segment)]
    assert [int(line.split()[0]) for line in told] == [record.sequence for record in written]
    assert all(re.match(r"[0-9]+  20[0-9-]+T[0-9:]+Z  [a-z_]+ ", line) for line in told)
    assert f"merchant_created {shop['id']} 'Shop'" in told[0]
    lines = ask(directory, "log", "inspect")["data"]
    assert [(line["sequence"], line["file"], line["offset"]) for line in lines] == [
        (record.sequence, record.file.name, record.offset) for record in written
    ]
    assert [line["events"] for line in lines] == [json.loads(record.payload) for record in written]


def test_log_is_filtered_by_session_and_time(shop, directory):
    sessions = shop["sessions"]
    [line] = run("log", "inspect", "--session", sessions[2]["id"], "--data-dir", directory).stdout.splitlines()
    assert f"session_created {sessions[2]['id']} of {shop['id']} (test)" in line
    everything = ask(directory, "log", "inspect")["data"]
    since = ask(directory, "log", "inspect", "--since", everything[-1]["at"])["data"]
    assert since == [line for line in everything if line["at"] >= everything[-1]["at"]]
    assert ask(directory, "log", "inspect", "--since", "2099-01-01T00:00:00Z")["data"] == []


@pytest.mark.parametrize("arguments", [
    ["snapshot", "verify", "--all", "snapshot-00000000000000000001.jsonl.gz"], ["snapshot", "inspect"],
    ["log", "inspect", "--since", "yesterday"], ["log", "inspect", "--since", "2026-06-15"],
    ["log", "inspect", "--session", "cs_1"],
], ids=" ".join)
def test_bad_usage_is_64(tmp_path, arguments):
    result = run(*arguments, "--data-dir", tmp_path)
    assert (result.returncode, result.stdout) == (64, "")


@pytest.mark.parametrize("arguments", [
    ["snapshot", "verify", "snapshot-00000000000000000009.jsonl.gz"], ["snapshot", "inspect", "backup.gz"],
    ["snapshot", "inspect", "nowhere/snapshot-00000000000000000009.jsonl.gz"],
], ids=" ".join)
def test_file_that_is_not_there_is_1(tmp_path, arguments):
    result = run(*arguments, "--data-dir", tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert arguments[-1].rpartition("/")[2] in result.stderr or "nowhere" in result.stderr


@pytest.mark.parametrize("command", [["snapshot", "verify"], ["log", "verify"], ["log", "inspect"]], ids=" ".join)
def test_directory_that_is_not_there_is_1_and_not_made(directory, command):
    result = run(*command, "--data-dir", directory)
    assert result.returncode == 1 and f"there is no data directory {directory}" in result.stderr
    assert not directory.exists()
