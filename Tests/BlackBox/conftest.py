"""What black-box tests share: a running program."""

import pytest

from server import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The program on a fresh data directory; it must end in good order."""
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    status = server.stop()
    assert status == 0, f"exit status {status} after SIGTERM\n{server.log}"
