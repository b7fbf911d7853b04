"""Payments from the pay page to the shop, at the sandbox wallet: by Chromium, and by plain forms."""

from decimal import Decimal

import pytest

from chromium import Window
from client import order
from merchant import until
from paying import Demo, PlainCustomer, item
from sandbox import Sandbox
from service import Service, ask
from shop import created, new_shop

STAGE = "#stage-title"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """One demo for all; each test has sessions of its own."""
    with Demo(tmp_path_factory.mktemp("demo") / "data") as demo:
        # A robot approves faster than people do, and would be told to wait.
        demo.set_wallets(wait=0)
        yield demo


@pytest.fixture
def window(chromium):
    """A customer's browser, which complains of nothing."""
    with Window(chromium) as window:
        yield window
        assert window.complaints == []


def name_wallet(page, demo, wallet):
    page.get_by_label("Wallet address").fill(f"{demo.wallet}/{wallet}")
    page.get_by_role("button", name="Continue").click()


def approve(page, demo, answer="Allow"):
    page.get_by_role("button", name="Approve at your wallet").click()
    answer_wallet(page, demo, answer)


def answer_wallet(page, demo, answer="Allow"):
    page.wait_for_url(f"{demo.wallet}/auth/interact/**")
    page.get_by_role("button", name=answer).click()


def come_to_shop(page, demo, session):
    page.wait_for_url(f"{demo.shop}/thanks?session={session['id']}", timeout=20_000)


def go_on_to_shop(page, demo, session):
    """By the receipt's button: that the browser goes on by itself, some seconds later, is shown once."""
    page.get_by_role("link", name="Go on to Demo store").click(timeout=20_000)
    come_to_shop(page, demo, session)


def has_paid(demo, session, wallet):
    """The session as its merchant must see it now."""
    paid = demo.read(session)
    assert (paid["status"], paid["payment_status"]) == ("completed", "paid")
    assert paid["customer_wallet"] == f"{demo.wallet}/{wallet}"
    assert paid["completed_at"] is not None
    return paid


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_session_is_paid_from_page_to_shop(chromium, demo, has_script):
    session = demo.create()
    before = demo.balance("alice"), demo.balance("shop")
    with Window(chromium, java_script_enabled=has_script) as window:
        window.page.goto(session["url"])
        name_wallet(window.page, demo, "alice")
        assert "24.99 USD" in window.page.inner_text("#stage")
        approve(window.page, demo)
        come_to_shop(window.page, demo, session)
        assert window.complaints == []
    has_paid(demo, session, "alice")
    price = Decimal("24.99")
    assert (demo.balance("alice"), demo.balance("shop")) == (before[0] - price, before[1] + price)


def test_another_currency_is_told_before_anything_is_agreed_to(window, demo):
    session = demo.create()
    before = demo.balance("yuki"), demo.balance("shop")
    window.page.goto(session["url"])
    name_wallet(window.page, demo, "yuki")
    price = window.page.locator("dt", has_text="You pay").locator("xpath=following-sibling::dd").inner_text()
    assert price.endswith(" JPY")
    assert "Demo store receives" in window.page.inner_text("#stage")
    approve(window.page, demo)
    go_on_to_shop(window.page, demo, session)
    has_paid(demo, session, "yuki")
    assert before[0] - demo.balance("yuki") == Decimal(price.removesuffix(" JPY").replace(",", ""))
    assert demo.balance("shop") - before[1] == Decimal("24.99")


def test_who_declines_tries_again_at_the_same_wallet(window, demo):
    session = demo.create()
    before = demo.balance("alice")
    window.page.goto(session["url"])
    name_wallet(window.page, demo, "alice")
    approve(window.page, demo, "Refuse")
    window.page.wait_for_url(f"{session['url']}?**")
    assert demo.read(session)["status"] == "awaiting_approval"
    window.page.get_by_role("button", name="Try again").click()
    window.page.get_by_role("heading", name="Check the price").wait_for()
    approve(window.page, demo)
    go_on_to_shop(window.page, demo, session)
    has_paid(demo, session, "alice")
    assert before - demo.balance("alice") == Decimal("24.99")


