"""Where somebody is: seen in one conversation, for so long, and by nobody when it is over."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.timers import run_one
from leapfrog.live_location import RECORD_SETS, TIMERS
from leapfrog.live_location.model import check_place
from tests.chat.acts import Talk, befriend, code, history, made, ok
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged

HERE = {"lat": 60.1712, "lon": 24.9415, "accuracy": 8.0}
THERE = {"lat": 60.1678, "lon": 24.9505, "accuracy": 8.0}
KEPT = "select count(*) from live_location_share where lat is not null"


async def begun(one: Client, place: str, minutes: int = 15, share: Any = None) -> Any:
    body = {"conversation_id": place, "minutes": minutes}
    return await one.put(f"/live-locations/{share or new_id()}", json=body)


async def at(one: Client, place: dict[str, float] = HERE) -> Any:
    return await one.put("/live-location", json=place)


async def lapse(town: Town) -> None:
    while await run_one(town.database, TIMERS):
        pass


async def test_it_is_told_to_one_conversation_and_is_over_by_itself(
    talk: Talk, town: Town, clock: FixedClock, join: Join, settings: Settings
) -> None:
    share = new_id()
    for _ in range(2):
        shown = ok(await begun(talk.amina, talk.id, share=share))
        assert (shown["runs"], shown["place"], shown["name"]) == (True, None, "Amina")
    card = (await history(talk.bo, talk.id))["messages"][-1]
    assert (card["kind"], card["meta"]) == ("card", {"ref": f"live_location:{share}"})
    assert ok(await at(talk.amina))["shares"][0]["place"]["lat"] == HERE["lat"]
    path = f"/live-locations/{share}"
    seen = ok(await talk.bo.get(path))
    assert (seen["place"]["lat"], seen["place"]["accuracy"]) == (HERE["lat"], 8)
    # Sooner than in five seconds nothing is passed on.
    ok(await at(talk.amina, THERE))
    assert ok(await talk.bo.get(path))["place"]["lat"] == HERE["lat"]
    clock.advance(timedelta(seconds=6))
    ok(await at(talk.amina, THERE))
    assert ok(await talk.bo.get(path))["place"]["lat"] == THERE["lat"]
    cleo = await join("cleo")
    async with unchanged(str(settings.database_url), "identity_session"):
        for who, method in ((cleo, "GET"), (cleo, "DELETE"), (talk.bo, "DELETE")):
            assert code(await who.request(method, path)) == "no_live_location"
        assert code(await begun(cleo, talk.id)) == "no_conversation"
        assert code(await begun(cleo, talk.id, share=share)) == "live_location_id_used"
        wrong = await begun(talk.amina, talk.id, minutes=20)
        assert wrong.status_code in (400, 422)
        assert code(await at(talk.amina, HERE | {"lat": 91})) == "invalid"
    clock.advance(timedelta(minutes=15))
    # Also before the due row has come, nobody is told any more.
    assert ok(await talk.bo.get(path))["place"] is None
    await lapse(town)
    over = ok(await talk.bo.get(path))
    assert (over["runs"], over["place"], over["ended_at"]) == (False, None, over["until"])
    assert ok(await at(talk.amina))["shares"] == []
    async with town.database.glance() as db:
        assert await db.value(KEPT) == 0


async def test_who_comes_later_sees_nothing_and_who_leaves_shows_nothing(
    talk: Talk, town: Town, clock: FixedClock, join: Join
) -> None:
    cleo = await join("cleo")
    await befriend(talk.amina, cleo)
    dan = await join("dan")
    await befriend(talk.amina, dan)
    group = await made(talk.amina, talk.bo, dan)
    # Two begun at once: one runs.
    both = await asyncio.gather(begun(talk.amina, group), begun(talk.amina, group))
    assert [one.status_code for one in both] == [200, 200]
    [running] = ok(await talk.amina.get("/live-location"))["shares"]
    path = f"/live-locations/{running['id']}"
    clock.advance(timedelta(seconds=10))
    added = await talk.amina.put(f"/groups/{group}/members", json={"person_ids": [cleo.me["id"]]})
    assert added.status_code < 300, added.text
    ok(await at(talk.amina))
    assert code(await cleo.get(path)) == "no_live_location"
    assert ok(await talk.bo.get(path))["place"] is not None
    left = await talk.amina.delete(f"/groups/{group}/members/{talk.amina.me['id']}")
    assert left.status_code < 300, left.text
    assert code(await talk.bo.get(path)) == "no_live_location"
    clock.advance(timedelta(seconds=10))
    assert ok(await at(talk.amina, THERE))["shares"] == []
    async with town.database.glance() as db:
        assert await db.value(KEPT) == 0


async def test_who_stops_leaves_or_is_blocked_is_seen_no_more(
    talk: Talk, town: Town, join: Join
) -> None:
    cleo = await join("cleo")
    await befriend(talk.amina, cleo)
    group = await made(talk.amina, talk.bo, cleo)
    first = ok(await begun(talk.amina, group))["id"]
    ok(await at(talk.amina))
    assert ok(await cleo.get(f"/live-locations/{first}"))["place"] is not None
    # Another one in the same conversation ends the one before.
    second = ok(await begun(talk.amina, group, 60))["id"]
    assert not ok(await cleo.get(f"/live-locations/{first}"))["runs"]
    ok(await at(talk.amina))
    blocked = await cleo.put(f"/blocks/{talk.amina.me['id']}")
    assert blocked.status_code < 300, blocked.text
    assert code(await cleo.get(f"/live-locations/{second}")) == "no_live_location"
    assert ok(await talk.bo.get(f"/live-locations/{second}"))["place"] is not None
    left = await talk.bo.delete(f"/groups/{group}/members/{talk.bo.me['id']}")
    assert left.status_code < 300, left.text
    assert code(await talk.bo.get(f"/live-locations/{second}")) == "no_live_location"
    for _ in range(2):
        assert (await talk.amina.delete(f"/live-locations/{second}")).status_code == 204
    assert ok(await talk.amina.get("/live-location"))["shares"] == []
    [shares] = RECORD_SETS
    async with town.database.transaction() as db:
        assert await db.value(KEPT) == 0
        assert len([one async for one in shares.export(db, id_of(talk.amina))]) == 2
        assert await shares.erase(db, id_of(talk.amina)) == 2


async def test_who_blocks_or_leaves_need_not_tell_a_place_to_end_it(
    talk: Talk, town: Town, join: Join, settle: Settle
) -> None:
    cleo = await join("cleo")
    await befriend(talk.amina, cleo)
    await befriend(talk.bo, cleo)
    group = await made(talk.amina, talk.bo, cleo)
    two = ok(await begun(talk.amina, talk.id))["id"]
    ok(await begun(talk.bo, talk.id))
    many = ok(await begun(talk.amina, group))["id"]
    ok(await begun(cleo, group))
    for one in (talk.amina, talk.bo, cleo):
        ok(await at(one))
    await settle()
    async with town.database.glance() as db:
        assert await db.value(KEPT) == 4
    # What the two show each other ends; in the group it goes on for the others.
    assert (await talk.bo.put(f"/blocks/{talk.amina.me['id']}")).status_code < 300
    await settle()
    async with town.database.glance() as db:
        assert await db.value(KEPT) == 2
    [left] = ok(await talk.amina.get("/live-location"))["shares"]
    assert (left["id"], ok(await talk.bo.get("/live-location"))["shares"]) == (many, [])
    assert not ok(await talk.amina.get(f"/live-locations/{two}"))["runs"]
    assert ok(await cleo.get(f"/live-locations/{many}"))["place"] is not None
    # Who is removed shows nothing there, and the others do.
    removed = await talk.amina.delete(f"/groups/{group}/members/{cleo.me['id']}")
    assert removed.status_code < 300, removed.text
    await settle()
    assert ok(await cleo.get("/live-location"))["shares"] == []
    assert ok(await talk.amina.get("/live-location"))["shares"] != []
    async with town.database.glance() as db:
        assert await db.value(KEPT) == 1


@pytest.mark.parametrize(
    ("lat", "lon", "accuracy"),
    [(91, 0, 1), (0, -181, 1), (0, 0, -1), (float("nan"), 0, 1), (0, 0, float("inf"))],
)
def test_nowhere_is_no_place(lat: float, lon: float, accuracy: float) -> None:
    with pytest.raises(Invalid):
        check_place(lat, lon, accuracy)
