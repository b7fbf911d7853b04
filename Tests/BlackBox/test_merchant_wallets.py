"""Merchants' wallets as operators set them: asked before they are taken, whether a server runs or not."""

import base64
import json
import re
import subprocess

import pytest

from client import order
from service import Service, ask, run
from wallets import Wallet

KEY_ID = "shop-key"
LOCAL = "--allow-local-wallets"


class Key:
    """An Ed25519 key made by openssl, as its owner has it."""

    def __init__(self, folder, kid=KEY_ID):
        self.file = folder / f"{kid}.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.file], check=True)
        self.pem = self.file.read_text(encoding="ascii")
        public = subprocess.run(["openssl", "pkey", "-in", self.file, "-pubout", "-outform", "DER"], check=True,
                                stdout=subprocess.PIPE).stdout
        self.seed = base64.b64decode("".join(self.pem.splitlines()[1:-1]))[-32:]
        self.jwk = jwk(kid, base64.urlsafe_b64encode(public[-32:]).rstrip(b"=").decode())


def jwk(kid, x):
    """A public key as wallets publish it."""
    return {"kid": kid, "alg": "EdDSA", "use": "sig", "kty": "OKP", "crv": "Ed25519", "x": x}


@pytest.fixture
def key(tmp_path):
    """A key of the merchant's."""
    return Key(tmp_path)


class Shop:
    """A merchant of a server that runs or was stopped, and the command that sets its wallet."""

    def __init__(self, directory, is_running):
        self.directory = directory
        self.merchant = ask(directory, "merchant", "create", "--name", "Shop")
        # Beside a running server its own option counts, and the command's does not.
        self.options = [] if is_running else [LOCAL]

    def command(self, *arguments, mode="test"):
        """The arguments of an update of the mode's settings."""
        return ["merchant", "update", self.merchant["id"], "--mode", mode, *arguments, *self.options]

    def update(self, *arguments, mode="test"):
        """Changes settings, which must succeed."""
        return ask(self.directory, *self.command(*arguments, mode=mode))

    def refusal(self, *arguments, mode="test"):
        """Changes settings, which must be refused, and nothing changed; says why."""
        before = self.shown()
        result = run(*self.command(*arguments, mode=mode), "--data-dir", self.directory)
        assert (result.returncode, result.stdout) == (1, "")
        assert self.shown() == before
        return result.stderr

    def set(self, wallet, key, kid=KEY_ID, mode="test"):
        """The options that set a wallet."""
        return ["--wallet-address", wallet.address, "--wallet-key-id", kid, "--wallet-private-key", key.file]

    def shown(self):
        """The merchant's settings."""
        return ask(self.directory, "merchant", "show", self.merchant["id"])

    def wallet(self, mode="test"):
        """The wallet's settings: address, code, scale, key."""
        return [self.shown()[f"{mode}_wallet_{name}"] for name in ("address", "asset_code", "asset_scale", "key_id")]


@pytest.fixture(params=["running", "stopped"])
def shop(request, directory):
    """A merchant, and a server that runs and allows local wallets, or was stopped."""
    is_running = request.param == "running"
    with Service(directory, *([LOCAL] if is_running else [])) as service:
        service.ready()
        merchant = Shop(directory, is_running)
        if not is_running:
            assert service.stop() == 0
        yield merchant


def test_wallet_is_set_and_taken_away(shop, key):
    with Wallet(key.jwk) as wallet:
        updated = shop.update(*shop.set(wallet, key))
        assert updated == shop.shown()
        assert shop.wallet() == [wallet.address, "USD", 2, KEY_ID]
        assert shop.wallet("live") == [None, None, None, None]
        # The document and the keys are public: nobody is named, and nothing is signed.
        assert [path for path, _ in wallet.asked] == ["/shop", "/shop/jwks.json"]
        assert all({name.lower() for name in fields} == {"host", "accept"} for _, fields in wallet.asked)
    shop.update("--wallet-address", "")
    assert shop.wallet() == [None, None, None, None]


def test_wallet_outlives_restart_and_bounds_currency(directory, key):
    with Wallet(key.jwk) as wallet:
        with Service(directory, LOCAL) as service:
            service.ready()
            shop = Shop(directory, is_running=True)
            shop.update(*shop.set(wallet, key))
            service.kill()
        with Service(directory) as service:
            service.ready()
            assert shop.wallet() == [wallet.address, "USD", 2, KEY_ID]
            with service.client(shop.merchant["test_key"]) as client:
                assert client.create(order()).json["currency"] == "usd"
                euros = json.loads(order())
                euros["line_items"][0]["price_data"]["currency"] = "eur"
                refused = client.create(json.dumps(euros))
                assert refused.status == 400 and "USD" in refused.json["error"]["message"]


