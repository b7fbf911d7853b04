"""The OpenAPI document says what the program does, and the program does what it says."""

import copy
import json
import os
import re
import subprocess
import sys
import time
import uuid

import pytest
import requests
from openapi_spec_validator import validate

from contract import DOCUMENT_FILE, JSON, Contract, formatted
from raw import exchange

DOCUMENT = json.loads(DOCUMENT_FILE.read_text(encoding="utf-8"))
CONTRACT = Contract(DOCUMENT)
LIST, CREATE = "listCheckoutSessions", "createCheckoutSession"
SETTINGS, EVENTS = "/api/webhook_settings", "/api/events"
# Names below .invalid and .example are nobody's (RFC 2606), so that nothing is sent to anybody.
WEBHOOK_URL = "https://shop.example/hooks/checkout"
JSON_TYPE = f"Content-Type: {JSON}"
REQUEST_SECONDS = 30
EVENT_SECONDS = 30
FUZZING_SECONDS = 540
SUBSCRIPTIONS = "/api/subscriptions"
FUZZING_EXAMPLES = 50

# The merchants' table: status, type, and the codes that may stand beside them.
ERRORS = {
    400: ("invalid_request_error", {"parameter_missing", "parameter_invalid", "parameter_unknown", "body_invalid",
                                    "session_not_open", "subscription_canceled"}),
    401: ("authentication_error", {"api_key_invalid"}),
    404: ("not_found", {"resource_missing", "path_unknown"}),
    405: ("invalid_request_error", {"method_not_allowed"}),
    408: ("invalid_request_error", {"request_timeout"}),
    409: ("idempotency_error", {"idempotency_key_reused"}),
    413: ("invalid_request_error", {"body_too_large"}),
    414: ("invalid_request_error", {"target_too_long"}),
    415: ("invalid_request_error", {"unsupported_media_type"}),
    429: ("rate_limit_error", {"rate_limited"}),
    431: ("invalid_request_error", {"headers_too_large"}),
    500: ("api_error", {"internal_error"}),
    501: ("invalid_request_error", {"not_implemented"}),
    503: ("api_error", {"storage_unavailable", "overloaded"}),
    505: ("invalid_request_error", {"version_not_supported"}),
}


def reply_examples():
    """Every reply example with its operation and status."""
    for operation in CONTRACT.operations():
        for status, response in CONTRACT.responses(operation).items():
            media = response["content"][JSON]
            for name, value in CONTRACT.examples(media).items():
                yield pytest.param(operation, int(status), media["schema"], value, id=f"{operation}-{status}-{name}")


def request_examples():
    """Every request example with its operation."""
    for operation in CONTRACT.operations():
        for name, value in CONTRACT.request_examples(operation).items():
            yield pytest.param(operation, value, id=f"{operation}-{name}")


def error_codes(schema):
    """The types and codes that the schema of a refusal allows."""
    refinement = next(part for part in schema["allOf"] if "$ref" not in part)
    fields = refinement["properties"]["error"]["properties"]
    codes = fields["code"]
    return fields["type"]["const"], {codes["const"]} if "const" in codes else set(codes["enum"])


def refusal_schema(schema):
    """The part of a reply's schema that is a refusal, if there is one."""
    candidates = [part for part in schema.get("oneOf", [schema]) if "allOf" in part]
    return candidates[0] if candidates else None


def call(server, operation, path, **options):
    """Sends a request of an operation with the demo key."""
    headers = server.headers | options.pop("headers", {})
    return requests.request(
        operation.method, server.url + path, headers=headers, timeout=REQUEST_SECONDS, allow_redirects=False, **options
    )


def create(server, body, **options):
    """Creates a session."""
    return call(server, CONTRACT.operation(CREATE), "/api/checkout/sessions", json=body, **options)


def any_body():
    """A body that makes a session."""
    return CONTRACT.request_examples(CONTRACT.operation(CREATE))["Payment"]


def takes_key(operation):
    """Whether an operation is said to take an `Idempotency-Key`, and to refuse one that was used otherwise."""
    parameter = {"$ref": "#/components/parameters/IdempotencyKey"}
    return parameter in operation.definition.get("parameters", []) and "409" in operation.definition["responses"]


