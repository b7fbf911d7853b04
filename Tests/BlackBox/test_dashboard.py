"""The dashboard as browsers have it: what it looks like, what it loads, and the ways through it."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

from chromium import Window
from dashboard import PICTURES, running_dashboard

SIZES = {
    "narrow": {"width": 320, "height": 640},
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 800},
}
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SESSIONS = ["open", "gift", "failed", "awaiting", "processing", "completed", "canceled", "long", "hostile"]
# Each page by its name, behind the dashboard's root.
PAGES = {
    "payments": "",
    "payments-found": "?status=completed&search=order-1003",
    "payments-none": "?search=nothing-like-it",
    "payments-wrong": "?from=2026-07-16&to=2026-07-15",
    "subscriptions": "subscriptions",
    "overview": "overview",
    "webhooks": "webhooks",
    "webhooks-failed": "webhooks?state=failed",
    "keys": "keys",
    "settings": "settings",
    "mode": "mode",
    "missing": "none",
}


@pytest.fixture(scope="module")
def dashboard():
    """A dashboard in which no test changes what others look at."""
    with running_dashboard() as dashboard:
        yield dashboard


@pytest.fixture
def fresh():
    """A dashboard of a test's own."""
    with running_dashboard() as dashboard:
        yield dashboard


def addresses(dashboard):
    """Every page that is looked at, by its name."""
    pages = {name: f"{dashboard.root}{path if path.startswith('?') else path and '/' + path}"
             for name, path in PAGES.items()}
    pages |= {f"session-{name}": dashboard.sessions[name] for name in SESSIONS}
    event = dashboard.sessions["completed"].replace("/sessions/cs_", "/webhooks/evt_")
    subscription = dashboard.sessions["subscribed"].replace("/sessions/cs_", "/subscriptions/sub_")
    return pages | {"subscription": subscription, "confirm": dashboard.sessions["open"] + "/cancel", "event": event}


@pytest.mark.parametrize(("kind", "scheme"), [("narrow", "light"), ("phone", "dark"), ("desktop", "light")])
def test_axe_finds_nothing(chromium, dashboard, kind, scheme):
    """Also: nothing is wider than the window, and nothing fails to load."""
    size = SIZES[kind]
    with Window(chromium, viewport=size, color_scheme=scheme, reduced_motion="reduce") as window:
        window.page.goto(dashboard.root)
        check(window, size, "sign-in")
        dashboard.sign_in(window.page)
        for name, address in addresses(dashboard).items():
            window.page.goto(address)
            check(window, size, name)


def check(window, size, name):
    found = Axe().run(window.page, options=AXE_OPTIONS)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert window.page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
    # Pages that refuse what was asked for are a complaint of the browser's own.
    assert [text for text in window.complaints if "404" not in text and "400" not in text] == [], name


