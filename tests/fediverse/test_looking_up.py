"""People of whom only an address is known are looked up; who becomes known is asked once."""

from uuid import UUID

import pytest

from leapfrog import fediverse, identity
from leapfrog.fediverse import actors, sending
from leapfrog.fediverse.actors import ActorDocument
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.contacts.conftest import Join, Settle, by_hand
from tests.fediverse.in_process import activities, app, client, clock, join, settings, settle, town
from tests.fediverse.peers import KEYS

__all__ = ["app", "by_hand", "client", "clock", "join", "settings", "settle", "town"]

URI = "https://hill.town/users/vera"
VERA = ActorDocument(
    uri=URI,
    user="vera",
    name="Vera",
    about="",
    key_id=f"{URI}#main-key",
    public_pem=KEYS[0][1],
    inbox=f"{URI}/inbox",
    shared_inbox=None,
    url=URI,
    icon=None,
    moved_to=None,
)


async def addressed(town: Town) -> UUID:
    """Vera, of whom no more is known than her address."""
    async with town.database.transaction() as db:
        return (await identity.remote(db, new_id(), "vera@hill.town", "Vera")).id


async def becomes_known(town: Town) -> None:
    async with town.database.transaction() as db:
        await actors.keep(db, VERA, "vera@hill.town")


async def swept(town: Town) -> list[str]:
    """Whom a sweep looks up, when nobody is about to be."""
    async with town.database.transaction() as db:
        await db.run("delete from kernel_timer where kind = $1", sending.LOOK_UP)
        await fediverse.tidy(db)
        rows = await db.rows("select ref from kernel_timer where kind = $1", sending.LOOK_UP)
    return [row[0] for row in rows]


async def test_who_becomes_known_is_asked_by_each_who_waits_and_once(
    join: Join, town: Town, settle: Settle
) -> None:
    amina, bruno = await join("amina"), await join("bruno")
    vera = await addressed(town)
    for one in (amina, bruno):
        assert ok(await one.put(f"/follows/{vera}", json={}))["follow"] == "asked"
    await settle()
    assert await activities(town, "Follow") == []
    await becomes_known(town)
    await becomes_known(town)
    asked = await activities(town, "Follow")
    ids = {one.me["id"] for one in (amina, bruno)}
    assert {one["actor"].rpartition("/")[2] for one in asked} == ids
    assert [one["object"] for one in asked] == [URI, URI]


@pytest.mark.usefixtures("by_hand")
async def test_the_sweep_looks_up_who_was_left_over(join: Join, town: Town) -> None:
    amina = await join("amina")
    vera = await addressed(town)
    assert await swept(town) == [], "nobody wants to follow her"
    ok(await amina.put(f"/follows/{vera}", json={}))
    assert await swept(town) == [str(vera)]
    await becomes_known(town)
    assert await swept(town) == [], "she was asked"


async def test_who_is_asked_in_this_town_is_not_looked_up_elsewhere(
    join: Join, town: Town, settle: Settle
) -> None:
    amina, bruno = await join("amina"), await join("bruno")
    ok(await bruno.patch("/post-settings", json={"approve": True}))
    assert ok(await amina.put(f"/follows/{bruno.me['id']}", json={}))["follow"] == "asked"
    await settle()
    assert await swept(town) == []
    async with town.database.glance() as db:
        assert not await db.value(
            "select count(*) from kernel_timer where kind = $1", sending.LOOK_UP
        )