def is_of_subscription(path):
    """Whether a path needs a subscription, which only a payment makes: with wallets, and not here."""
    return path.startswith(SUBSCRIPTIONS) and "{id}" in path


def set_webhook(server, url):
    """Says where events go."""
    reply = call(server, CONTRACT.operation("setWebhook"), SETTINGS, json={"url": url})
    assert reply.status_code == 200, reply.text


def ended_event(server):
    """Makes an event that waits for nothing any more, and names it.

    Without a URL an event is canceled when it is due. One that is just being sent is left at that, and asked for again.
    """
    set_webhook(server, WEBHOOK_URL)
    session = create(server, any_body()).json()["id"]
    call(server, CONTRACT.operation("expireCheckoutSession"), f"/api/checkout/sessions/{session}/expire")
    set_webhook(server, None)
    event = "evt_" + session.removeprefix("cs_")
    resend, read = CONTRACT.operation("resendEvent"), CONTRACT.operation("readEvent")
    deadline = time.monotonic() + EVENT_SECONDS
    while call(server, read, f"{EVENTS}/{event}").json()["state"] == "pending":
        assert time.monotonic() < deadline, "the event does not end"
        call(server, resend, f"{EVENTS}/{event}/resend")
    return event


def path_of(server, path):
    """The path with the identifier of something that there is."""
    if "{id}" not in path:
        return path
    name = ended_event(server) if path.startswith(EVENTS) else create(server, any_body()).json()["id"]
    return path.replace("{id}", name)


def test_document_is_valid():
    validate(DOCUMENT)


def test_document_is_formatted():
    assert DOCUMENT_FILE.read_text(encoding="utf-8") == formatted(DOCUMENT)


def test_every_component_is_used():
    text = DOCUMENT_FILE.read_text(encoding="utf-8")
    unused = [
        f"{kind}/{name}"
        for kind, components in DOCUMENT["components"].items()
        if kind != "securitySchemes"
        for name in components
        if f'"#/components/{kind}/{name}"' not in text
    ]
    assert not unused


def test_program_serves_the_document(server):
    reply = requests.get(server.url + "/openapi.json", timeout=REQUEST_SECONDS)
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == JSON
    assert reply.content == DOCUMENT_FILE.read_bytes()


def test_document_has_the_version_of_the_program(server):
    assert DOCUMENT["info"]["version"] == server.version
    assert requests.get(server.url + "/api/health", timeout=REQUEST_SECONDS).json()["version"] == server.version


def test_document_lists_the_currencies_of_requests_and_replies_alike():
    pattern = re.compile(DOCUMENT["components"]["schemas"]["CurrencyCode"]["pattern"])
    letters = "abcdefghijklmnopqrstuvwxyz"
    taken = [code for a in letters for b in letters for c in letters if pattern.fullmatch(code := a + b + c)]
    assert taken == DOCUMENT["components"]["schemas"]["Currency"]["enum"]
    assert all(pattern.fullmatch(code.upper()) for code in taken)


def test_program_takes_the_documented_currencies(server):
    refused = []
    for code in DOCUMENT["components"]["schemas"]["Currency"]["enum"]:
        body = any_body() | {"line_items": [{"price_data": {"currency": code, "product_data": {"name": "x"},
                                                           "unit_amount": 1}}]}
        if create(server, body).status_code != 201:
            refused.append(code)
    assert not refused


@pytest.mark.parametrize(("operation", "status", "schema", "value"), list(reply_examples()))
def test_reply_example_is_valid(operation, status, schema, value):
    assert CONTRACT.problems(schema, value) == []


@pytest.mark.parametrize(("operation", "value"), list(request_examples()))
def test_request_example_is_valid(operation, value):
    assert CONTRACT.problems(operation.definition["requestBody"]["content"][JSON]["schema"], value) == []


