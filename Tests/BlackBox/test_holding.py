"""What a running service holds: its directory, its port, its files; and how it lets go of them."""

import fcntl
import json
import os
import signal
import socket
import stat

import pytest

from client import REQUEST_SECONDS, order
from data_files import segments, snapshots
from service import Service, ask, run
from shop import created, new_shop


# One holder at a time


def test_second_server_on_a_directory_is_told_who_has_it(running, directory):
    result = run("serve", "--data-dir", directory, "--port", "0")
    assert (result.returncode, result.stdout) == (1, "")
    assert f"{directory} is in use by process {running.pid}" in result.stderr
    assert created(running, new_shop(directory))


def test_second_server_on_a_port_is_told_who_has_it(running, tmp_path):
    port = running.address.rpartition(":")[2]
    result = run("serve", "--data-dir", tmp_path / "other", "--port", port)
    assert (result.returncode, result.stdout) == (1, "")
    assert f"127.0.0.1:{port}" in result.stderr
    assert f"process {running.pid}" in result.stderr


def test_command_does_not_touch_what_somebody_else_holds(directory):
    directory.mkdir(mode=0o700)
    with (directory / "LOCK").open("w") as lock:
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run("merchant", "list", "--data-dir", directory)
        assert result.returncode == 1
        assert f"in use by process {os.getpid()}, which does not answer" in result.stderr
    assert [path.name for path in directory.iterdir()] == ["LOCK"]


def test_commands_work_after_a_kill(running, directory):
    shop = new_shop(directory)
    running.kill()
    assert (directory / "control.sock").exists()
    assert [merchant["id"] for merchant in ask(directory, "merchant", "list")["data"]] == [shop["id"]]


def test_path_may_be_longer_than_a_socket_address_holds(tmp_path):
    directory = tmp_path / ("d" * 120) / ("e" * 120)
    directory.parent.mkdir()
    with Service(directory) as service:
        service.ready()
        assert created(service, new_shop(directory))
        assert stat.S_IMODE((directory / "control.sock").stat().st_mode) == 0o600
        assert service.stop() == 0


# Signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_in_good_order(running, directory, number):
    shop = new_shop(directory)
    session = created(running, shop)
    with running.client(shop["test_key"]) as idle:
        assert idle.read(session["id"]).status == 200
        assert running.stop(number) == 0
    with pytest.raises(ConnectionRefusedError):
        running.client()
    left = sorted(path.name for path in directory.iterdir())
    newest = snapshots(directory)[-1].name
    assert [name for name in left if name not in (newest, "LOCK", "encryption.key") and "wal-0" not in name] == []
    for segment in segments(directory):
        segment.unlink()
    with Service(directory) as service, service.ready().client(shop["test_key"]) as client:
        assert client.read(session["id"]).json == session, "the last snapshot holds everything"


def test_requests_in_flight_are_answered_before_the_end(running, directory):
    shop = new_shop(directory)
    body = order()
    host, port = running.address.split(":")
    with socket.create_connection((host, int(port)), REQUEST_SECONDS) as connection:
        connection.sendall(
            b"POST /api/checkout/sessions HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
            b"Expect: 100-continue\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
            % (shop["test_key"].encode(), len(body))
        )
        assert connection.recv(65536).startswith(b"HTTP/1.1 100 ")
        os.kill(running.pid, signal.SIGTERM)
        assert running.logs(r".*\bstopping\b.*")
        connection.sendall(body)
        reply = b"".join(iter(lambda: connection.recv(65536), b""))
    assert reply.startswith(b"HTTP/1.1 201 ")
    assert b"\r\nConnection: close\r\n" in reply
    session = json.loads(reply.partition(b"\r\n\r\n")[2])
    assert running.wait() == 0
    with Service(directory) as service, service.ready().client(shop["test_key"]) as client:
        assert client.read(session["id"]).json == session


# Places and rights


def test_only_the_owner_may_look(running, directory):
    new_shop(directory)
    ask(directory, "snapshot", "create")
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()}
    assert {name: mode for name, mode in modes.items() if mode != 0o600} == {}
    assert {"LOCK", "control.sock", "encryption.key"} < modes.keys()


def test_directory_is_tightened_and_a_readme_is_no_content(directory):
    directory.mkdir()
    directory.chmod(0o755)
    (directory / "README.md").write_text("Data is kept here.\n")
    with Service(directory) as service:
        service.ready()
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700
        assert service.stop() == 0
    assert (directory / "README.md").read_text() == "Data is kept here.\n"


def test_files_that_others_could_read_are_closed_to_them(directory, tmp_path):
    with Service(directory) as service:
        service.ready()
        new_shop(directory)
        service.kill()
    files = [path for path in directory.iterdir() if path.name != "LOCK"]
    for path in files:
        path.chmod(0o664)
    key = tmp_path / "key"
    (directory / "encryption.key").rename(key)
    with Service(directory, "--encryption-key-file", key) as service:
        service.ready()
        assert {stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()} == {0o600}
        [line] = [line for line in service.log.splitlines() if "others could read files" in line]
        assert all(path.name in line for path in files if path.name not in ("encryption.key", "control.sock"))
        assert f"file={key}" in service.log and "others can read the file with the encryption key" in service.log
        assert service.stop() == 0


def test_files_of_another_owner_are_refused(directory):
    if os.geteuid() != 0:
        pytest.skip("only root can give a file to somebody else")
    with Service(directory) as service:
        service.ready()
        service.kill()
    stranger = segments(directory)[0]
    os.chown(stranger, 65534, 65534)
    for command in (["serve", "--port", "0"], ["merchant", "list"]):
        result = run(*command, "--data-dir", directory)
        assert (result.returncode, result.stdout) == (1, "")
        assert f"{stranger} belongs to user 65534" in result.stderr


def test_directory_of_another_owner_is_refused(directory):
    if os.geteuid() != 0:
        pytest.skip("only root can give a directory to somebody else")
    directory.mkdir()
    os.chown(directory, 65534, 65534)
    result = run("serve", "--data-dir", directory, "--port", "0")
    assert (result.returncode, result.stdout) == (1, "")
    assert "belongs to user 65534" in result.stderr
    assert list(directory.iterdir()) == []


@pytest.mark.parametrize("place", ["file", "parent"])
def test_directory_that_cannot_be_is_refused(directory, place):
    if place == "file":
        directory.write_text("")
    result = run("serve", "--port", "0", "--data-dir", directory if place == "file" else directory / "below")
    assert (result.returncode, result.stdout) == (1, "")
    assert str(directory) in result.stderr


def test_host_that_is_not_ours_is_refused(directory):
    result = run("serve", "--data-dir", directory, "--port", "0", "--host", "192.0.2.1")
    assert (result.returncode, result.stdout) == (1, "")
    assert "192.0.2.1" in result.stderr


def test_ipv6_address_is_written_as_urls_have_it(directory):
    if not has_ipv6():
        pytest.skip("this machine has no IPv6 loopback address")
    with Service(directory, "--host", "::1") as service:
        service.ready()
        assert service.address.startswith("[")
        session = created(service, new_shop(directory))
        assert session["url"] == f"http://[::1]:{service.address.rpartition(':')[2]}/pay/{session['id']}"


def has_ipv6():
    """Whether this machine can listen on its IPv6 loopback address."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False
