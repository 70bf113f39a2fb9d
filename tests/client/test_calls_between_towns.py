"""Amina in Lake calls Tariq in Hill: what one says arrives at the other, who taps as for
a call in one's own town.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, Person, context
from tests.client.call_steps import dial, hears, press, rings, screen, sees, talks, watched
from tests.client.conftest import Devices
from tests.client.member import enter
from tests.client.test_moving import origin, other_town
from tests.fediverse.conftest import until

__all__ = ["origin", "other_town"]


class Towns:
    """Amina of the one town and Tariq of the other one are contacts, and both have the app open."""

    def __init__(self, amina: Person, tariq: Person) -> None:
        self.amina, self.tariq = amina, tariq
        asking = {"handle": tariq.me["address"], "greeting": ""}
        amina.ask("PUT", f"/contact-requests/{new_id()}", asking)
        [asked] = until(lambda: tariq.ask("GET", "/contact-requests")["received"], "a request")
        tariq.ask("POST", f"/contact-requests/{asked['id']}/acceptance", {"circles": []})
        self.talk, self.his_talk = self.place(amina, tariq), self.place(tariq, amina)
        for one in (amina, tariq):
            watched(one.context)

    def place(self, who: Person, other: Person) -> str:
        """Their conversation, as one of them has it."""

        def look() -> Any:
            rows = who.ask("GET", "/contacts")["contacts"]
            return next(
                (
                    one["person"]["id"]
                    for one in rows
                    if one["person"]
                    and one["person"]["address"] == other.me["address"]
                    and one["connected"]
                ),
                None,
            )

        them = until(look, "a tie")
        found: str = who.ask("PUT", f"/conversations/direct/{them}", {})["id"]
        return found

    def pages(self) -> tuple[Page, Page]:
        hers, his = self.amina.open(f"/chat/{self.talk}"), self.tariq.open("/contacts")
        expect(his.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
        return hers, his


@pytest.fixture
def towns(join: Join, devices: Devices, other_town: str) -> Iterator[Towns]:
    amina = join("amina", "Amina Diallo")
    api, joined = enter(other_town, "tariq", "Tariq Aziz")
    there = context(devices.chromium, other_town)
    devices.watch(there)
    yield Towns(amina, Person(other_town, api, joined, there))
    there.close()


def test_two_people_of_two_towns_hear_each_other(towns: Towns) -> None:
    hers, his = towns.pages()
    dial(hers)
    expect(screen(hers)).to_contain_text("Ringing…")
    rings(his, "Amina Diallo")
    press(his, "Accept")
    for page in (hers, his):
        talks(page)
    for page in (hers, his):
        hears(page)
    press(hers, "Mute")
    expect(screen(his)).to_contain_text("Amina Diallo is muted")
    press(his, "Hang up")
    expect(screen(hers)).to_contain_text("Call ended, 0:")
    for page in (hers, his):
        expect(screen(page)).to_have_count(0)
    his.goto(f"/chat/{towns.his_talk}")
    for page in (hers, his):
        expect(page.locator(".bubble")).to_contain_text(["Call, 0:"])


def test_two_people_of_two_towns_see_each_other_and_one_declines(towns: Towns) -> None:
    hers, his = towns.pages()
    dial(hers, "Video call")
    rings(his, "Amina Diallo", "video")
    press(his, "Accept")
    for page in (hers, his):
        sees(page)
    press(hers, "Hang up")
    expect(screen(his)).to_contain_text("Call ended")
    expect(screen(his)).to_have_count(0)
    expect(screen(hers)).to_have_count(0)
    dial(hers)
    rings(his, "Amina Diallo")
    press(his, "Decline")
    expect(screen(hers)).to_contain_text("Declined")
    expect(hers.locator(".bubble")).to_have_count(2)
