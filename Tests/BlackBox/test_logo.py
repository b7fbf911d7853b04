"""A merchant's logo, from the file that is chosen at the dashboard to what customers see on the pay page."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageDraw

from chromium import Window
from gallery import SIZES
from service import Service
from shop import ask_ready, created

AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOGO = "img.logo"
# What a picture becomes on the page: as high as any other, and never wider than 9 rem.
HEIGHT, MOST_WIDTH = 44, 144


def picture(width, height, kind, **options):
    """A file of a red ellipse on nothing, as an image program writes it."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, width - 1, height - 1), fill=(176, 58, 72, 255))
    if kind == "JPEG":
        image = image.convert("RGB")
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def black(width, height):
    """A file that is small, and needs much memory to be seen."""
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG", optimize=True)
    return file.getvalue()


FILES = {
    "png": ("image/png", lambda: picture(300, 100, "PNG")),
    "large-png": ("image/png", lambda: picture(1024, 1024, "PNG", optimize=True)),
    "jpeg": ("image/jpeg", lambda: picture(64, 64, "JPEG")),
    "progressive": ("image/jpeg", lambda: picture(640, 20, "JPEG", progressive=True)),
    "lossy-webp": ("image/webp", lambda: picture(80, 40, "WEBP", quality=60, exact=False)),
    "lossless-webp": ("image/webp", lambda: picture(40, 80, "WEBP", lossless=True)),
    "described-webp": ("image/webp", lambda: picture(90, 30, "WEBP", exif=Image.Exif().tobytes())),
}
MOVING = {"save_all": True, "append_images": [Image.new("RGBA", (9, 9))]}
# Real files that are no logos, and what is said of them.
HOSTILE = {
    "svg": ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "neither"),
    "svg-as-png": ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither"),
    "gif": ("image/gif", picture(9, 9, "GIF"), "neither"),
    "ico": ("image/x-icon", picture(16, 16, "ICO"), "neither"),
    "bomb": ("image/png", black(8000, 8000), "1,024 pixels"),
    "cut": ("image/png", picture(40, 40, "PNG")[:40], "breaks off"),
    "moving-png": ("image/png", picture(9, 9, "PNG", **MOVING), "moves"),
    "moving-webp": ("image/webp", picture(9, 9, "WEBP", **MOVING), "moves"),
    "large": ("image/png", picture(9, 9, "PNG") + bytes(70_000), "65,536 bytes"),
    "huge": ("image/png", picture(9, 9, "PNG") + bytes(3_000_000), "65,536 bytes"),
}


class Shop:
    """A merchant of a service that runs, and a session to be paid."""

    def __init__(self, service):
        told = ask_ready(service)
        self.key = told["test_key"]
        self.root = f"http://{service.address}/dashboard"
        self.page = f"http://{service.address}/pay/{created(service, told)['id']}"

    def sign_in(self, page):
        """Opens the settings."""
        page.goto(self.root)
        page.get_by_label("API key").fill(self.key)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Settings").click()


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with Service(tmp_path_factory.mktemp("logo") / "data") as service:
        yield Shop(service)


def choose(page, name, kind, content):
    """Chooses a file and sends it."""
    page.get_by_label("Logo").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Set the logo").click()


def shown(page):
    """The sizes of the logo: of its file, once it is decoded, and on the page."""
    page.wait_for_function(f"document.querySelector('{LOGO}').complete")
    natural = page.eval_on_selector(LOGO, "image => [image.naturalWidth, image.naturalHeight]")
    box = page.locator(LOGO).bounding_box()
    return natural, (round(box["width"]), round(box["height"]))


