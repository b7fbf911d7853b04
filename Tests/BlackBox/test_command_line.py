"""What operators see: commands, options, what they print and how they exit."""

import json
import re
import subprocess

import pytest

from client import order
from data_files import contents, segments, snapshots
from service import Service, ask, run
from shop import ask_ready, created, new_shop

COMMANDS = [
    [], ["serve"], ["merchant"], ["merchant", "create"], ["merchant", "list"], ["merchant", "show"],
    ["merchant", "update"], ["key"], ["key", "create"], ["key", "list"], ["key", "revoke"], ["snapshot"],
    ["snapshot", "create"], ["snapshot", "list"], ["snapshot", "verify"], ["snapshot", "inspect"], ["restore"],
    ["log"], ["log", "verify"], ["log", "inspect"], ["export"], ["events"], ["events", "list"], ["events", "show"],
    ["events", "resend"], ["listen"], ["sandbox"],
]
REPLY_SECONDS = 60


@pytest.fixture(params=["running", "stopped"])
def shop(request, directory):
    """A merchant, and a service that runs or was stopped."""
    with Service(directory) as service:
        service.ready()
        merchant = ask(directory, "merchant", "create", "--name", "Shop")
        if request.param == "stopped":
            assert service.stop() == 0
        yield merchant


# Usage


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command):
    result = run(*command, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert "USAGE: " + " ".join(["opencheckout", *command]) in result.stdout


def test_version_is_told():
    result = run("--version")
    assert result.returncode == 0
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+\n", result.stdout)


@pytest.mark.parametrize("arguments", [
    ["nonsense"], ["serve", "now"], ["serve", "--nonsense"], ["serve", "--port"], ["merchant", "nonsense"],
    ["merchant", "create"], ["merchant", "show"], ["merchant", "update", "mer_000000000000000"], ["key", "create"],
    ["merchant", "update", "mer_000000000000000", "--mode", "test"],
    ["merchant", "update", "mer_000000000000000", "--webhook-url", "https://shop.example"],
    ["merchant", "update", "mer_000000000000000", "--mode", "real", "--webhook-url", "https://shop.example"],
    ["key", "create", "--merchant", "mer_000000000000000"], ["key", "list"], ["key", "revoke"],
    ["key", "create", "--merchant", "mer_000000000000000", "--mode", "real"], ["events", "list"], ["events", "show"],
    ["events", "list", "--merchant", "mer_000000000000000", "--mode", "real"],
    ["events", "list", "--merchant", "mer_000000000000000", "--state", "lost"],
    ["events", "list", "--merchant", "mer_000000000000000", "--limit", "0"], ["listen"],
], ids=" ".join)
def test_bad_usage_is_64(arguments):
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (64, "")
    assert "Error: " in result.stderr


BAD_VALUES = [
    ("port", "65536"), ("port", "-1"), ("port", "http"), ("shards", "0"), ("shards", "1025"), ("threads", "0"),
    ("threads", "257"), ("durability", "sometimes"), ("snapshot-interval", "1x"), ("snapshot-interval", "-5s"),
    ("retention", "forever"), ("keep-sessions", "101y"), ("idempotency-memory", "0"), ("max-memory", "1MiB"),
    ("rate-limit", "0"), ("metrics-port", "x"), ("trusted-proxy", "10.0.0.0/33"), ("trusted-proxy", "proxy"),
    ("base-url", "ftp://pay.example"), ("base-url", "https://pay.example/"), ("log-level", "loud"),
]


@pytest.mark.parametrize(("name", "value"), BAD_VALUES)
def test_bad_value_is_64_and_names_its_source(directory, tmp_path, name, value):
    variable = "OPENCHECKOUT_" + name.upper().replace("-", "_")
    config = tmp_path / "config.json"
    config.write_text(json.dumps({name: value}))
    serve = ["serve", "--data-dir", directory]
    for arguments, environment, source in [
        ([*serve, f"--{name}={value}"], {}, f"--{name}"),
        (serve, {variable: value}, variable),
        ([*serve, "--config", config], {}, f"{name} in {config}"),
    ]:
        result = run(*arguments, **environment)
        assert (result.returncode, result.stdout) == (64, ""), result.stderr
        assert f"{source}: '{value}' is not" in result.stderr
    assert not directory.exists()


@pytest.mark.parametrize(("content", "words"), [
    (None, "cannot be read"), ("", "no JSON object"), ("[]", "no JSON object"), ('{"prot":80}', "'prot'"),
    ('{"port":0,"port":1}', "no JSON object"), ('{"port":[80]}', "port"), ('{"port":null}', "port"),
    ('{"port":1.5}', "port"),
])
def test_bad_config_is_64(directory, tmp_path, content, words):
    config = tmp_path / "config.json"
    if content is not None:
        config.write_text(content)
    result = run("serve", "--data-dir", directory, "--config", config)
    assert (result.returncode, result.stdout) == (64, "")
    assert words in result.stderr
    assert not directory.exists()


@pytest.mark.parametrize("heaviest", range(4))
def test_option_outweighs_environment_outweighs_file_outweighs_default(directory, tmp_path, heaviest):
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"base-url": "https://file.example"} if heaviest >= 1 else {}))
    environment = {"OPENCHECKOUT_BASE_URL": "https://environment.example"} if heaviest >= 2 else {}
    options = ["--base-url", "https://option.example"] if heaviest >= 3 else []
    with Service(directory, "--config", config, *options, **environment) as service:
        service.ready()
        base = [f"http://{service.address}", "https://file.example", "https://environment.example",
                "https://option.example"][heaviest]
        session = created(service, new_shop(directory))
        assert session["url"] == f"{base}/pay/{session['id']}"


