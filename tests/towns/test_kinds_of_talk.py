"""Who may say what to whom: what towns say of two people, of their homes, and of what bounced."""

from collections.abc import Callable
from uuid import uuid4

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.town_groups.stranger import Said
from tests.towns.kinds import ABSENT, NO, OTHERS, PEOPLE, Cases, Kind, Watch, of_people, row
from tests.towns.lake import STANDINGS, Lake, Somebody, between
from tests.towns.stranger import Person
from tests.towns.test_hostile import HILL, OAK, Line, ask, dispatch, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]


def talks(kind: str, body: Callable[[Lake, Somebody], Said]) -> Callable[[Lake], Cases]:
    return lambda lake: of_people(
        lake, lambda who, to: dispatch(kind, who.person, to, body(lake, who))
    )


def card(who: Somebody, version: int) -> Said:
    return {"v": version, "name": who.handle, "fields": []}


async def is_told(lake: Lake) -> None:
    """Amina said something to her contact."""
    await lake.says(lake.people["contact"])


def asked(lake: Lake) -> Cases:
    """By address, as people are asked."""
    who, here = lake.people, "amina@lake.town"

    def asks(one: Somebody, to: str = here) -> Said:
        return ask(one.person, to, home=one.home)

    found = {name: (lake.hill, asks(who[name])) for name in PEOPLE if name in who}
    found[OTHERS[2]] = (lake.oak, asks(who["contact"]))
    absent = ("ben@lake.town", "kofi@lake.town", "nobody@lake.town")
    pairs = zip(ABSENT, absent, strict=True)
    return found | {name: (lake.hill, asks(who["contact"], to)) for name, to in pairs}


def homes(lake: Lake) -> Cases:
    """Whoever brings it: what its owner signed counts, and an address that its town brings."""
    contact, elsewhere = lake.people["contact"], lake.people["elsewhere"]
    forged = Person(elsewhere.person.first, elsewhere.person.following)
    forged.key = HILL
    cases = {
        "another town": (lake.oak, contact.lives(2)),
        "changed by another town": (
            lake.oak,
            contact.lives(3) | {"address": f"{contact.handle}@oak.town"},
        ),
        "signed by its town": (lake.hill, forged.record(2, elsewhere.address, OAK)),
        "of a stranger": (lake.hill, lake.people["stranger"].home),
        "of before": (lake.hill, contact.home),
        "its own": (lake.hill, contact.lives(4)),
    }
    return {name: (line, between("home", {"home": one})) for name, (line, one) in cases.items()}


def bounced(lake: Lake) -> Cases:
    body = {"of": lake.said["id"], "code": "no_dispatch"}
    return {
        "another town": (lake.oak, between("bounce", body)),
        "of what was not said": (lake.hill, between("bounce", body | {"of": str(uuid4())})),
        "its own": (lake.hill, between("bounce", body)),
    }


ABSENCE = (("to who moved", "moved_away"), ("to who is erased", ""), ("to nobody", ""))
SAID = row(PEOPLE, NO, ("contact", "done"), *ABSENCE)
UNKNOWN = [(name, NO) for name in ("stranger", *OTHERS)]
# In the order in which they are tried: parting last.
KINDS: dict[str, Kind[Lake]] = {
    "say": Kind(talks("say", lambda *_: {"i": str(uuid4()), "kind": "text", "body": "hi"}), SAID),
    "card": Kind(talks("card", lambda _, who: {"card": card(who, 2**50)}), SAID),
    "mark": Kind(
        talks("mark", lambda lake, _: {"read": lake.said["b"]["i"]}),
        row(PEOPLE, "", *UNKNOWN, ("contact", "done"), *ABSENCE),
        is_told,
    ),
    "resync": Kind(
        talks("resync", lambda *_: {"i": None, "back": True}),
        SAID | {"contact": "done say"},
    ),
    "bounce": Kind(
        bounced, row(("another town", "of what was not said"), "", ("its own", "done")), is_told
    ),
    "tie.yes": Kind(
        talks("tie.yes", lambda _, who: {"home": who.home, "card": card(who, 2**51)}), SAID
    ),
    "home": Kind(
        homes,
        {
            "another town": "done",
            "changed by another town": NO,
            "signed by its town": NO,
            "of a stranger": "",
            "of before": "",
            "its own": "done",
        },
    ),
    "tie.ask": Kind(
        asked,
        row(
            PEOPLE,
            "",
            ("stranger", "done"),
            ("contact", "done tie.yes"),
            ("removed", "done"),
            # It stands, as anybody's, and she does not see it.
            ("blocked", "done"),
            *((name, NO) for name in OTHERS),
        ),
    ),
    "tie.end": Kind(
        talks("tie.end", lambda *_: {}),
        # Of those who asked just now, too: it is taken back.
        row(
            PEOPLE,
            "",
            *((name, "done") for name in STANDINGS),
            ("to who moved", "moved_away"),
        ),
    ),
}


async def test_what_people_say_to_people(
    hill: Line, town: Town, join: Join, settle: Settle, settings: Settings
) -> None:
    lake = Lake(hill.amina, hill.amina, town, settle)
    await lake.begin(await join("ben"), await join("kofi"))
    lake.people["moved"] = await lake.moves(await lake.friend(lake.hill))
    watch = Watch(lake, settings)
    await watch.holds(lake, {name: kind for name, kind in KINDS.items() if name != "tie.end"})
    received = (await lake.amina.get("/contact-requests")).json()["received"]
    seen = {one["person"]["handle"] for one in received if one["state"] == "pending"}
    assert seen == {lake.people[name].handle for name in ("stranger", "asked", "removed")}
    await watch.holds(lake, {"tie.end": KINDS["tie.end"]})
