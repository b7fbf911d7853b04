"""A kill between any two calls of a payment: one price at most leaves the wallet, and what is called paid is paid."""

import http.client
import os
from pathlib import Path
from random import Random

import pytest

from client import order
from merchant import until
from paying import PlainCustomer, item
from sandbox import Sandbox
from service import Service, ask
from shop import created, new_shop
from test_kill_points import points
from witness import Witness, read_trace

KILLS = int(os.environ.get("OPENCHECKOUT_TEST_PAYMENT_KILLS", "7"))
PRICE = 2499
SETTLED_SECONDS = 30
VISITS = 10
FORM = "<form"

GONE = (OSError, http.client.HTTPException)


class Counter:
    """A shop's service, which is killed at times, and a provider of wallets beside it, which never is."""

    def __init__(self, directory, provider):
        """Makes the shop, whose wallet is the provider's."""
        self._directory = directory
        self._provider = provider
        self._port = 0
        with self.start() as service:
            self._shop = new_shop(directory)
            update = ["merchant", "update", self._shop["id"], "--mode", "test"]
            key = ask(directory, *update, "--generate-wallet-key")
            provider.order("keys", wallet="shop", jwk=key)
            ask(directory, *update, "--wallet-address", f"{provider.url}/shop", "--wallet-key-id", key["kid"])
            # Wallets lead customers back to where the service was when they were asked.
            self._port = int(service.address.rpartition(":")[2])
            assert service.stop() == 0, service.log

    def start(self, **settings):
        """Starts the service, to be ended by a `with`; it may be killed before it is ready."""
        service = Service(self._directory, "--allow-local-wallets", port=self._port, **settings)
        service.is_ready()
        return service

    def create(self, service):
        """A session."""
        return created(service, self._shop, order(line_items=[item(unit_amount=PRICE)]))

    def read(self, service, session):
        """The session as its merchant sees it now."""
        with service.client(self._shop["test_key"]) as client:
            return client.read(session["id"]).json

    def visit(self, service, session):
        """The customer goes as far as it gets, to the wallet and back."""
        customer, place = PlainCustomer(), session["url"]
        for _ in range(VISITS):
            if not place.startswith(session["url"]):
                break
            # A page that waits has no form, and one of a session that is paid has none any more.
            page = until(lambda: customer.get(place)[2], lambda page: FORM in page or self.is_over(service, session),
                         SETTLED_SECONDS)
            if FORM not in page:
                return
            place = customer.submit(place, page, wallet_address=f"{self._provider.url}/alice")[1]
        # The consent's first button allows.
        callback = customer.submit(place, customer.get(place)[2], choice="accept")[1]
        customer.get(callback)

    def is_over(self, service, session):
        """Whether the customer has nothing left to do."""
        return self.read(service, session)["status"] in ("processing", "completed")

    def rest(self, service, session):
        """The session once no money is on its way."""
        return until(lambda: self.read(service, session), lambda now: now["status"] != "processing", SETTLED_SECONDS)

    def balances(self):
        """What the customer's wallet and the merchant's hold, in cents."""
        wallets = {wallet["name"]: wallet["balance"]["value"] for wallet in self._provider.report("wallets")["wallets"]}
        return int(wallets["alice"]), int(wallets["shop"])

    def moved(self, before):
        """What has left the customer's wallet since, and what has come to the merchant's."""
        now = self.balances()
        return before[0] - now[0], now[1] - before[1]

    def pay_until_killed(self, settings):
        """Pays a session while the service may be killed at some point; says its exit status, and what there was."""
        before, session, first = self.balances(), None, 0
        with self.start(**settings) as service:
            if service.address is None:
                return service.wait(), before, session, first
            try:
                session = self.create(service)
                first = last_point(settings["DISK_WITNESS_TRACE"])
                self.visit(service, session)
                self.rest(service, session)
                service.stop()
            except GONE:
                pass
            status = service.wait()
        return status, before, session, first

    def check_and_pay(self, session, before):
        """Starts anew: what is called paid is, and nothing else; and the customer can pay once, and no more."""
        price = (PRICE, PRICE)
        with self.start() as service:
            paid = self.rest(service, session)
            assert self.moved(before) == (price if paid["status"] == "completed" else (0, 0)), paid
            for _ in range(3):
                if paid["status"] == "completed":
                    break
                self.visit(service, session)
                paid = self.rest(service, session)
            assert (paid["status"], paid["payment_status"]) == ("completed", "paid"), service.log
            assert self.moved(before) == price
            assert service.stop() == 0, service.log


def last_point(trace):
    """The last point that a run has come to, before its calls are read to the end."""
    return max(moment.call.point for moment in read_trace(Path(trace)))


@pytest.fixture(scope="module")
def witness(tmp_path_factory):
    """A witness, built once."""
    return Witness(tmp_path_factory.mktemp("witness"))


def test_kill_between_any_two_calls_of_a_payment_pays_once(tmp_path, seed, witness):
    with Sandbox() as provider:
        provider.order("settings", wait=0, settlement=0)
        counter = Counter(tmp_path / "data", provider)
        trace = tmp_path / "trace"
        status, before, session, first = counter.pay_until_killed(witness.settings(trace))
        assert status == 0
        last = last_point(trace)
        counter.check_and_pay(session, before)
        kills = 0
        chosen = points(last - first, KILLS, Random(f"{seed} points"))
        for point in chosen:
            trace = tmp_path / f"trace-{point}"
            status, before, session, _ = counter.pay_until_killed(witness.settings(trace, first + point))
            kills += status != 0
            if session is not None:
                counter.check_and_pay(session, before)
        # Another run has a few more calls, or less.
        assert kills > len(chosen) // 2
        print(f"{kills} kills before {last - first} calls of a payment: each paid once")
