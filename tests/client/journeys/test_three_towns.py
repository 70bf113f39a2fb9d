"""Still reachable: Amina moves from Lake to Hill in three taps. Whatever her friends in Lake and in
Oak do next reaches her there, and nobody does anything for it; then Lake is gone for ever, and all
that she had is there.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from leapfrog.towns import cards, redirecting
from tests.client.browser import Person
from tests.client.call_steps import dial, press, rings, screen, talks
from tests.client.conftest import Devices
from tests.client.journeys.three_towns import (
    GROUP,
    PURSE,
    Circle,
    Friend,
    Towns,
    ask,
    open_towns,
    phone,
    said_by_all,
)
from tests.client.screens import row, walk, write
from tests.client.test_money import drawer, of
from tests.client.test_moving import led_to
from tests.client.test_town_groups import hears
from tests.client.till.steps import confirm
from tests.http import PASSWORD
from tests.shared_database import Lender
from tests.towns.conftest import until


@pytest.fixture
def towns(settings: Settings, lender: Lender, tmp_path: Path, built: None) -> Iterator[Towns]:
    with ExitStack() as stack:
        yield open_towns(stack, settings, lender, tmp_path)


@pytest.fixture
def origin(towns: Towns) -> str:
    return towns.lake.origin


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the next minute."""
    monkeypatch.setattr(cards, "EVERY", timedelta())
    monkeypatch.setattr(redirecting, "EVERY", timedelta(milliseconds=300))


def test_whoever_moves_is_reached_by_all_friends_for_ever(towns: Towns, devices: Devices) -> None:
    circle = Circle(towns)
    amina = phone(devices, circle.amina)
    said = said_by_all(amina.open())
    # Their chats with her stay open all the time.
    kofis, zoes = (
        phone(devices, one).open(f"/chat/{circle.place(one, circle.amina)}")
        for one in circle.friends
    )
    hers = devices.add(base_url=towns.hill.origin).new_page()
    moves(amina, hers, zoes)
    for friend, page in zip(circle.friends, (kofis, zoes), strict=True):
        reaches(friend, page, hers, circle)
    gives(kofis, hers, "Kofi Mensah", "for the sail")
    gives(zoes, hers, "Zoe Lindqvist", "for the oars")

    kofis.context.close()
    amina.context.close()
    towns.lake.sleep()
    for town in (towns.hill, towns.oak):
        town.misses(towns.lake, 2)
    carries_on(hers, towns)
    reaches(circle.zoe, zoes, hers, circle, again="once more")
    gives(zoes, hers, "Zoe Lindqvist", "for the anchor")
    nothing_is_lost(hers, said)


def moves(amina: Person, hers: Page, zoes: Page) -> None:
    """She joins Hill by moving in: I live in another town, join, and her yes in Lake."""
    hers.goto("/join")
    hers.get_by_role("link", name="I live in another town").tap()
    hers.get_by_label("My address there").fill(amina.me["address"])
    expect(hers.get_by_text("is free")).to_be_visible()
    hers.get_by_role("radio", name="Password").check()
    hers.get_by_label("Password", exact=True).fill(PASSWORD)
    asked = amina.open(led_to(hers, "Join and move in", "/move?"))
    hers.goto(led_to(asked, "Move me to", "/me/moving?"))
    # What is said on the way comes after her.
    write(zoes, "Bon voyage!")
    expect(hers.get_by_text("You live here now")).to_be_visible(timeout=60_000)
    expect(hers.get_by_text("2 friends are told")).to_be_visible()
    hers.get_by_role("link", name="What came along").tap()
    expect(hers.get_by_role("row", name="Messages")).to_be_visible()
    hers.get_by_role("button", name="Back", exact=True).tap()
    hers.get_by_role("link", name="Open chats").tap()
    open_chat(hers, "Zoe Lindqvist")
    hears(hers, "Bon voyage!")
    walk(hers, "/")


