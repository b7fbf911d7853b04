"""The operators' page does what it says: every command on it is run, and its output compared where it is stated."""

import os
import subprocess

import pytest

from console import Shell, commands
from server import REPOSITORY
from service import binary

PAGE = REPOSITORY / "Sources" / "opencheckout" / "Documentation.docc" / "Operations.md"
FULL_DISK = "A full disk"


def follow(page_commands, folder):
    """Runs commands one after the other; each ends with 0 unless the next one asks for the status."""
    with Shell(folder, os.path.realpath(binary())) as shell:
        for command, following in zip(page_commands, [*page_commands[1:], None], strict=True):
            status, output = shell.run(command)
            place = f"{PAGE.name}, line {command.line}: {command.text}\n"
            stated = "\n".join(command.output)
            assert command.fits(output), f"{place}states\n{stated}\nand prints\n{output}"
            if following is None or following.text != "echo $?":
                assert status == 0, f"{place}ends with {status}\n{output}"


def test_commands_do_what_the_page_says(tmp_path):
    page_commands = commands(PAGE, lambda section: section != FULL_DISK)
    assert len(page_commands) > 50
    follow(page_commands, tmp_path)


def test_full_disk_does_what_the_page_says(tmp_path):
    place = tmp_path / "work" / "small"
    probe = tmp_path / "probe"
    probe.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(probe)], stderr=subprocess.PIPE, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    subprocess.run(["umount", str(probe)], check=True)
    try:
        follow(commands(PAGE, lambda section: section == FULL_DISK), tmp_path)
    finally:
        if place.is_mount():
            subprocess.run(["umount", str(place)], check=True)
