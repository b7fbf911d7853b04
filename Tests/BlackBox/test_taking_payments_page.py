"""The page on taking payments does what it says: its way on one machine is gone as it is written there."""

import json
import re
import subprocess

from chromium import Window
from console import Command
from paying import Demo
from server import REPOSITORY

PAGE = REPOSITORY / "Sources" / "opencheckout" / "Documentation.docc" / "TakingPayments.md"
COMMAND_SECONDS = 30


class Way:
    """The page's section on one machine, with what this run has in place of what is written there."""

    def __init__(self, demo):
        text = PAGE.read_text(encoding="utf-8").split("## On one machine\n")[1].split("\n## ")[0]
        key = re.search(r"Test key: (\S+)", text)[1]
        for written, real in [
            ("127.0.0.1:8080", demo.service.address), ("http://127.0.0.1:8090", demo.wallet), (key, demo.key),
        ]:
            assert written in text
            text = text.replace(written, real)
        self.blocks = re.findall(r"```(\w*)\n(.*?)```", text, re.DOTALL)
        self.steps = re.findall(r"^\*\*\d\. .*?(?=^\*\*\d\. |\Z)", text, re.DOTALL | re.MULTILINE)

    def fits(self, block, output):
        """Whether an output is what a block of the page states."""
        return Command(0, "", self.blocks[block][1].splitlines()).fits(output)


def shell(text):
    """What commands print, all of which succeed."""
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text], timeout=COMMAND_SECONDS, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", check=False,
    )
    assert (result.returncode, result.stderr) == (0, ""), f"{text}\n{result.stderr}"
    return result.stdout


def test_the_way_on_one_machine_leads_to_a_paid_session(chromium, tmp_path):
    with Demo(tmp_path / "data") as demo:
        way = Way(demo)
        assert [kind for kind, _ in way.blocks] == ["", "sh", "json"]
        assert len(way.steps) == 5
        assert way.fits(0, demo.service.output), demo.service.output

        session = json.loads(shell(re.search(r"^Try it: (.*)$", demo.service.output, re.MULTILINE)[1]))
        with Window(chromium) as window:
            window.page.goto(session["url"])
            typed = re.search(r"type\s`([^`]+)`", way.steps[2])[1]
            approve, allow = re.findall(r"(?<!\*)\*(\w[^*]+)\*(?!\*)", way.steps[2])
            window.page.get_by_label("Wallet address").fill(typed)
            window.page.get_by_role("button", name="Continue").click()
            window.page.get_by_role("button", name=approve).click()
            window.page.get_by_role("button", name=allow).click()
            window.page.get_by_role("heading", name="Thank you, it is paid").wait_for()
            assert window.complaints == []

        printed = shell(way.blocks[1][1])
        assert way.fits(2, printed), printed
