"""A plain Python service for the same creates, as a merchant would otherwise write one."""

import filecmp
import os
import platform
import secrets
import shutil
import sqlite3
import subprocess
from pathlib import Path

from .server import HTTPServer

SOURCE = Path("Benchmarks/FlaskCheckout")
ENVIRONMENT = Path(".build/flask-checkout")


class FlaskCheckout(HTTPServer):
    """Flask and SQLite, served by as many gunicorn workers as its documentation recommends."""

    name = "flask"
    packages = {"wrk": "wrk", "ensurepip": "python3-venv"}
    ready = r"Listening at: http://127\.0\.0\.1:(?P<port>\d+)(?s:.*)Booting worker"

    def __init__(self, folder):
        super().__init__(folder)
        self.token = "sk_test_" + secrets.token_hex(16)

    @classmethod
    def set_up(cls):
        """Puts Flask and gunicorn where they are found again the next time."""
        wanted, installed = SOURCE / "requirements.txt", ENVIRONMENT / "installed.txt"
        if installed.exists() and filecmp.cmp(wanted, installed, shallow=False):
            return
        subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", ENVIRONMENT], check=True)
        subprocess.run(
            [ENVIRONMENT / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted],
            check=True,
        )
        # Last, so that an installation that broke off is begun again.
        shutil.copy(wanted, installed)

    def command(self):
        return [
            ENVIRONMENT / "bin/gunicorn", "--chdir", SOURCE, "--bind", "127.0.0.1:0", "--preload",
            "--workers", str(2 * len(os.sched_getaffinity(0)) + 1), "--no-control-socket", "app:app",
        ]

    def environment(self):
        return {"CHECKOUT_TOKEN": self.token, "CHECKOUT_DATABASE": str(self.folder / "checkout.db")}

    @staticmethod
    def version():
        # The environment's interpreter is the one that runs this.
        packages = (SOURCE / "requirements.txt").read_text().replace("==", " ").splitlines()
        return ", ".join([*packages, f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"])
