"""The sandbox wallet, by requests that another implementation signs, and answers held against schemas of our own."""

import datetime
import re
import subprocess

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import wallet_schemas as schemas
from sandbox import REPLY_SECONDS, Sandbox
from server import REPOSITORY
from service import END_SECONDS, run
from wallet_client import FINISH, WalletClient, deliver, digest
from wallet_schemas import page, read

PRICE = {"value": "2500", "assetCode": "USD", "assetScale": 2}


@pytest.fixture(scope="module")
def sandbox():
    """A sandbox in which nobody waits; it must end in good order."""
    with Sandbox() as sandbox:
        sandbox.order("settings", wait=0, settlement=0)
        yield sandbox
        assert sandbox.stop() == 0


@pytest.fixture(scope="module")
def client(sandbox):
    """A client that acts for the merchant."""
    return WalletClient(sandbox)


@pytest.fixture
def incoming(client):
    """A token for the merchant's incoming payments."""
    return client.incoming_grant().json()["access_token"]["value"]


def create(client, token, **members):
    """Makes an incoming payment."""
    body = {"walletAddress": client.address, "incomingAmount": PRICE, **members}
    return client.send("POST", f"{client.sandbox.url}/op/incoming-payments", token, body)


def test_a_payment_goes_its_whole_way(sandbox, client):
    url = sandbox.url
    document = read(sandbox.document("eve"), 200, schemas.WALLET_ADDRESS)
    assert document["id"] == f"{url}/eve"
    read(requests.get(f"{url}/shop/jwks.json", timeout=REPLY_SECONDS), 200, schemas.KEYS)

    incoming_token = read(client.incoming_grant(), 200, schemas.GRANTED)["access_token"]
    metadata = {"externalRef": "order-1", "description": "Café – 2 × socks"}
    payment = read(create(client, incoming_token["value"], metadata=metadata), 201, schemas.INCOMING_PAYMENT)
    assert (payment["metadata"], len(payment["methods"])) == (metadata, 1)
    read(requests.get(payment["id"], timeout=REPLY_SECONDS), 200, schemas.PUBLIC_INCOMING_PAYMENT)

    quotes = read(client.grant({"type": "quote", "actions": ["create", "read"]}), 200, schemas.GRANTED)
    quote_token = quotes["access_token"]["value"]
    body = {"walletAddress": f"{url}/eve", "receiver": payment["id"], "method": "ilp"}
    quote = read(client.send("POST", f"{url}/op/quotes", quote_token, body), 201, schemas.QUOTE)
    assert quote["receiveAmount"] == PRICE
    assert read(client.send("GET", quote["id"], quote_token), 200, schemas.QUOTE) == quote

    limits = {"receiver": payment["id"], "debitAmount": quote["debitAmount"]}
    pending = read(client.outgoing_grant("eve", **limits), 200, schemas.INTERACTION)
    location = sandbox.order("interactions", redirect=pending["interact"]["redirect"], choice="accept")["location"]
    assert location.startswith(f"{FINISH}&hash=")
    granted = read(client.resume(pending, location), 200, schemas.GRANTED)
    assert granted["access_token"]["access"][0]["limits"] == limits
    token = granted["access_token"]["value"]
    spent = f"{url}/op/outgoing-payment-grant"
    assert read(client.send("GET", spent, token), 200, schemas.SPENT)["spentDebitAmount"] is None

    body = {"walletAddress": f"{url}/eve", "quoteId": quote["id"], "metadata": {"externalRef": "order-1"}}
    made = read(client.send("POST", f"{url}/op/outgoing-payments", token, body), 201, schemas.NEW_OUTGOING_PAYMENT)
    sent = read(client.send("GET", made["id"], token), 200, schemas.OUTGOING_PAYMENT)
    assert (sent["sentAmount"], sent["failed"]) == (quote["debitAmount"], False)
    assert read(client.send("GET", spent, token), 200, schemas.SPENT)["spentDebitAmount"] == quote["debitAmount"]
    paid = read(client.send("GET", payment["id"], incoming_token["value"]), 200, schemas.INCOMING_PAYMENT)
    assert (paid["completed"], paid["receivedAmount"], paid["methods"]) == (True, PRICE, [])

    outgoing = client.send("GET", client.list_url("outgoing-payments", "eve", first=1), token)
    listed = read(outgoing, 200, page(schemas.OUTGOING_PAYMENT))
    assert listed["result"] == [sent]
    incoming = client.send("GET", client.list_url("incoming-payments", "shop", first=10), incoming_token["value"])
    read(incoming, 200, page(schemas.LISTED_INCOMING_PAYMENT))

    rotated = client.send("POST", incoming_token["manage"], incoming_token["value"])
    fresh = read(rotated, 200, schemas.ROTATED)["access_token"]
    assert fresh["value"] != incoming_token["value"]
    read(client.send("GET", payment["id"], incoming_token["value"]), 403, schemas.RESOURCE_REFUSAL)
    assert client.send("DELETE", fresh["manage"], fresh["value"]).status_code == 204
    continuation = granted["continue"]
    assert client.send("DELETE", continuation["uri"], continuation["access_token"]["value"]).status_code == 204
    read(client.send("GET", made["id"], token), 403, schemas.RESOURCE_REFUSAL)


