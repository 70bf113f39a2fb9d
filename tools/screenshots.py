"""The pictures of the README, taken in a fresh demo town: `python tools/screenshots.py`."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from leapfrog.demo import PASSWORD
from leapfrog.kernel.ids import new_id

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 120 * 1024
PATIENCE = 120
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "en-GB",
    "timezone_id": "Europe/Berlin",
    "reduced_motion": "reduce",
}
# Whoever asks for a microphone gets one that beeps.
ARGUMENTS = (
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
DARK = {"color_scheme": "dark"}
COMPUTER = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
GIVEN = ("Ada", "Ben", "Chiara", "Deniz", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jonas")
FAMILY = ("Adler", "Bianchi", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Horvat")


@contextmanager
def demo_town() -> Iterator[str]:
    """`leapfrog up` in an empty home; answers its address."""
    home = Path(tempfile.mkdtemp(prefix="leapfrog-pictures-", dir="/tmp"))
    # PostgreSQL runs under an account of its own when root starts it.
    home.chmod(0o711)
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    environment = os.environ | {
        "LEAPFROG_HOME": str(home / "town"),
        "LEAPFROG_PORT": str(port),
        "LEAPFROG_RATE_LIMITS": "false",
        "LEAPFROG_LOG_LEVEL": "warning",
    }
    up = subprocess.Popen(
        [sys.executable, "-m", "leapfrog.cli", "up"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        origin = f"http://localhost:{port}"
        wait_for(origin)
        yield origin
    finally:
        up.terminate()
        up.wait(PATIENCE)
        shutil.rmtree(home)


def wait_for(origin: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if httpx.get(f"{origin}/healthz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    sys.exit("The demo town did not open.")


def sign_in(origin: str, handle: str) -> httpx.Client:
    api = httpx.Client(base_url=f"{origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=PATIENCE)
    api.post("/sessions", json={"handle": handle, "password": PASSWORD}).raise_for_status()
    return api


class Album:
    """Takes pictures as somebody; `look` is Playwright's options of a context."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser, self.origin = browser, origin

    @contextmanager
    def open(self, path: str, api: httpx.Client | None, **look: Any) -> Iterator[Page]:
        context = self.browser.new_context(**(PHONE | look))
        if api:
            token = api.cookies["leapfrog_session"]
            context.add_cookies([{"name": "leapfrog_session", "value": token, "url": self.origin}])
        page = context.new_page()
        page.goto(self.origin + path)
        settle(page)
        yield page
        context.close()

    def take(self, name: str, path: str, api: httpx.Client | None, **look: Any) -> None:
        with self.open(path, api, **look) as page:
            save(page, name)


def settle(page: Page) -> None:
    """Until all is there and nothing moves."""
    page.get_by_role("heading", level=1).last.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)