def test_everything_may_come_from_the_environment(directory):
    environment = {"PORT": "0", "DATA_DIR": str(directory), "DEMO": "true", "THREADS": "1", "LOG_LEVEL": "debug"}
    environment = {f"OPENCHECKOUT_{name}": value for name, value in environment.items()}
    with Service(directory, port=None, **environment) as service:
        service.ready()
        assert "Test key: sk_test_" in service.output
        result = run("merchant", "list", OPENCHECKOUT_DATA_DIR=str(directory))
        assert "Demo store" in result.stdout


def test_config_takes_numbers_and_truths_as_json_has_them(directory, tmp_path):
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"port": 0, "data-dir": str(directory), "threads": 1, "demo": True}))
    with Service(directory, "--config", config, port=None) as service:
        service.ready()
        assert "Test key: sk_test_" in service.output


# Merchants and keys


def test_merchant_is_created_with_keys_and_secrets(shop):
    assert list(shop) == ["id", "test_key", "live_key", "webhook_secret", "live_webhook_secret"]
    assert re.fullmatch(r"mer_[0-9A-Za-z]+", shop["id"])
    assert re.fullmatch(r"sk_test_[0-9A-Za-z]+", shop["test_key"])
    assert re.fullmatch(r"sk_live_[0-9A-Za-z]+", shop["live_key"])
    secret = r"whsec_[0-9A-Za-z+/]{43}="
    assert re.fullmatch(secret, shop["webhook_secret"]) and re.fullmatch(secret, shop["live_webhook_secret"])
    assert len(set(shop.values())) == 5


def test_merchants_are_listed_shown_and_updated(shop, directory):
    listed = ask(directory, "merchant", "list")
    assert listed["object"] == "list"
    assert [(merchant["id"], merchant["name"]) for merchant in listed["data"]] == [(shop["id"], "Shop")]
    update = ["merchant", "update", shop["id"]]
    ask(directory, *update, "--name", "Tea & \"Söhne\"")
    ask(directory, *update, "--mode", "test", "--webhook-url", "http://127.0.0.1:9/hook")
    ask(directory, *update, "--color", "#F6D34a")
    updated = ask(directory, *update, "--mode", "live", "--webhook-url", "https://shop.example/hook")
    shown = ask(directory, "merchant", "show", shop["id"])
    assert shown == updated == {
        "id": shop["id"], "name": "Tea & \"Söhne\"", "color": "#f6d34a",
        "created_at": listed["data"][0]["created_at"],
        "test_webhook_url": "http://127.0.0.1:9/hook", "live_webhook_url": "https://shop.example/hook",
    } | {f"{mode}_wallet_{name}": None for mode in ("test", "live")
         for name in ("address", "asset_code", "asset_scale", "key_id")}
    ask(directory, *update, "--mode", "test", "--webhook-url", "")
    assert ask(directory, "merchant", "show", shop["id"])["test_webhook_url"] is None
    assert ask(directory, *update, "--color", "")["color"] is None


