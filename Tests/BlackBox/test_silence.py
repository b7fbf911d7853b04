"""What the program never says: keys, secrets, and what stands in the bodies of requests."""

import re

import pytest

from client import SESSIONS, order
from service import Service, ask, run
from shop import new_shop

MARKER = "zebra-7431"


def provoke(service, shop):
    """Sends requests that succeed and requests that fail in every way that a client can bring about."""
    key, session = shop["test_key"], None
    with service.client(key) as client:
        marked = order(f"{MARKER}-reference", metadata={f"{MARKER}-name": f"{MARKER}-value"},
                       customer_email=f"{MARKER}@example.com")
        created = client.create(marked, f"{MARKER}-key")
        assert created.status == 201
        session = created.json["id"]
        assert client.create(marked, f"{MARKER}-key").is_replayed
        assert client.create(order(), f"{MARKER}-key").status == 409
        assert client.read(session).status == 200
        assert client.change(session, "cancel").status == 200
        assert client.change(session, "expire").status == 400
        assert client.read(session[:-8] + "AAAAAAAA").status == 404
        for body in [b'{"%s"' % MARKER.encode(), b'{"mode":"%s"}' % MARKER.encode(), b'{"%s":1}' % MARKER.encode(),
                     order(amount=f"{MARKER}"), order(success_url=f"ftp://{MARKER}.example"),
                     order(customer_email=f"{MARKER}@@")]:
            assert client.create(body).status == 400
        assert client.request("GET", f"{SESSIONS}?{MARKER}=1").status == 400
        assert client.request("GET", f"{SESSIONS}?client_reference_id={MARKER}").status == 200
        assert client.request("GET", f"{SESSIONS}?cursor={MARKER}").status == 400
        assert client.request("GET", f"/{MARKER}").status == 404
        assert client.request("PUT", SESSIONS, marked).status == 405
    for stranger in [key[:-4] + "AAAA", f"sk_test_{MARKER}", key.replace("test", "live"), None]:
        with service.client(stranger) as client:
            assert client.create(marked).status == 401
    with service.client(key) as client:
        assert client.request("POST", SESSIONS, MARKER.encode() * 200_000).status == 413
    return session


def secrets_of(shop, directory):
    """What may be told nowhere, each cut down to the part that makes it secret."""
    key = (directory / "encryption.key").read_text().strip()
    return [key] + [shop[name].rpartition("_")[2]
                    for name in ("test_key", "live_key", "webhook_secret", "live_webhook_secret")]


@pytest.mark.parametrize("level", ["debug", "info"])
def test_log_tells_neither_keys_nor_secrets_nor_bodies(directory, level):
    with Service(directory, "--log-level", level) as service:
        service.ready()
        shop = new_shop(directory)
        session = provoke(service, shop)
        ask(directory, "merchant", "update", shop["id"], "--mode", "test", "--webhook-url", f"https://{MARKER}.example")
        assert run("merchant", "show", "mer_000000000000000", "--data-dir", directory).returncode == 1
        ask(directory, "snapshot", "create")
        assert service.stop() == 0
        said = service.output + service.log
    assert len(re.findall(r"request_id=req_", said)) >= (20 if level == "debug" else 0)
    for secret in [*secrets_of(shop, directory), MARKER, "sk_test_", "sk_live_", "whsec_", session]:
        assert secret not in said, said


def test_refusals_tell_neither_keys_nor_secrets(directory):
    with Service(directory) as service:
        service.ready()
        shop = new_shop(directory)
        secrets = secrets_of(shop, directory)
        with service.client(shop["test_key"]) as client:
            bodies = [client.create(b"{").body, client.create(order(amount="x")).body]
        with service.client(shop["test_key"][:-1]) as client:
            bodies.append(client.create(order()).body)
        service.kill()
    said = b"".join(bodies).decode()
    for arguments in (["serve", "--port", "0", "--data-dir", directory, "--encryption-key-file", directory / "LOCK"],
                      ["merchant", "list", "--data-dir", directory, "--encryption-key-file", directory / "LOCK"],
                      ["key", "revoke", shop["test_key"], "--data-dir", directory]):
        refused = run(*arguments)
        assert (refused.returncode, refused.stdout) == (1, "")
        said += refused.stderr
    (directory / "encryption.key").write_text(secrets[0][:-1] + ("0" if secrets[0][-1] != "0" else "1"))
    refused = run("serve", "--port", "0", "--data-dir", directory)
    assert refused.returncode == 2
    said += refused.stderr
    for secret in secrets:
        assert secret not in said


def test_checks_and_restores_tell_neither_keys_nor_secrets(directory, tmp_path):
    with Service(directory) as service:
        service.ready()
        shop = new_shop(directory)
        ask(directory, "snapshot", "create")
        service.kill()
    said = ""
    for arguments in (["snapshot", "list"], ["snapshot", "verify"], ["log", "verify"], ["log", "inspect", "--json"],
                      ["log", "inspect"], ["restore", "--from", directory, "--to", tmp_path / "new"],
                      ["merchant", "show", shop["id"]], ["key", "list", "--merchant", shop["id"]]):
        result = run(*arguments, "--data-dir", directory)
        assert result.returncode == 0
        said += result.stdout + result.stderr
    for secret in secrets_of(shop, directory):
        assert secret not in said
