"""Who may say what to whom: every dispatch between two people, of a stranger, of who has asked, of
a contact, of who was removed and of who is blocked; to who lives here, to nobody, and to who lives
elsewhere now. Only a contact changes anything, and of all others no town learns more than it knows.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.towns.lake import STANDINGS, Somebody, departs, pid_of, stands
from tests.towns.stranger import Person, key
from tests.towns.test_hostile import HEARD, Line, Said, bounces, dispatch, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

# What a bounce leaves, and that a town was heard.
QUIET = (*HEARD, "towns_dispatch", "towns_key")


def said(kind: str, **more: Any) -> Callable[[Somebody, str], Said]:
    def made(who: Somebody, to: str) -> Said:
        return dispatch("say", who.person, to, {"i": str(uuid4()), "kind": kind} | more)

    return made


REF = {"by": "p" + "a" * 32, "i": str(uuid4())}
LETTERS: dict[str, Callable[[Somebody, str], Said]] = {
    "text": said("text", body="hello"),
    "place": said("location", meta={"lat": 48.1, "lon": 11.5}),
    "edit": said("edit", body="hello", ref=REF),
    "recall": said("recall", ref=REF),
    "reaction": said("reaction", body="👍", ref=REF),
    "call": said("call", meta={"media": "voice", "outcome": "missed", "duration_s": 0}),
    "card": lambda who, to: dispatch(
        "card", who.person, to, {"card": {"v": 2**50, "name": who.handle, "fields": []}}
    ),
    "mark": lambda who, to: dispatch("mark", who.person, to, {"read": str(uuid4())}),
    "resync": lambda who, to: dispatch("resync", who.person, to, {"i": None, "back": True}),
    "yes": lambda who, to: dispatch(
        "tie.yes",
        who.person,
        to,
        {"home": who.home, "card": {"v": 2**51, "name": who.handle, "fields": []}},
    ),
    "end": lambda who, to: dispatch("tie.end", who.person, to, {}),
}
NO = "no_dispatch"
# Of what is not there.
CHANGES = ("edit", "recall", "reaction")


@pytest.fixture
async def told(hill: Line, town: Town, settings: Settings) -> Any:
    """With which code a dispatch bounces, if it does; whether anything else follows from it."""

    async def tell(one: Said, *, changes: bool) -> str:
        if changes:
            await hill.says(one)
        else:
            async with unchanged(str(settings.database_url), *QUIET):
                await hill.says(one)
        return next((back["code"] for back in await bounces(town) if back["of"] == one["id"]), "")

    return tell


async def test_only_a_contact_says_anything_to_who_is_here(
    hill: Line, town: Town, settle: Any, told: Any
) -> None:
    """Who is blocked is told the same as who was removed, and as who has only asked."""
    amina = await pid_of(town, hill.amina)
    for standing in STANDINGS:
        who = await stands(hill, hill.amina, standing, settle)
        for letter, write in LETTERS.items():
            changes = standing == "contact" or (standing, letter) == ("asked", "end")
            code = await told(write(who, amina), changes=changes)
            silent = letter == "end" or (letter == "mark" and standing != "stranger")
            heard = standing == "contact" and letter not in CHANGES
            assert code == ("" if silent or heard else NO), (standing, letter)


async def test_to_nobody_nothing_is_said(hill: Line, settle: Any, told: Any) -> None:
    nobody = Person(key(250), key(251)).pid
    for standing in STANDINGS:
        who = await stands(hill, hill.amina, standing, settle)
        for letter, write in LETTERS.items():
            code = await told(write(who, nobody), changes=False)
            unknown = (standing, letter) == ("stranger", "mark")
            assert code == (NO if unknown else ""), (standing, letter)


async def test_who_lives_elsewhere_is_said_nothing_here(
    hill: Line, town: Town, join: Any, settle: Any, told: Any
) -> None:
    """Whoever says it hears so: the pid is known to who was told it, and says nothing of where."""
    ben = await join("ben")
    there = [await stands(hill, ben, standing, settle) for standing in STANDINGS]
    pid = await pid_of(town, ben)
    await departs(town, ben)
    await settle()
    for who in there:
        for letter, write in LETTERS.items():
            code = await told(write(who, pid), changes=False)
            silent = (who.standing, letter) == ("stranger", "end")
            assert code == ("" if silent else "moved_away"), (who.standing, letter)