def test_an_abandoned_payment_is_completed(client, incoming):
    payment = read(create(client, incoming), 201, schemas.INCOMING_PAYMENT)
    completed = client.send("POST", f"{payment['id']}/complete", incoming)
    assert read(completed, 200, schemas.LISTED_INCOMING_PAYMENT)["completed"] is True
    read(client.send("POST", f"{payment['id']}/complete", incoming), 409, schemas.RESOURCE_REFUSAL)


def test_any_order_of_components_and_any_known_parameter_is_accepted(client, incoming):
    covered = [
        "content-type", "content-digest", "content-length", "authorization", "@method", "@target-uri",
    ]
    url = f"{client.sandbox.url}/op/incoming-payments"
    expires = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=1)
    reply = client.send(
        "POST", url, incoming, {"walletAddress": client.address}, covered=covered, include_alg=True, tag="gnap",
        nonce="once", expires=expires,
    )
    read(reply, 201, schemas.INCOMING_PAYMENT)


def changed_body(request):
    """Another body of the same length."""
    request.body = request.body.replace(b"2500", b"9500")


def changed_body_and_digest(request):
    """Another body, and its digest."""
    changed_body(request)
    request.headers["Content-Digest"] = digest(request.body)


def changed_target(request):
    """Another target for the same signature."""
    request.url += "?x=1"


def set_field(name, value):
    """A change of one field."""
    def change(request):
        request.headers[name] = value

    return change


def without(name):
    """The loss of one field."""
    def change(request):
        del request.headers[name]

    return change


def other_digest(request):
    """A digest of an algorithm that nobody knows."""
    request.headers["Content-Digest"] = "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"


SPOILED = {
    "body": changed_body,
    "body and digest": changed_body_and_digest,
    "target": changed_target,
    "content-type": set_field("Content-Type", "application/json; charset=utf-8"),
    "digest unknown": other_digest,
    "no digest": without("Content-Digest"),
    "no signature": without("Signature"),
    "no signature input": without("Signature-Input"),
    "signature empty": set_field("Signature", "sig1=::"),
    "signature of zeros": set_field("Signature", "sig1=:" + "A" * 86 + "==:"),
}


@pytest.mark.parametrize("change", SPOILED.values(), ids=SPOILED.keys())
def test_what_is_changed_behind_the_signature_is_refused(client, incoming, change):
    body = {"walletAddress": client.address, "incomingAmount": PRICE}
    request = client.prepare("POST", f"{client.sandbox.url}/op/incoming-payments", incoming, body)
    before = len(client.sandbox.report("events")["events"])
    change(request)
    read(deliver(request), 401, schemas.RESOURCE_REFUSAL)
    assert client.sandbox.report("events")["events"][before]["detail"] == "401"


def test_a_token_under_another_tokens_signature_is_refused(client, incoming):
    other = client.incoming_grant().json()["access_token"]["value"]
    url = client.list_url("incoming-payments", "shop")
    request = client.prepare("GET", url, incoming)
    request.headers["Authorization"] = f"GNAP {other}"
    read(deliver(request), 401, schemas.RESOURCE_REFUSAL)


def test_a_method_under_another_methods_signature_is_refused(client):
    access = client.incoming_grant().json()["access_token"]
    request = client.prepare("POST", access["manage"], access["value"])
    request.method = "DELETE"
    read(deliver(request), 401, schemas.GRANT_REFUSAL)
    assert client.send("POST", access["manage"], access["value"]).status_code == 200


