"""What all black-box tests share: the running program and its description."""

import json

import pytest

from contract import DOCUMENT_FILE, Contract
from server import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The program on a fresh data directory; it must end in good order."""
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    status = server.stop()
    assert status == 0, f"exit status {status} after SIGTERM\n{server.log}"


@pytest.fixture(scope="session")
def document():
    """The OpenAPI document as it stands in the repository."""
    return json.loads(DOCUMENT_FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def contract(document):
    """The OpenAPI document as something that replies can be held against."""
    return Contract(document)
