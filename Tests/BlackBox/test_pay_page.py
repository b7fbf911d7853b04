"""The pay page as browsers have it: what it looks like, what it loads, and the ways through it."""

import re
from contextlib import ExitStack
from functools import cache
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from chromium import Window
from gallery import SIZES, running_gallery

PAGES = [
    "open", "open-donation", "open-subscription", "open-failed", "not-payable", "out-of-attempts", "preparing",
    "offered", "offered-subscription", "awaiting", "awaiting-subscription", "processing", "partially-paid", "completed",
    "completed-subscription", "expired", "canceled", "many-items", "hostile", "open-pale", "offered-deep", "declined",
    "undecided", "moved-on", "open-logo",
]
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def gallery():
    """Pages that no test changes."""
    with running_gallery() as gallery:
        yield gallery


@pytest.fixture
def fresh():
    """A gallery of a test's own, to pay in."""
    with running_gallery() as gallery:
        yield gallery


@pytest.fixture(scope="module")
def windows(chromium):
    """A browser's window for each kind, scheme and language, in which pages are looked at one after the other."""
    with ExitStack() as stack:
        yield cache(
            lambda kind, scheme, locale: stack.enter_context(
                Window(chromium, viewport=SIZES[kind], color_scheme=scheme, locale=locale, reduced_motion="reduce")
            )
        )


def test_the_gallery_has_every_page(gallery):
    assert sorted(gallery.pages) == sorted(PAGES)


