"""A client that is a page of another site: its window to sign in comes back to it, and it shows the
faces and pictures of the town.
"""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.client.browser import Join
from tests.http import PATIENCE

pytestmark = pytest.mark.service_worker

CLIENT = Path(__file__).parent / "web_client.html"
BACK = b"""<!doctype html><title>Back</title><link rel="icon" href="data:,"><script>
opener.postMessage(Object.fromEntries(new URLSearchParams(location.search)), location.origin);
close();
</script>"""


class Site(BaseHTTPRequestHandler):
    """Another site, with the client and the page to which one comes back."""

    def do_GET(self) -> None:
        page = BACK if self.path.startswith("/back") else CLIENT.read_bytes()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def signs_in(page: Page) -> None:
    expect(page.get_by_role("status")).to_have_text("Ready")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Sign in").click()
    opened.value.get_by_role("button", name="Let it in").click()
    expect(page.get_by_role("status")).to_have_text("Signed in as amina, 404")
    assert opened.value.is_closed()
    for image in page.get_by_role("img").all():
        assert image.evaluate("one => one.naturalWidth") > 0, image.get_attribute("alt")


def test_a_client_elsewhere_signs_in_in_a_window_and_shows_pictures(
    join: Join, elsewhere: str, forgive: Callable[[str], None]
) -> None:
    amina = join("amina")
    page = amina.open("/")
    # From now on the app's pages come out of this browser's own store.
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    expect(page.get_by_role("navigation")).to_be_visible()
    page.goto(f"{elsewhere}/?town={amina.origin}")
    signs_in(page)
    forgive("nothing-of-this-name")


def test_what_is_for_programs_is_no_page_and_what_is_for_all_says_so(origin: str) -> None:
    accept = {"Accept": "text/html", "X-Boot": "off"}
    with httpx.Client(base_url=origin, headers=accept, timeout=PATIENCE) as web:
        for path in (
            "/.well-known/x",
            "/.well-known/x/y",
            "/api/x",
            "/api",
            "/api/v9/x",
            "/api/v2/x",
        ):
            answer = web.get(path)
            kind = answer.headers["content-type"]
            assert (answer.status_code, "html" in kind) == (404, False), path
        for path in ("/.well-known/x", "/.well-known/oauth-authorization-server"):
            assert web.get(path).headers["access-control-allow-origin"] == "*", path
        for path in ("/", "/me/security", "/sign-in"):
            headers = web.get(path).headers
            assert headers["cross-origin-opener-policy"] == "same-origin", path
            assert headers["cross-origin-resource-policy"] == "same-origin", path
            assert "access-control-allow-origin" not in headers, path