def test_private_key_is_kept_encrypted(directory, key):
    with Wallet(key.jwk) as wallet, Service(directory, LOCAL, "--log-level", "debug") as service:
        service.ready()
        shop = Shop(directory, is_running=True)
        shop.update(*shop.set(wallet, key))
        ask(directory, "snapshot", "create")
        assert service.stop() == 0
        written = b"".join(file.read_bytes() for file in directory.rglob("*") if file.is_file())
        written += run("log", "inspect", "--data-dir", directory).stdout.encode() + service.log.encode()
        assert KEY_ID.encode() in written
        for secret in (key.seed, base64.b64encode(key.seed), key.seed.hex().encode(), key.pem.encode(),
                       key.pem.splitlines()[1].encode(), base64.urlsafe_b64encode(key.seed).rstrip(b"=")):
            assert secret not in written


def test_generated_key_is_used_once_it_is_published(shop):
    made = shop.update("--generate-wallet-key", "--wallet-key-id", KEY_ID)
    assert made == jwk(KEY_ID, made["x"])
    assert len(base64.urlsafe_b64decode(made["x"] + "=")) == 32
    with Wallet() as wallet:
        set_wallet = ["--wallet-address", wallet.address, "--wallet-key-id", KEY_ID]
        assert "does not publish a key of that id" in shop.refusal(*set_wallet)
        wallet.keys.append(made)
        shop.update(*set_wallet)
        assert shop.wallet() == [wallet.address, "USD", 2, KEY_ID]
        # The key in use serves again, at another address for instance.
        shop.update(*set_wallet)
        assert "there is no key 'other'" in shop.refusal(*set_wallet[:3], "other")


def test_generated_keys_have_names_of_their_own(shop):
    first, second = shop.update("--generate-wallet-key"), shop.update("--generate-wallet-key", mode="live")
    assert re.fullmatch(r"opencheckout-[0-9a-f]{16}", first["kid"])
    assert first["kid"] != second["kid"] and first["x"] != second["x"]


@pytest.mark.parametrize("form", [
    lambda key: key.pem, lambda key: base64.b64encode(key.pem.encode()).decode(),
    lambda key: base64.b64encode(key.seed).decode() + "\n",
], ids=["pem", "base64 of pem", "base64 of seed"])
def test_key_is_read_in_every_form(directory, key, form):
    with Service(directory, LOCAL) as service, Wallet(key.jwk) as wallet:
        service.ready()
        shop = Shop(directory, is_running=True)
        key.file.write_text(form(key), encoding="ascii")
        shop.update(*shop.set(wallet, key))
        assert shop.wallet()[3] == KEY_ID


@pytest.mark.parametrize(("members", "words"), [
    ({"assetCode": "XAU"}, "holds no currency"), ({"assetCode": "usd"}, "holds no currency"),
    ({"assetScale": 19}, "asset scale is 19"), ({"assetScale": 1}, "asset scale is 1; from 2"),
    ({"assetScale": "2"}, "'assetScale' of the answer is malformed"), ({"id": None}, "has no 'id'"),
    ({"authServer": "http://10.0.0.1/auth"}, "'authServer' of the answer cannot be used"),
    ({"id": "http://127.0.0.1:9/shop"}, "connection refused"),
], ids=str)
def test_wallet_that_cannot_be_paid_at_is_refused(shop, key, members, words):
    with Wallet(key.jwk, **members) as wallet:
        assert words in shop.refusal(*shop.set(wallet, key))


def test_key_that_is_another_one_is_refused(shop, key, tmp_path):
    with Wallet(Key(tmp_path, "other").jwk | {"kid": KEY_ID}) as wallet:
        assert "belongs to another private key" in shop.refusal(*shop.set(wallet, key))
        assert "does not publish a key of that id" in shop.refusal(*shop.set(wallet, key, "third"))
    assert "connection refused" in shop.refusal(*shop.set(wallet, key))


@pytest.mark.parametrize("address", [
    "http://10.0.0.1/shop", "https://192.168.0.1/shop", "https://169.254.169.254/shop", "https://wallet.internal/shop",
    "https://u:p@wallet.example/shop", "https://wallet.example/shop?x=1", "ftp://wallet.example/shop", "$",
    "https://2130706433/shop", "https://wallet.example:8443/shop",
])
def test_hostile_address_is_refused(shop, key, address):
    assert "wallet" in shop.refusal("--wallet-address", address, "--wallet-key-id", KEY_ID, "--wallet-private-key",
                                    key.file)


