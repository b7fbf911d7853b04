"""All sessions out of a service, whether it runs or not."""

import csv
import io
import json
import os
import subprocess

import pytest

from client import order
from service import Service, ask, binary, clean_environment, run
from shop import created, new_shop

COLUMNS = ["id", "merchant", "mode", "livemode", "status", "payment_status", "amount_total", "currency", "created_at",
           "expires_at", "completed_at", "client_reference_id", "customer_email", "customer_wallet", "metadata"]
AWKWARD = 'a "quoted", long\nreference, with ü'


@pytest.fixture(params=["running", "stopped"])
def shops(request, directory):
    """Two merchants with sessions in both modes; the service runs, or was stopped."""
    with Service(directory) as service:
        service.ready()
        shops = [new_shop(directory), new_shop(directory)]
        for shop in shops:
            shop["sessions"] = []
        for number in range(12):
            shop = shops[number % 2]
            body = order(AWKWARD if number == 3 else f"order_{number}",
                         metadata={"cart": f"{number}", "note": "1,2"}, customer_email="ann@example.com")
            with service.client(shop["live_key" if number % 3 == 0 else "test_key"]) as client:
                reply = client.create(body)
                assert reply.status == 201
                shop["sessions"].append((number, reply.json))
        with service.client(shops[0]["test_key"]) as client:
            canceled = client.change(shops[0]["sessions"][2][1]["id"], "cancel")
            shops[0]["sessions"][2] = (4, canceled.json)
        if request.param == "stopped":
            assert service.stop() == 0
        yield shops


def all_sessions(shops):
    """Everything that was made, oldest first."""
    return [session for _, session in sorted((made for shop in shops for made in shop["sessions"]), key=lambda m: m[0])]


def export(directory, *arguments):
    """What an export prints."""
    result = run("export", "--data-dir", directory, *arguments)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def test_objects_come_oldest_first_one_a_line(shops, directory):
    assert [json.loads(line) for line in export(directory).splitlines()] == all_sessions(shops)
    assert export(directory, "--format", "jsonl") == export(directory)


def test_document_holds_the_same_objects(shops, directory):
    assert ask(directory, "export") == {"object": "list", "data": all_sessions(shops)}


def test_one_merchants_sessions_come_where_asked(shops, directory):
    for shop in shops:
        exported = [json.loads(line) for line in export(directory, "--merchant", shop["id"]).splitlines()]
        assert exported == [session for _, session in shop["sessions"]]


def test_csv_holds_the_same_values(shops, directory):
    text = export(directory, "--format", "csv")
    assert text.splitlines()[0] == ",".join(COLUMNS)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    owners = {session["id"]: shop["id"] for shop in shops for _, session in shop["sessions"]}
    for row, session in zip(rows, all_sessions(shops), strict=True):
        assert list(row) == COLUMNS
        assert row.pop("merchant") == owners[session["id"]]
        assert json.loads(row.pop("metadata")) == session["metadata"]
        for name, value in row.items():
            expected = session[name]
            if expected is None:
                assert value == "", name
            elif isinstance(expected, str):
                assert value == expected, name
            else:
                assert value == json.dumps(expected), name
    assert AWKWARD in {row["client_reference_id"] for row in rows}


def test_merchant_that_is_not_there_is_1(shops, directory):
    for merchant in ["mer_000000000000000", "mer_00000000000000", "x"]:
        result = run("export", "--data-dir", directory, "--merchant", merchant)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr == f"opencheckout: there is no merchant '{merchant}'\n"


def test_no_sessions_are_an_empty_export(running, directory):
    assert export(directory) == ""
    assert ask(directory, "export") == {"object": "list", "data": []}
    assert export(directory, "--format", "csv") == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--format", "csv", "--json"]], ids=" ".join)
def test_bad_usage_is_64(tmp_path, arguments):
    result = run("export", "--data-dir", tmp_path, *arguments)
    assert (result.returncode, result.stdout) == (64, "")


def test_export_that_nobody_reads_holds_up_nobody(running, directory):
    shop = new_shop(directory)
    note = "x" * 500
    with running.client(shop["test_key"]) as client:
        # More than stands in sockets and pipes together.
        for number in range(600):
            body = order(f"order_{number}", metadata={f"note{index}": note for index in range(8)})
            assert client.create(body).status == 201
        process = subprocess.Popen([binary(), "export", "--data-dir", str(directory)], env=clean_environment({}),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            assert process.stdout.read(1) == b"{", "it has begun"
            for number in range(50):
                assert client.create(order(f"later_{number}")).status == 201
            assert ask(directory, "snapshot", "create")["sequence"] >= 650
            lines = (b"{" + process.stdout.read()).splitlines()
            assert process.wait(60) == 0
        finally:
            process.kill()
            process.wait(60)
            process.stdout.close()
            process.stderr.close()
    assert [json.loads(line)["client_reference_id"] for line in lines] == [f"order_{number}" for number in range(600)]


def test_export_that_breaks_off_is_1(running, directory):
    shop = new_shop(directory)
    note = "x" * 500
    with running.client(shop["test_key"]) as client:
        for number in range(600):
            body = order(f"order_{number}", metadata={f"note{index}": note for index in range(8)})
            assert client.create(body).status == 201
    process = subprocess.Popen([binary(), "export", "--data-dir", str(directory)], env=clean_environment({}),
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout.read(1) == b"{"
        running.kill()
        process.stdout.read()
        assert process.wait(60) == 1
        assert process.stderr.read() == b"opencheckout: the running server gave no whole answer; see its log\n"
    finally:
        process.kill()
        process.wait(60)
        process.stdout.close()
        process.stderr.close()


def test_full_output_is_told(running, directory):
    if not os.path.exists("/dev/full"):
        pytest.skip("this machine has no /dev/full")
    created(running, new_shop(directory))
    with open("/dev/full", "wb") as full:
        result = subprocess.run([binary(), "export", "--data-dir", str(directory)], env=clean_environment({}),
                                stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert result.returncode == 1
    assert b"cannot write to standard output" in result.stderr