@pytest.mark.parametrize(("operation", "status", "schema", "value"), list(reply_examples()))
def test_error_example_stands_in_the_table(operation, status, schema, value):
    if "error" not in value:
        assert status < 300 or value["status"] == "degraded"
        return
    kind, codes = ERRORS[status]
    assert value["error"]["type"] == kind
    assert value["error"]["code"] in codes


def test_every_error_code_has_an_example():
    shown = set()
    for operation in CONTRACT.operations():
        for status, response in CONTRACT.responses(operation).items():
            for value in CONTRACT.examples(response["content"][JSON]).values():
                if "error" in value:
                    shown.add((int(status), value["error"]["type"], value["error"]["code"]))
    assert shown == {(status, kind, code) for status, (kind, codes) in ERRORS.items() for code in codes}


@pytest.mark.parametrize("operation", CONTRACT.operations(), ids=str)
def test_documented_refusals_stand_in_the_table(operation):
    for status, response in CONTRACT.responses(operation).items():
        if int(status) < 400:
            continue
        kind, codes = error_codes(refusal_schema(response["content"][JSON]["schema"]))
        assert kind == ERRORS[int(status)][0]
        assert codes <= ERRORS[int(status)][1]


@pytest.mark.parametrize(("operation", "value"), [
    example for example in request_examples() if not is_of_subscription(example.values[0].path)
])
def test_request_example_succeeds(server, operation, value):
    path = path_of(server, operation.path)
    set_webhook(server, WEBHOOK_URL)
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    reply, replay = (call(server, operation, path, json=value, headers=headers) for _ in range(2))
    success = next(int(status) for status in CONTRACT.responses(operation) if status.startswith("2"))
    assert reply.status_code == success, reply.text
    assert CONTRACT.problems_of_reply(operation, reply) == []
    assert (replay.status_code, replay.content) == (success, reply.content)
    assert [each.headers.get("Idempotent-Replayed") for each in (reply, replay)] == [None, "true"]
    assert CONTRACT.problems_of_reply(operation, replay) == []


def test_replies_of_reading_and_listing_are_valid(server):
    session = create(server, any_body()).json()
    event = ended_event(server)
    for name, path in (
        ("readCheckoutSession", f"/api/checkout/sessions/{session['id']}"), (LIST, "/api/checkout/sessions"),
        ("readEvent", f"{EVENTS}/{event}"), ("listEvents", EVENTS), ("readWebhookSettings", SETTINGS),
        ("listSubscriptions", SUBSCRIPTIONS),
    ):
        operation = CONTRACT.operation(name)
        reply = call(server, operation, path)
        assert reply.status_code == 200
        assert CONTRACT.problems_of_reply(operation, reply) == []


def test_session_has_its_fields_in_the_documented_order(server):
    session = create(server, any_body()).json()
    assert list(session) == list(DOCUMENT["components"]["schemas"]["CheckoutSession"]["properties"])


def test_body_of_an_event_is_valid(server):
    reply = call(server, CONTRACT.operation("readEvent"), f"{EVENTS}/{ended_event(server)}")
    schema = DOCUMENT["components"]["schemas"]["WebhookBody"]
    body = json.loads(reply.json()["body"])
    assert CONTRACT.problems(schema, body) == []
    assert list(body) == list(schema["properties"])


@pytest.mark.parametrize("name", list(DOCUMENT["webhooks"]))
def test_webhook_example_is_valid(name):
    media = DOCUMENT["webhooks"][name]["post"]["requestBody"]["content"][JSON]
    for value in CONTRACT.examples(media).values():
        assert CONTRACT.problems(media["schema"], value) == []
        assert value["type"] == name
    assert media["examples"]


@pytest.mark.parametrize("operation", CONTRACT.operations(), ids=str)
def test_every_post_takes_a_key(operation):
    assert takes_key(operation) == (operation.method == "post")


@pytest.mark.parametrize("name", [
    str(operation) for operation in CONTRACT.operations()
    if operation.method == "post" and "{id}" not in operation.path
])
def test_refusal_of_a_key_of_another_request_is_documented(server, name):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    assert create(server, any_body(), headers=headers).status_code == 201
    operation = CONTRACT.operation(name)
    reply = call(server, operation, operation.path, json={}, headers=headers)
    assert reply.status_code == 409
    assert CONTRACT.problems_of_reply(operation, reply) == []