def test_a_query_under_another_querys_signature_is_refused(client, incoming):
    request = client.prepare("GET", client.list_url("incoming-payments", "shop", first=10), incoming)
    request.url = request.url.replace("first=10", "first=99")
    read(deliver(request), 401, schemas.RESOURCE_REFUSAL)


@pytest.mark.parametrize("missing", ["@method", "@target-uri", "authorization", "content-digest"])
def test_what_has_to_be_covered_is(client, incoming, missing):
    covered = ["@method", "@target-uri", "authorization", "content-digest", "content-length", "content-type"]
    covered.remove(missing)
    url = f"{client.sandbox.url}/op/incoming-payments"
    reply = client.send("POST", url, incoming, {"walletAddress": client.address}, covered=covered)
    refusal = read(reply, 401, schemas.RESOURCE_REFUSAL)
    assert f"{missing} is not covered" in refusal["error"]["description"]


def test_another_key_under_a_published_name_is_refused(client, incoming):
    url = client.list_url("incoming-payments", "shop")
    read(client.send("GET", url, incoming, key=Ed25519PrivateKey.generate()), 401, schemas.RESOURCE_REFUSAL)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_signature_of_another_time_is_refused(client, incoming, minutes):
    created = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    url = client.list_url("incoming-payments", "shop")
    read(client.send("GET", url, incoming, created=created), 401, schemas.RESOURCE_REFUSAL)


def test_grants_are_refused_as_the_authorization_server_refuses(client):
    body = {
        "access_token": {"access": [{"type": "quote", "actions": ["create"]}]}, "client": client.address,
    }
    request = client.prepare("POST", f"{client.sandbox.url}/auth", body=body)
    request.body = request.body.replace(b"create", b"read")
    request.headers["Content-Length"] = str(len(request.body))
    assert read(deliver(request), 401, schemas.GRANT_REFUSAL)["error"]["code"] == "invalid_client"
    for spoiled in [{"access_token": {}}, body | {"label": "x"}, {"client": client.address}]:
        reply = client.send("POST", f"{client.sandbox.url}/auth", body=spoiled)
        assert read(reply, 400, schemas.GRANT_REFUSAL)["error"]["code"] == "invalid_request"


def test_looser_signatures_are_taken_only_where_that_was_chosen():
    for options, status in [([], 401), (["--lenient"], 200)]:
        with Sandbox(*options) as sandbox:
            client = WalletClient(sandbox)
            body = {
                "access_token": {"access": [{"type": "quote", "actions": ["create"]}]}, "client": client.address,
            }
            request = client.prepare("POST", f"{sandbox.url}/auth", body=body)
            request.headers["Signature"] = request.headers["Signature"].replace(":", "")
            assert deliver(request).status_code == status


def test_a_port_that_is_taken_is_told(sandbox):
    port = sandbox.url.rsplit(":", 1)[1]
    result = run("sandbox", "--port", port)
    assert (result.returncode, result.stdout) == (1, "")
    assert f"cannot listen on 127.0.0.1:{port}: it is in use by " in result.stderr


@pytest.mark.parametrize("arguments", [["--port", "65536"], ["--base-url", "wallet.example"], ["--nonsense"]])
def test_bad_usage_is_64(arguments):
    result = run("sandbox", *arguments)
    assert (result.returncode, result.stdout) == (64, "")
    assert "Error: " in result.stderr


def test_the_demo_has_wallets_to_try(server):
    line = next(line for line in server.announcements if line.startswith("Wallets to try"))
    url = line.rsplit(" ", 1)[1]
    document = requests.get(f"{url}/shop", timeout=REPLY_SECONDS)
    assert read(document, 200, schemas.WALLET_ADDRESS)["id"] == f"{url}/shop"


def test_the_guides_payment_works_as_it_stands(tmp_path):
    guide = REPOSITORY / "Sources" / "opencheckout" / "Documentation.docc" / "SandboxWallet.md"
    text = guide.read_text(encoding="utf-8")
    blocks = re.findall(r"<!-- test: payment -->\n```sh\n(.*?)```", text, re.DOTALL)
    told = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    with Sandbox() as sandbox:
        script = "set -eo pipefail\n" + "".join(blocks).replace("http://127.0.0.1:8090", sandbox.url)
        result = subprocess.run(
            ["bash", "-c", script], cwd=tmp_path, timeout=END_SECONDS, capture_output=True, encoding="utf-8",
            check=False,
        )
    assert (result.returncode, result.stderr) == (0, "")
    assert (len(blocks), result.stdout) == (4, "".join(told))