def save(page: Page, name: str) -> None:
    """As WebP, as good as it may be within LARGEST."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    for quality in range(88, 30, -6):
        out = BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            break
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / f"{name}.webp").write_bytes(out.getvalue())
    print(f"{name}.webp  {out.tell() / 1024:.0f} KB")


def address_book() -> str:
    """What a phone brings: people who are new, one who is there, one whom it knows better."""
    cards = [card(f"{given} {family}") for given, family in product(GIVEN, FAMILY)]
    lena = card("Dr. Lena Weber", "+49 30 5550 188", "EMAIL:lena@praxis-am-see.example")
    return "".join([lena, *cards, card("Awa Diallo", "+221 33 555 01 20")])


def card(name: str, phone: str = "", *more: str) -> str:
    number = phone or f"+49 151 {sum(map(ord, name)) * 7919 % 10_000_000:07d}"
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"TEL;TYPE=CELL:{number}", *more)
    return "\r\n".join([*lines, "END:VCARD", ""])


def contact_of(api: httpx.Client, handle: str) -> str:
    rows = api.get("/contacts", params={"limit": 500}).json()["contacts"]
    wanted = (row["id"] for row in rows if row["person"] and row["person"]["handle"] == handle)
    return str(next(wanted))


def talk_with(api: httpx.Client, handle: str) -> str:
    rows = api.get("/conversations").json()["conversations"]
    return str(next(row["id"] for row in rows if row["person"]["handle"] == handle))


def group_of(api: httpx.Client, name: str) -> str:
    rows = api.get("/conversations").json()["conversations"]
    return str(next(row["id"] for row in rows if row["name"] == name))


def hold_to_talk(album: Album, api: httpx.Client) -> None:
    """A finger on the bar, with a voice in the microphone."""
    with album.open(f"/chat/{group_of(api, 'Sunday football')}", api) as page:
        page.get_by_role("button", name="Talk instead").tap()
        bar = page.get_by_role("button", name="Hold to talk").bounding_box()
        assert bar is not None
        at = {"x": bar["x"] + bar["width"] / 2, "y": bar["y"] + bar["height"] / 2}
        finger = page.context.new_cdp_session(page)
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
        page.wait_for_timeout(4300)
        save(page, "voice")


def search(album: Album, api: httpx.Client) -> None:
    with album.open("/search", api) as page:
        page.get_by_role("searchbox").fill("lake")
        settle(page)
        save(page, "search")


def square(album: Album, api: httpx.Client) -> None:
    """The Square as one reads it, its warmest post, and Moments."""
    album.take("square", "/square", api)
    shown = api.get("/square/hot").json()["posts"][0]
    album.take("post", f"/post/{shown['id']}", api)
    album.take("moments", "/moments", api)


def take_out(api: httpx.Client) -> None:
    """Makes a copy of everything and waits until it is ready."""
    path = f"/takeouts/{new_id()}"
    api.put(path).raise_for_status()
    while api.get(path).json()["state"] in ("waiting", "working"):
        time.sleep(0.2)


def bring(api: httpx.Client) -> str:
    brought = api.put(
        f"/imports/{new_id()}", params={"name": "My iPhone.vcf"}, content=address_book()
    )
    return str(brought.raise_for_status().json()["id"])


def pictures(album: Album, amina: httpx.Client, mei: httpx.Client) -> None:
    album.take("welcome", "/", None)
    album.take("borrow", "/borrow", None, **COMPUTER)
    album.take("chats", "/", amina)
    album.take("chats-dark", "/", amina, **DARK)
    album.take("chat", f"/chat/{talk_with(amina, 'tariq')}", amina)
    album.take("computer", f"/chat/{talk_with(amina, 'tariq')}", amina, **COMPUTER)
    album.take("group", f"/chat/{group_of(amina, 'Sunday football')}", amina)
    hold_to_talk(album, amina)
    search(album, amina)
    square(album, amina)
    album.take("contacts", "/contacts", amina)
    album.take("town", "/town", amina)
    a_map(amina)
    album.take("map", "/town/map", amina)
    album.take("map-dark", "/town/map", mei, **DARK)
    album.take("contact", f"/contacts/{contact_of(amina, 'tariq')}", amina)
    album.take("import", f"/me/import/{bring(amina)}", amina)
    album.take("card", "/me/card", amina)
    album.take("qr", "/me/qr", amina)
    album.take("me", "/me", amina)
    album.take("me-zh-dark", "/me", mei, locale="zh-CN", **DARK)
    take_out(amina)
    album.take("takeout", "/me/takeout", amina)


def a_map(api: httpx.Client) -> None:
    """Waits until the town has made its map, which it does once it is open."""
    end = time.monotonic() + PATIENCE
    while not api.get("/map").is_success:
        if time.monotonic() > end:
            sys.exit("The demo town made no map.")
        time.sleep(0.5)


def main() -> None:
    with demo_town() as origin, sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        amina, mei = sign_in(origin, "amina"), sign_in(origin, "mei")
        pictures(Album(browser, origin), amina, mei)
        browser.close()


if __name__ == "__main__":
    main()