def test_webhook_without_a_url_is_not_tried(server):
    set_webhook(server, None)
    operation = CONTRACT.operation("testWebhook")
    reply = call(server, operation, operation.path)
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "parameter_invalid")
    assert CONTRACT.problems_of_reply(operation, reply) == []


def test_replayed_reply_is_valid(server):
    operation = CONTRACT.operation(CREATE)
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    first, second = (create(server, any_body(), headers=headers) for _ in range(2))
    assert second.content == first.content
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert CONTRACT.problems_of_reply(operation, second) == []


def test_basic_authentication_is_taken(server):
    reply = requests.get(server.url + "/api/checkout/sessions", auth=(server.key, ""), timeout=REQUEST_SECONDS)
    assert reply.status_code == 200


@pytest.mark.parametrize("path", [
    path for path, item in DOCUMENT["paths"].items() if "get" in item and not is_of_subscription(path)
])
def test_head_answers_as_get(server, path):
    path = path_of(server, path)
    get, head = (
        requests.request(method, server.url + path, headers=server.headers, timeout=REQUEST_SECONDS)
        for method in ("GET", "HEAD")
    )
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    changing = {"Date", "Request-Id"}
    if path != "/api/health":
        assert {k: v for k, v in head.headers.items() if k not in changing} == {
            k: v for k, v in get.headers.items() if k not in changing
        }


