"""Taking back by the name alone: many towns name what they did, and do not show it again. Only who
did it may.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join
from tests.fediverse.in_process import (
    Neighbourhood,
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
from tests.http import Client
from tests.posts.acts import commented, home, ok, posted

__all__ = ["app", "client", "clock", "door", "join", "settings", "settle", "town"]


class Place(Neighbourhood):
    """Amina, with a post and a comment under it; Vera and Eve elsewhere."""

    def __init__(self, door: Door, amina: Client, vera: Peer, eve: Peer, post: str, said: str):
        super().__init__(door, amina, vera, eve)
        self.post, self.said = post, said

    async def likes(self) -> int:
        return int(ok(await self.amina.get(f"/posts/{self.post}"))["likes"])

    async def comment_likes(self) -> int:
        [one] = ok(await self.amina.get(f"/posts/{self.post}/comments"))["comments"]
        return int(one.get("likes", 0))

    async def reposts(self) -> int:
        return int(ok(await self.amina.get(f"/posts/{self.post}"))["reposts"])

    async def followers(self) -> int:
        return int(ok(await self.amina.get(f"/profiles/{self.amina.me['id']}"))["followers"])

    async def apart(self) -> int:
        path = f"/profiles/{self.vera.actor.person_id}"
        return int((await self.amina.get(path)).status_code == 404)


@pytest.fixture
async def place(town: Town, door: Door, join: Join) -> Place:
    amina = await join("amina")
    vera, eve = await peer(town, "vera", "good.example"), await peer(town, "eve", "evil.example", 1)
    post = (await posted(amina, "The lake is frozen"))["id"]
    said = (await commented(amina, post, "And so am I"))["id"]
    return Place(door, amina, vera, eve, post, said)


Ask = Callable[[Place], Awaitable[int]]
OPERATIONS: list[tuple[str, str, Ask]] = [
    ("Like", "posts", Place.likes),
    ("EmojiReact", "posts", Place.likes),
    ("Like", "comments", Place.comment_likes),
    ("Announce", "posts", Place.reposts),
    ("Follow", "people", Place.followers),
    ("Block", "people", Place.apart),
]


@pytest.mark.parametrize(
    ("kind", "what", "ask"), OPERATIONS, ids=[f"{k}-{w}" for k, w, _ in OPERATIONS]
)
@pytest.mark.parametrize("shown", [False, True], ids=["named", "shown without its object"])
async def test_what_is_only_named_is_taken_back_by_who_did_it(
    place: Place, kind: str, what: str, ask: Ask, shown: bool
) -> None:
    of = {"posts": place.post, "comments": place.said, "people": place.amina.me["id"]}[what]
    thing = f"{place.door.origin}/ap/{what}/{of}"
    more = {"content": ":blobcat:", "_misskey_reaction": ":blobcat:"} if "Like" in kind else {}
    operation = (await place.brings(place.vera, kind, thing, to="as:Public", **more))["id"]
    assert await ask(place) == 1
    before = await counts(place.door.town)
    await place.brings(place.eve, "Undo", operation)
    await place.brings(place.vera, "Undo", f"{operation}0")
    after = await counts(place.door.town)
    assert (await ask(place), after.pop("fediverse_seen")) == (1, before.pop("fediverse_seen") + 2)
    assert after == before
    await place.brings(place.vera, "Undo", {"id": operation, "type": kind} if shown else operation)
    assert await ask(place) == 0
    # Again, nothing happens; and what is done anew is not taken back by the old name.
    await place.brings(place.vera, "Undo", operation)
    anew = (await place.brings(place.vera, kind, thing, to="as:Public"))["id"]
    await place.brings(place.vera, "Undo", operation)
    assert await ask(place) == 1
    await place.brings(place.vera, "Undo", anew)
    assert await ask(place) == 0


@pytest.mark.parametrize("kind", ["Accept", "Reject"])
async def test_an_asking_is_answered_by_its_name_alone(
    place: Place, settle: Callable[[], Awaitable[None]], kind: str
) -> None:
    amina, vera = place.amina, place.vera
    path = f"/follows/{vera.actor.person_id}"
    ok(await amina.put(path, json={}))
    await settle()
    async with place.door.town.database.glance() as db:
        asked = await db.value(
            "select uri from fediverse_follow where followed_id = $1", vera.actor.person_id
        )

    async def state() -> Any:
        return ok(await amina.get(f"/profiles/{vera.actor.person_id}"))["follow"]

    await place.brings(place.eve, kind, asked)
    await place.brings(vera, kind, f"{asked}x")
    assert await state() == "asked"
    await place.brings(vera, kind, asked)
    assert await state() == ("follows" if kind == "Accept" else None)
    await place.brings(vera, "Reject", asked)
    assert await state() is None


async def test_who_let_somebody_follow_may_send_them_away_by_the_name_alone(
    place: Place, settle: Callable[[], Awaitable[None]]
) -> None:
    """The name that we gave it is good for as long as they follow."""
    await follows(place.door, place.amina, place.vera)
    await place.brings(place.vera, "Create", place.vera.note("Herring"))
    assert len((await home(place.amina))["posts"]) == 2
    me, them = uri_of(place.door, place.amina), str(place.vera.actor.person_id)
    name = f"{place.door.origin}/ap/follows/{me.rpartition('/')[2]}/{them}/1"
    await place.brings(place.vera, "Reject", name)
    assert ok(await place.amina.get(f"/profiles/{them}"))["follow"] is None
