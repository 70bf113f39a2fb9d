"""Lake, Hill and Oak, and whom Amina of Lake knows: Kofi of her own town, and Zoe of Oak."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Page

from leapfrog.kernel.settings import Settings
from tests.clearing.acts import Desk, Payer, agreed, olga_of
from tests.client.browser import Person
from tests.client.conftest import Devices
from tests.pay.acts import IBAN
from tests.samples import jpeg
from tests.shared_database import Lender
from tests.town_groups.conftest import Grouped
from tests.town_groups.test_three_towns import Sleeper

TOWN: dict[str, Any] = {"operators": ("olga",), "bank_iban": IBAN}
GROUP = "Sunday boats"
# What Amina has when she goes: with a partner, that much follows in one payment.
PURSE = 2_000


class Friend(Payer, Grouped):
    """Somebody with a wallet and a group."""


class Towns(msgspec.Struct, frozen=True):
    """Three towns that their operators let pay each other, as far as they need it."""

    lake: Sleeper
    hill: Sleeper
    oak: Sleeper

    def desks(self) -> tuple[Desk, Desk, Desk]:
        """Lake's, Hill's and Oak's; Hill has an agreement with both others."""
        lake, hill, oak = (
            olga_of(one.origin, str(one.settings.database_url))
            for one in (self.lake, self.hill, self.oak)
        )
        agreed(lake, hill)
        agreed(oak, hill)
        return lake, hill, oak


def open_towns(stack: ExitStack, settings: Settings, lender: Lender, folder: Path) -> Towns:
    """Until the stack is left; who sleeps by then is not woken."""
    made = []
    for name in ("lake", "hill", "oak"):
        url = stack.enter_context(lender.lend())
        more = {"home": folder / name, "database_url": url, "town_name": f"{name.title()} Town"}
        made.append(Sleeper(msgspec.structs.replace(settings, **more, **TOWN)))
        stack.callback(made[-1].sleep)
    return Towns(*made)


class Circle:
    """Amina, her friends, their group, and what she has in Lake."""

    def __init__(self, towns: Towns) -> None:
        lake, _, oak = towns.desks()
        self.amina = Friend(towns.lake.origin, "amina", display_name="Amina Diallo")
        self.kofi = Friend(towns.lake.origin, "kofi", display_name="Kofi Mensah")
        self.zoe = Friend(towns.oak.origin, "zoe", display_name="Zoe Lindqvist")
        for desk, one, amount in (
            (lake, self.amina, PURSE),
            (lake, self.kofi, 3_000),
            (oak, self.zoe, 3_000),
        ):
            one.chooses_pin()
            desk.gives(one, amount)
        for friend in self.friends:
            self.amina.meets(friend)
            friend.shows("phone", "+49 30 5550 100")
            self.talks(friend)
        self.group = self.amina.makes(*self.friends, name=GROUP)
        self.zoe.group(self.group)
        self.amina.says(self.group, "Who sails on Sunday?")
        self.zoe.hears(self.group, "Who sails on Sunday?")
        self.amina.show("The pier at six in the morning")

    @property
    def friends(self) -> tuple[Friend, Friend]:
        return self.kofi, self.zoe

    def talks(self, friend: Friend) -> None:
        """They say something to each other, and a picture is among it."""
        hers, theirs = self.place(self.amina, friend), self.place(friend, self.amina)
        self.amina.says(hers, "Look what I found")
        friend.hears(theirs, "Look what I found")
        friend.sends(theirs, jpeg((640, 480)), "image", "Pier.jpg")
        friend.says(theirs, "I was there, too")
        self.amina.hears(hers, "I was there, too")

    @staticmethod
    def place(one: Friend, other: Friend) -> str:
        """Their conversation, as `one` has it."""
        return str(one.talk(one.here(other))["id"])


def phone(devices: Devices, one: Friend) -> Person:
    """Their phone, on which they are signed in."""
    made = devices.add(base_url=one.origin)
    return Person(one.origin, one.http, {"me": one.me, "recovery_codes": []}, made)


def ask(page: Page, path: str) -> Any:
    """What the API says to whom this phone belongs."""
    origin = page.evaluate("location.origin")
    answer = page.request.get(f"{origin}/api/v1{path}")
    assert answer.ok, f"{path}: {answer.status} {answer.text()}"
    return answer.json()


def said_by_all(page: Page) -> dict[str, list[tuple[str, str]]]:
    """By the name of each conversation all that was said there, as (kind, words)."""
    return {
        row["person"]["display_name"] if "person" in row else row["name"]: [
            (one["kind"], one["body"])
            for one in ask(page, f"/conversations/{row['id']}/messages?limit=100")["messages"]
            if one["kind"] != "system"
        ]
        for row in ask(page, "/conversations")["conversations"]
    }
