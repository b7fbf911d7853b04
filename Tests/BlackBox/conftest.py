"""What black-box tests share: a running program, and chance that can be had again."""

import os
import secrets

import pytest

from chromium import running_chromium
from merchant import Merchant
from server import Server
from service import Service, ask


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The program on a fresh data directory; it must end in good order."""
    server = Server(tmp_path_factory.mktemp("server"))
    # The demo's own merchant has a wallet, and so takes its currency alone.
    server.key = ask(server.directory, "merchant", "create", "--name", "Fixture")["test_key"]
    yield server
    status = server.stop()
    assert status == 0, f"exit status {status} after SIGTERM\n{server.log}"


@pytest.fixture
def seed():
    """What all chance in a test comes from; told if it fails, and taken from the environment to have it again."""
    value = os.environ.get("OPENCHECKOUT_TEST_SEED") or secrets.token_hex(4)
    print(f"OPENCHECKOUT_TEST_SEED={value}")
    return value


@pytest.fixture
def directory(tmp_path):
    """Where a service may keep its data; nothing is there yet."""
    return tmp_path / "data"


@pytest.fixture
def running(directory):
    """A service that runs."""
    with Service(directory) as service:
        yield service.ready()


@pytest.fixture(scope="session")
def telling(tmp_path_factory):
    """A service that sends webhooks to loopback too, for merchants who do not meet; it must end in good order."""
    with Service(tmp_path_factory.mktemp("telling") / "data", "--demo", "--allow-local-webhooks") as service:
        yield service.ready()
        assert service.stop() == 0, service.log


@pytest.fixture
def merchant(telling):
    """A merchant of that service, whom no other test knows."""
    return Merchant.new(telling)


@pytest.fixture(scope="session")
def chromium():
    """One browser for all windows, each of which has cookies of its own."""
    with running_chromium() as browser:
        yield browser