# What only raw bytes can ask for: operation, target and version, header lines, body, status, code.
RAW_REFUSALS = [
    (LIST, "/api/checkout/sessions HTTP/1.1", ["Host: b"], "", 400, "parameter_invalid"),
    (LIST, "/api/checkout/sessions HTTP/1.1", ["Transfer-Encoding: chunked"], "x\r\n", 400, "body_invalid"),
    (LIST, "/api/checkout/sessions?limit=1&limit=1 HTTP/1.1", [], "", 400, "parameter_invalid"),
    (LIST, "/api/checkout/sessions?limit= HTTP/1.1", [], "", 400, "parameter_invalid"),
    (LIST, "/api/checkout/sessions?page=1 HTTP/1.1", [], "", 400, "parameter_unknown"),
    (LIST, "/api/checkout/sessions HTTP/1.1", ["Authorization: Bearer sk_test_0"], "", 401, "api_key_invalid"),
    (LIST, "/api/checkout/sessions HTTP/1.1", ["Content-Length: 1048577"], "", 413, "body_too_large"),
    (LIST, "/api/checkout/sessions?limit=" + "1" * 8192 + " HTTP/1.1", [], "", 414, "target_too_long"),
    (LIST, "/api/checkout/sessions HTTP/1.1", ["A: " + "b" * 16384], "", 431, "headers_too_large"),
    (LIST, "/api/checkout/sessions HTTP/1.1", ["A: b"] * 101, "", 431, "headers_too_large"),
    (LIST, "/api/checkout/sessions HTTP/1.1", ["Transfer-Encoding: gzip, chunked"], "", 501, "not_implemented"),
    (LIST, "/api/checkout/sessions HTTP/2.0", [], "", 505, "version_not_supported"),
    (CREATE, "/api/checkout/sessions HTTP/1.1", [JSON_TYPE, "Content-Length: 3"], "{,}", 400, "body_invalid"),
    (CREATE, "/api/checkout/sessions HTTP/1.1", [JSON_TYPE, "Content-Length: 0"], "", 400, "body_invalid"),
    (CREATE, "/api/checkout/sessions HTTP/1.1", [JSON_TYPE, "Content-Length: 2"], "[]", 400, "body_invalid"),
    (CREATE, "/api/checkout/sessions HTTP/1.1", [JSON_TYPE, "Content-Length: 2"], "{}", 400, "parameter_missing"),
    (CREATE, "/api/checkout/sessions HTTP/1.1", [JSON_TYPE, "Content-Length: 1048577"], "", 413, "body_too_large"),
    (CREATE, "/api/checkout/sessions HTTP/1.1", ["Content-Length: 2"], "{}", 415, "unsupported_media_type"),
    ("readHealth", "/api/health?deep=1 HTTP/1.1", [], "", 400, "parameter_unknown"),
    ("readHealth", "/api/health HTTP/1.2", [], "", 505, "version_not_supported"),
    ("readOpenAPIDocument", "/openapi.json?x= HTTP/1.1", [], "", 400, "parameter_unknown"),
    ("readCheckoutSession", "/api/checkout/sessions/cs_x HTTP/1.1", [], "", 404, "resource_missing"),
    ("readCheckoutSession", "/api/checkout/sessions/ HTTP/1.1", [], "", 404, "path_unknown"),
    ("expireCheckoutSession", "/api/checkout/sessions/cs_x/expire/ HTTP/1.1", [], "", 404, "path_unknown"),
    ("cancelCheckoutSession", "/api/checkout/sessions/cs_x/cancel HTTP/1.1", [], "", 404, "resource_missing"),
    ("readWebhookSettings", SETTINGS + "?x=1 HTTP/1.1", [], "", 400, "parameter_unknown"),
    ("setWebhook", SETTINGS + " HTTP/1.1", [JSON_TYPE, "Content-Length: 0"], "", 400, "body_invalid"),
    ("setWebhook", SETTINGS + " HTTP/1.1", [JSON_TYPE, "Content-Length: 2"], "{}", 400, "parameter_missing"),
    ("setWebhook", SETTINGS + " HTTP/1.1", [JSON_TYPE, "Content-Length: 9"], '{"url":7}', 400, "parameter_invalid"),
    ("setWebhook", SETTINGS + " HTTP/1.1", [JSON_TYPE, "Content-Length: 18"], '{"url":null,"u":7}', 400,
     "parameter_unknown"),
    ("setWebhook", SETTINGS + " HTTP/1.1", [JSON_TYPE, "Content-Length: 12"] + ["Idempotency-Key: a"] * 2,
     '{"url":null}', 400, "parameter_invalid"),
    ("setWebhook", SETTINGS + " HTTP/1.1", ["Content-Length: 2"], "{}", 415, "unsupported_media_type"),
    ("rollWebhookSecret", SETTINGS + "/roll HTTP/1.1", ["Content-Length: 2"], "{}", 415, "unsupported_media_type"),
    ("testWebhook", SETTINGS + "/test HTTP/1.1", [JSON_TYPE, "Content-Length: 7"], '{"u":7}', 400, "parameter_unknown"),
    ("listEvents", EVENTS + "?state=done HTTP/1.1", [], "", 400, "parameter_invalid"),
    ("listEvents", EVENTS + "?type=webhook.test HTTP/1.1", [], "", 400, "parameter_invalid"),
    ("listEvents", EVENTS + "?session=cs_x HTTP/1.1", [], "", 400, "parameter_invalid"),
    ("listEvents", EVENTS + "?cursor=x HTTP/1.1", [], "", 400, "parameter_invalid"),
    ("listEvents", EVENTS + "?status=done HTTP/1.1", [], "", 400, "parameter_unknown"),
    ("readEvent", EVENTS + "/evt_x HTTP/1.1", [], "", 404, "resource_missing"),
    ("readEvent", EVENTS + "/ HTTP/1.1", [], "", 404, "path_unknown"),
    ("resendEvent", EVENTS + "/evt_x/resend HTTP/1.1", [], "", 404, "resource_missing"),
    ("resendEvent", EVENTS + "/evt_x/resend/ HTTP/1.1", [], "", 404, "path_unknown"),
    ("resendFailedEvents", EVENTS + "/resend HTTP/1.1", [JSON_TYPE, "Content-Length: 2"], "{}", 400,
     "parameter_missing"),
    ("resendFailedEvents", EVENTS + "/resend HTTP/1.1", ["Content-Length: 2"], "{}", 415, "unsupported_media_type"),
    ("listSubscriptions", SUBSCRIPTIONS + "?status=open HTTP/1.1", [], "", 400, "parameter_invalid"),
    ("listSubscriptions", SUBSCRIPTIONS + "?cursor=x HTTP/1.1", [], "", 400, "parameter_invalid"),
    ("listSubscriptions", SUBSCRIPTIONS + "?state=active HTTP/1.1", [], "", 400, "parameter_unknown"),
    ("readSubscription", SUBSCRIPTIONS + "/sub_x HTTP/1.1", [], "", 404, "resource_missing"),
    ("readSubscription", SUBSCRIPTIONS + "/ HTTP/1.1", [], "", 404, "path_unknown"),
    ("readSubscription", SUBSCRIPTIONS + "/sub_x?x=1 HTTP/1.1", [], "", 400, "parameter_unknown"),
    ("cancelSubscription", SUBSCRIPTIONS + "/sub_x/cancel HTTP/1.1", [], "", 404, "resource_missing"),
    ("cancelSubscription", SUBSCRIPTIONS + "/sub_x/cancel HTTP/1.1", [JSON_TYPE, "Content-Length: 7"], '{"u":7}', 400,
     "parameter_unknown"),
    ("cancelSubscription", SUBSCRIPTIONS + "/sub_x/cancel HTTP/1.1", ["Content-Length: 2"], "{}", 415,
     "unsupported_media_type"),
]


