"""Secrets of invitations that a hostile town guesses, or brings for somebody else."""

from typing import Any

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.towns import ties
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.towns.stranger import Key, Person, key
from tests.towns.test_hostile import (
    EVE,
    HEARD,
    HILL,
    TARIQ,
    Line,
    Said,
    ask,
    bounces,
    hill,
    requests,
)

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]


def with_secret(sender: Person, secret: str, **more: Any) -> Said:
    said = ask(sender, **more)
    said["b"]["secret"] = secret
    return said


async def invited_by_amina(hill: Line) -> str:
    made = (await hill.amina.put(f"/invitations/{new_id()}", json={})).json()
    found: str = made["url"].rpartition("/")[2]
    return found


async def test_a_secret_that_opens_nothing_leaves_nothing(
    hill: Line, town: Town, settings: Settings
) -> None:
    good = await invited_by_amina(hill)
    await hill.says()
    wrong = [
        with_secret(TARIQ, "guessed"),
        with_secret(TARIQ, good, to="nobody@lake.town"),
        with_secret(TARIQ, good + "\0"),
        with_secret(EVE, good, home=EVE.record(1, "eve@oak.town", key(3))),
    ]
    but = (*HEARD, "towns_dispatch", "pgqueuer", "towns_key")
    async with unchanged(str(settings.database_url), *but):
        await hill.says(*wrong)
    codes = [one["code"] for one in await bounces(town)]
    assert codes == ["invitation_over", "invitation_over", "no_dispatch", "no_dispatch"]


async def test_who_is_invited_counts_against_no_measure(
    hill: Line, town: Town, monkeypatch: Any
) -> None:
    """Whom a town's people may not ask any more today they still are, who were invited."""
    monkeypatch.setattr(ties, "MOST_OF_TOWN", 0)
    secret = await invited_by_amina(hill)
    one = Person(key(0), key(1))
    one.first = one.key = Key(bytes([9]) * 32)
    await hill.says(ask(one, home=one.record(1, "first@hill.town", HILL)))
    assert await requests(hill) == []
    await hill.says(with_secret(TARIQ, secret))
    assert await bounces(town) == []
    rows = (await hill.amina.get("/contacts")).json()["contacts"]
    assert [row["person"]["address"] for row in rows if row["connected"]] == ["tariq@hill.town"]
