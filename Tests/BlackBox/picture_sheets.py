"""Takes a picture of every page there is and lays them out on sheets, for the documentation: one a size and scheme."""

import itertools
import sys
from pathlib import Path

from PIL import Image

from chromium import Window, running_chromium
from gallery import PICTURES, SIZES, running_gallery
from server import REPOSITORY

PAGES_FOLDER = REPOSITORY / "Sources" / "opencheckout" / "Documentation.docc" / "Pictures"
GAP = 24
# Width of one picture on its sheet, pictures in a row, and the colour between them.
KINDS = {"phone": (260, 6), "desktop": (480, 3)}
BACKGROUNDS = {"light": "#c9cec9", "dark": "#3c4341"}
# The order in which a customer meets the pages; the rest is for tests.
ORDER = [
    "open", "open-donation", "open-subscription", "offered", "offered-subscription", "awaiting",
    "awaiting-subscription", "preparing", "processing", "completed", "completed-subscription", "declined", "undecided",
    "moved-on", "open-failed", "out-of-attempts", "partially-paid", "expired", "canceled", "not-payable", "many-items",
    "hostile", "unknown", "open-pale", "offered-deep", "open-logo",
]
# What is seen by a customer with whom all goes well.
WAY = ["open", "offered", "processing", "completed"]


def take_pictures():
    """All pages in each size and scheme."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running_chromium() as browser, running_gallery() as gallery:
        for kind, scheme in itertools.product(KINDS, BACKGROUNDS):
            with Window(browser, viewport=SIZES[kind], color_scheme=scheme, reduced_motion="reduce") as window:
                for name in ORDER:
                    window.page.goto(gallery.pages.get(name, f"{gallery.origin}/pay/unknown"))
                    path = PICTURES / f"{name}-{kind}-{scheme}.png"
                    window.page.screenshot(path=path, full_page=name != "many-items")


def sheet(paths, width, columns, background):
    """Pictures of one width in rows, each row as high as its highest picture."""
    pictures = []
    for path in paths:
        picture = Image.open(path).convert("RGB")
        pictures.append(picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS))
    rows = [pictures[start:start + columns] for start in range(0, len(pictures), columns)]
    heights = [max(picture.height for picture in row) for row in rows]
    size = (columns * (width + GAP) + GAP, sum(heights) + GAP * (len(rows) + 1))
    laid = Image.new("RGB", size, background)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for place, picture in enumerate(row):
            laid.paste(picture, (GAP + place * (width + GAP), top))
        top += height + GAP
    return laid.quantize(64, dither=Image.Dither.NONE)


def strip():
    """A customer's way in four pictures, for the front page."""
    pictures = [Image.open(PICTURES / f"{name}-phone-light.png").convert("RGB") for name in WAY]
    height = max(picture.height for picture in pictures)
    laid = Image.new("RGB", (sum(p.width + GAP for p in pictures) + GAP, height + 2 * GAP), BACKGROUNDS["light"])
    for place, picture in enumerate(pictures):
        laid.paste(picture, (GAP + place * (picture.width + GAP), GAP))
    return laid.quantize(64, dither=Image.Dither.NONE)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    take_pictures()
    for kind, (width, columns) in KINDS.items():
        for scheme, background in BACKGROUNDS.items():
            path = folder / f"pay-page-{kind}-{scheme}.png"
            pictures = [PICTURES / f"{name}-{kind}-{scheme}.png" for name in ORDER]
            sheet(pictures, width, columns, background).save(path, optimize=True)
            print(f"{path.name}: {path.stat().st_size} bytes")
    strip().save(folder / "pay-page-way.png", optimize=True)


if __name__ == "__main__":
    main()
