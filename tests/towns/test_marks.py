"""What somebody elsewhere has read: only of what was said to them, and never back."""

from typing import Any
from uuid import uuid4

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.towns.test_hostile import HEARD, TARIQ, Line, dispatch, hill
from tests.towns.test_town_files import pid, talk

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "talk", "town"]


async def readers(hill: Line, talk: str, seq: int) -> tuple[int, int]:
    """How many (read, have) a message."""
    found = (await hill.amina.get(f"/conversations/{talk}/messages/{seq}/readers")).json()
    return len(found["read"]), len(found["delivered"])


async def test_a_mark_only_grows_and_changes_nothing_else(
    hill: Line, town: Town, talk: str, settings: Settings
) -> None:
    said: list[Any] = []
    for n in range(3):
        path = f"/conversations/{talk}/messages/{new_id()}"
        said.append((await hill.amina.put(path, json={"body": f"{n}"})).json())
    to = await pid(town, "amina")
    first, second, third = (one["seq"] for one in said)
    await hill.says(dispatch("mark", TARIQ, to, {"got": said[2]["client_id"]}))
    assert await readers(hill, talk, third) == (0, 1)
    await hill.says(dispatch("mark", TARIQ, to, {"read": said[1]["client_id"]}))
    assert [await readers(hill, talk, n) for n in (first, second, third)] == [
        (1, 0),
        (1, 0),
        (0, 1),
    ]
    passed_over = [
        dispatch("mark", TARIQ, to, {"read": said[0]["client_id"]}),
        dispatch("mark", TARIQ, to, {"read": str(uuid4()), "got": str(uuid4())}),
        dispatch("mark", TARIQ, to, {}),
    ]
    async with unchanged(str(settings.database_url), *HEARD):
        await hill.says(*passed_over)
    # Whom she blocks has nothing more to say of it.
    person = (await hill.amina.get("/contacts")).json()["contacts"][0]["person"]
    assert (await hill.amina.put(f"/blocks/{person['id']}")).is_success
    async with unchanged(str(settings.database_url), *HEARD):
        await hill.says(dispatch("mark", TARIQ, to, {"read": said[2]["client_id"]}))