def open_chat(page: Page, name: str) -> None:
    row(page, name).tap()
    expect(page.get_by_role("region", name=name)).to_be_visible()


def reaches(friend: Friend, theirs: Page, hers: Page, circle: Circle, again: str = "") -> None:
    """A message, a call, a card that changed, a word in the group: each reaches her in Hill."""
    name, words = friend.me["display_name"], f"Are you there {again}?"
    write(theirs, words)
    open_chat(hers, name)
    hears(hers, words)
    write(hers, f"Here I am, {again or name}")
    hears(theirs, f"Here I am, {again or name}")

    dial(theirs)
    rings(hers, name)
    press(hers, "Accept")
    for page in (theirs, hers):
        talks(page)
    press(hers, "Hang up")
    for page in (theirs, hers):
        expect(screen(page)).to_have_count(0)
    walk(hers, "/")

    number = f"+49 30 5550 {len(again):03}"
    friend.shows("phone", number)
    [known] = [one for one in ask(hers, "/contacts")["contacts"] if one["name"] == name]
    walk(hers, f"/contacts/{known['id']}")
    expect(hers.get_by_role("link", name=number)).to_be_visible()

    talk = urlsplit(theirs.url).path
    walk(theirs, f"/chat/{circle.group}")
    write(theirs, f"{name} sails {again}")
    walk(hers, "/")
    open_chat(hers, GROUP)
    hears(hers, f"{name} sails {again}")
    write(hers, f"With {name} {again}")
    hears(theirs, f"With {name} {again}")
    walk(hers, "/")
    walk(theirs, talk)


def gives(theirs: Page, hers: Page, name: str, note: str) -> None:
    """Money, from the chat with her; she takes it in Hill."""
    drawer(theirs, "Send money")
    theirs.get_by_label("Amount").fill("5")
    theirs.get_by_label("For what").fill(note)
    theirs.get_by_role("main").get_by_role("button", name="Send money").last.tap()
    confirm(theirs)
    expect(theirs.get_by_text("The money is set aside in your wallet.")).to_be_visible()
    theirs.get_by_role("button", name="Done").tap()
    open_chat(hers, name)
    of(hers, note).get_by_role("button", name="Accept").tap()
    expect(of(hers, note)).to_contain_text("It is in your wallet")
    expect(of(theirs, note)).to_contain_text("has it")
    walk(hers, "/")


def carries_on(hers: Page, towns: Towns) -> None:
    """The group lived in Lake: who owns it goes on with it where she is."""
    open_chat(hers, GROUP)
    walk(hers, f"{urlsplit(hers.url).path}/info")
    hers.get_by_role("button", name="Carry on here").tap()
    hers.get_by_role("dialog").get_by_role("button", name="Carry on here").tap()
    expect(hers.get_by_text(f"Lives in {towns.hill.domain}")).to_be_visible()
    walk(hers, "/")


def nothing_is_lost(hers: Page, said: dict[str, list[tuple[str, str]]]) -> None:
    """What was said, pictures among it, what she showed, and her money."""
    now = said_by_all(hers)
    assert {name: now[name][: len(lines)] for name, lines in said.items()} == said
    assert any(one.startswith("Are you there") for _, one in now["Kofi Mensah"])
    for name in ("Kofi Mensah", "Zoe Lindqvist"):
        open_chat(hers, name)
        expect(hers.locator("img.loaded").filter(visible=True).first).to_be_visible()
        walk(hers, "/")
    me = ask(hers, "/me")
    hers.goto(f"/u/{me['id']}")
    expect(hers.get_by_text("The pier at six in the morning")).to_be_visible()
    until(lambda: [one["balance"] for one in wallets(hers)] == [PURSE + 1_500], "her money")


def wallets(hers: Page) -> list[dict[str, int]]:
    found: list[dict[str, int]] = ask(hers, "/wallet")["accounts"]
    return found
