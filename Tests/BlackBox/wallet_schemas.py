"""What a wallet's answers look like: closed objects, all of them."""

from jsonschema import Draft202012Validator, FormatChecker


def closed(required, **optional):
    """An object with these members and no other."""
    return {
        "type": "object", "properties": required | optional, "required": sorted(required),
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https?://[^ ]+$"}
TIME = {"type": "string", "format": "date-time", "pattern": "Z$"}
FLAG = {"type": "boolean"}
AMOUNT = closed({
    "value": {"type": "string", "pattern": "^(0|[1-9][0-9]{0,19})$"}, "assetCode": TEXT,
    "assetScale": {"type": "integer", "minimum": 0, "maximum": 255},
})
METADATA = {"type": "object"}

WALLET_ADDRESS = {
    "type": "object",
    "properties": {
        "id": URL, "publicName": TEXT, "assetCode": TEXT, "authServer": URL, "resourceServer": URL,
        "assetScale": {"type": "integer", "minimum": 0, "maximum": 255},
    },
    "required": ["id", "assetCode", "assetScale", "authServer", "resourceServer"],
}
KEY = closed(
    {
        "kid": TEXT, "alg": {"const": "EdDSA"}, "kty": {"const": "OKP"}, "crv": {"const": "Ed25519"},
        "x": {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"},
    },
    use={"const": "sig"},
)
KEYS = closed({"keys": {"type": "array", "items": KEY}})

ACTIONS = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}
LIMITS = closed({}, receiver=URL, debitAmount=AMOUNT, receiveAmount=AMOUNT, interval=TEXT)
ACCESS = {
    "oneOf": [
        closed({"type": {"const": "incoming-payment"}, "actions": ACTIONS}, identifier=URL),
        closed({"type": {"const": "outgoing-payment"}, "actions": ACTIONS, "identifier": URL}, limits=LIMITS),
        closed({"type": {"const": "quote"}, "actions": ACTIONS}),
    ],
}
ACCESS_TOKEN = closed(
    {"value": TEXT, "manage": URL, "access": {"type": "array", "items": ACCESS, "maxItems": 3}},
    expires_in={"type": "integer", "minimum": 1},
)
CONTINUE = closed({"access_token": closed({"value": TEXT}), "uri": URL}, wait={"type": "integer", "minimum": 0})
GRANTED = closed({"access_token": ACCESS_TOKEN, "continue": CONTINUE})
INTERACTION = closed({"interact": closed({"redirect": URL, "finish": TEXT}), "continue": CONTINUE})
ROTATED = closed({"access_token": ACCESS_TOKEN})
GRANT_REFUSAL = closed({"error": closed({"code": TEXT, "description": TEXT})})

METHOD = closed({
    "type": {"const": "ilp"},
    "ilpAddress": {
        "type": "string",
        "pattern": "^(g|private|example|peer|self|test[1-3]?|local)([.][a-zA-Z0-9_~-]+)+$",
    },
    "sharedSecret": {"type": "string", "pattern": "^[a-zA-Z0-9-_]+$"},
})
INCOMING = {
    "id": URL, "walletAddress": URL, "completed": FLAG, "receivedAmount": AMOUNT, "createdAt": TIME,
    "expiresAt": TIME,
}
INCOMING_PAYMENT = closed(
    INCOMING | {"methods": {"type": "array", "items": METHOD}}, incomingAmount=AMOUNT, metadata=METADATA,
)
LISTED_INCOMING_PAYMENT = closed(INCOMING, incomingAmount=AMOUNT, metadata=METADATA)
PUBLIC_INCOMING_PAYMENT = closed({"receivedAmount": AMOUNT, "authServer": URL})
QUOTE = closed({
    "id": URL, "walletAddress": URL, "receiver": URL, "receiveAmount": AMOUNT, "debitAmount": AMOUNT,
    "method": {"const": "ilp"}, "createdAt": TIME, "expiresAt": TIME,
})
OUTGOING = {
    "id": URL, "walletAddress": URL, "quoteId": URL, "failed": FLAG, "receiver": URL, "receiveAmount": AMOUNT,
    "debitAmount": AMOUNT, "sentAmount": AMOUNT, "createdAt": TIME,
}
OUTGOING_PAYMENT = closed(OUTGOING, metadata=METADATA)
NEW_OUTGOING_PAYMENT = closed(
    OUTGOING | {"grantSpentDebitAmount": AMOUNT, "grantSpentReceiveAmount": AMOUNT}, metadata=METADATA,
)
SPENT = closed({
    "spentDebitAmount": {"oneOf": [AMOUNT, {"type": "null"}]},
    "spentReceiveAmount": {"oneOf": [AMOUNT, {"type": "null"}]},
})
RESOURCE_REFUSAL = closed({"error": closed({"code": TEXT, "description": TEXT}, details={"type": "object"})})


def page(item):
    """A page of a list."""
    pagination = closed({"hasNextPage": FLAG, "hasPreviousPage": FLAG}, startCursor=TEXT, endCursor=TEXT)
    return closed({"pagination": pagination, "result": {"type": "array", "items": item}})


def read(reply, status, schema):
    """The body of a reply, which has to have this status and this form."""
    assert reply.status_code == status, f"{reply.status_code} {reply.text}"
    body = reply.json()
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(body)
    return body
