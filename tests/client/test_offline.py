"""The second start needs no town: the app and what it knew are on the device."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leapfrog.web import pages
from tests.client.browser import Join
from tests.client.eyes import until
from tests.client.screens import back, inside, offline_note, outside, row, said

pytestmark = pytest.mark.service_worker

CACHES = "caches.keys().then((all) => all.filter((one) => one.startsWith('leapfrog-app-')))"
MARK = '<meta name="build" content="2">'
SHELL = "caches.match('/', { ignoreVary: true }).then((kept) => kept.text())"


def installed(page: Page) -> None:
    """Waits until the service worker keeps all that it needs."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, f"{CACHES}.then((all) => all.length === 1)")
    until(page, "caches.match('/', { ignoreVary: true }).then(Boolean)")


def test_the_second_start_shows_the_list_and_a_chat_without_a_line(join: Join) -> None:
    amina, kofi, zola = join("amina"), join("kofi"), join("zola")
    for friend in (kofi, zola):
        amina.connect(friend)
        friend.says(friend.talk(amina), f"Hello from {friend.me['handle']}")
    page = amina.open()
    row(page, "Kofi").tap()
    expect(said(page)).to_have_text(["Hello from kofi"])
    back(page)
    installed(page)
    page.close()
    amina.context.set_offline(True)
    page = amina.open()
    inside(page)
    expect(row(page, "Zola")).to_contain_text("Hello from zola")
    row(page, "Kofi").tap()
    expect(said(page)).to_have_text(["Hello from kofi"])
    expect(offline_note(page)).to_be_visible()


def test_every_screen_opens_offline_even_one_never_seen(join: Join) -> None:
    amina = join("amina")
    page = amina.open()
    inside(page)
    installed(page)
    amina.context.set_offline(True)
    page.goto("/me/qr")
    expect(page.get_by_role("heading", name="My QR code")).to_be_visible()
    page.goto("/contacts/new")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_visible()


def test_the_kept_page_holds_nobodys_data(join: Join) -> None:
    page = join("amina", "Amina Diallo").open()
    inside(page)
    installed(page)
    kept = page.evaluate(SHELL)
    assert '"shell":true' in kept
    assert "amina" not in kept.lower()


def test_whoever_signed_out_leaves_nothing_to_see_offline(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/settings")
    page.get_by_role("button", name="Sign out").tap()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").tap()
    outside(page)
    installed(page)
    amina.context.set_offline(True)
    page.goto("/")
    outside(page)


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The built client, in a folder of its own that a test may change."""
    folder = tmp_path / "static"
    shutil.copytree(pages.STATIC, folder)
    for packed in [*folder.glob("*.br"), *folder.glob("*.gz")]:
        packed.unlink()
    monkeypatch.setattr(pages, "STATIC", folder)
    forget_files()
    yield folder
    forget_files()


def forget_files() -> None:
    """What a restart of the town does."""
    pages._shell_page.cache_clear()
    pages._best.cache_clear()


def test_a_new_build_comes_by_itself_and_the_old_one_goes(build: Path, join: Join) -> None:
    page = join("amina").open()
    inside(page)
    installed(page)
    [old] = page.evaluate(CACHES)
    for shell in build.glob("index*.html"):
        shell.write_text(shell.read_text().replace("</head>", f"{MARK}</head>"))
    worker = build / "sw.js"
    worker.write_text(worker.read_text().replace(old.removeprefix("leapfrog-app-"), "newer"))
    forget_files()
    page.reload()
    inside(page)
    until(page, f"{CACHES}.then((all) => all.join() === 'leapfrog-app-newer')")
    page.reload()
    inside(page)
    expect(page.locator("meta[name=build]")).to_have_attribute("content", "2")
