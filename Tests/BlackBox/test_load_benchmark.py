"""The load benchmark against the real program: what it asks is answered right, and it says so if not."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from server import DEFAULT_BINARY
from service import binary, clean_environment

LOAD_BENCHMARK = DEFAULT_BINARY.parent / "load-benchmark"
END_SECONDS = 60


def start(*arguments):
    """The benchmark as a child process."""
    return subprocess.Popen(
        [LOAD_BENCHMARK, *map(str, arguments)], env=clean_environment({}), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )


def load(*arguments):
    """Runs the benchmark to its end; says its exit status and what it printed."""
    process = start(*arguments)
    try:
        output, errors = process.communicate(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return process.returncode, output, errors


def processes_of(directory):
    """The processes that work in a data directory."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if os.fsencode(directory) in command:
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize("scenario", ["create", "create-retries", "shop"])
def test_a_scenario_is_answered_right(scenario, directory, tmp_path):
    """A short run on a service of the benchmark's own, which is gone afterwards."""
    report = tmp_path / "report.json"
    page = tmp_path / "report.html"
    status, output, errors = load(
        "--scenario", scenario, "--duration", 1, "--connections", 8, "--program", binary(), "--data-dir", directory,
        "--json", report, "--output", page,
    )
    assert status == 0, output + errors
    figures = json.loads(report.read_text())
    assert figures["errors"] == 0
    assert figures["requests"] > 0
    assert figures["service"]["cpuSeconds"] > 0
    operations = {entry["operation"] for entry in figures["operations"]}
    expected = {
        "create": {"create"}, "create-retries": {"create", "replay"}, "shop": {"create", "read", "list", "expire"},
    }
    assert operations == expected[scenario]
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert processes_of(directory) == []


def test_a_running_service_is_loaded_at_a_fixed_rate_and_left_alone(server):
    """An open loop on somebody else's service."""
    status, output, errors = load(
        "--url", server.url, "--key", server.key, "--rate", 200, "--duration", 1, "--connections", 4,
    )
    assert status == 0, output + errors
    assert "open loop at 200/s" in output
    assert "200 in all" in output


def test_wrong_replies_fail_the_run(server):
    """With a key that the service does not know every reply is 401."""
    status, output, _ = load(
        "--url", server.url, "--key", "sk_test_nobody", "--scenario", "create", "--duration", 0.2, "--connections", 2,
    )
    assert status == 1
    assert "× status 401" in output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_broken_off_leaves_no_service_behind(number, directory):
    """The service that was started goes with the benchmark."""
    process = start("--duration", 60, "--connections", 2, "--program", binary(), "--data-dir", directory)
    try:
        # The signal meets the benchmark while the service starts; before, whoever runs the tests may have it ignored.
        while not set(processes_of(directory)) - {process.pid}:
            assert process.poll() is None
        process.send_signal(number)
        assert process.wait(END_SECONDS) != 0
        for pid in processes_of(directory):
            assert not Path(f"/proc/{pid}").exists()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