@pytest.mark.parametrize(("kind", "scheme"), [("narrow", "light"), ("phone", "dark"), ("desktop", "light")])
@pytest.mark.parametrize("name", [*PAGES, "unknown"])
def test_axe_finds_nothing(windows, gallery, name, kind, scheme):
    """Also: nothing is wider than the window, and nothing fails to load. Contrasts are computed elsewhere, too."""
    window = windows(kind, scheme, "de-DE" if kind == "narrow" else "en-GB")
    window.complaints.clear()
    page = window.another()
    page.goto(gallery.pages.get(name, f"{gallery.origin}/pay/unknown"))
    found = Axe().run(page, options=AXE_OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[kind]["width"]
    page.close()
    # A page that is not found is a complaint of the browser's own.
    assert [text for text in window.complaints if "404" not in text] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nobody_else_and_is_small(chromium, gallery, name):
    with Window(chromium) as window:
        size = 0
        with window.page.expect_event("load"):
            window.page.goto(gallery[name])
        for request in window.requests:
            if request.url.startswith("data:"):
                continue
            assert request.url.startswith(gallery.origin + "/pay/")
            if not request.url.endswith("/status"):
                size += len(request.response().body())
        assert len(window.requests) >= 3
        # The order of many items is the merchant's, not the page's.
        assert size < 30_000 or name == "many-items"


def test_nothing_turns_for_who_wants_no_motion(chromium, gallery):
    names = {}
    for motion in ["reduce", "no-preference"]:
        with Window(chromium, reduced_motion=motion) as window:
            window.page.goto(gallery["processing"])
            names[motion] = window.page.eval_on_selector(".busy", "element => getComputedStyle(element).animationName")
    assert names == {"reduce": "none", "no-preference": "turn"}


def name_wallet(page, wallet):
    page.get_by_label("Wallet address").fill(wallet)
    page.get_by_role("button", name="Continue").click()


def pay_at_wallet(page, gallery, answer):
    page.get_by_role("button", name="Approve at your wallet").click()
    page.wait_for_url(f"{gallery.wallet}/interact/*")
    page.get_by_role("button", name=answer).click()


def go_on_to_shop(page, gallery):
    """By the receipt's button: that the browser goes on by itself, some seconds later, is shown once."""
    page.get_by_role("link", name="Go on to Skye Wool & Yarn").click()
    page.wait_for_url(f"{gallery.wallet}/thanks?session=*")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_session_is_paid_from_page_to_shop(chromium, fresh, has_script):
    with Window(chromium, java_script_enabled=has_script) as window:
        page = window.page
        page.goto(fresh["open"])
        assert page.title() == "Pay Skye Wool & Yarn"
        name_wallet(page, "$wallet.example/yuki")
        assert "20,532 JPY" in page.inner_text("#stage")
        pay_at_wallet(page, fresh, "Accept")
        page.get_by_role("heading", name="Thank you, it is paid").wait_for()
        page.wait_for_url(f"{fresh.wallet}/thanks?session=*")
        assert window.complaints == []
        # Nobody is told where the browser came from, and with it no session's identifier.
        told = [request.headers.get("referer", "") for request in window.requests]
        assert not any(fresh.origin in referrer for referrer in told)


def test_a_slow_wallet_is_waited_for(chromium, fresh):
    with Window(chromium) as window:
        window.page.goto(fresh["open"])
        name_wallet(window.page, "$slow.example/alice")
        window.page.get_by_role("heading", name="Asking your wallet").wait_for()
        window.page.get_by_role("heading", name="Check the price").wait_for()
        pay_at_wallet(window.page, fresh, "Accept")
        assert window.complaints == []


def test_the_payment_is_followed_without_reloads(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        page.goto(fresh["open"])
        name_wallet(page, "$wallet.example/alice")
        pay_at_wallet(page, fresh, "Accept")
        page.get_by_role("heading", name="Your payment is on its way").wait_for()
        visits = len(window.visits)
        page.get_by_role("heading", name="Thank you, it is paid").wait_for()
        assert len(window.visits) == visits
        # Who cannot see the page is told, and stands at what is new.
        assert page.inner_text("#news") == "Thank you, it is paid"
        assert page.evaluate("document.activeElement.id") == "stage-title"
        go_on_to_shop(page, fresh)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_who_declines_may_try_again_or_use_another_wallet(chromium, fresh, has_script):
    with Window(chromium, java_script_enabled=has_script) as window:
        page = window.page
        page.goto(fresh["open"])
        name_wallet(page, "$wallet.example/alice")
        pay_at_wallet(page, fresh, "Reject")
        assert "you declined" in page.get_by_role("alert").inner_text()
        # What is decided is gone back to by nobody: the way on is an offer of its own.
        assert page.get_by_role("link", name="Go on at your wallet").count() == 0
        page.get_by_role("button", name="Try again").click()
        page.get_by_role("heading", name="Check the price").wait_for()
        pay_at_wallet(page, fresh, "Reject")
        page.get_by_role("button", name="Use another wallet").click()
        page.get_by_label("Wallet address").wait_for()
        name_wallet(page, "$wallet.example/eve")
        pay_at_wallet(page, fresh, "Accept")
        go_on_to_shop(page, fresh)


def test_who_closed_the_window_at_the_wallet_goes_on_from_the_page(chromium, fresh):
    with Window(chromium) as window:
        window.page.goto(fresh["open"])
        name_wallet(window.page, "$wallet.example/alice")
        window.page.get_by_role("button", name="Approve at your wallet").click()
        window.page.wait_for_url(f"{fresh.wallet}/interact/*")
        window.page.close()
        page = window.another()
        page.goto(fresh["open"])
        page.get_by_role("link", name="Go on at your wallet").click()
        page.get_by_role("button", name="Accept").click()
        go_on_to_shop(page, fresh)


def test_a_wallet_that_asks_elsewhere_is_gone_to_by_a_link(chromium, fresh):
    with Window(chromium) as window:
        window.page.goto(fresh["open"])
        name_wallet(window.page, "$elsewhere.example/alice")
        window.page.get_by_role("button", name="Approve at your wallet").click()
        link = window.page.get_by_role("link", name="Go on at your wallet")
        assert link.get_attribute("href").startswith("https://elsewhere.example/")
        assert window.complaints == []


def test_a_donor_chooses(chromium, fresh):
    with Window(chromium, locale="de-DE") as window:
        page = window.page
        page.goto(fresh["open-donation"])
        assert page.get_by_label("Betrag in EUR").input_value() == "25,00"
        page.get_by_label("Betrag in EUR").fill("1")
        page.get_by_label("Wallet-Adresse").fill("$wallet.example/alice")
        page.get_by_role("button", name="Weiter").click()
        assert "Von 5,00 EUR bis 500,00 EUR" in page.inner_text("#amount-wrong")
        assert page.get_by_label("Wallet-Adresse").input_value() == "$wallet.example/alice"
        page.get_by_label("Betrag in EUR").fill("25 USD")
        page.get_by_label("Wallet-Adresse").fill("alice")
        page.get_by_role("button", name="Weiter").click()
        assert "Sie haben USD geschrieben" in page.inner_text("#amount-wrong")
        assert "keine Wallet-Adresse" in page.inner_text("#wallet-wrong")
        assert page.evaluate("document.activeElement.id") == "amount"
        found = Axe().run(page, options=AXE_OPTIONS)
        assert found.violations_count == 0, found.generate_report()
        page.get_by_label("Betrag in EUR").fill("12,5")
        page.get_by_label("Wallet-Adresse").fill("$wallet.example/alice")
        page.get_by_role("button", name="Weiter").click()
        assert re.search(r"Sie zahlen\s+12,50 EUR", page.inner_text("#stage"))


@pytest.mark.parametrize(("page", "colors"), [
    ("open-pale", ("rgb(246, 211, 74)", "rgb(0, 0, 0)")), ("offered-deep", ("rgb(74, 29, 122)", "rgb(255, 255, 255)")),
])
def test_the_button_has_the_merchants_colour(chromium, gallery, page, colors):
    for scheme in ["light", "dark"]:
        with Window(chromium, color_scheme=scheme) as window:
            window.page.goto(gallery[page])
            button = "button => (style => [style.backgroundColor, style.color])(getComputedStyle(button))"
            assert tuple(window.page.eval_on_selector(".primary", button)) == colors
            assert window.complaints == []


def test_a_form_of_a_window_that_is_out_of_date_is_told_so(chromium, fresh):
    with Window(chromium) as window:
        other = window.another()
        for page in (window.page, other):
            page.goto(fresh["open"])
        name_wallet(window.page, "$wallet.example/alice")
        name_wallet(other, "$wallet.example/yuki")
        assert "What you sent last was not done" in other.get_by_text("meanwhile").inner_text()
        assert "wallet.example/alice" in other.inner_text("#stage")


@pytest.mark.parametrize("name", ["open", "offered"])
def test_a_page_tells_by_itself_that_the_sessions_time_is_up(chromium, gallery, name):
    """The gallery's sessions have a day; the browser's clock leaps over it, and the server says what is so then."""
    with Window(chromium) as window:
        page = window.page
        page.clock.install()
        page.goto(gallery[name])
        heading = page.inner_text("#stage-title")
        asked = len(window.requests)
        page.clock.fast_forward(1000 * 86_000)
        assert (len(window.requests), page.inner_text("#stage-title")) == (asked, heading)
        page.route(gallery[name] + "/status", lambda route: route.fulfill(json={"stage": "expired"}))
        over = page.request.get(gallery["expired"]).text()
        page.route(gallery[name], lambda route: route.fulfill(body=over, content_type="text/html; charset=utf-8"))
        page.clock.run_for(1000 * 402)
        page.get_by_role("heading", name="The time to pay is over").wait_for()
        assert page.get_by_role("button").count() == 0


def test_a_page_without_a_script_asks_again_when_the_sessions_time_is_up(chromium, gallery):
    with Window(chromium, java_script_enabled=False) as window:
        window.page.goto(gallery["offered"])
        assert window.page.locator("meta[http-equiv=refresh]").get_attribute("content") == str(86_400 + 1)


def test_a_failed_payment_is_told_as_it_fails(chromium, fresh):
    with Window(chromium) as window:
        window.page.goto(fresh["open"])
        name_wallet(window.page, "$broke.example/alice")
        pay_at_wallet(window.page, fresh, "Accept")
        told = window.page.get_by_role("alert")
        told.wait_for()
        assert "did not pay" in told.inner_text()
        assert window.page.get_by_label("Wallet address").input_value() == "$broke.example/alice"


def test_the_keyboard_is_enough(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        page.goto(fresh["open"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "wallet_address"
        outline = "(style => style.outlineStyle + style.outlineWidth)(getComputedStyle(document.activeElement))"
        assert page.evaluate(outline) == "solid3px"
        page.keyboard.type("$wallet.example/alice")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Check the price").wait_for()
        stops = []
        for _ in range(3):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.textContent.trim()"))
            assert page.evaluate(outline) == "solid3px"
        assert stops == ["Approve at your wallet", "Use another wallet", "Back to Skye Wool & Yarn"]


def test_a_button_is_pressed_once(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        page.goto(fresh["open"])
        page.get_by_label("Wallet address").fill("$wallet.example/alice")
        # Asked behind the page's own script, and the page stays.
        page.evaluate(
            "sent = 0; document.addEventListener('submit', event => {"
            " sent += !event.defaultPrevented; event.preventDefault(); })"
        )
        button = page.get_by_role("button")
        button.click()
        assert button.inner_text() == "Asking your wallet …"
        button.click(force=True)
        assert page.evaluate("sent") == 1


def test_other_sites_frame_nothing(chromium, fresh):
    with Window(chromium) as window:
        window.page.goto(fresh.wallet)
        frame = "url => new Promise(done => { const f = document.createElement('iframe'); f.src = url;" \
            " f.onload = () => done(true); document.body.append(f); })"
        window.page.evaluate(frame, fresh["open"])
        assert all(urlsplit(frame.url).scheme != "http" for frame in window.page.frames[1:])


def test_other_sites_send_no_form(chromium, fresh):
    """The browser holds the page's cookie, and a stranger knows the session's address: that is not enough."""
    with Window(chromium) as window:
        window.page.goto(fresh["open"])
        window.page.goto(fresh.wallet)
        form = "url => { const f = document.createElement('form'); f.method = 'post'; f.action = url;" \
            " for (const [n, v] of [['step', 'wallet'], ['wallet_address', '$mallory.example'], ['token', 'x']]) {" \
            " const i = document.createElement('input'); i.name = n; i.value = v; f.append(i); }" \
            " document.body.append(f); f.submit(); }"
        with window.page.expect_navigation() as answer:
            window.page.evaluate(form, fresh["open"])
        assert answer.value.status == 403
        window.page.goto(fresh["open"])
        assert window.page.get_by_role("heading", name="Pay from your wallet").is_visible()
