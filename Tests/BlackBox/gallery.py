"""The pay page over a scripted desk: every page there is, and a wallet and a shop beside it."""

import json
import subprocess
from contextlib import contextmanager

from server import REPOSITORY

GALLERY = REPOSITORY / ".build" / "debug" / "PayPageGallery"
PICTURES = REPOSITORY / ".build" / "test-logs" / "pay-page"
END_SECONDS = 30


class Gallery:
    """A run of the gallery: where each of its pages is, and where the wallet and the shop are."""

    def __init__(self, process):
        told = json.loads(process.stdout.readline())
        self.pages = told["pages"]
        self.wallet = told["wallet"]
        self.origin = self.pages["open"].rsplit("/pay/", 1)[0]

    def __getitem__(self, name):
        return self.pages[name]


@contextmanager
def running_gallery():
    """A gallery that ends with the block."""
    process = subprocess.Popen([str(GALLERY)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    try:
        yield Gallery(process)
    finally:
        process.stdin.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(END_SECONDS)
            raise
        process.stdout.close()
