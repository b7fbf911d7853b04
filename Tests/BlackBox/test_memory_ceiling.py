"""Memory that is used up: creates alone are refused, what was acknowledged stays, and room is all it takes to go on."""

import time

from service import Service, ask
from story import heavy_order

RECOVERY_SECONDS = 60
OPTIONS = ["--max-memory", "64MiB", "--keep-sessions", "1s"]


def test_full_memory_refuses_creates_until_sessions_have_left(directory):
    with Service(directory, *OPTIONS) as service:
        key = ask(service.ready().directory, "merchant", "create", "--name", "Shop")["test_key"]
        with service.client(key) as client:
            sessions, refused = fill(client)
            assert (refused.status, refused.code) == (503, "overloaded"), refused.body
            assert refused.json["error"]["type"] == "api_error"
            assert "memory" in refused.json["error"]["message"]
            assert int(refused.fields["Retry-After"]) >= 1
            assert service.logs(".*the memory is used up.*")

            first = client.create(heavy_order("0", 100), "key-0")
            assert (first.status, first.is_replayed, first.body) == (201, True, sessions[0].body)
            assert client.request("GET", "/api/health").status == 200
            for session in sessions:
                read = client.read(session.json["id"])
                assert (read.status, read.body) == (200, session.body)
            for session in sessions:
                assert client.change(session.json["id"], "expire").json["status"] == "expired"

            deadline = time.monotonic() + RECOVERY_SECONDS
            while (reply := client.create(heavy_order("later", 100), "later")).status == 503:
                assert time.monotonic() < deadline, reply.body
            assert (reply.status, reply.is_replayed) == (201, False)
            assert service.logs(".*there is memory again.*")
        service.kill()
    with Service(directory, *OPTIONS) as service:
        with service.ready().client(key) as client:
            assert client.read(reply.json["id"]).body == reply.body
        assert service.stop() == 0, service.log


def fill(client):
    """Creates large sessions until one is refused for want of memory; gives the replies, and the refusal."""
    sessions = []
    while True:
        # One has a key, and only one, since a key outlives its session by a day, and its reply with it.
        reply = client.create(heavy_order(f"{len(sessions)}", 100), None if sessions else "key-0")
        if reply.status == 201:
            sessions.append(reply)
        elif "memory" in reply.json["error"]["message"]:
            return sessions, reply
        else:
            # The next file of the log is still being made ready.
            assert (reply.status, reply.code) == (503, "overloaded"), reply.body