def test_who_looks_at_many_prices_can_still_pay(window, demo):
    session = demo.create()
    window.page.goto(session["url"])
    for wallet in ["eve", "yuki", "alice", "broke", "eve", "yuki"]:
        name_wallet(window.page, demo, wallet)
        window.page.get_by_role("button", name="Use another wallet").click()
        window.page.get_by_label("Wallet address").wait_for()
    name_wallet(window.page, demo, "alice")
    approve(window.page, demo)
    go_on_to_shop(window.page, demo, session)
    has_paid(demo, session, "alice")


def test_the_merchants_own_wallet_is_refused(demo):
    session = demo.create()
    customer = PlainCustomer()
    page = customer.get(session["url"])[2]
    status, _, page = customer.submit(session["url"], page, wallet_address=f"{demo.wallet}/shop")
    assert status == 422
    assert "This is the wallet of Demo store, which is to be paid." in page
    assert demo.read(session)["status"] == "open"


def test_a_form_without_a_cookie_finds_the_receipt_of_a_paid_session(window, demo):
    session = demo.create()
    window.page.goto(session["url"])
    name_wallet(window.page, demo, "yuki")
    price = window.page.locator("dt", has_text="You pay").locator("xpath=following-sibling::dd").inner_text()
    form = window.page.content()
    approve(window.page, demo)
    go_on_to_shop(window.page, demo, session)
    stranger = PlainCustomer()
    status, place, text = stranger.submit(session["url"], form)
    assert (status, text) == (303, "")
    status, _, page = stranger.get(place)
    assert status == 200
    assert "Thank you, it is paid" in page and "try again" not in page
    assert f"<dt>Left your wallet</dt><dd>{price}</dd>" in page


def test_who_declines_uses_another_wallet(window, demo):
    session = demo.create()
    window.page.goto(session["url"])
    name_wallet(window.page, demo, "alice")
    approve(window.page, demo, "Refuse")
    window.page.wait_for_url(f"{session['url']}?**")
    assert "you declined" in window.page.get_by_role("alert").inner_text()
    assert demo.read(session)["status"] == "awaiting_approval"
    window.page.get_by_role("button", name="Use another wallet").click()
    window.page.get_by_label("Wallet address").wait_for()
    assert demo.read(session)["status"] == "open"
    name_wallet(window.page, demo, "eve")
    approve(window.page, demo)
    go_on_to_shop(window.page, demo, session)
    has_paid(demo, session, "eve")


def test_who_closed_the_window_at_the_wallet_goes_on_from_the_page(window, demo):
    session = demo.create()
    window.page.goto(session["url"])
    name_wallet(window.page, demo, "alice")
    window.page.get_by_role("button", name="Approve at your wallet").click()
    window.page.wait_for_url(f"{demo.wallet}/auth/interact/**")
    window.page.close()
    page = window.another()
    page.goto(session["url"])
    page.get_by_role("link", name="Go on at your wallet").click()
    answer_wallet(page, demo)
    go_on_to_shop(page, demo, session)
    has_paid(demo, session, "alice")


def test_who_finds_no_money_is_told_and_pays_with_another_wallet(window, demo):
    session = demo.create()
    window.page.goto(session["url"])
    name_wallet(window.page, demo, "broke")
    approve(window.page, demo)
    window.page.get_by_role("alert").filter(has_text="did not pay").wait_for(timeout=30_000)
    assert demo.read(session)["status"] == "open"
    name_wallet(window.page, demo, "alice")
    approve(window.page, demo)
    go_on_to_shop(window.page, demo, session)
    has_paid(demo, session, "alice")


def test_a_donor_chooses(window, demo):
    gift = item("A winter for a hedgehog", custom_unit_amount={"minimum": 500, "preset": 2500})
    session = demo.create(mode="donation", line_items=[gift])
    before = demo.balance("shop")
    window.page.goto(session["url"])
    assert window.page.get_by_label("Amount in USD").input_value() == "25.00"
    window.page.get_by_label("Amount in USD").fill("12,5")
    name_wallet(window.page, demo, "alice")
    approve(window.page, demo)
    go_on_to_shop(window.page, demo, session)
    assert has_paid(demo, session, "alice")["amount_total"] == 1250
    assert demo.balance("shop") - before == Decimal("12.50")


