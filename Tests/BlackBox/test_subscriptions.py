"""Subscriptions in a browser: begun at the page, charged again without one, and ended by either side."""

from decimal import Decimal

import pytest

from chromium import Window
from clock_ahead import ClockAhead
from merchant import Merchant, until
from paying import Demo, item
from receivers import Receiver
from service import ask

PRICE = Decimal("12.00")
WAIT_SECONDS = 60


@pytest.fixture
def clock(tmp_path):
    """How far the program's time is ahead."""
    return ClockAhead(tmp_path)


@pytest.fixture
def demo(directory, clock):
    """A demo whose days pass when a test wants them to."""
    with Demo(directory, "--allow-local-webhooks", **clock.settings) as demo:
        demo.set_wallets(wait=0)
        yield demo


def subscribe(window, demo, wallet):
    """Alice or another subscribes for 12 dollars a week; the session, and what its page said on the way."""
    price = {"unit_amount": 1200, "recurring": {"interval": "week"}}
    session = demo.create(mode="subscription", line_items=[item("Field Notes", **price)])
    page = window.page
    page.goto(session["url"])
    assert "12.00 USD every week" in page.inner_text("main")
    page.get_by_label("Wallet address").fill(f"{demo.wallet}/{wallet}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Approve at your wallet").wait_for()
    told = [page.inner_text("#stage")]
    page.get_by_role("button", name="Approve at your wallet").click()
    page.wait_for_url(f"{demo.wallet}/auth/interact/**")
    told.append(page.inner_text("main"))
    page.get_by_role("button", name="Allow").click()
    page.get_by_role("heading", name="Thank you, it is paid").wait_for(timeout=20_000)
    told.append(page.inner_text("#stage"))
    page.wait_for_url(f"{demo.shop}/thanks?session={session['id']}", timeout=20_000)
    return demo.read(session), told


def news(arrivals):
    """The types of what has arrived about subscriptions."""
    types = [arrival.json["type"] for arrival in arrivals]
    return [kind for kind in types if kind.startswith("subscription.")]


def wait_for_news(receiver, kind):
    """The body of the first webhook of a kind."""
    arrivals = receiver.wait_for(lambda arrivals: kind in news(arrivals), WAIT_SECONDS)
    return next(arrival.json for arrival in arrivals if arrival.json["type"] == kind)


def test_a_subscription_is_charged_again_and_the_merchant_ends_it(chromium, demo, clock):
    merchant = Merchant(demo.service, demo.key, None)
    before = demo.balance("alice")
    with Receiver() as receiver, Window(chromium) as window:
        merchant.listen_at(receiver.url)
        session, (offer, consent, receipt) = subscribe(window, demo, "alice")
        assert "12.00 USD every week, today for the first time, until you or Demo store cancel it" in offer
        assert "12.00 USD" in consent and "every week" in consent and "until it is ended" in consent
        assert "Next payment" in receipt
        assert window.complaints == []
        subscription = merchant.get(f"/api/subscriptions/{session['subscription']}")
        assert subscription["status"] == "active"
        assert subscription["next_charge_at"][:10] in receipt
        assert demo.balance("alice") == before - PRICE
        created = wait_for_news(receiver, "subscription.created")
        assert created["id"] == subscription["id"]

        taken = ask(demo.service.directory, "snapshot", "create")
        counted = ask(demo.service.directory, "snapshot", "inspect", taken["file"])
        assert [counted[kind] for kind in ("events", "payments", "subscriptions")] == [2, 1, 1]

        clock.advance(days=8)
        renewed = wait_for_news(receiver, "subscription.renewed")
        assert renewed["id"] == subscription["id"]
        assert renewed["current_period_start"] == subscription["current_period_end"]
        assert demo.balance("alice") == before - 2 * PRICE
        assert demo.happened("rotate") == 1
        assert [permission["payments"] for permission in demo.permissions("alice")] == [2]

        canceled = merchant.post(f"/api/subscriptions/{subscription['id']}/cancel")
        assert canceled["status"] == "canceled"
        wait_for_news(receiver, "subscription.canceled")
        until(lambda: demo.permissions("alice"), lambda left: left == [], WAIT_SECONDS)
        clock.advance(days=40)
        until(lambda: demo.happened("cancel"), lambda times: times >= 1, WAIT_SECONDS)
        assert demo.balance("alice") == before - 2 * PRICE
        assert sorted(news(receiver.arrivals)) == [
            "subscription.canceled", "subscription.created", "subscription.renewed",
        ]


def test_a_customer_takes_it_back_at_the_wallet(chromium, demo, clock):
    merchant = Merchant(demo.service, demo.key, None)
    before = demo.balance("eve")
    with Receiver() as receiver, Window(chromium) as window:
        merchant.listen_at(receiver.url)
        session, (offer, _, _) = subscribe(window, demo, "eve")
        assert "follows its exchange rate" in offer
        paid = before - demo.balance("eve")
        window.page.goto(f"{demo.wallet}/eve")
        assert "What you have allowed" in window.page.inner_text("main")
        window.page.get_by_role("button", name="Take it back from Demo shop").click()
        window.page.get_by_text("What you have allowed").wait_for(state="detached")
        clock.advance(days=8)
        canceled = wait_for_news(receiver, "subscription.canceled")
        assert canceled["id"] == session["subscription"]
        assert before - demo.balance("eve") == paid