def test_webhook_url_of_a_new_merchant_is_set_for_both_modes(shop, directory):
    url = "https://shop.example/hook"
    merchant = ask(directory, "merchant", "create", "--name", "Other", "--webhook-url", url)
    shown = ask(directory, "merchant", "show", merchant["id"])
    assert (shown["test_webhook_url"], shown["live_webhook_url"]) == (url, url)


@pytest.mark.parametrize("mode", ["test", "live"])
def test_webhook_url_is_held_against_the_rule_of_the_api(shop, directory, mode):
    update = ["merchant", "update", shop["id"], "--mode", mode, "--webhook-url"]
    # Over http and on this machine: used in test mode, where that is allowed, and taken here in both.
    for url in ("http://127.0.0.1:9/hook", "https://[::1]/hook", "http://shop.example/hook", "https://shop.example/hook"):
        assert ask(directory, *update, url)[f"{mode}_webhook_url"] == url
    for url in ("http://10.0.0.1/hook", "https://169.254.169.254/", "https://box.local/hook", "https://printer/hook"):
        result = run(*update, url, "--data-dir", directory)
        assert result.returncode == 1
        assert "nothing can be sent to that webhook URL" in result.stderr
    assert ask(directory, "merchant", "show", shop["id"])[f"{mode}_webhook_url"] == "https://shop.example/hook"


def test_people_read_lines(shop, directory):
    ask(directory, "merchant", "update", shop["id"], "--name", "Tea shop")
    merchants = run("merchant", "list", "--data-dir", directory).stdout.splitlines()
    assert merchants[0].split() == ["id", "name", "created_at"]
    assert merchants[1].startswith(f"{shop['id']}  Tea shop  20")
    assert f"id: {shop['id']}\nname: Tea shop\n" in run("merchant", "show", shop["id"], "--data-dir", directory).stdout
    assert shop["test_key"][-4:] in run("key", "list", "--merchant", shop["id"], "--data-dir", directory).stdout
    created_key = run("key", "create", "--merchant", shop["id"], "--mode", "live", "--data-dir", directory)
    assert list(json.loads(created_key.stdout)) == ["id", "key"]


def test_keys_are_made_listed_and_revoked(shop, directory):
    made = ask(directory, "key", "create", "--merchant", shop["id"], "--mode", "test", "--name", "till")
    assert list(made) == ["id", "key"]
    keys = ask(directory, "key", "list", "--merchant", shop["id"])["data"]
    # All of one second: their order tells nothing.
    assert {(key["mode"], key["last4"], key["name"]) for key in keys} == {
        ("test", shop["test_key"][-4:], None), ("live", shop["live_key"][-4:], None),
        ("test", made["key"][-4:], "till"),
    }
    assert all(key["revoked_at"] is None and key["created_at"] for key in keys)
    assert ask(directory, "key", "revoke", made["id"]) == {"id": made["id"], "revoked": True}
    revoked = [key["id"] for key in ask(directory, "key", "list", "--merchant", shop["id"])["data"]
               if key["revoked_at"]]
    assert revoked == [made["id"]]
    again = run("key", "revoke", made["id"], "--data-dir", directory)
    assert again.returncode == 1 and "was revoked at" in again.stderr


