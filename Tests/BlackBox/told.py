"""What the clients of a run had been told at a moment, as it stands in the calls of the program itself."""

import json

from client import REPLY_HEAD
from promises import Change, Ledger, Order
from witness import SEND

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def replies(moments):
    """Status and body of every reply that was sent by then; the kernel has them, so that they may have arrived."""
    found = []
    for moment in moments:
        if moment.call.operation == SEND and not moment.is_end:
            found += _replies(moment.call.content)
    return found


def ledger_of(ledger, known, moments):
    """A ledger as it was at a moment: `known` are the bodies that were known before the run."""
    bodies = [body for status, body in replies(moments) if status in (200, 201)]
    told = known.union(bodies)
    copy = Ledger()
    for order in ledger.orders:
        copy.add(_order(order, told))
    for body in bodies:
        if body.startswith(b'{"object":"list"'):
            copy.show(json.loads(body)["data"])
    return copy


def known_bodies(ledger):
    """Everything that a ledger has of sessions."""
    bodies = {order.created for order in ledger.orders}
    bodies |= {change.reply for order in ledger.orders for change in order.changes}
    return bodies - {None}


def _replies(content):
    found = []
    while content:
        if content.startswith(_CONTINUE):
            content = content[len(_CONTINUE):]
            continue
        head = REPLY_HEAD.match(content)
        assert head, f"no reply begins with {content[:200]}"
        end = head.end() + int(head[2])
        assert end <= len(content), "a reply was sent in parts"
        found.append((int(head[1]), content[head.end():end]))
        content = content[end:]
    return found


def _order(order, told):
    copy = Order(order.reference, order.source, order.body, order.key, is_absent=order.is_absent)
    if order.created in told:
        copy.created = copy.state = order.created
        for change in order.changes:
            reply = change.reply if change.reply in told else None
            copy.changes.append(Change(change.verb, change.key, reply))
            copy.state = reply or copy.state
    return copy
