"""Not wanting to hear: of a person, of a domain by a person of this town, of a town by its
operator; and being heard again.
"""

import pytest
from structlog.testing import capture_logs

from leapfrog.kernel.http import Town
from tests.contacts.acts import ok
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import (
    Neighbourhood,
    activities,
    app,
    client,
    clock,
    counts,
    door,
    follows,
    join,
    settings,
    settle,
    town,
    uri_of,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.posts.acts import posted

__all__ = ["app", "client", "clock", "door", "join", "settings", "settle", "town"]


class Place(Neighbourhood):
    """Amina and Vera of good.example follow each other; Eve is of evil.example."""

    async def texts(self) -> list[str]:
        return [one["text"] for one in ok(await self.amina.get("/square/home"))["posts"]]

    async def sees(self, whom: Peer) -> int:
        path = f"/profiles/{whom.actor.person_id}"
        return (await self.amina.get(path)).status_code


@pytest.fixture
async def place(town: Town, door: Door, join: Join) -> Place:
    amina = await join("amina")
    vera, eve = await peer(town, "vera", "good.example"), await peer(town, "eve", "evil.example", 1)
    made = Place(door, amina, vera, eve)
    await follows(door, amina, vera)
    await made.brings(vera, "Follow", uri_of(door, amina))
    return made


async def test_who_is_blocked_from_elsewhere_is_let_go_by_undo_and_by_nobody_else(
    place: Place,
) -> None:
    me = uri_of(place.door, place.amina)
    assert await place.sees(place.vera) == 200
    block = await place.brings(place.vera, "Block", me)
    assert await place.sees(place.vera) == 404
    with capture_logs() as logged:
        await place.brings(place.eve, "Undo", block)
    assert "fediverse_refused" in [one["event"] for one in logged]
    await place.brings(place.eve, "Undo", {"type": "Block", "object": me})
    assert await place.sees(place.vera) == 404
    await place.brings(place.vera, "Undo", block)
    assert await place.sees(place.vera) == 200


async def test_who_blocks_and_lets_go_tells_both(place: Place, town: Town, settle: Settle) -> None:
    path = f"/blocks/{place.vera.actor.person_id}"
    for _ in range(2):
        ok(await place.amina.put(path))
    await settle()
    [block] = await activities(town, "Block")
    assert (block["actor"], block["object"]) == (uri_of(place.door, place.amina), place.vera.uri)
    await place.brings(place.vera, "Create", place.vera.note("Hear me"))
    assert await place.texts() == []
    for _ in range(2):
        ok(await place.amina.delete(path))
    await settle()
    undone = [one["object"] for one in await activities(town, "Undo")]
    [block] = [one for one in undone if one["type"] == "Block"]
    assert block["object"] == place.vera.uri
    assert await place.sees(place.vera) == 200


async def test_a_domain_that_one_mutes_is_neither_seen_nor_follows(
    place: Place, town: Town
) -> None:
    await place.brings(place.vera, "Create", place.vera.note("Before"))
    assert await place.texts() == ["Before"]
    muted = {"kind": "domain", "value": "good.example"}
    ok(await place.amina.put("/mutes", json=muted))
    await place.brings(place.vera, "Create", place.vera.note("After"))
    assert await place.texts() == []
    wanda = await peer(town, "wanda", "good.example")
    accepted = len(await activities(town, "Accept"))
    await place.brings(wanda, "Follow", uri_of(place.door, place.amina))
    [no] = await activities(town, "Reject")
    assert no["object"]["actor"] == wanda.uri
    assert len(await activities(town, "Accept")) == accepted
    # Others are heard as before.
    await place.brings(place.eve, "Follow", uri_of(place.door, place.amina))
    assert len(await activities(town, "Reject")) == 1
    ok(await place.amina.delete("/mutes", params=muted))
    assert await place.texts() == ["After", "Before"]


async def test_to_a_town_that_the_operator_blocked_nothing_goes_and_nothing_comes(
    place: Place, town: Town, join: Join, settle: Settle
) -> None:
    olga = await join("olga")
    await settle()
    waiting = "select count(*) from fediverse_delivery where host = 'good.example'"
    async with town.database.glance() as db:
        assert await db.value(waiting) > 0
    path = "/fediverse/hosts/good.example"
    ok(await olga.put(path, json={"rule": "blocked", "reason": "spam"}))
    await posted(place.amina, "Not for them")
    await settle()
    async with town.database.glance() as db:
        assert await db.value(waiting) == 0
    before = await counts(town)
    note = place.vera.act("Create", place.vera.note("Not for you"))
    assert (await place.door.bring(place.vera, note)).status_code == 403
    found = ok(await place.amina.get("/fediverse/found", params={"q": place.vera.uri}))
    assert found == {"people": [], "posts": []}
    assert await counts(town) == before
    ok(await olga.put(path, json={"rule": "none"}))
    assert (await place.door.bring(place.vera, note)).status_code == 202


async def test_a_town_with_a_list_speaks_with_those_on_it_only(
    place: Place, town: Town, join: Join
) -> None:
    olga = await join("olga")
    async with town.database.transaction() as db:
        await db.run("update fediverse_town set listed = true")
    note = place.vera.act("Create", place.vera.note("Let me in"))
    assert (await place.door.bring(place.vera, note)).status_code == 403
    ok(await olga.put("/fediverse/hosts/good.example", json={"rule": "allowed"}))
    assert (await place.door.bring(place.vera, note)).status_code == 202
    tampered = place.eve.act("Create", place.eve.note("Me, too"))
    assert (await place.door.bring(place.eve, tampered)).status_code == 403