@pytest.mark.parametrize(("name", "target", "fields", "body", "status", "code"), RAW_REFUSALS)
def test_refusal_is_documented(server, name, target, fields, body, status, code):
    operation = CONTRACT.operation(name)
    if not any(field.startswith("Authorization") for field in fields):
        fields = [f"Authorization: Bearer {server.key}", *fields]
    lines = [f"{operation.method.upper()} {target}", "Host: a", *fields, "", body]
    reply = exchange(server.url, "\r\n".join(lines).encode("ascii"), REQUEST_SECONDS)
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
    assert CONTRACT.problems_of_reply(operation, reply) == []


@pytest.mark.parametrize("operation", CONTRACT.operations(), ids=str)
def test_refusal_of_another_method_is_documented(server, operation):
    reply = requests.delete(
        server.url + operation.path.replace("{id}", "x"), headers=server.headers, timeout=REQUEST_SECONDS
    )
    assert reply.status_code == 405
    assert CONTRACT.problems_of_reply(operation, reply) == []
    documented = {method.upper() for method in DOCUMENT["paths"][operation.path] if method in ("get", "post")}
    assert set(reply.headers["Allow"].split(", ")) == documented | ({"HEAD"} if "GET" in documented else set())


def test_refusal_of_a_reused_key_is_documented(server):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    assert create(server, any_body(), headers=headers).status_code == 201
    reply = create(server, any_body() | {"mode": "donation"}, headers=headers)
    assert reply.status_code == 409
    assert CONTRACT.problems_of_reply(CONTRACT.operation(CREATE), reply) == []


def test_refusal_of_several_fields_is_documented(server):
    reply = create(server, {"mode": "gift", "line_items": [], "colour": "red"})
    error = reply.json()["error"]
    assert [part["param"] for part in error["errors"]] == ["mode", "line_items", "success_url", "cancel_url", "colour"]
    assert (error["code"], error["param"]) == ("parameter_invalid", "mode")
    assert CONTRACT.problems_of_reply(CONTRACT.operation(CREATE), reply) == []


@pytest.mark.parametrize(("name", "path"), [
    ("expireCheckoutSession", "/api/checkout/sessions/cs_x/expire"), ("cancelSubscription", SUBSCRIPTIONS + "/sub_x/cancel"),
    ("setWebhook", SETTINGS), ("rollWebhookSecret", SETTINGS + "/roll"), ("testWebhook", SETTINGS + "/test"),
    ("resendEvent", EVENTS + "/evt_x/resend"), ("resendFailedEvents", EVENTS + "/resend"),
])
def test_refusal_of_several_fields_of_a_small_body_is_documented(server, name, path):
    operation = CONTRACT.operation(name)
    reply = call(server, operation, path, json={"colour": "red", "size": 5})
    assert [part["param"] for part in reply.json()["error"]["errors"]][-2:] == ["colour", "size"]
    assert CONTRACT.problems_of_reply(operation, reply) == []


