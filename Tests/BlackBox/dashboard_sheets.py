"""Lays the pictures that test_dashboard.py has taken out on sheets, for the documentation: one a size and scheme."""

import sys
from pathlib import Path

from dashboard import PICTURES
from picture_sheets import BACKGROUNDS, PAGES_FOLDER, sheet

# Width of one picture on its sheet, and pictures in a row.
KINDS = {"phone": (260, 6), "desktop": (560, 3)}
# The order in which a merchant meets the pages; the rest is for tests.
ORDER = [
    "sign-in", "payments", "session-completed", "session-open", "confirm", "subscriptions", "overview", "webhooks", "event", "keys",
    "settings", "mode", "missing",
]


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for kind, (width, columns) in KINDS.items():
        for scheme, background in BACKGROUNDS.items():
            path = folder / f"dashboard-{kind}-{scheme}.png"
            pictures = [PICTURES / f"{name}-{kind}-{scheme}.png" for name in ORDER]
            sheet(pictures, width, columns, background).save(path, optimize=True)
            print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
