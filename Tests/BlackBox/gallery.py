"""Galleries: programs that serve every page there is, over engines or desks of their own, until their input ends."""

import json
import subprocess
from contextlib import contextmanager

from server import REPOSITORY

PROGRAMS = REPOSITORY / ".build" / "debug"
PICTURES = REPOSITORY / ".build" / "test-logs" / "pay-page"
END_SECONDS = 30

# The windows that pages are looked at in.
SIZES = {
    "narrow": {"width": 320, "height": 640},
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 800},
}


class Gallery:
    """The pay page over a scripted desk: where each of its pages is, and where the wallet and the shop are."""

    def __init__(self, told):
        self.pages = told["pages"]
        self.wallet = told["wallet"]
        self.origin = self.pages["open"].rsplit("/pay/", 1)[0]

    def __getitem__(self, name):
        return self.pages[name]


@contextmanager
def running_gallery():
    """The pay page's gallery, which ends with the block."""
    with running_program("PayPageGallery") as told:
        yield Gallery(told)


@contextmanager
def running_program(name):
    """A gallery's program, which ends with the block; what it tells of itself."""
    process = subprocess.Popen(
        [str(PROGRAMS / name)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.stdin.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(END_SECONDS)
            raise
        process.stdout.close()
