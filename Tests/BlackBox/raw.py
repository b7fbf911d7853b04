"""Requests byte by byte, for what no client library would send."""

import http.client
import json
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class RawReply:
    """A reply, with the names that `requests` gives to its parts."""

    status_code: int
    headers: http.client.HTTPMessage
    content: bytes

    @property
    def text(self):
        """The body as text."""
        return self.content.decode("utf-8")

    def json(self):
        """The body as a value."""
        return json.loads(self.content)


def exchange(url, request, seconds):
    """Sends bytes on a connection of their own, and reads the one reply to them."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=seconds) as connection:
        connection.sendall(request)
        reply = http.client.HTTPResponse(connection)
        reply.begin()
        return RawReply(reply.status, reply.headers, reply.read())
