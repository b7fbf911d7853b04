"""Every request that is signed, as it stood on the socket, verified by another implementation of RFC 9421."""

import base64
import datetime
import hashlib
import json
from collections import Counter
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageVerifier, HTTPSignatureKeyResolver, InvalidSignature, algorithms,
)
from requests.structures import CaseInsensitiveDict

from client import order
from merchant import until
from paying import PlainCustomer
from scripted_wallet import ScriptedWallet
from service import Service, ask

KEY_ID = "shop-key"
WAIT_SECONDS = 30
AGE = datetime.timedelta(minutes=1)


class PublishedKey(HTTPSignatureKeyResolver):
    """The shop's public key, by its name alone."""

    def __init__(self, jwk):
        self._jwk = jwk

    def resolve_public_key(self, key_id):
        """The key, if it is asked for by its name."""
        assert key_id == self._jwk["kid"]
        return Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(self._jwk["x"] + "="))


class Till:
    """A merchant whose wallet is at a scripted provider, with a key that the service made."""

    def __init__(self, service, wallet):
        self.service, self.wallet = service, wallet
        self.merchant = ask(service.directory, "merchant", "create", "--name", "Shop")
        update = ["merchant", "update", self.merchant["id"], "--mode", "test", "--wallet-key-id", KEY_ID]
        self.jwk = ask(service.directory, *update, "--generate-wallet-key")
        wallet.publish(self.jwk)
        ask(service.directory, *update, "--wallet-address", f"{wallet.origin}/shop")
        self.verifier = HTTPMessageVerifier(
            signature_algorithm=algorithms.ED25519, key_resolver=PublishedKey(self.jwk),
        )

    def come_to_wallet(self, **fields):
        """A session, and a customer whom it has sent to the wallet."""
        with self.service.client(self.merchant["test_key"]) as client:
            session = client.create(order(**fields)).json
        customer, place = PlainCustomer(), session["url"]
        while place.startswith(session["url"]):
            status, _, page = customer.get(place)
            assert status == 200
            status, place, _ = customer.submit(place, page, wallet_address=f"{self.wallet.origin}/alice")
            assert status == 303
        assert place == f"{self.wallet.origin}/interact"
        return session, customer

    def read(self, session):
        """The session now."""
        with self.service.client(self.merchant["test_key"]) as client:
            return client.read(session["id"]).json

    def cancel(self, session):
        """Calls the session off."""
        with self.service.client(self.merchant["test_key"]) as client:
            assert client.change(session["id"], "cancel").status == 200

    def end_subscription(self, subscription):
        """Cancels a subscription."""
        with self.service.client(self.merchant["test_key"]) as client:
            assert client.request("POST", f"/api/subscriptions/{subscription}/cancel").status == 200

    def verify(self, request):
        """Has the other implementation verify a request; says what its signature covers."""
        message = SimpleNamespace(
            method=request.method, url=self.wallet.origin + request.target,
            headers=CaseInsensitiveDict(request.headers),
        )
        required = ["@method", "@target-uri"]
        required += ["authorization"] if "authorization" in message.headers else []
        required += ["content-digest", "content-length", "content-type"] if request.body else []
        (result,) = self.verifier.verify(message, max_age=AGE, require_components=required)
        assert [*result.covered_components] == [f'"{name}"' for name in [*required, "@signature-params"]]
        if request.body:
            digest = base64.b64encode(hashlib.sha512(request.body).digest()).decode()
            assert message.headers["content-digest"] == f"sha-512=:{digest}:"


@pytest.fixture
def till(directory):
    """A till at a service that allows wallets on loopback."""
    with ScriptedWallet() as wallet, Service(directory, "--allow-local-wallets") as service:
        yield Till(service.ready(), wallet)


def kind(request):
    """What a request asks for, without the numbers of things."""
    path = "/".join(part for part in request.target.partition("?")[0].split("/") if not part.isdigit())
    return f"{request.method} {path}"


def is_public(request):
    """Whether a request looks at what everybody may see: nothing of it is signed."""
    return "Signature" not in CaseInsensitiveDict(request.headers)


def test_requests_of_a_payment_are_verified(till):
    session, customer = till.come_to_wallet()
    customer.get(till.wallet.way_back())
    until(lambda: till.read(session), lambda now: now["status"] == "completed", WAIT_SECONDS)
    until(lambda: Counter(map(kind, till.wallet.requests)), lambda asked: asked["DELETE /auth/continue"] >= 1,
          WAIT_SECONDS)
    verified = Counter()
    for request in list(till.wallet.requests):
        if is_public(request):
            assert request.method == "GET"
            assert {name.lower() for name in request.headers} == {"host", "accept"}
            continue
        till.verify(request)
        verified[kind(request)] += 1
        if request.body:
            # Wallets digest what JavaScript prints of a body.
            printed = json.dumps(request.json, ensure_ascii=False, separators=(",", ":")).encode()
            assert request.body == printed
    assert verified["POST /auth"] == 3
    for name in ("incoming-payments", "quotes", "outgoing-payments"):
        assert verified[f"POST /op/{name}"] == 1
    assert verified["POST /auth/continue"] == 1
    assert verified["GET /op/incoming-payments"] >= 1


def test_requests_of_a_session_that_is_called_off_are_verified(till):
    session, _ = till.come_to_wallet()
    till.cancel(session)
    until(lambda: Counter(map(kind, till.wallet.requests)),
          lambda asked: asked["DELETE /auth/continue"] >= 1 and asked["POST /op/incoming-payments/complete"] == 1,
          WAIT_SECONDS)
    for request in list(till.wallet.requests):
        if not is_public(request):
            till.verify(request)


def test_requests_of_a_subscription_are_verified(till):
    """Its token is traded, its order is looked for and sent again, and its grant is given back in the end."""
    till.wallet.token_seconds = 30
    till.wallet.refused_once.add("/op/outgoing-payments")
    session, customer = till.come_to_wallet(mode="subscription")
    customer.get(till.wallet.way_back())
    paid = until(lambda: till.read(session), lambda now: now["status"] == "completed", WAIT_SECONDS)
    asked = next(one for one in till.wallet.requests if one.body and "interact" in one.json)
    limits = asked.json["access_token"]["access"][0]["limits"]
    assert sorted(limits) == ["interval", "receiveAmount"]
    assert limits["receiveAmount"]["value"] == str(session["amount_total"])
    till.end_subscription(paid["subscription"])
    until(lambda: Counter(map(kind, till.wallet.requests)), lambda asked: asked["DELETE /auth/continue"] >= 1,
          WAIT_SECONDS)
    verified = Counter()
    for request in list(till.wallet.requests):
        if not is_public(request):
            till.verify(request)
            verified[kind(request)] += 1
    assert verified["POST /auth/token"] == 1
    assert verified["GET /op/outgoing-payments"] == 1
    assert verified["POST /op/outgoing-payments"] == 2
    assert verified["DELETE /auth/continue"] == 1


def test_spoiled_requests_are_not_verified(till):
    till.come_to_wallet()
    request = next(one for one in till.wallet.requests if kind(one) == "POST /op/quotes")
    till.verify(request)
    authorization = next(name for name in request.headers if name.lower() == "authorization")
    spoiled = {
        "method": "PUT", "target": request.target + "?", "headers": request.headers | {authorization: "GNAP other"},
    }
    for name, value in spoiled.items():
        with pytest.raises(InvalidSignature):
            till.verify(type(request)(**{**vars(request), name: value}))
