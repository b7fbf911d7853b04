"""The OpenAPI document, taken apart."""

import json
from dataclasses import dataclass

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from server import REPOSITORY

DOCUMENT_FILE = REPOSITORY / "Sources" / "CheckoutAPI" / "openapi.json"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
JSON = "application/json"
ADDRESS = "urn:opencheckout:openapi"


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    definition: dict

    def __str__(self):
        return self.definition["operationId"]


def pointer(*steps):
    """A JSON pointer (RFC 6901) as the fragment of a URI."""
    return "#" + "".join("/" + step.replace("~", "~0").replace("/", "~1").replace("%", "%25") for step in steps)


class Contract:
    """Says what the document promises, and holds values against it."""

    def __init__(self, document):
        self.document = document
        resource = DRAFT202012.create_resource(document)
        self._registry = Registry().with_resource(ADDRESS, resource)

    def operations(self):
        """All operations in the order of the document."""
        return [
            Operation(method, path, definition)
            for path, item in self.document["paths"].items()
            for method, definition in item.items()
            if method in METHODS
        ]

    def operation(self, name):
        """The operation with this `operationId`."""
        return next(operation for operation in self.operations() if str(operation) == name)

    def resolved(self, value):
        """What a reference stands for; any other value itself."""
        while isinstance(value, dict) and "$ref" in value:
            steps = value["$ref"].removeprefix("#/").split("/")
            value = self.document
            for step in steps:
                value = value[step.replace("~1", "/").replace("~0", "~")]
        return value

    def responses(self, operation):
        """The documented responses of an operation by status."""
        return {status: self.resolved(value) for status, value in operation.definition["responses"].items()}

    def examples(self, media):
        """The examples of a request or a reply by name."""
        return {name: self.resolved(value)["value"] for name, value in media.get("examples", {}).items()}

    def request_examples(self, operation):
        """The examples of an operation's body by name."""
        body = self.resolved(operation.definition.get("requestBody", {"content": {}}))
        return self.examples(body["content"].get(JSON, {}))

    def problems(self, schema, value):
        """What a schema of the document finds wrong with a value, in words."""
        in_place = self._with_absolute_references(schema)
        validator = Draft202012Validator(in_place, registry=self._registry, format_checker=FormatChecker())
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]

    def problems_of_reply(self, operation, reply):
        """What the document finds wrong with a reply as `requests` has it, or with a `RawReply`."""
        responses = self.responses(operation)
        if str(reply.status_code) not in responses:
            return [f"status {reply.status_code} is not documented: {reply.text}"]
        response = responses[str(reply.status_code)]
        found = self.problems(response["content"][JSON]["schema"], reply.json())
        if reply.headers.get("Content-Type") != JSON:
            found.append(f"Content-Type is {reply.headers.get('Content-Type')}")
        for name, header in response.get("headers", {}).items():
            header = self.resolved(header)
            if name in reply.headers:
                value = reply.headers[name]
                is_number = self.resolved(header["schema"]).get("type") == "integer"
                value = int(value) if is_number else value
                found += [f"{name}: {problem}" for problem in self.problems(header["schema"], value)]
            elif header.get("required"):
                found.append(f"{name} is missing")
        return found

    def _with_absolute_references(self, value):
        if isinstance(value, list):
            return [self._with_absolute_references(element) for element in value]
        if not isinstance(value, dict):
            return value
        return {
            name: ADDRESS + part if name == "$ref" else self._with_absolute_references(part)
            for name, part in value.items()
        }


def formatted(document):
    """The document as it is to stand in the repository."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
