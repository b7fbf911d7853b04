"""Debian's Chromium, and windows in which it is told what goes on."""

import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright


@contextmanager
def running_chromium():
    """A browser without a window, Debian's own: nothing is downloaded."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert program, "Debian's chromium is needed"
    # Chromium's sandbox does not work for root, who runs tests in containers.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Window:
    """A window of its own, with what went on in it: what it asked for, what it complained of, where it went."""

    def __init__(self, browser, **options):
        options.setdefault("locale", "en-GB")
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.complaints = []
        self.requests = []
        self.visits = []
        self._listen(self.page)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.context.close()

    def another(self):
        """A second page of the same browser."""
        page = self.context.new_page()
        self._listen(page)
        return page

    def _listen(self, page):
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request))
        page.on("framenavigated", lambda frame: self.visits.append(frame.url))
