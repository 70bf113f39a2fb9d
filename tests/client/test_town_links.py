"""Links of another town on the phone, an invitation and a group's
link, followed with the account of one's own town; and a friend whose town sleeps.
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
from tests.client.test_moving import led_to
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
def phones(towns: tuple[Sleeper, Sleeper], devices: Devices) -> tuple[Person, Person]:
    """Amina of Lake, and Tariq of Hill."""
    made = []
    for town, handle, name in zip(
        towns, ("amina", "tariq"), ("Amina Diallo", "Tariq Haddad"), strict=True
    ):
        api, joined = enter(town.origin, handle, name)
        there = context(devices.chromium, town.origin)
        devices.watch(there)
        made.append(Person(town.origin, api, joined, there))
    return made[0], made[1]


def own_town(page: Page, town: str, hint: str) -> str:
    """Where the page of the link leads who has no account there."""
    page.get_by_role("button", name="I live in another town").click()
    expect(page.get_by_text(hint)).to_be_visible()
    fits(page)
    page.get_by_label("Your town").fill(town)
    return led_to(page, "Go on in my town", f"{town}/").rstrip("?")


@pytest.fixture
def guest(towns: tuple[Sleeper, Sleeper], devices: Devices) -> Iterator[Page]:
    """A browser without an account: both towns are on one host, and would share a cookie."""
    there = context(devices.chromium, towns[1].origin)
    devices.watch(there)
    yield there.new_page()
    there.close()


def test_an_invitation_of_another_town_is_followed(
    towns: tuple[Sleeper, Sleeper], phones: tuple[Person, Person], guest: Page
) -> None:
    (lake, hill), (amina, tariq) = towns, phones
    link = tariq.ask("PUT", f"/invitations/{new_id()}", {})
    secret = link["url"].rpartition("/")[2]
    guest.goto(link["url"])
    expect(guest.get_by_text("Tariq Haddad invites you")).to_be_visible()
    led = own_town(guest, lake.domain, "You become contacts from there")
    assert led == f"/i/{secret}@{hill.domain}"
    page = amina.open(led)
    expect(page.get_by_text("Tariq Haddad wants to be your contact.")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Add with your").click()
    page.wait_for_url(f"{lake.origin}/chat/*")
    write(page, "Your link works")
    [row] = tariq.ask("GET", "/contacts")["contacts"]
    assert row["connected"]
    # The town that was typed is remembered.
    guest.goto(link["url"])
    guest.get_by_role("button", name="I live in another town").click()
    expect(guest.get_by_label("Your town")).to_have_value(lake.domain)
    # What is over is said.
    tariq.ask("DELETE", f"/invitations/{link['id']}")
    page.goto(f"{lake.origin}/i/{secret}@{hill.domain}")
    expect(page.get_by_text("This invitation is over")).to_be_visible()
    sleeps(towns, amina)


def sleeps(towns: tuple[Sleeper, Sleeper], amina: Person) -> None:
    """The card of a friend, and the chat, say that their town sleeps, and what is kept for it."""
    _, hill = towns
    [him] = amina.ask("GET", "/contacts")["contacts"]
    talk = amina.ask("PUT", f"/conversations/direct/{him['person']['id']}")["id"]
    hill.sleep()
    amina.ask("PUT", f"/conversations/{talk}/messages/{new_id()}", {"body": "Good morning"})
    until(lambda: amina.ask("GET", f"/towns/{hill.domain}")["state"] == "asleep", "that it sleeps")
    for path in (f"/contacts/{him['id']}", f"/chat/{talk}"):
        page = amina.open(path)
        said = page.get_by_role("note")
        expect(said).to_contain_text(f"{hill.domain} has been asleep since")
        expect(said).to_contain_text("1 message is kept for it.")
        fits(page)


def test_a_link_of_a_group_of_another_town(
    towns: tuple[Sleeper, Sleeper], phones: tuple[Person, Person], guest: Page
) -> None:
    (lake, hill), (amina, tariq) = towns, phones
    api, _ = enter(hill.origin, "lena", "Lena Berg")
    asked = f"/contact-requests/{new_id()}"
    tariq.ask("PUT", asked, {"handle": "lena", "greeting": ""})
    assert api.post(f"{asked}/acceptance", json={"circles": []}).is_success
    [lena] = tariq.ask("GET", "/contacts")["contacts"]
    group = f"{new_id()}"
    body = {"name": "Boats", "person_ids": [lena["person"]["id"]]}
    tariq.ask("PUT", f"/groups/{group}", body)
    tariq.ask("PATCH", f"/groups/{group}", {"joining": "free"})
    url = tariq.ask("POST", f"/groups/{group}/link")["url"]
    guest.goto(url)
    led = own_town(guest, lake.domain, "You come in from there")
    assert led == f"/g/{url.rpartition('/')[2]}@{hill.domain}"
    page = amina.open(led)
    expect(page.get_by_role("heading", name="Boats")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url(f"{lake.origin}/chat/{group}")
    write(page, "I am in")
    until(
        lambda: [
            one
            for one in tariq.ask("GET", f"/conversations/{group}/messages")["messages"]
            if one["body"] == "I am in"
        ],
        "what she says there",
    )