@pytest.mark.parametrize("arguments", [
    ["merchant", "show", "mer_000000000000000"], ["merchant", "show", "x"], ["merchant", "create", "--name", ""],
    ["merchant", "create", "--name", "n" * 201], ["merchant", "create", "--name", "a\nb"],
    ["merchant", "create", "--name", "n", "--webhook-url", "ftp://shop.example"],
    ["merchant", "create", "--name", "n", "--webhook-url", "shop.example"],
    ["merchant", "create", "--name", "n", "--webhook-url", "http://10.0.0.1/hook"],
    ["merchant", "create", "--name", "n", "--webhook-url", "https://[fd00::1]/hook"],
    ["merchant", "create", "--name", "n", "--webhook-url", "https://printer/hook"],
    ["merchant", "update", "mer_000000000000000", "--name", "n"], ["key", "list", "--merchant", "mer_0"],
    ["key", "create", "--merchant", "mer_000000000000000", "--mode", "test"], ["key", "revoke", "key_0"],
], ids=" ".join)
def test_what_cannot_be_done_is_1_and_changes_nothing(shop, directory, arguments):
    before = ask(directory, "merchant", "list")
    for form in ([], ["--json"]):
        result = run(*arguments, "--data-dir", directory, *form)
        assert (result.returncode, result.stdout) == (1, "")
        assert re.fullmatch(r"opencheckout: .+\n", result.stderr)
    assert ask(directory, "merchant", "list") == before


@pytest.mark.parametrize("command", [["merchant", "list"], ["snapshot", "list"], ["snapshot", "create"]])
def test_commands_make_no_directory(directory, command):
    result = run(*command, "--data-dir", directory)
    assert result.returncode == 1
    assert f"there is no data directory {directory}" in result.stderr
    assert not directory.exists()


def test_key_works_and_ends_without_a_restart(running, directory):
    shop = new_shop(directory)
    made = ask(directory, "key", "create", "--merchant", shop["id"], "--mode", "test")
    with running.client(made["key"]) as client:
        assert client.create(order()).status == 201
        ask(directory, "key", "revoke", made["id"])
        refused = client.create(order())
        assert (refused.status, refused.code) == (401, "api_key_invalid")
    assert created(running, shop)["status"] == "open"
    assert running.stop() == 0
    with Service(directory) as service, service.ready().client(made["key"]) as client:
        assert client.create(order()).status == 401


def test_modes_do_not_see_each_other(running, directory):
    shop = new_shop(directory)
    session = created(running, shop)
    with running.client(shop["live_key"]) as client:
        assert client.read(session["id"]).status == 404
        assert [page.json["data"] for page in client.pages()] == [[]]


def test_no_secret_lies_in_a_file_or_in_the_log(directory):
    with Service(directory, "--log-level", "debug") as service:
        service.ready()
        shop = new_shop(directory)
        made = ask(directory, "key", "create", "--merchant", shop["id"], "--mode", "live")
        created(service, shop)
        with service.client(shop["test_key"]) as client:
            rolled, again = (
                client.request("POST", "/api/webhook_settings/roll", idempotency_key="roll") for _ in range(2)
            )
        assert (again.is_replayed, again.body) == (True, rolled.body)
        ask(directory, "snapshot", "create")
        secrets = [shop["test_key"], shop["live_key"], shop["webhook_secret"], shop["live_webhook_secret"], made["key"],
                   rolled.json["secret"]]
        files = contents(directory)
        assert service.stop() == 0
    files |= contents(directory) | {"output": (service.output + service.log).encode()}
    assert any(name.endswith("expanded") for name in files) and any(name.startswith("wal-") for name in files)
    for secret in secrets:
        plain = secret.rpartition("_")[2].encode()
        assert [name for name, content in files.items() if plain in content] == []
    key = (directory / "encryption.key").read_text().strip()
    assert [name for name, content in files.items() if key.encode() in content] == ["encryption.key"]


# Snapshots


def test_snapshots_are_made_and_listed(shop, directory):
    taken = ask(directory, "snapshot", "create")
    assert list(taken) == ["file", "sequence", "created_at", "bytes"]
    assert taken["file"] == f"snapshot-{taken['sequence']:020}.jsonl.gz"
    listed = ask(directory, "snapshot", "list")
    assert listed["object"] == "list"
    assert listed["data"][0] == {
        "file": taken["file"], "created_at": listed["data"][0]["created_at"], "sequence": taken["sequence"],
        "sessions": 0, "bytes": (directory / taken["file"]).stat().st_size,
    }
    assert ask(directory, "snapshot", "create")["file"] == taken["file"], "nothing has changed since"
    ask(directory, "merchant", "create", "--name", "Other")
    assert ask(directory, "snapshot", "create")["sequence"] > taken["sequence"]


