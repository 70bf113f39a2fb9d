"""What the numbers of a profile tell: nothing of who follows secretly, nor of posts that are not
for who looks. In the town's own app, on its pages, in the API for programs, and to other towns.
"""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from leapfrog import posts, timelines
from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join
from tests.fediverse.in_process import app, client, clock, door, join, settings, town
from tests.fediverse.peers import Door
from tests.http import Client
from tests.posts.acts import follow, ok, posted

__all__ = ["app", "client", "clock", "door", "join", "settings", "town"]


async def numbers(one: Client, whose: Client) -> tuple[int, int]:
    """(followers, posts) as the app shows them."""
    found = ok(await one.get(f"/profiles/{whose.me['id']}"))
    return found["followers"], found["posts"]


async def to_strangers(door: Door, whose: Client) -> list[tuple[int, int]]:
    """The same in the API for programs, to other towns, and on the page for passers-by."""
    program = ok(await door.ask(f"/api/v1/accounts/lookup?acct={whose.me['handle']}"))
    actor = f"/ap/people/{whose.me['id']}"
    there = [
        ok(await door.ask(f"{actor}/{what}"))["totalItems"] for what in ("followers", "outbox")
    ]
    page = (await door.ask(f"/@{whose.me['handle']}")).text
    head = page.partition('<p class="n">')[2].partition("</p>")[0]
    texts = [part.partition("</span>")[0].split()[0] for part in head.split("<span>")[1:]]
    return [
        (program["followers_count"], program["statuses_count"]),
        (there[0], there[1]),
        (int(texts[1]), int(texts[0])),
    ]


async def to_program(town: Town, one: Client, whose: Client) -> tuple[int, int]:
    """As a program of somebody is told."""
    ident = UUID(whose.me["id"])
    async with town.database.reading() as db:
        found = await timelines.profile_numbers(db, UUID(one.me["id"]), [ident])
    return found[ident].followers, found[ident].posts


async def test_a_secret_follow_is_in_no_number(join: Join, door: Door, town: Town) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await follow(bo, amina)

    async def all_say(followers: int) -> None:
        for one in (amina, bo, cleo):
            assert await numbers(one, amina) == (followers, 0)
            assert await to_program(town, one, amina) == (followers, 0)
        assert await to_strangers(door, amina) == [(followers, 0)] * 3

    await all_say(1)
    await follow(cleo, amina, secret=True)
    await all_say(1)
    await follow(cleo, amina, secret=False)
    await all_say(2)
    await follow(cleo, amina, secret=False)
    await follow(cleo, amina, secret=True)
    await follow(cleo, amina, secret=True)
    await all_say(1)
    ok(await cleo.delete(f"/follows/{amina.me['id']}"))
    await all_say(1)
    await follow(cleo, amina, secret=True)
    ok(await bo.delete(f"/follows/{amina.me['id']}"))
    await all_say(0)


async def test_the_same_follow_many_times_at_once_counts_once(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await asyncio.gather(*(follow(bo, amina) for _ in range(8)))
    assert await numbers(amina, amina) == (1, 0)
    await asyncio.gather(*(follow(bo, amina, secret=True) for _ in range(8)))
    assert await numbers(amina, amina) == (0, 0)
    path = f"/follows/{amina.me['id']}"
    await asyncio.gather(*(bo.delete(path) for _ in range(8)))
    assert await numbers(amina, amina) == (0, 0)


async def test_whoever_asked_counts_once_they_may(join: Join, door: Door) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    ok(await amina.patch("/post-settings", json={"approve": True}))
    await follow(bo, amina)
    assert await numbers(amina, amina) == (0, 0)
    await amina.put(f"/follow-requests/{bo.me['id']}", json={"accept": True})
    assert await numbers(amina, amina) == (1, 0)
    assert await to_strangers(door, amina) == [(1, 0)] * 3
    await amina.put(f"/follow-requests/{bo.me['id']}", json={"accept": False})
    assert await numbers(amina, amina) == (0, 0)


async def test_who_is_erased_takes_open_follows_out_of_the_number(join: Join, town: Town) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await follow(bo, amina)
    await follow(cleo, amina, secret=True)
    erase: Any = next(one.erase for one in posts.RECORD_SETS if one.name == "post_follows")
    for one in (cleo, bo):
        async with town.database.transaction() as db:
            await erase(db, UUID(one.me["id"]))
    assert await numbers(amina, amina) == (0, 0)


@pytest.mark.parametrize("secret", [False, True])
async def test_posts_for_followers_are_counted_for_those_alone(
    join: Join, door: Door, town: Town, secret: bool
) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await follow(bo, amina, secret=secret)
    for audience in ("public", "unlisted", "followers", "followers", "contacts", "me"):
        await posted(amina, f"for {audience}", audience=audience)
    down = await posted(amina, "taken down")
    async with town.database.transaction() as db:
        await db.run("update posts_post set removed_at = now() where id = $1", UUID(down["id"]))
    for one, seen in ((amina, 5), (bo, 4), (cleo, 2)):
        assert (await numbers(one, amina))[1] == seen
        assert (await to_program(town, one, amina))[1] == seen
    assert {posts for _, posts in await to_strangers(door, amina)} == {2}


async def test_when_somebody_wrote_last_is_told_as_far_as_one_may_read_it(
    join: Join, town: Town
) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await follow(bo, amina)
    await posted(amina, "for followers", audience="followers")
    ident = UUID(amina.me["id"])
    async with town.database.reading() as db:
        for viewer, there in (
            (UUID(bo.me["id"]), True),
            (UUID(cleo.me["id"]), False),
            (None, False),
        ):
            found = await timelines.profile_numbers(db, viewer, [ident])
            assert (found[ident].last_at is not None) == there
