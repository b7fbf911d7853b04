"""Who judges whether a webhook is genuine: the code on the merchants' page, and the libraries of others."""

import base64
import json
import re
import subprocess
from dataclasses import dataclass

import standardwebhooks
import stripe

from server import REPOSITORY

PAGE = REPOSITORY / "Sources" / "opencheckout" / "Documentation.docc" / "Webhooks.md"
TOLERANCE_SECONDS = 300
NODE_SECONDS = 60

# Asks the page's function about the bytes as they came, and about what is left of them after reading and writing.
NODE_HARNESS = """
import { readFileSync } from "node:fs";
const verdicts = JSON.parse(readFileSync(0, "utf8")).map(({ body, header, secret }) => {
  const bytes = Buffer.from(body, "base64");
  const again = () => JSON.stringify(JSON.parse(bytes.toString("utf8")));
  return { raw: verify(bytes, header, secret), parsed: verify(again(), header, secret) };
});
console.log(JSON.stringify(verdicts));
"""


@dataclass(frozen=True)
class Delivery:
    """One request as it arrived, and the secret that the merchant has for it."""

    headers: dict
    body: bytes
    secret: str

    def field(self, name):
        """The value of a field, whose name may have any letter case; an empty text if there is none."""
        return {key.lower(): value for key, value in self.headers.items()}.get(name.lower(), "")


def snippet(language):
    """The code that the page gives for a language, by the name behind the block's backquotes."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"{PAGE.name} has {len(found)} blocks of {language}"
    return found[0]


def by_page_in_python(delivery):
    """What the page's Python says."""
    names = {}
    exec(compile(snippet("python"), PAGE.name, "exec"), names)
    return names["verify"](delivery.body, delivery.field("OpenCheckout-Signature"), delivery.secret)


def by_page_in_node(deliveries, folder):
    """What the page's JavaScript says of each: `raw` of the bytes, `parsed` of what JSON reads and writes again."""
    script = folder / "verify.mjs"
    script.write_text(snippet("js") + NODE_HARNESS, encoding="utf-8")
    questions = [
        {
            "body": base64.b64encode(delivery.body).decode(),
            "header": delivery.field("OpenCheckout-Signature"),
            "secret": delivery.secret,
        }
        for delivery in deliveries
    ]
    result = subprocess.run(
        ["node", str(script)],
        input=json.dumps(questions), stdout=subprocess.PIPE, encoding="utf-8", timeout=NODE_SECONDS, check=True,
    )
    return json.loads(result.stdout)


def by_stripe(delivery):
    """What Stripe's library says, which knows `OpenCheckout-Signature` by another name."""
    header = delivery.field("OpenCheckout-Signature")
    try:
        return stripe.WebhookSignature.verify_header(
            delivery.body.decode(), header, delivery.secret, tolerance=TOLERANCE_SECONDS
        )
    except stripe.SignatureVerificationError:
        return False


def by_standard_webhooks(delivery):
    """What the library of Standard Webhooks says."""
    try:
        standardwebhooks.Webhook(delivery.secret).verify(delivery.body, delivery.headers, json_parse=False)
        return True
    except standardwebhooks.WebhookVerificationError:
        return False


def verdicts(delivery, folder):
    """What everybody says, by name."""
    node = by_page_in_node([delivery], folder)[0]
    return {
        "python": by_page_in_python(delivery),
        "node": node["raw"],
        "node, parsed": node["parsed"],
        "stripe": by_stripe(delivery),
        "standard webhooks": by_standard_webhooks(delivery),
    }
