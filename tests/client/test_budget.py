"""What the first start costs over the network, and each screen after it."""

import re

import httpx
import pytest
from playwright.sync_api import Route, expect

from leapfrog.web.pages import STATIC
from tests.client.browser import Join
from tests.client.screens import inside, row

pytestmark = pytest.mark.service_worker

FIRST_LOAD = 70 * 1024
LAZY_CHUNK = 15 * 1024
# What draws the map: read and painted by ourselves, so that it may be on every card of a chat.
MAP = 9 * 1024
NAMED = re.compile(r'(?:src|href)="(/assets/[^"]+\.(?:js|css))"')
IMPORTED = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')


def size(town: httpx.Client, path: str) -> int:
    """Bytes as they come over the line, without headers."""
    with town.stream("GET", path, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.status_code == 200, path
        assert answer.headers.get("content-encoding") == "br", path
        answer.read()
        return answer.num_bytes_downloaded


def named_by(page: str) -> set[str]:
    """The scripts and styles that a page names, and what those import at once."""
    found: set[str] = set()
    waiting = NAMED.findall(page)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        code = (STATIC / path.lstrip("/")).read_text()
        waiting += [f"/assets/{name}" for name in IMPORTED.findall(code)]
    return found


def test_the_first_load_is_small_also_with_fifty_chats_in_it(join: Join) -> None:
    amina = join("amina", "Amina Diallo")
    for number in range(50):
        friend = join(f"friend{number}")
        amina.connect(friend)
        friend.says(friend.talk(amina), f"Hello, this is number {number} of fifty.")
    token = amina.context.cookies()[0]["value"]
    with httpx.Client(base_url=amina.origin, cookies={"leapfrog_session": token}) as town:
        page = town.get("/").text
        files = named_by(page)
        total = size(town, "/") + sum(size(town, path) for path in files)
    assert "friend49" in page
    assert total <= FIRST_LOAD, f"{total / 1024:.1f} KB"


def test_the_list_of_chats_needs_nothing_but_the_first_load(join: Join) -> None:
    amina, kofi = join("amina", service_workers="block"), join("kofi")
    amina.connect(kofi)
    kofi.says(kofi.talk(amina), "Hello")
    page = amina.context.new_page()
    with httpx.Client(base_url=amina.origin) as town:
        first = named_by(town.get("/").text)

    def only_first(route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3]
        if path in first or not path.endswith((".js", ".css")):
            route.continue_()

    page.route("**/assets/**", only_first)
    page.goto("/")
    inside(page)
    expect(row(page, "Kofi")).to_contain_text("Hello")


def test_every_later_piece_is_small(origin: str) -> None:
    with httpx.Client(base_url=origin) as town:
        first = named_by(town.get("/").text)
        worker = town.get("/sw.js").text
        pieces = set(re.findall(r"/assets/[\w.-]+\.(?:js|css)", worker)) - first
        assert len(pieces) > 20
        sizes = {path: size(town, path) for path in {*pieces, "/sw.js"}}
    assert {path: one for path, one in sizes.items() if one > LAZY_CHUNK} == {}


def test_what_draws_the_map_is_small(origin: str) -> None:
    [path] = [f"/assets/{one.name}" for one in (STATIC / "assets").glob("canvas-*.js")]
    with httpx.Client(base_url=origin) as town:
        assert size(town, path) <= MAP