def test_snapshot_is_read_by_zcat_and_jq(running, directory):
    shop = new_shop(directory)
    sessions = [created(running, shop, order(f"ü {number}")) for number in range(3)]
    taken = ask(directory, "snapshot", "create")
    expanded = subprocess.run(["zcat", directory / taken["file"]], stdout=subprocess.PIPE, check=True).stdout
    lines = subprocess.run(["jq", "-c", "."], input=expanded, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    entities = [json.loads(line) for line in lines]
    assert [entities[0]["entity"], entities[-1]["entity"]] == ["header", "footer"]
    assert entities[0]["sequence"] == taken["sequence"]
    counted = {"merchants": "merchant", "keys": "key", "sessions": "session"}
    for name, entity in counted.items():
        assert entities[0]["counts"][name] == sum(line["entity"] == entity for line in entities)
    text = expanded.decode()
    assert all(session["id"] in text and session["client_reference_id"] in text for session in sessions)


def test_retention_removes_what_is_no_longer_needed(directory):
    for _ in range(3):
        with Service(directory, "--retention", "0s") as service:
            service.ready()
            session = created(service, shop := new_shop(directory))
            service.kill()
    assert len(segments(directory)) == 3
    with Service(directory, "--retention", "0s") as service:
        service.ready()
        taken = ask(directory, "snapshot", "create")
        assert [file.name for file in snapshots(directory)] == [taken["file"]]
        assert len(segments(directory)) == 1
        assert created(service, new_shop(directory))
        assert service.stop() == 0
    assert len(snapshots(directory)) == 1
    with Service(directory) as service, service.ready().client(shop["test_key"]) as client:
        assert client.read(session["id"]).json == session


def test_default_retention_keeps_the_log(directory):
    for _ in range(2):
        with Service(directory) as service:
            service.ready()
            new_shop(directory)
            assert service.stop() == 0
    assert len(snapshots(directory)) == 2
    assert len(segments(directory)) == 2


# The other options of serve


def test_demo_is_made_once(directory):
    keys = []
    for _ in range(2):
        with Service(directory, "--demo") as service:
            service.ready()
            keys.append(re.search(r"^Test key: (sk_test_\S+)$", service.output, re.MULTILINE)[1])
            curl = re.search(r"^Try it: (curl .*)$", service.output, re.MULTILINE)[1]
            reply = subprocess.run(curl, shell=True, stdout=subprocess.PIPE, timeout=REPLY_SECONDS, check=True).stdout
            assert json.loads(reply)["object"] == "checkout.session"
            assert [merchant["name"] for merchant in ask(directory, "merchant", "list")["data"]] == ["Demo store"]
            with service.client(keys[0]) as client:
                assert client.create(order()).status == 201
            assert service.stop() == 0
    assert keys[0] != keys[1]


def test_metrics_are_served_where_asked(directory):
    with Service(directory, "--metrics-port", "0") as service:
        service.ready()
        created(service, new_shop(directory))
        url = re.search(r"http://(127\.0\.0\.1:[0-9]+)/metrics", service.log)[1]
        service.address, merchants = url, service.address
        with service.client() as client:
            page = client.request("GET", "/metrics")
        assert page.status == 200
        assert b'opencheckout_sessions{status="open"} 1\n' in page.body
        service.address = merchants
        with service.client() as client:
            assert client.request("GET", "/metrics").status == 404


def test_rate_is_limited_where_asked(directory):
    with Service(directory, "--rate-limit", "1") as service:
        shop = ask_ready(service)
        with service.client(shop["test_key"]) as client:
            replies = [client.request("GET", "/api/checkout/sessions") for _ in range(20)]
        refused = next(reply for reply in replies if reply.status != 200)
        assert (refused.status, refused.code) == (429, "rate_limited")
        assert int(refused.fields["Retry-After"]) >= 1


def test_requests_are_told_where_asked(directory):
    with Service(directory, "--log-level", "debug") as service:
        shop = ask_ready(service)
        with service.client(shop["test_key"]) as client:
            reply = client.create(order())
        assert service.logs(f".*{reply.fields['Request-Id']}.*status=201.*")
