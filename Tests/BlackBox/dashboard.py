"""The dashboard over an engine of its own, with two merchants in it, one of which has had a long day."""

from contextlib import contextmanager

from gallery import running_program
from server import REPOSITORY

PICTURES = REPOSITORY / ".build" / "test-logs" / "dashboard"


class Dashboard:
    """A run of the dashboard's gallery."""

    def __init__(self, told):
        self.root = told["root"]
        self.origin = self.root.removesuffix("/dashboard")
        self.test_key = told["test_key"]
        self.live_key = told["live_key"]
        self.other_key = told["other_key"]
        self.shop = told["shop"]
        self.sessions = told["sessions"]

    def page(self, path):
        """The address of a page under the dashboard."""
        return f"{self.root}/{path}" if path else self.root

    def sign_in(self, page, key=None):
        """Opens the dashboard in a window."""
        page.goto(self.root)
        page.get_by_label("API key").fill(key or self.test_key)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Payments").wait_for()


@contextmanager
def running_dashboard():
    """A dashboard that ends with the block."""
    with running_program("DashboardGallery") as told:
        yield Dashboard(told)
