"""The programs that are compared, from Debian's or Ubuntu's packages."""

import glob
import importlib.util
import os
import shutil
import subprocess

# Packages of servers start them at once, unless policy-rc.d says no to it; one that is there is left as it is.
INSTALL = """
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\\nexit 101\\n' >"$policy"
    chmod 755 "$policy"
fi
apt-get update --quiet
DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet "$@"
"""


def program(name):
    """The path of a program; its plain name if it is not there."""
    # Beside the path: where Debian keeps servers, and PostgreSQL's programs of each version.
    folders = [os.environ.get("PATH", os.defpath), "/usr/sbin", *glob.glob("/usr/lib/postgresql/*/bin")]
    return shutil.which(name, path=os.pathsep.join(folders)) or name


def missing(packages):
    """Those of the packages of which the program, or the Python module, that is wanted is not there."""
    return sorted({
        package for name, package in packages.items()
        if program(name) == name and importlib.util.find_spec(name) is None
    })


def install(packages):
    """Installs what is missing; its services are not started."""
    if needed := missing(packages):
        as_root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*as_root, "sh", "-c", INSTALL, "sh", *needed], check=True)
