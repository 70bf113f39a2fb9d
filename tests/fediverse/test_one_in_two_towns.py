"""Somebody elsewhere who was noted as two turns out to be one, while something of theirs is under
way: what is followed and what comes is neither taken back nor lost.
"""

import hashlib
import json
from typing import Any
from uuid import UUID

import pytest

from leapfrog import identity, posts
from leapfrog.fediverse import actors, fetching, moving, store, store_post
from leapfrog.fediverse.receiving_notes import ReceivedNote
from leapfrog.fediverse.store import Actor
from leapfrog.fediverse.store_post import AcceptedActivity
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.towns import people
from tests.contacts.acts import ok
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import (
    activities,
    app,
    client,
    clock,
    door,
    follows,
    join,
    read_all,
    settings,
    settle,
    town,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.http import Client

__all__ = ["app", "client", "clock", "door", "join", "settings", "settle", "town"]


class Move:
    """Amina follows Vera, who lived in Oak and lives in Hill; as far as this town knows these are
    two people.
    """

    def __init__(self, amina: Client, before: Peer, there: Peer) -> None:
        self.amina, self.before, self.there = amina, before, there
        self.me, self.vera = UUID(amina.me["id"]), before.actor.person_id

    async def follow(self) -> Any:
        """What Amina is to Vera."""
        return ok(await self.amina.get(f"/profiles/{self.vera}"))["follow"]

    async def become_one(self, town: Town) -> None:
        """Her home record came, from Hill."""
        async with town.database.transaction() as db:
            await people.take_over(db, self.there.actor.person_id, self.vera)


@pytest.fixture
async def move(town: Town, door: Door, join: Join, settle: Settle) -> Move:
    amina = await join("amina")
    before, there = await peer(town, "vera", "oak.town"), await peer(town, "vera", "hill.town")
    for one in (before, there):
        await follows(door, amina, one)
    await settle()
    return Move(amina, before, there)


async def test_who_follows_both_follows_on_when_the_first_follow_ends(
    move: Move, town: Town, settle: Settle
) -> None:
    """That she left Oak was read, and nobody has told Oak yet."""
    async with town.database.transaction() as db:
        await posts.end_follow(db, move.me, move.vera)
        await people.take_over(db, move.there.actor.person_id, move.vera)
    await settle()
    assert await activities(town, "Undo") == []
    assert await move.follow() == "follows"


async def test_who_ends_it_and_asks_again_takes_back_and_asks(
    move: Move, town: Town, settle: Settle
) -> None:
    asked = len(await activities(town, "Follow"))
    async with town.database.transaction() as db:
        await posts.end_follow(db, move.me, move.vera)
        await posts.follow(db, move.me, move.vera)
    await settle()
    [undone] = await activities(town, "Undo")
    assert undone["object"]["object"] == move.before.uri
    again = (await activities(town, "Follow"))[asked:]
    assert [one["object"] for one in again] == [move.before.uri]


async def test_what_came_before_both_were_one_is_read_after_it(move: Move, town: Town) -> None:
    note = move.there.note("Hello from the hill")
    body = json.dumps(move.there.act("Create", note)).encode()
    person_id = move.there.actor.person_id
    async with town.database.transaction() as db:
        await people.take_over(db, person_id, move.vera)
        said = AcceptedActivity(new_id(), hashlib.sha256(body).digest(), person_id, body)
        assert await store_post.accept(db, [said]) == [True]
    await read_all(town)
    [post] = ok(await move.amina.get("/square/home"))["posts"]
    assert (post["text"], post["author"]["id"]) == ("Hello from the hill", str(move.vera))


async def test_a_move_of_which_the_home_record_told_meanwhile_changes_nothing(
    move: Move, town: Town, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It came while the town of the move asked Hill who she is."""
    told, uri = move.there.described(alsoKnownAs=[move.before.uri]), move.there.uri

    async def describes(*_: Any) -> Any:
        return told

    async def asks(*_: Any) -> Actor:
        await move.become_one(town)
        return move.there.actor

    monkeypatch.setattr(fetching, "thing", describes)
    monkeypatch.setattr(actors, "fetch", asks)
    async with town.database.glance() as db:
        site = await store.site(db)
        person = (await identity.named(db, [move.vera]))[move.vera]
    assert site is not None
    moved = move.before.act("Move", move.before.uri, target=uri)
    await moving.receive(town, ReceivedNote(site, move.before.actor, moved))
    await settle()
    async with town.database.glance() as db:
        assert (await identity.named(db, [move.vera]))[move.vera] == person
        assert (await store.by_uris(db, [uri]))[uri].moved_to is None
    assert await activities(town, "Undo") == []
    assert await move.follow() == "follows"