@pytest.mark.parametrize("name", [LIST, "listEvents", "listSubscriptions"])
def test_refusal_of_several_parameters_is_documented(server, name):
    operation = CONTRACT.operation(name)
    reply = call(server, operation, operation.path, params={"page": 1, "cursor": "x", "limit": 0})
    assert [part["param"] for part in reply.json()["error"]["errors"]] == ["limit", "cursor", "page"]
    assert CONTRACT.problems_of_reply(operation, reply) == []


@pytest.mark.parametrize("name", ["expireCheckoutSession", "cancelCheckoutSession"])
def test_refusal_of_an_ended_session_is_documented(server, name):
    operation = CONTRACT.operation(name)
    path = operation.path.replace("{id}", create(server, any_body()).json()["id"])
    assert call(server, operation, path).status_code == 200
    reply = call(server, operation, path)
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "session_not_open")
    assert CONTRACT.problems_of_reply(operation, reply) == []


def test_list_goes_on_at_its_cursor(server):
    operation = CONTRACT.operation(LIST)
    created = [create(server, any_body()).json()["id"] for _ in range(3)]
    listed, cursor = [], None
    for _ in created:
        reply = call(server, operation, operation.path, params={"limit": 1, "cursor": cursor})
        assert CONTRACT.problems_of_reply(operation, reply) == []
        listed += [session["id"] for session in reply.json()["data"]]
        cursor = reply.json()["next_cursor"]
    assert listed == created[::-1]


# Each key is used with many bodies and most cursors are made up: where they stand, few requests get any further.
def without_keys_and_cursors(document):
    """The document without the parameters that have most random requests refused early."""
    document = copy.deepcopy(document)
    withheld = {"#/components/parameters/IdempotencyKey", "#/components/parameters/Cursor"}
    for operation in Contract(document).operations():
        parameters = operation.definition.get("parameters", [])
        parameters[:] = [parameter for parameter in parameters if parameter["$ref"] not in withheld]
        for response in operation.definition["responses"].values():
            if "NextPage" in response.get("links", {}):
                del response["links"]
    return document


# The program takes more URLs than the document that random requests are made of. This stands here, and no list of checks
# on the command line, since that would outweigh it.
FUZZING_SETTINGS = """
[[operations]]
include-operation-id = "setWebhook"
checks.negative_data_rejection.enabled = false
"""


def with_webhooks_to_nobody(document):
    """The document with URLs that name no host, since the program would send to any other."""
    document = copy.deepcopy(document)
    url = document["components"]["schemas"]["NewWebhookSettings"]["properties"]["url"]
    url["pattern"] = r"^https://[a-z]{1,20}\.invalid/[0-9a-z]*$"
    document["components"]["examples"]["WebhookURL"]["value"]["url"] = "https://shop.invalid/hooks/checkout"
    return document


@pytest.mark.parametrize("prepare", [copy.deepcopy, without_keys_and_cursors], ids=["whole", "plain"])
def test_program_keeps_the_contract_under_random_requests(server, tmp_path, prepare):
    file = tmp_path / "openapi.json"
    (tmp_path / "schemathesis.toml").write_text(FUZZING_SETTINGS, encoding="utf-8")
    file.write_text(formatted(prepare(with_webhooks_to_nobody(DOCUMENT))), encoding="utf-8")
    arguments = [
        sys.executable, "-m", "schemathesis.cli", "run", str(file),
        "--url", server.url,
        "--header", f"Authorization: {server.headers['Authorization']}",
        "--exclude-checks", "positive_data_acceptance",
        "--max-examples", str(FUZZING_EXAMPLES), "--generation-deterministic",
        "--suppress-health-check", "all",
        "--request-timeout", str(REQUEST_SECONDS),
        "--continue-on-failure", "--no-color",
    ]
    environment = os.environ | {"HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path / "hypothesis")}
    run = subprocess.run(
        arguments, cwd=tmp_path, env=environment, timeout=FUZZING_SECONDS, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )
    assert run.returncode == 0, run.stdout
