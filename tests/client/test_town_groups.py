"""A group of two towns on three phones: all see the same, and what is written while its town
sleeps waits, says so, and comes.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Person, context
from tests.client.conftest import Devices
from tests.client.member import enter
from tests.client.screens import write
from tests.client.test_square import fits
from tests.fediverse.conftest import until
from tests.shared_database import Lender
from tests.town_groups.test_three_towns import Sleeper


@pytest.fixture
def towns(
    settings: Settings, lender: Lender, tmp_path: Path, built: None
) -> Iterator[tuple[Sleeper, Sleeper]]:
    """Lake and Hill."""
    with ExitStack() as stack:
        made = []
        for name in ("lake", "hill"):
            url = stack.enter_context(lender.lend())
            there = msgspec.structs.replace(settings, home=tmp_path / name, database_url=url)
            made.append(Sleeper(there))
        yield made[0], made[1]
        for one in made:
            one.sleep()


@pytest.fixture
def phones(towns: tuple[Sleeper, Sleeper], devices: Devices) -> Iterator[list[Person]]:
    """Amina and Kofi of Lake, Tariq of Hill; Amina is a contact of both."""
    lake, hill = towns
    made = []
    for town, handle, name in (
        (lake, "amina", "Amina Diallo"),
        (lake, "kofi", "Kofi Mensah"),
        (hill, "tariq", "Tariq Haddad"),
    ):
        api, joined = enter(town.origin, handle, name)
        there = context(devices.chromium, town.origin)
        devices.watch(there)
        made.append(Person(town.origin, api, joined, there))
    amina, *others = made
    for one in others:
        asked = {"handle": one.me["address"], "greeting": ""}
        amina.ask("PUT", f"/contact-requests/{new_id()}", asked)

        def waits(one: Person = one) -> str | None:
            found = one.ask("GET", "/contact-requests")["received"]
            return next((row["id"] for row in found if row["state"] == "pending"), None)

        request = until(waits, "a request")
        one.ask("POST", f"/contact-requests/{request}/acceptance", {"circles": []})
    until(lambda: len(contacts(amina)) == 2, "both ties")
    yield made
    for one in made:
        one.context.close()


def contacts(who: Person) -> list[str]:
    rows = who.ask("GET", "/contacts")["contacts"]
    return [row["person"]["id"] for row in rows if row["connected"]]


def hears(page: Page, text: str) -> None:
    expect(page.get_by_text(text, exact=True).filter(visible=True).first).to_be_visible()


def test_a_group_of_two_towns_on_three_phones(
    towns: tuple[Sleeper, Sleeper], phones: list[Person], devices: Devices
) -> None:
    devices.forgive("ERR_CONNECTION_REFUSED")
    lake, hill = towns
    amina, kofi, tariq = phones
    group = str(new_id())
    amina.ask("PUT", f"/groups/{group}", {"name": "Boats", "person_ids": contacts(amina)})
    until(
        lambda: group in [row["id"] for row in tariq.ask("GET", "/conversations")["conversations"]],
        "the group in Hill",
    )
    hers, his, theirs = (one.open(f"/chat/{group}") for one in (amina, kofi, tariq))
    note = theirs.get_by_role("note")
    expect(note).to_contain_text("can read this")
    expect(note).to_contain_text(lake.domain)
    expect(note).to_contain_text(hill.domain)
    expect(hers.get_by_role("note")).to_contain_text("can read this")
    write(hers, "Who sails on Sunday?")
    for page in (his, theirs):
        hears(page, "Who sails on Sunday?")
    write(theirs, "I do!")
    for page in (hers, his):
        hears(page, "I do!")
    fits(theirs)

    waits_and_comes(towns, phones, [hers, his, theirs], group)
    is_carried_on(towns, phones, [hers, his, theirs], group)


def test_what_was_said_before_stands_beside_the_group(phones: list[Person]) -> None:
    """Tariq comes to the group late, and brings a copy that has what was said until then."""
    amina, kofi, tariq = phones
    group = str(new_id())
    made = {"name": "Boats", "person_ids": [mate(amina, kofi)]}
    amina.ask("PUT", f"/groups/{group}", made)
    for body in ("Who sails on Sunday?", "At ten, by the pier"):
        amina.ask("PUT", f"/conversations/{group}/messages/{new_id()}", {"body": body})
    people = {"person_ids": [mate(amina, tariq)]}
    amina.ask("PUT", f"/groups/{group}/members", people)
    until(
        lambda: group in [row["id"] for row in tariq.ask("GET", "/conversations")["conversations"]],
        "the group in Hill",
    )
    amina.ask("PUT", f"/conversations/{group}/messages/{new_id()}", {"body": "Welcome!"})
    brings(tariq, copy_of(kofi))

    page = tariq.open(f"/chat/{group}")
    hears(page, "Welcome!")
    expect(page.get_by_text("Who sails on Sunday?")).to_have_count(0)
    fits(page)
    page.get_by_role("link", name="What was said before").click()
    hears(page, "Who sails on Sunday?")
    hears(page, "At ten, by the pier")
    hears(page, "Amina Diallo")
    expect(page.get_by_role("textbox")).to_have_count(0)
    fits(page)
    # Who brought nothing is at the beginning.
    expect(kofi.open(f"/chat/{group}").get_by_text("This is the beginning")).to_be_visible()


def copy_of(who: Person) -> bytes:
    """All that somebody has, taken out."""
    takeout = f"/takeouts/{new_id()}"
    who.ask("PUT", takeout)
    until(lambda: who.ask("GET", takeout)["state"] == "ready", "a copy")
    return who.api.get(f"{takeout}/file").content


def brings(who: Person, zipped: bytes) -> None:
    path = f"/arrivals/{new_id()}"
    answers = [
        who.api.put(path, content=zipped, params={"name": "copy.zip"}),
        who.api.post(f"{path}/application"),
    ]
    assert all(one.is_success for one in answers), [one.text for one in answers]


Towns = tuple[Sleeper, Sleeper]


def waits_and_comes(towns: Towns, phones: list[Person], pages: list[Page], group: str) -> None:
    """What is written while Lake sleeps says that it waits, and comes when it wakes."""
    (lake, _), tariq, (hers, his, theirs) = towns, phones[2], pages
    lake.sleep()
    write(theirs, "Is anybody awake?")
    expect(theirs.get_by_text("Waits for the group’s town")).to_be_visible()
    until(lambda: tariq.ask("GET", f"/groups/{group}/home")["asleep_since"], "that it sleeps")
    theirs.reload()
    hears(theirs, "Is anybody awake?")
    expect(theirs.get_by_text("Waits for the group’s town")).to_be_visible()
    expect(theirs.get_by_role("note")).to_contain_text("has been asleep since")
    fits(theirs)

    info = tariq.open(f"/chat/{group}/info")
    expect(info.get_by_text(f"Lives in {lake.domain}")).to_be_visible()
    expect(info.get_by_role("button", name="Carry on here")).to_have_count(0)
    fits(info)
    lake.wake()
    for page in (hers, his):
        hears(page, "Is anybody awake?")
    expect(theirs.get_by_text("Waits for the group’s town")).to_have_count(0)


def is_carried_on(towns: Towns, phones: list[Person], pages: list[Page], group: str) -> None:
    """Who owns the group carries it on in Hill; Lake follows when it is back."""
    (lake, hill), (amina, _, tariq), (hers, _, theirs) = towns, phones, pages
    info = tariq.open(f"/chat/{group}/info")
    amina.ask(
        "PUT",
        f"/groups/{group}/members/{mate(amina, tariq)}/role",
        {"role": "owner"},
    )
    until(lambda: owner(tariq, group), "an owner in Hill")
    lake.sleep()
    hill.misses(lake, 2)
    lake.misses(hill, 2)
    info.reload()
    info.get_by_role("button", name="Carry on here").click()
    sure = info.get_by_role("dialog")
    expect(sure.get_by_text("puts in order what is said from now on")).to_be_visible()
    fits(info)
    sure.get_by_role("button", name="Carry on here").click()
    expect(info.get_by_text(f"Lives in {hill.domain}")).to_be_visible()
    write(theirs, "Hill goes on")
    hears(theirs, "Hill goes on")
    lake.wake()
    hears(hers, "Hill goes on")


def mate(who: Person, other: Person) -> str:
    """What somebody of another town is here."""
    rows = who.ask("GET", "/contacts")["contacts"]
    address = other.me["address"]
    return str(next(r["person"]["id"] for r in rows if r["person"]["address"] == address))


def owner(who: Person, group: str) -> bool:
    rows = who.ask("GET", "/conversations")["conversations"]
    return any(row["id"] == group and row["role"] == "owner" for row in rows)
