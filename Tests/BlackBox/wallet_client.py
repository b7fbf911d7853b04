"""A client of wallets whose signatures are another implementation's of RFC 9421 and RFC 9530."""

import base64
import datetime
import hashlib
import json
from urllib.parse import parse_qs, quote, urlsplit

import requests
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms

REPLY_SECONDS = 30
FINISH = "https://shop.example/back?order=1"


class Keys(HTTPSignatureKeyResolver):
    """One private key, whatever it is asked by."""

    def __init__(self, key):
        self.key = key

    def resolve_private_key(self, key_id):
        """The key."""
        return self.key


class WalletClient:
    """Acts for a wallet of a sandbox, with a key that the wallet publishes."""

    def __init__(self, sandbox, wallet="shop", finish=FINISH):
        self.sandbox = sandbox
        self.finish = finish
        made = sandbox.order("keys", wallet=wallet)
        self.address = made["walletAddress"]
        self.key_id = made["keyId"]
        self.key = load_pem_private_key(made["privateKey"].encode(), password=None)

    def prepare(self, method, url, token=None, body=None, *, covered=None, created=None, key=None, **parameters):
        """A signed request that is not sent yet; what is covered can be chosen."""
        headers = {} if token is None else {"Authorization": f"GNAP {token}"}
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        request = requests.Request(method, url, headers=headers, data=content).prepare()
        if covered is None:
            # The other implementation makes the digest too, and covers it.
            parameters["body"] = content
            covered = ["@method", "@target-uri"]
            covered += [] if token is None else ["authorization"]
            covered += [] if content is None else ["content-length", "content-type"]
        elif content is not None:
            request.headers["Content-Digest"] = digest(content)
            parameters["use_existing_digest"] = True
        signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=Keys(key or self.key))
        signer.sign(
            request, key_id=self.key_id, created=created or datetime.datetime.now(datetime.timezone.utc),
            label="sig1", covered_component_ids=tuple(covered), **{"include_alg": False, **parameters},
        )
        return request

    def send(self, method, url, token=None, body=None, **choices):
        """Sends a signed request."""
        return deliver(self.prepare(method, url, token, body, **choices))

    def grant(self, *access, server=None, interact=False):
        """Asks for a grant."""
        body = {"access_token": {"access": list(access)}, "client": self.address}
        if interact:
            finish = {"method": "redirect", "uri": self.finish, "nonce": "client-nonce"}
            body["interact"] = {"start": ["redirect"], "finish": finish}
        return self.send("POST", server or f"{self.sandbox.url}/auth", body=body)

    def incoming_grant(self):
        """A grant for incoming payments of this client's own wallet."""
        actions = ["create", "read", "list", "complete"]
        return self.grant({"type": "incoming-payment", "actions": actions, "identifier": self.address})

    def outgoing_grant(self, wallet, **limits):
        """A grant for a wallet's outgoing payments, to which its owner is yet to agree."""
        access = {
            "type": "outgoing-payment", "actions": ["create", "read", "list"],
            "identifier": f"{self.sandbox.url}/{wallet}",
        }
        return self.grant(access | ({"limits": limits} if limits else {}), interact=True)

    def resume(self, pending, location):
        """Continues a grant with what a browser brought back."""
        reference = parse_qs(urlsplit(location).query)["interact_ref"][0]
        continuation = pending["continue"]
        return self.send(
            "POST", continuation["uri"], continuation["access_token"]["value"], {"interact_ref": reference},
        )

    def list_url(self, kind, wallet, **query):
        """The URL of a list."""
        address = quote(f"{self.sandbox.url}/{wallet}", safe="")
        rest = "".join(f"&{name}={value}" for name, value in query.items())
        return f"{self.sandbox.url}/op/{kind}?wallet-address={address}{rest}"


def deliver(request):
    """Sends a request as it stands, and follows no redirect."""
    with requests.Session() as session:
        return session.send(request, timeout=REPLY_SECONDS, allow_redirects=False)


def digest(content):
    """The Content-Digest of a body."""
    return f"sha-512=:{base64.b64encode(hashlib.sha512(content).digest()).decode()}:"
