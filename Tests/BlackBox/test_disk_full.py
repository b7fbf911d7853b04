"""A full disk: what cannot be made durable is refused, nothing is half done, and room is all it takes to go on."""

import contextlib
import os
import pathlib
import subprocess
import time

import pytest

from client import order
from service import Service, ask, run
from story import Story, heavy_order

DISK_MEBIBYTES = 48
FREE_MEBIBYTES = 12
RECOVERY_SECONDS = 60


class SmallDisk:
    """A file system of its own, which can be filled and emptied."""

    def __init__(self, place):
        self.place = place
        self.directory = place / "data"
        self._filler = place / "filler"

    def fill(self, free_bytes=0):
        """Leaves this much room."""
        with self._filler.open("ab") as file:
            while (wanted := self._free_bytes - free_bytes) > 0:
                # The service may take some of it in the same moment.
                with contextlib.suppress(OSError):
                    os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, wanted)

    @property
    def _free_bytes(self):
        room = os.statvfs(self.place)
        return room.f_bavail * room.f_frsize

    def empty(self):
        """Gives the room back."""
        self._filler.unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path):
    """A small file system in memory, where mounting one is permitted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEBIBYTES}m,mode=700", "tmpfs", str(place)]
    try:
        result = subprocess.run(mount, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    except OSError as error:
        pytest.skip(f"no small file system can be mounted here: {error}")
    if result.returncode != 0:
        pytest.skip(f"no small file system can be mounted here: {result.stderr.strip()}")
    yield SmallDisk(place)
    subprocess.run(["umount", str(place)], check=True)


class Shop:
    """A merchant who orders until the disk is full."""

    def __init__(self, service, directory):
        self.service = service
        self.key = ask(directory, "merchant", "create", "--name", "Shop")["test_key"]
        self.sessions = {}

    def client(self):
        """A connection of the merchant's."""
        return self.service.client(self.key)

    def order_until_refused(self):
        """Creates large sessions until one is refused for want of room; gives that order's body and key."""
        with self.client() as client:
            while True:
                name = f"order_{len(self.sessions)}"
                body = heavy_order(name, 100)
                reply = client.create(body, name)
                if reply.status == 201:
                    self.sessions[name] = reply.body
                elif reply.code == "storage_unavailable":
                    return body, name, reply
                else:
                    assert (reply.status, reply.code) == (503, "overloaded"), reply.body

    def check_everything_is_there(self):
        """Checks that what was acknowledged is there, and nothing else."""
        with self.client() as client:
            found = [session for page in client.pages() for session in page.json["data"]]
            assert [session["client_reference_id"] for session in found] == list(self.sessions)[::-1]
            for name, session in zip(reversed(self.sessions), found):
                assert client.read(session["id"]).body == self.sessions[name]
                replay = client.create(heavy_order(name, 100), name)
                assert (replay.status, replay.is_replayed, replay.body) == (201, True, self.sessions[name])

    def check_full(self, body, key):
        """Checks what a full disk means to merchants and to whoever watches the service."""
        with self.client() as client:
            some = self.sessions["order_0"]
            for refused in [
                client.create(body, key), client.create(order("small")), client.create(order("small"), "small"),
                client.change(identifier(some), "expire"),
                client.change(identifier(some), "cancel", "cancel"),
            ]:
                assert (refused.status, refused.code) == (503, "storage_unavailable"), refused.body
                assert refused.json["error"]["type"] == "api_error"
                assert int(refused.fields["Retry-After"]) >= 1
            assert client.read(identifier(some)).body == some
        check_health(self.service)
        self.check_everything_is_there()

    def wait_for_room(self, body, key):
        """Asks again and again until the order that was refused is taken."""
        deadline = time.monotonic() + RECOVERY_SECONDS
        with self.client() as client:
            while (reply := client.create(body, key)).status == 503:
                assert time.monotonic() < deadline, f"still {reply.body}"
            assert (reply.status, reply.is_replayed) == (201, False)
            self.sessions[key] = reply.body
            assert client.request("GET", "/api/health").status == 200


@pytest.mark.parametrize("ending", ["none", "kill", "kill without room", "stop without room"])
def test_full_disk_refuses_writes_until_there_is_room(disk, ending):
    disk.fill(FREE_MEBIBYTES << 20)
    with Service(disk.directory) as service:
        shop = Shop(service.ready(), disk.directory)
        body, key, refused = shop.order_until_refused()
        assert refused.status == 503
        disk.fill()
        shop.check_full(body, key)
        result = run("merchant", "create", "--name", "Other", "--data-dir", disk.directory)
        assert (result.returncode, result.stdout) == (1, "") and "disk full" in result.stderr
        result = run("snapshot", "create", "--data-dir", disk.directory)
        assert (result.returncode, result.stdout) == (1, "") and result.stderr
        assert not list(disk.directory.glob("snapshot-*"))
        shop.check_full(body, key)
        if ending == "none":
            disk.empty()
            shop.wait_for_room(body, key)
            service.kill()
        elif ending == "stop without room":
            assert service.stop() == 1
            assert "No space left" in service.log
        else:
            service.kill()
        if ending == "kill":
            disk.empty()
    with Service(disk.directory) as service:
        shop.service = service.ready()
        if ending.endswith("without room"):
            shop.check_full(body, key)
            disk.empty()
        if ending != "none":
            shop.wait_for_room(body, key)
        shop.check_everything_is_there()
        assert service.stop() == 0, service.log
    with Service(disk.directory) as service:
        shop.service = service.ready()
        shop.check_everything_is_there()


def test_full_disk_is_told_from_the_start_on(disk):
    with Service(disk.directory) as service:
        ask(service.ready().directory, "merchant", "create", "--name", "Shop")
        service.kill()
    # What was allocated ahead is given back at a start, and would be room enough.
    (pathlib.Path(disk.directory) / "wal-next.tmp").unlink(missing_ok=True)
    disk.fill()
    with Service(disk.directory) as service:
        check_health(service.ready())


def test_kill_on_a_full_disk_takes_back_nothing(disk, seed):
    story = Story(disk.directory, seed)
    for _ in range(2):
        with story.start() as service:
            story.audit(service.ready())
            disk.fill(2 << 20)
            load = story.load(service, make_body=heavy_order)
            load.begin(kill_after=120)
            load.end()
        disk.empty()
    story.finish()


def check_health(service):
    """Checks what whoever watches a service is told of a full disk."""
    with service.client() as client:
        health = client.request("GET", "/api/health")
        assert (health.status, health.json["status"]) == (503, "degraded")
        assert int(health.fields["Retry-After"]) >= 1
        assert "/" not in health.json["reason"]


def identifier(session):
    """The identifier in a session's bytes."""
    return session.split(b'"', 4)[3].decode()
