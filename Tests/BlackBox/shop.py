"""Merchants, made and put to work."""

from client import order
from service import ask


def new_shop(directory):
    """Another merchant."""
    return ask(directory, "merchant", "create", "--name", "Shop")


def ask_ready(service):
    """A merchant of a service that has just been started."""
    return new_shop(service.ready().directory)


def created(service, shop, body=None):
    """A session of a merchant's."""
    with service.client(shop["test_key"]) as client:
        reply = client.create(body or order())
        assert reply.status == 201, reply
        return reply.json
