"""The sandbox wallet's pages as browsers have them."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from chromium import Window
from sandbox import Sandbox
from wallet_client import WalletClient

SIZES = {"narrow": {"width": 320, "height": 640}, "desktop": {"width": 1280, "height": 800}}
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def client():
    """A merchant with a wallet at a sandbox in which nobody waits."""
    with Sandbox() as sandbox:
        sandbox.order("settings", wait=0, settlement=0)
        # Another origin that is there: the same pages by another name.
        yield WalletClient(sandbox, finish=f"{sandbox.url.replace('127.0.0.1', 'localhost')}/shop/about?order=1")


def asked(client, **limits):
    """The page on which Alice is asked, and what it was asked with."""
    pending = client.outgoing_grant("alice", **limits).json()
    return pending["interact"]["redirect"], pending


def came_back(client):
    """Whether a URL is where the merchant wants browsers back."""
    return lambda url: url.startswith(client.finish)


def pages(client):
    """A page of each kind."""
    amount = {"value": "2531", "assetCode": "USD", "assetScale": 2}
    token = client.incoming_grant().json()["access_token"]["value"]
    body = {"walletAddress": client.address, "incomingAmount": amount}
    payment = client.send("POST", f"{client.sandbox.url}/op/incoming-payments", token, body).json()["id"]
    return {
        "consent": asked(client, receiver=payment, debitAmount=amount)[0],
        "subscription": asked(client, receiveAmount=amount, interval="R12/2026-03-01T00:00:00Z/P1M")[0],
        "unlimited": asked(client)[0],
        "unknown": f"{client.sandbox.url}/auth/interact/none/none",
        "home": f"{client.sandbox.url}/",
        "about": f"{client.sandbox.url}/alice",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_axe_finds_nothing(chromium, client, size, scheme):
    """Also: nothing is wider than the window, nothing fails to load, and nobody else is asked."""
    for name, url in pages(client).items():
        with Window(chromium, viewport=size, color_scheme=scheme) as window:
            window.page.goto(url)
            found = Axe().run(window.page, options=AXE_OPTIONS)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"
            assert window.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            # A page that is not found is a complaint of the browser's own, and so is a missing favicon.
            assert [text for text in window.complaints if "404" not in text] == []
            assert {urlsplit(request.url).netloc for request in window.requests} == {urlsplit(url).netloc}


@pytest.mark.parametrize(("button", "members"), [
    ("Allow", ["hash", "interact_ref", "order"]), ("Refuse", ["order", "result"]),
])
def test_the_keyboard_decides_and_the_browser_comes_back(chromium, client, button, members):
    url, pending = asked(client)
    with Window(chromium) as window:
        window.page.goto(url)
        window.page.get_by_role("button", name=button).focus()
        window.page.keyboard.press("Enter")
        window.page.wait_for_url(came_back(client))
        assert [text for text in window.complaints if "404" not in text] == []
        location = window.page.url
        assert sorted(parse_qs(urlsplit(location).query)) == members
    if button == "Allow":
        assert client.resume(pending, location).status_code == 200


def test_who_goes_back_and_decides_again_changes_nothing(chromium, client):
    url, pending = asked(client)
    with Window(chromium) as window:
        other = window.another()
        window.page.goto(url)
        other.goto(url)
        window.page.get_by_role("button", name="Allow").click()
        window.page.wait_for_url(came_back(client))
        other.get_by_role("button", name="Refuse").click()
        other.wait_for_url(came_back(client))
        assert "result=invalid_interaction" in other.url
        assert client.resume(pending, window.page.url).status_code == 200
