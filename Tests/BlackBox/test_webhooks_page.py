"""The page on webhooks: its Python and its JavaScript tell genuine webhooks from others, as the libraries of others do."""

import base64
import hashlib
import hmac
import time

import pytest

from verifying import TOLERANCE_SECONDS, Delivery, by_page_in_node, by_page_in_python, verdicts

SECRETS = ["whsec_" + base64.b64encode(bytes([number] * 32)).decode() for number in (1, 2, 3)]
BODY = '{"id":"cs_1","metadata":{"2":"\u2028","10":"</script>","ä":"\\u0001 \\"\\\\ 😀"},"created_at":"…"}'.encode()

# Enough for a slow machine between signing and verifying.
SLACK_SECONDS = 60


def sign(body, secrets, at):
    """The fields of a webhook that is signed with all secrets, by code that is not the program's."""
    stamp = str(int(at))
    stripe = [hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest() for secret in secrets]
    standard = [
        base64.b64encode(
            hmac.new(
                base64.b64decode(secret.removeprefix("whsec_")), f"evt_1.{stamp}.".encode() + body, hashlib.sha256
            ).digest()
        ).decode()
        for secret in secrets
    ]
    return {
        "OpenCheckout-Signature": ",".join([f"t={stamp}"] + [f"v1={digits}" for digits in stripe]),
        "webhook-id": "evt_1",
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{text}" for text in standard),
    }


@pytest.mark.parametrize("secrets", [SECRETS[:1], SECRETS[:2], [SECRETS[1], SECRETS[0]]])
def test_a_genuine_webhook_is_taken_by_everybody(secrets, tmp_path):
    delivery = Delivery(sign(BODY, secrets, time.time()), BODY, SECRETS[0])
    assert set(verdicts(delivery, tmp_path).values()) == {True}


@pytest.mark.parametrize(
    ("name", "delivery"),
    [
        ("another body", lambda now: Delivery(sign(BODY, SECRETS[:2], now), BODY.replace(b"cs_1", b"cs_2"), SECRETS[0])),
        ("another secret", lambda now: Delivery(sign(BODY, SECRETS[:2], now), BODY, SECRETS[2])),
        ("an old one", lambda now: Delivery(sign(BODY, SECRETS[:1], now - TOLERANCE_SECONDS - 2), BODY, SECRETS[0])),
        ("no fields", lambda now: Delivery({}, BODY, SECRETS[0])),
    ],
)
def test_a_webhook_that_is_not_genuine_is_refused_by_everybody(name, delivery, tmp_path):
    assert set(verdicts(delivery(time.time()), tmp_path).values()) == {False}, name


@pytest.mark.parametrize(
    "change",
    [
        lambda header: "", lambda header: header.replace("v1=", "v0="), lambda header: header.replace("t=", "t=x"),
        lambda header: header.split(",", 1)[1], lambda header: header.split(",", 1)[0],
        lambda header: header.split(",")[0] + ",v1=", lambda header: ",,=,=",
        lambda header: "t=" + "9" * 5000 + "," + header.split(",", 1)[1],
        lambda header: header.split(",")[0] + ",v1=é", lambda header: header[:-1], lambda header: header[:-2],
    ],
)
def test_the_page_refuses_a_damaged_field(change, tmp_path):
    headers = sign(BODY, SECRETS[:1], time.time())
    headers["OpenCheckout-Signature"] = change(headers["OpenCheckout-Signature"])
    delivery = Delivery(headers, BODY, SECRETS[0])
    assert not by_page_in_python(delivery)
    assert not by_page_in_node([delivery], tmp_path)[0]["raw"]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-TOLERANCE_SECONDS - 2, False), (SLACK_SECONDS - TOLERANCE_SECONDS, True),
        (TOLERANCE_SECONDS - 2, True), (TOLERANCE_SECONDS + SLACK_SECONDS, False),
    ],
)
def test_the_page_takes_five_minutes_and_no_more(seconds, expected, tmp_path):
    delivery = Delivery(sign(BODY, SECRETS[:1], time.time() + seconds), BODY, SECRETS[0])
    assert by_page_in_python(delivery) is expected
    assert by_page_in_node([delivery], tmp_path)[0]["raw"] is expected
