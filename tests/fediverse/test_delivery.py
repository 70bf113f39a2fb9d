"""Carrying activities: a host that does not answer is left alone, longer each time; after a week it
is dead, until it speaks. The clock stands still but for what a test says.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from leapfrog.fediverse import delivery, store_post
from leapfrog.fediverse.delivery import DEAD_AFTER, FIRST, LEASE, LONGEST, back_off
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import (
    app,
    client,
    clock,
    door,
    join,
    read_all,
    settle,
    speaking,
    town,
    until,
    uri_of,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.fediverse.postbox import Postbox, postbox
from tests.http import PASSWORD, Client
from tests.posts.acts import posted

__all__ = ["app", "client", "clock", "door", "join", "settle", "town"]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Of a town that may call this machine."""
    return speaking(tmp_path, database_url, private_calls=True)


@pytest.fixture
async def box() -> AsyncIterator[Postbox]:
    async with postbox() as made:
        yield made


AT_WORK = """
select count(*) from pgqueuer where entrypoint = 'fediverse:deliver'
    and (status = 'picked' or status = 'queued' and execute_after <= now())
"""


class Place:
    """Amina, and Vera of a town on this machine, who follows her."""

    def __init__(self, town: Town, settle: Settle, amina: Client, vera: Peer) -> None:
        self.town, self.settle, self.amina, self.vera = town, settle, amina, vera
        self.host = vera.actor.host

    async def writes(self, text: str) -> None:
        await posted(self.amina, text)
        await self.rests()

    async def rests(self) -> None:
        """Waits until the town's own jobs did what they can do by now."""
        await self.settle()

        async def over() -> bool:
            async with self.town.database.glance() as db:
                return not await db.value(AT_WORK)

        await until(over)

    async def carries(self, job: str = "") -> timedelta | None:
        """After how long it wants to try again, when it could not be carried."""
        try:
            await delivery.work(self.town, {"host": self.host, "id": job or str(new_id())})
        except RunAgain as again:
            return again.after
        return None

    async def fails(self, box: Postbox) -> None:
        """Its host does not take the first activity."""
        box.status = 503
        await self.writes("one")
        assert (await self.state()).failures == 1

    async def state(self) -> store_post.Host:
        async with self.town.database.glance() as db:
            return await store_post.host(db, self.host)

    async def rest(self, clock: FixedClock) -> timedelta:
        """For how long nothing is brought there."""
        again = (await self.state()).next_try_at
        assert again is not None
        return again - clock.now()

    async def waiting(self) -> int:
        async with self.town.database.glance() as db:
            return int(await db.value("select count(*) from fediverse_delivery"))


@pytest.fixture
async def place(town: Town, door: Door, join: Join, settle: Settle, box: Postbox) -> Place:
    amina = await join("amina")
    vera = await peer(town, "vera", box.host, scheme="http")
    await door.bring(vera, vera.act("Follow", uri_of(door, amina)))
    await read_all(town)
    await settle()
    made = Place(town, settle, amina, vera)

    async def accepted() -> bool:
        return bool(box.taken("Accept")) and not await made.waiting()

    await until(accepted)
    return made


def test_half_a_minute_then_four_times_as_long_each_time_up_to_half_a_day() -> None:
    waits = [back_off(n) for n in range(30)]
    assert waits[:4] == [FIRST, 4 * FIRST, 16 * FIRST, 64 * FIRST]
    assert max(waits) == waits[-1] == LONGEST


async def test_a_host_that_fails_is_left_alone_and_then_gets_all_in_order(
    place: Place, box: Postbox, clock: FixedClock
) -> None:
    await place.fails(box)
    tried = len(box.brought)
    await place.writes("two")
    for wait in (back_off(1), back_off(2)):
        assert await place.carries() is None
        assert len(box.brought) == tried
        clock.advance(await place.rest(clock) + timedelta(seconds=1))
        assert await place.carries() == wait
        tried += 1
        assert len(box.brought) == tried
    box.status = 202
    clock.advance(LONGEST)
    assert await place.carries() is None
    assert await place.waiting() == 0
    texts = [one["object"]["content"] for one in box.taken("Create")]
    assert texts == ["<p>one</p>"] * 4 + ["<p>two</p>"]
    assert (await place.state()).failures == 0