@pytest.mark.parametrize("name", FILES)
def test_a_logo_is_chosen_and_shown_to_customers(chromium, shop, name):
    """Without a script; in every width of the pay page and in both schemes."""
    kind, make = FILES[name]
    content = make()
    with Window(chromium, java_script_enabled=False) as window:
        shop.sign_in(window.page)
        choose(window.page, f"{name}.img", kind, content)
        window.page.get_by_role("status").filter(has_text="Saved").wait_for()
        assert window.complaints == []
    size = list(Image.open(io.BytesIO(content)).size)
    for window_kind, scheme in [("narrow", "light"), ("phone", "dark"), ("desktop", "light")]:
        with Window(chromium, viewport=SIZES[window_kind], color_scheme=scheme) as window:
            page = window.page
            page.goto(shop.page)
            natural, (width, height) = shown(page)
            assert natural == size
            assert height == HEIGHT and width <= MOST_WIDTH
            image = page.locator(LOGO)
            merchant = page.locator(".merchant span").inner_text()
            assert image.get_attribute("alt") == merchant and merchant
            assert page.get_by_role("img", name=merchant).count() == 1
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[window_kind]["width"]
            found = Axe().run(page, options=AXE_OPTIONS)
            assert found.violations_count == 0, found.generate_report()
            assert window.complaints == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_logo_is_told_beside_its_field(chromium, shop, name):
    kind, content, text = HOSTILE[name]
    with Window(chromium) as window:
        page = window.page
        shop.sign_in(page)
        choose(page, f"{name}.png", kind, content)
        assert text in page.locator("#logo-problem").inner_text()
        found = Axe().run(page, options=AXE_OPTIONS)
        assert found.violations_count == 0, found.generate_report()


def test_a_logo_is_seen_before_it_is_set_and_taken_away_again(chromium, shop):
    with Window(chromium) as window:
        page = window.page
        shop.sign_in(page)
        if page.get_by_role("button", name="Remove the logo").count():
            page.get_by_role("button", name="Remove the logo").click()
        logo, letter = page.locator("#preview [data-part=logo]"), page.locator("#preview [data-part=letter]")
        assert letter.get_attribute("visibility") is None
        content = picture(300, 100, "PNG")
        page.get_by_label("Logo").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": content})
        page.wait_for_function("document.querySelector('#preview [data-part=logo]').getAttribute('href')")
        assert logo.get_attribute("href").startswith("data:image/png;base64,")
        assert (logo.get_attribute("width"), letter.get_attribute("visibility")) == ("96", "hidden")
        assert page.locator("#preview [data-part=name]").get_attribute("x") == "118"
        page.get_by_role("button", name="Set the logo").click()
        page.get_by_role("status").filter(has_text="Saved").wait_for()
        assert logo.get_attribute("href") == "/dashboard/settings/logo"
        assert (logo.get_attribute("width"), letter.get_attribute("visibility")) == ("96", "hidden")
        page.get_by_role("button", name="Remove the logo").click()
        page.get_by_role("status").filter(has_text="The logo is removed").wait_for()
        assert page.get_by_role("button", name="Remove the logo").count() == 0
        other = window.another()
        other.goto(shop.page)
        assert other.locator(LOGO).count() == 0 and other.locator(".initial").count() == 1
        assert window.complaints == []


def test_a_page_that_comes_again_has_the_logo_from_the_browser(chromium, shop):
    with Window(chromium) as window:
        shop.sign_in(window.page)
        choose(window.page, "a.png", "image/png", picture(50, 50, "PNG"))
        page = window.another()
        page.goto(shop.page)
        first = shown(page)
        with page.expect_response(lambda response: response.url.endswith("/logo")) as asked:
            page.reload()
        assert asked.value.status in (200, 304) and shown(page) == first
        # What the service itself says to a browser that names what it has.
        tag = asked.value.header_value("etag")
        assert page.request.get(f"{shop.page}/logo", headers={"If-None-Match": tag}).status == 304
        choose(window.page, "b.png", "image/png", picture(60, 20, "PNG"))
        window.page.get_by_role("status").filter(has_text="Saved").wait_for()
        page.reload()
        assert shown(page)[0] == [60, 20]