def test_local_wallet_needs_leave_and_test_mode(shop, key):
    with Wallet(key.jwk) as wallet:
        assert "not https" in shop.refusal(*shop.set(wallet, key), mode="live")
        assert wallet.asked == []


@pytest.mark.parametrize("is_running", [True, False], ids=["running", "stopped"])
def test_without_leave_no_wallet_is_local(directory, key, is_running):
    with Service(directory) as service, Wallet(key.jwk) as wallet:
        service.ready()
        shop = Shop(directory, is_running)
        # What the command allows counts only where it does the asking itself.
        shop.options = [LOCAL] if is_running else []
        if not is_running:
            assert service.stop() == 0
        assert "not https" in shop.refusal(*shop.set(wallet, key))
        assert wallet.asked == []


def test_leave_may_come_from_the_environment(directory, key):
    with Service(directory, OPENCHECKOUT_ALLOW_LOCAL_WALLETS="true") as service, Wallet(key.jwk) as wallet:
        service.ready()
        shop = Shop(directory, is_running=True)
        shop.update(*shop.set(wallet, key))


def test_demo_gives_leave(directory, key):
    with Service(directory, "--demo") as service, Wallet(key.jwk) as wallet:
        service.ready()
        shop = Shop(directory, is_running=True)
        shop.update(*shop.set(wallet, key))


@pytest.mark.parametrize(("content", "words"), [
    (None, "cannot be read"), ("", "no Ed25519 private key"), ("-----BEGIN PUBLIC KEY-----", "public key"),
    ("-----BEGIN ENCRYPTED PRIVATE KEY-----", "take the password off"), ("-----BEGIN RSA PRIVATE KEY-----", "not Ed25519"),
    ("x" * 20000, "longer than any key"),
])
def test_file_without_key_is_refused(directory, tmp_path, content, words):
    file = tmp_path / "key"
    if content is not None:
        file.write_text(content, encoding="ascii")
    result = run("merchant", "update", "mer_000000000000000", "--mode", "test", "--wallet-address", "$a.example",
                 "--wallet-key-id", "k", "--wallet-private-key", file, "--data-dir", directory)
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr and "x" * 100 not in result.stderr


MERCHANT = ["merchant", "update", "mer_000000000000000"]


@pytest.mark.parametrize("arguments", [
    ["--wallet-address", "$a.example", "--wallet-key-id", "k"], ["--generate-wallet-key"],
    ["--mode", "test", "--wallet-address", "$a.example"], ["--mode", "test", "--wallet-key-id", "k"],
    ["--mode", "test", "--wallet-private-key", "f"], ["--mode", "test", "--wallet-address", "", "--wallet-key-id", "k"],
    ["--mode", "test", "--wallet-address", "", "--wallet-private-key", "f"],
    ["--mode", "test", "--generate-wallet-key", "--wallet-address", "$a.example"],
    ["--mode", "test", "--generate-wallet-key", "--wallet-private-key", "f"],
    ["--mode", "test", "--wallet-address", "$a.example", "--wallet-key-id", "a;b"],
    ["--mode", "test", "--generate-wallet-key", "--wallet-key-id", 'a"b'],
    ["--mode", "real", "--generate-wallet-key"], ["--name", "n", "--allow-local-wallets", "--mode", "test"],
], ids=" ".join)
def test_bad_usage_is_64(arguments):
    result = run(*MERCHANT, *arguments)
    assert (result.returncode, result.stdout) == (64, "")
    assert "Error: " in result.stderr


def test_wallet_of_a_new_merchant_is_named_for_both_modes(shop):
    made = ask(shop.directory, "merchant", "create", "--name", "Other", "--wallet-address", "$Wallet.example/shop")
    shown = ask(shop.directory, "merchant", "show", made["id"])
    for mode in ("test", "live"):
        assert shown[f"{mode}_wallet_address"] == "https://wallet.example/shop"
        assert shown[f"{mode}_wallet_key_id"] is None
    refused = run("merchant", "create", "--name", "n", "--wallet-address", "https://u@wallet.example/shop",
                  "--data-dir", shop.directory)
    assert refused.returncode == 1 and "names a user" in refused.stderr


def test_people_read_lines(shop, key):
    with Wallet(key.jwk) as wallet:
        result = run(*shop.command(*shop.set(wallet, key)), "--data-dir", shop.directory)
    assert f"test_wallet_address: {wallet.address}\ntest_wallet_asset_code: USD\n" in result.stdout
    assert "live_wallet_key_id: -\n" in result.stdout
    made = run(*shop.command("--generate-wallet-key"), "--data-dir", shop.directory).stdout
    assert json.loads(made)["kty"] == "OKP" and made.count("\n") == 1