@pytest.mark.parametrize(("verb", "title"), [("expire", "The time to pay is over"), ("cancel", "was called off")])
def test_who_waits_is_told_when_the_merchant_ends_it(window, demo, verb, title):
    session = demo.create()
    window.page.goto(session["url"])
    name_wallet(window.page, demo, "alice")
    window.page.get_by_role("button", name="Approve at your wallet").click()
    window.page.wait_for_url(f"{demo.wallet}/auth/interact/**")
    page = window.another()
    page.goto(session["url"])
    page.get_by_role("heading", name="Your wallet is waiting for you").wait_for()
    demo.end(session, verb)
    page.locator(STAGE, has_text=title).wait_for()
    # An approval that comes too late changes nothing, and the page says so.
    window.page.get_by_role("button", name="Allow").click()
    window.page.locator(STAGE, has_text=title).wait_for()
    assert demo.read(session)["payment_status"] == "unpaid"


@pytest.mark.parametrize("wallet", ["nobody", "ssrf", "bigdoc", "redirect", "wrongid"])
def test_a_wallet_that_cannot_be_asked_is_told_so(window, demo, wallet):
    session = demo.create()
    window.page.goto(session["url"])
    name_wallet(window.page, demo, wallet)
    window.page.get_by_role("alert").wait_for()
    assert window.page.get_by_label("Wallet address").is_visible()
    assert demo.read(session)["status"] == "open"


def test_three_plain_forms_lead_to_the_wallet(demo):
    """As a program pays that knows nothing but forms: each is answered with 303, and no more than three are sent."""
    session = demo.create()
    customer = PlainCustomer()
    place = session["url"]
    sent = 0
    while place.startswith(session["url"]):
        status, _, page = customer.get(place)
        assert status == 200
        status, place, _ = customer.submit(place, page, wallet_address=f"{demo.wallet}/alice")
        sent += 1
        assert status == 303 and sent <= 3
    assert place.startswith(f"{demo.wallet}/auth/interact/")


def test_a_merchant_is_paid_at_a_provider_of_its_own(directory):
    """The guide's way to a real wallet: the service makes the key, the provider publishes it, and euros arrive."""
    with Sandbox() as provider, Service(directory, "--allow-local-wallets") as service:
        provider.order("settings", wait=0)
        shop = new_shop(service.ready().directory)
        update = ["merchant", "update", shop["id"], "--mode", "test"]
        key = ask(directory, *update, "--generate-wallet-key")
        provider.order("keys", wallet="eve", jwk=key)
        ask(directory, *update, "--wallet-address", f"{provider.url}/eve", "--wallet-key-id", key["kid"])
        socks = item("Socks", unit_amount=1250)
        socks["price_data"]["currency"] = "eur"
        session = created(service, shop, order(line_items=[socks]))
        customer, place = PlainCustomer(), session["url"]
        while place.startswith(session["url"]):
            place = customer.submit(place, customer.get(place)[2], wallet_address=f"{provider.url}/alice")[1]
        # The consent's first button allows; what comes back is at the pay page's call-back, which leads to the page.
        callback = customer.submit(place, customer.get(place)[2], choice="accept")[1]
        assert customer.get(callback)[:2] == (303, session["url"])
        with service.client(shop["test_key"]) as client:
            paid = until(lambda: client.read(session["id"]).json, lambda now: now["status"] == "completed", 30)
        assert paid["incoming_payment"].startswith(f"{provider.url}/op/incoming-payments/")
        wallets = {wallet["name"]: wallet["balance"] for wallet in provider.report("wallets")["wallets"]}
        assert (wallets["eve"]["value"], wallets["eve"]["assetCode"]) == (str(1_000_000 + 1250), "EUR")


def test_the_way_back_changes_nothing(demo):
    session = demo.create()
    status, location, _ = PlainCustomer().get(session["url"] + "/cancel")
    assert (status, location) == (303, f"{demo.shop}/cart")
    assert demo.read(session) == session


def test_a_merchant_without_a_wallet_takes_no_payments_yet(window, directory):
    with Service(directory) as service:
        session = created(service.ready(), new_shop(directory))
        window.page.goto(session["url"])
        assert "has not set up payments yet" in window.page.inner_text("#stage")
        assert window.page.get_by_role("link", name="Back to Shop").is_visible()


def test_a_session_that_is_none_has_a_page_that_says_so(demo):
    status, _, page = PlainCustomer().get(f"http://{demo.service.address}/pay/cs_{'0' * 26}")
    assert status == 404
    assert "There is nothing here" in page