def test_every_page_has_its_picture_taken(chromium, dashboard):
    """For people to look at, and for the documentation."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for kind, scheme in itertools.product(["phone", "desktop"], ["light", "dark"]):
        with Window(chromium, viewport=SIZES[kind], color_scheme=scheme, reduced_motion="reduce") as window:
            window.page.goto(dashboard.root)
            window.page.screenshot(path=PICTURES / f"sign-in-{kind}-{scheme}.png", full_page=True)
            dashboard.sign_in(window.page)
            for name, address in addresses(dashboard).items():
                window.page.goto(address)
                path = PICTURES / f"{name}-{kind}-{scheme}.png"
                window.page.screenshot(path=path, full_page=name != "session-long")


def test_a_page_asks_nobody_else_and_is_small(chromium, dashboard):
    with Window(chromium) as window:
        dashboard.sign_in(window.page)
        for name, address in addresses(dashboard).items():
            before = len(window.requests)
            with window.page.expect_event("load"):
                window.page.goto(address)
            # What listens has no end, and so no body.
            asked = [request for request in window.requests[before:] if "/live?" not in request.url]
            assert all(request.url.startswith((dashboard.root, "data:")) for request in asked), name
            pages = [request for request in asked if request.url == address]
            assert len(pages[0].response().body()) < 40_000 or name == "session-long", name


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_session_is_found_and_canceled(chromium, fresh, has_script):
    with Window(chromium, java_script_enabled=has_script) as window:
        page = window.page
        fresh.sign_in(page)
        page.get_by_label("Search").fill("order-1001")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("table").get_by_role("link").click()
        page.get_by_role("link", name="Cancel …").click()
        page.get_by_role("button", name="Cancel the session").click()
        assert "The session is canceled" in page.get_by_role("main").inner_text()
        assert page.get_by_role("link", name="Cancel …").count() == 0
        assert window.complaints == []


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_key_is_made_used_and_revoked(chromium, fresh, has_script):
    with Window(chromium, java_script_enabled=has_script) as window, Window(chromium) as other:
        page = window.page
        fresh.sign_in(page)
        page.get_by_role("link", name="API keys").click()
        page.get_by_label("Name").fill("Till")
        page.get_by_role("button", name="Create the key").click()
        key = page.locator(".secret code").inner_text()
        assert key.startswith("sk_test_")
        assert (page.get_by_role("button", name="Copy").count() == 1) == has_script
        fresh.sign_in(other.page, key)
        page.get_by_role("link", name="API keys").click()
        assert key not in page.content()
        page.get_by_role("row").filter(has_text="Till").get_by_role("link", name="Revoke").click()
        page.get_by_role("button", name="Revoke the key").click()
        assert "The key is revoked" in page.get_by_role("main").inner_text()
        other.page.goto(fresh.root)
        assert other.page.get_by_role("heading", name="Sign in").is_visible()


def test_the_modes_are_turned_between_and_never_mixed(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        fresh.sign_in(page)
        assert "Test mode" in page.get_by_role("banner").inner_text()
        page.get_by_role("link", name="Turn to live mode").click()
        page.get_by_label("API key of live mode").fill(fresh.live_key)
        page.get_by_role("button", name="Turn to live mode").click()
        page.get_by_role("heading", name="Payments").wait_for()
        assert "Live mode" in page.get_by_role("banner").inner_text()
        assert page.get_by_role("table").get_by_role("link").count() == 1
        page.get_by_role("button", name="Turn to test mode").click()
        page.get_by_role("status").filter(has_text="another mode").wait_for()
        assert "Test mode" in page.get_by_role("banner").inner_text()
        assert page.get_by_role("table").get_by_role("link").count() == 25


def test_the_keyboard_is_enough(chromium, fresh):
    outline = "(style => style.outlineStyle + style.outlineWidth)(getComputedStyle(document.activeElement))"
    with Window(chromium) as window:
        page = window.page
        page.goto(fresh.root)
        assert page.evaluate("document.activeElement.name") == "key"
        page.keyboard.type(fresh.test_key)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Payments").wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert page.locator(".skip").bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        for _ in range(40):
            page.keyboard.press("Tab")
            assert page.evaluate(outline) == "solid3px"
            if "/sessions/" in (page.evaluate("document.activeElement.href") or ""):
                break
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="What happened").wait_for()
        # Whatever can be done to the session is reached, in the order in which it is read.
        seen = []
        page.locator("main").focus()
        for _ in range(8):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.textContent.trim()"))
        assert [name for name in seen if "…" in name] in ([], ["Expire …", "Cancel …"])


def test_a_button_copies(chromium, fresh):
    with Window(chromium, permissions=["clipboard-read", "clipboard-write"]) as window:
        page = window.page
        fresh.sign_in(page)
        page.goto(fresh.sessions["open"])
        page.get_by_role("button", name="Copy the pay link").click()
        page.locator("#said").filter(has_text="Copied").wait_for(state="attached")
        assert page.evaluate("navigator.clipboard.readText()").startswith("https://pay.example.com/pay/cs_")


def test_other_sites_frame_nothing_and_send_no_form(chromium, fresh):
    """The browser is signed in; another site tries to show its dashboard, and to end one of its sessions."""
    with Window(chromium) as window:
        page = window.page
        fresh.sign_in(page)
        page.route("http://evil.example/", lambda route: route.fulfill(body="<html></html>", content_type="text/html"))
        page.goto("http://evil.example/")
        frame = "url => new Promise(done => { const f = document.createElement('iframe'); f.src = url;" \
            " f.onload = () => done(true); document.body.append(f); })"
        page.evaluate(frame, fresh.root)
        assert all(not frame.url.startswith("http") for frame in page.frames[1:])
        form = "url => { const f = document.createElement('form'); f.method = 'post'; f.action = url;" \
            " document.body.append(f); f.submit(); }"
        with page.expect_navigation() as answer:
            page.evaluate(form, fresh.sessions["open"] + "/cancel")
        assert answer.value.status == 403
        page.goto(fresh.sessions["open"])
        assert page.get_by_role("link", name="Cancel …").is_visible()


def test_a_link_on_another_site_leads_in(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        fresh.sign_in(page)
        link = f"<html><a id=a href='{fresh.sessions['open']}'>go</a></html>"
        page.route("http://news.example/", lambda route: route.fulfill(body=link, content_type="text/html"))
        page.goto("http://news.example/")
        page.click("#a")
        page.get_by_role("heading", name="What happened").wait_for()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_webhook_is_set_tried_and_its_secret_rolled(chromium, fresh, has_script):
    with Window(chromium, java_script_enabled=has_script) as window:
        page = window.page
        fresh.sign_in(page)
        page.get_by_role("link", name="Settings").click()
        page.get_by_label("URL", exact=True).fill(fresh.shop + "/hook")
        page.get_by_role("button", name="Save the URL").click()
        page.get_by_role("status").filter(has_text="Saved").wait_for()
        page.get_by_role("button", name="Send a test event").click()
        assert "answered with 200" in page.get_by_role("main").inner_text()
        assert "thank you" in page.get_by_role("main").inner_text()
        page.get_by_label("The present secret stays valid").select_option("for an hour")
        page.get_by_role("button", name="Make a new secret").click()
        secret = page.locator(".secret code").first.inner_text()
        assert secret.startswith("whsec_")
        page.get_by_role("link", name="Settings").click()
        assert secret not in page.content()
        assert f"whsec_…{secret[-4:]}" in page.get_by_role("main").inner_text()
        assert "and with the secret before it until" in page.get_by_role("main").inner_text()
        assert window.complaints == []


def test_a_wrong_url_is_told_beside_its_field(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        fresh.sign_in(page)
        page.goto(fresh.page("settings"))
        page.get_by_label("URL", exact=True).fill("https://10.0.0.1/hook")
        page.get_by_role("button", name="Save the URL").click()
        assert "Nothing can be sent there" in page.locator("#url-problem").inner_text()
        assert page.get_by_label("URL", exact=True).input_value() == "https://10.0.0.1/hook"
        found = Axe().run(page, options=AXE_OPTIONS)
        assert found.violations_count == 0, found.generate_report()


def test_an_event_is_sent_again(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        fresh.sign_in(page)
        page.get_by_role("link", name="Webhooks").click()
        page.get_by_role("row").filter(has_text="Delivered").get_by_role("link").click()
        page.get_by_role("button", name="Send it again").click()
        page.get_by_role("status").filter(has_text="The event is sent again").wait_for()


def test_the_picture_of_the_pay_page_follows_what_is_typed(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        fresh.sign_in(page)
        page.goto(fresh.page("settings"))
        page.get_by_label("Name", exact=True).fill("Hebridean Knits")
        page.get_by_label("Colour of buttons").fill("#ffdd00")
        parts = {part: page.locator(f"#preview [data-part={part}]").first for part in ["name", "color", "on-color"]}
        assert parts["name"].text_content() == "Hebridean Knits"
        assert parts["color"].get_attribute("fill") == "#ffdd00"
        assert parts["on-color"].get_attribute("fill") == "#000000"
        page.get_by_label("Colour of buttons").fill("#ffd")
        assert parts["color"].get_attribute("fill") == "#ffdd00"
        page.get_by_label("Colour of buttons").fill("#ffdd00")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("status").filter(has_text="Saved").wait_for()
        assert page.locator("#preview [data-part=name]").text_content() == "Hebridean Knits"
        assert window.complaints == []


def test_changes_appear_without_a_reload(chromium, fresh):
    with Window(chromium) as window:
        page = window.page
        fresh.sign_in(page)
        session = fresh.sessions["open"]
        row = page.get_by_role("row").filter(has_text="order-1001")
        assert "Open" in row.inner_text()
        row.get_by_role("link").focus()
        other = window.another()
        other.goto(session)
        third = window.another()
        third.goto(session + "/cancel")
        visits = len(window.visits)
        third.get_by_role("button", name="Cancel the session").click()
        row.filter(has_text="Canceled").wait_for()
        other.get_by_role("heading", name="Canceled").wait_for()
        assert other.get_by_text("The session was canceled").is_visible()
        # Only the third window went anywhere, and whoever stood on a link still does.
        assert len(window.visits) == visits + 1
        assert page.evaluate("document.activeElement.href") == session
        assert page.inner_text("#said") == "The list of payments has changed"
        assert window.complaints == []


def test_what_happens_before_a_page_listens_appears_on_it(chromium, fresh):
    """A session changes when the list is there and before it hears of anything."""
    with Window(chromium) as window, Window(chromium) as other:
        fresh.sign_in(other.page)
        other.page.goto(fresh.sessions["open"] + "/cancel")

        def cancel_first(route):
            other.page.get_by_role("button", name="Cancel the session").click()
            other.page.get_by_role("heading", name="Canceled").wait_for()
            route.continue_()

        window.page.route("**/live?*", cancel_first, times=1)
        fresh.sign_in(window.page)
        window.page.get_by_role("row").filter(has_text="order-1001").filter(has_text="Canceled").wait_for()


def test_a_revoked_key_closes_the_page_that_listens(chromium, fresh):
    with Window(chromium) as window, Window(chromium) as other:
        fresh.sign_in(window.page)
        fresh.sign_in(other.page)
        other.page.goto(fresh.page("keys"))
        other.page.get_by_role("link", name="Revoke").first.click()
        other.page.get_by_role("button", name="Revoke the key").click()
        window.page.get_by_role("heading", name="Sign in").wait_for()