async def _wrote_several(place: Place, clock: FixedClock, box: Postbox) -> list[str]:
    """Activities for a host that did not answer and does now, in the order of what they tell."""
    await place.fails(box)
    for n in range(8):
        post = await posted(place.amina, f"post {n}")
        await place.settle()
        path = f"/posts/{post['id']}"
        assert (await place.amina.patch(path, json={"text": f"edited {n}"})).is_success
        await place.settle()
        assert (await place.amina.delete(path)).is_success
        await place.rests()
    clock.advance(LONGEST)
    box.status = 202
    box.brought.clear()
    async with place.town.database.glance() as db:
        rows = await db.rows("""select l.body::json->>'id' from fediverse_delivery d
            join fediverse_activity l on l.id = d.activity_id order by l.id""")
    wrote = [row[0] for row in rows]
    assert len(wrote) == 1 + 3 * 8
    return wrote


async def test_many_jobs_carry_the_activities_of_a_host_one_after_the_other(
    place: Place, box: Postbox, clock: FixedClock
) -> None:
    wrote = await _wrote_several(place, clock, box)
    async with asyncio.TaskGroup() as jobs:
        for _ in range(6):
            jobs.create_task(place.carries())
    assert [one["id"] for one in box.brought] == wrote
    assert [one["type"] for one in box.brought[1:4]] == ["Create", "Update", "Delete"]
    assert await place.waiting() == 0


@pytest.mark.parametrize("runs_again", [True, False])
async def test_of_a_job_that_died_nothing_is_lost_nor_overtaken(
    place: Place, box: Postbox, clock: FixedClock, runs_again: bool
) -> None:
    wrote = await _wrote_several(place, clock, box)
    job = str(new_id())
    box.open.clear()
    dying = asyncio.create_task(place.carries(job))

    async def begun() -> bool:
        return bool(box.brought)

    await until(begun)
    # Another job does not take what comes after it.
    assert await place.carries() is None
    assert len(box.brought) == 1
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    box.open.set()
    assert await place.carries() is None
    assert (len(box.brought), await place.waiting()) == (1, len(wrote))
    if runs_again:
        assert await place.carries(job) is None
    else:
        clock.advance(LEASE + timedelta(seconds=1))
        assert await place.carries() is None
    # What was on its way comes again under its name, by which it is known; all else comes once.
    assert [one["id"] for one in box.brought] == [wrote[0], *wrote]
    assert await place.waiting() == 0


@pytest.mark.parametrize("status", [400, 403, 404, 410])
async def test_what_is_refused_for_good_is_not_carried_again(
    place: Place, box: Postbox, status: int
) -> None:
    box.status = status
    await place.writes("one")

    async def over() -> bool:
        return bool(box.taken("Create")) and not await place.waiting()

    await until(over)
    assert (await place.state()).failures == 0
    assert len(box.taken("Create")) == 1


@pytest.mark.parametrize("knows", ["follows", "is followed"])
async def test_who_leaves_for_good_is_told_to_who_knows_them(
    place: Place, door: Door, box: Postbox, knows: str
) -> None:
    uri, vera = uri_of(door, place.amina), place.vera
    if knows == "is followed":
        assert (await place.amina.put(f"/follows/{vera.actor.person_id}", json={})).is_success
        await door.bring(vera, vera.act("Undo", {"type": "Follow", "object": uri}))
        await read_all(place.town)
        await place.rests()
    body = {"handle": "amina", "password": PASSWORD}
    assert (await place.amina.request("DELETE", "/me", json=body)).is_success
    await place.rests()
    [gone] = box.taken("Delete")
    assert (gone["actor"], gone["object"]) == (uri, uri)
    assert await place.waiting() == 0


async def test_after_a_week_a_host_is_dead_until_it_speaks(
    place: Place, box: Postbox, clock: FixedClock, door: Door
) -> None:
    await place.fails(box)
    await place.writes("two")
    clock.advance(DEAD_AFTER - timedelta(hours=1))
    assert await place.carries() == back_off(1)
    assert not (await place.state()).dead
    clock.advance(timedelta(hours=2))
    assert await place.carries() is None
    assert ((await place.state()).dead, await place.waiting()) == (True, 0)
    tried = len(box.brought)
    await place.writes("three")
    assert (await place.carries(), await place.waiting()) == (None, 0)
    assert len(box.brought) == tried
    # It says something: so it is there.
    box.status = 202
    await door.bring(place.vera, place.vera.act("Create", place.vera.note("We are back")))
    await read_all(place.town)
    assert not (await place.state()).dead
    await place.writes("four")

    async def come() -> list[dict[str, Any]]:
        return [one for one in box.brought[tried:] if "four" in str(one)]

    assert await until(come)
    assert "three" not in str(box.brought)
