"""Announcements: never of what did not happen, to each reaction exactly once."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

import asyncpg
import pytest

from leapfrog.kernel import db as kernel_db
from leapfrog.kernel.db import Database, DatabaseSilent, Db
from leapfrog.kernel.events import (
    Event,
    ReactionToMany,
    Switchboard,
    announce,
    event_type,
    reaction_handlers,
    relay,
    unsettled,
)
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import failing, run_one
from tests.town import of_another

# Tables of its own, connections that are killed or closed.
pytestmark = pytest.mark.own_database


class Baked(Event, frozen=True):
    cake: UUID
    at: datetime
    layers: tuple[str, ...]


class Eaten(Event, frozen=True):
    cake: UUID


async def note(db: Db, event: Baked | Eaten) -> None:
    await db.run("insert into note values ($1, $2)", type(event).__name__, event.cake)


async def praise(db: Db, event: Baked) -> None:
    assert isinstance(event.at, datetime)
    await db.run("insert into note values ($1, $2)", event.layers[0], event.cake)


# Lets the relay's transaction fail after it has taken the events.
BREAK = """
create function break() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
create trigger broken before insert on kernel_timer for each row execute function break();
"""
BOARD: Switchboard = {Baked: [note, praise], Eaten: [note]}


@pytest.fixture(autouse=True)
async def table(database: Database) -> None:
    async with database.transaction() as db:
        await db.run("create table note (word text, cake uuid)")


async def bake(database: Database, count: int = 1) -> list[Baked]:
    async with database.transaction() as db:
        made = [Baked(new_id(), db.now, ("cream",)) for _ in range(count)]
        for one in made:
            await announce(db, one)
    return made


async def react(database: Database, board: Switchboard = BOARD) -> None:
    handlers = reaction_handlers(board)
    while await relay(database, board) or await run_one(database, handlers):
        pass


async def notes(database: Database) -> list[tuple[str, UUID]]:
    async with database.glance() as db:
        return sorted(tuple(row) for row in await db.rows("select * from note"))


async def test_each_reaction_gets_the_event_once(database: Database) -> None:
    made = await bake(database, 3)
    await react(database)
    await react(database)
    expected = [(word, one.cake) for one in made for word in ("Baked", "cream")]
    assert await notes(database) == sorted(expected)


async def test_one_reaction_may_follow_two_events(database: Database) -> None:
    [made] = await bake(database)
    async with database.transaction() as db:
        await announce(db, Eaten(made.cake))
    await react(database)
    words = [word for word, _ in await notes(database)]
    assert words == ["Baked", "Eaten", "cream"]


def test_two_reactions_of_one_name_are_refused() -> None:
    async def praise(db: Db, event: Baked) -> None:
        raise AssertionError

    reaction_handlers({Baked: [note], Eaten: [note]})
    with pytest.raises(ValueError, match="Baked:praise"):
        reaction_handlers({Baked: [*BOARD[Baked], praise]})


async def test_nothing_is_told_of_what_was_rolled_back(database: Database) -> None:
    with suppress(RuntimeError):
        async with database.transaction() as db:
            await announce(db, Eaten(new_id()))
            raise RuntimeError
    assert await relay(database, BOARD) == 0
    await react(database)
    assert await notes(database) == []


async def test_a_relay_that_dies_before_its_commit_tells_nothing_twice(
    database: Database,
) -> None:
    made = await bake(database, 5)

    async with database.transaction() as db:
        await db.run(BREAK)
    with pytest.raises(asyncpg.RaiseError):
        await relay(database, BOARD)
    async with database.transaction() as db:
        await db.run("drop trigger broken on kernel_timer")
    await react(database)
    assert len(await notes(database)) == 2 * len(made)


async def test_relays_side_by_side_move_each_event_once(database: Database) -> None:
    await bake(database, 450)
    moved = 0
    while step := sum(await asyncio.gather(*(relay(database, BOARD) for _ in range(5)))):
        moved += step
    assert moved == 450
    await react(database)
    assert len(await notes(database)) == 900


async def test_a_reaction_that_fails_leaves_its_neighbours_alone_and_is_shown(
    database: Database,
) -> None:
    async def refuse(_db: Db, _event: Baked) -> None:
        raise ValueError("no room")

    [made] = await bake(database)
    await react(database, {Baked: [refuse, note]})
    assert await notes(database) == [("Baked", made.cake)]
    async with database.glance() as db:
        [(kind, _, attempts, error, _)] = await failing(db)
    assert kind == f"reaction:{event_type(Baked)}:refuse"
    assert (attempts, error) == (1, "ValueError: no room")


async def note_all(db: Db, events: Sequence[Baked]) -> None:
    await db.run("insert into note values ($1, $2)", f"all {len(events)}", events[0].cake)


async def praise_all(db: Db, events: Sequence[Baked]) -> None:
    for one in events:
        await praise(db, one)


MANY: Switchboard = {Baked: [ReactionToMany(note_all), ReactionToMany(praise_all)], Eaten: [note]}


async def test_what_takes_many_reacts_as_the_relay_moves_them(database: Database) -> None:
    made = await bake(database, 3)
    assert await relay(database, MANY) == 3
    assert not await unsettled(database, reaction_handlers(MANY))
    words = [word for word, _ in await notes(database)]
    assert words == ["all 3", "cream", "cream", "cream"]
    assert ("all 3", made[0].cake) in await notes(database)


async def test_others_are_moved_when_events_of_two_types_wait(database: Database) -> None:
    [made] = await bake(database)
    async with database.transaction() as db:
        await announce(db, Eaten(made.cake))
    assert await relay(database, MANY) == 2
    assert await notes(database) == []
    await react(database, MANY)
    assert [word for word, _ in await notes(database)] == ["Eaten", "all 1", "cream"]


async def test_what_fails_at_once_falls_due_and_its_neighbour_has_reacted(
    database: Database,
) -> None:
    tries = list[int]()

    async def at_last(db: Db, events: Sequence[Baked]) -> None:
        await note_all(db, events)
        tries.append(len(events))
        if len(tries) == 1:
            raise ValueError("no room")

    board: Switchboard = {Baked: [ReactionToMany(at_last), ReactionToMany(praise_all)]}
    await bake(database, 2)
    assert await relay(database, board) == 2
    assert [word for word, _ in await notes(database)] == ["cream", "cream"]
    await react(database, board)
    assert [word for word, _ in await notes(database)] == ["all 2", "cream", "cream"]
    assert tries == [2, 2]


async def test_what_takes_too_long_at_once_falls_due(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = list[int]()

    async def slow(db: Db, events: Sequence[Baked]) -> None:
        tries.append(len(events))
        if len(tries) == 1:
            await db.value("select pg_sleep(60)")
        await note_all(db, events)

    board: Switchboard = {Baked: [ReactionToMany(slow)]}
    await bake(database)
    with monkeypatch.context() as impatient:
        impatient.setattr(kernel_db, "STATEMENT_SECONDS", 1.5)
        with pytest.raises(DatabaseSilent):
            await relay(database, board)
    async with asyncio.timeout(60):
        # The server ends what nobody waits for any more.
        while not await relay(database, board):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert await notes(database) == []
    await react(database, board)
    assert [word for word, _ in await notes(database)] == ["all 1"]
    assert tries == [1, 1]


async def test_a_relay_that_dies_with_its_reaction_did_nothing(database: Database) -> None:
    async def dies(db: Db, events: Sequence[Baked]) -> None:
        await note_all(db, events)
        raise asyncio.CancelledError

    await bake(database)
    with pytest.raises(asyncio.CancelledError):
        await relay(database, {Baked: [ReactionToMany(dies)]})
    assert await notes(database) == []
    await react(database, MANY)
    assert [word for word, _ in await notes(database)] == ["all 1", "cream"]


def test_events_are_named_by_their_module() -> None:
    kind = type("CardChanged", (Event,), {"__module__": "leapfrog.contacts.events"})
    assert event_type(kind) == "contacts.CardChanged"


async def test_what_somebody_is_just_at_is_not_settled(database: Database) -> None:
    handlers = reaction_handlers(BOARD)
    assert not await unsettled(database, handlers)
    await bake(database)
    async with of_another(database.transaction()) as db:
        await db.rows("select id from kernel_event for update")
        assert await relay(database, BOARD) == 0
        assert await unsettled(database, handlers)
    assert await relay(database, BOARD) == 1
    for _ in BOARD[Baked]:
        assert await unsettled(database, handlers)
        assert await run_one(database, handlers)
    assert not await unsettled(database, handlers)
