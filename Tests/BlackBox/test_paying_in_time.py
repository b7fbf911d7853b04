"""Sessions whose time is up while their customers are at the wallet."""

from chromium import Window
from clock_shift import ClockShift
from paying import Demo

LIFETIME = 300
STAGE = "#stage-title"
TOLD = "The time to pay is over"


def test_who_waits_is_told_when_the_time_is_up(chromium, tmp_path):
    clock = ClockShift(tmp_path)
    with Demo(tmp_path / "data", **clock.settings()) as demo, Window(chromium) as window:
        session = demo.create(expires_in_seconds=LIFETIME)
        window.page.goto(session["url"])
        window.page.get_by_label("Wallet address").fill(f"{demo.wallet}/alice")
        window.page.get_by_role("button", name="Continue").click()
        window.page.get_by_role("button", name="Approve at your wallet").click()
        window.page.wait_for_url(f"{demo.wallet}/auth/interact/**")
        page = window.another()
        page.goto(session["url"])
        page.get_by_role("heading", name="Your wallet is waiting for you").wait_for()
        clock.set(LIFETIME - 60)
        assert demo.read(session)["status"] == "awaiting_approval"
        clock.set(LIFETIME + 1)
        # Nobody loads it anew: the page sees it by itself.
        page.locator(STAGE, has_text=TOLD).wait_for()
        # An approval that comes now changes nothing, and its page says so.
        window.page.get_by_role("button", name="Allow").click()
        window.page.locator(STAGE, has_text=TOLD).wait_for()
        expired = demo.read(session)
        assert (expired["status"], expired["payment_status"]) == ("expired", "unpaid")
        assert window.complaints == []
