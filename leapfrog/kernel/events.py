"""The outbox: a verb announces in its transaction; the switchboard's reactions follow, each
exactly once.

An announced event is a row. The relay turns it into one due row per reaction (`kernel.due`); a
rolled-back operation was never announced.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import msgspec

from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import REACTION, ForManyBodies, Handler, Handlers, schedule_all

ANNOUNCE = """
insert into kernel_event (id, type, body, at)
select w.id, w.type, w.body, $4
from unnest($1::uuid[], $2::text[], $3::jsonb[]) as w (id, type, body)
"""
AT_ONCE = 200  # are moved in one transaction
TAKE = """
delete from kernel_event where id in (
    select id from kernel_event order by id limit $1 for update skip locked
) returning id, type, body
"""
LEFT = """
select exists (select from kernel_event)
    or exists (select from kernel_timer where due_at <= $1 and kind = any($2::text[]))
"""


class Event(msgspec.Struct, frozen=True):
    """What a module announces: plain values and ids, named in the past tense."""


E = TypeVar("E", bound=Event)
Reaction = Callable[[Db, Any], Awaitable[None]]
Switchboard = Mapping[type[Event], Sequence[Reaction]]


class ReactionToMany:
    """A reaction to all events of its type that wait, some at a time, in one transaction."""

    def __init__(self, many: Callable[[Db, Sequence[Any]], Awaitable[None]]) -> None:
        self.many = many
        self.__name__ = many.__name__

    async def __call__(self, db: Db, event: Any) -> None:
        await self.many(db, [event])


def event_type(kind: type[Event]) -> str:
    """`contacts.CardChanged` for the class of that name in `leapfrog.contacts.events`."""
    return f"{kind.__module__.split('.')[1]}.{kind.__name__}"


def reaction_name(event: str, reaction: Reaction) -> str:
    """The kind of the due row of one reaction to one type of event."""
    return f"{REACTION}{event}:{reaction.__name__}"


async def announce(db: Db, event: Event) -> None:
    """Tells whoever cares, if and when this transaction commits."""
    await announce_all(db, [event])


async def announce_all(db: Db, events: Sequence[Event]) -> None:
    """Tells whoever cares of several events, when this transaction commits, by one statement."""
    if events:
        kinds = [event_type(type(event)) for event in events]
        bodies = [msgspec.to_builtins(event) for event in events]
        db.wake()
        await db.run(ANNOUNCE, [new_id() for _ in events], kinds, bodies, db.now)


async def relay(database: Database, switchboard: Switchboard) -> int:
    """Moves announced events to the reactions that are due; answers how many events it moved."""
    async with database.glance() as db:
        if not await db.value("select exists (select from kernel_event)"):
            return 0
    return await relay_found(database, switchboard)


async def relay_found(database: Database, switchboard: Switchboard) -> int:
    """As `relay`, for who has looked already; `AT_ONCE` of them: there may be more."""
    reactions = {event_type(kind): found for kind, found in switchboard.items()}
    async with database.transaction() as db:
        taken = await db.rows(TAKE, AT_ONCE)
        due = [
            (reaction_name(kind, reaction), str(event_id), body, db.now)
            for event_id, kind, body in taken
            for reaction in reactions.get(kind, ())
        ]
        await schedule_all(db, due)
    return len(taken)


async def unsettled(database: Database, handlers: Handlers) -> bool:
    """Whether anything announced or due is not done yet, also when somebody is just at it."""
    async with database.glance() as db:
        left: bool = await db.value(LEFT, db.now, list(handlers))
    return left


def reaction_handlers(switchboard: Switchboard) -> dict[str, Handler]:
    """The due-row handlers of all reactions, by name. Raises `ValueError` where two reactions to
    one event have the same name: only one of them would ever run.
    """
    handlers: dict[str, Handler] = {}
    for kind, reactions in switchboard.items():
        for reaction in reactions:
            name = reaction_name(event_type(kind), reaction)
            if name in handlers:
                raise ValueError(f"two reactions are called {name}")
            handlers[name] = _handler(kind, reaction)
    return handlers


def _handler(kind: type[Event], reaction: Reaction) -> Handler:
    if isinstance(reaction, ReactionToMany):
        return ForManyBodies(partial(_react_together, kind, reaction))
    return partial(_react, kind, reaction)


async def _react_together(
    kind: type[Event], reaction: ReactionToMany, db: Db, bodies: Sequence[Any]
) -> None:
    await reaction.many(db, [msgspec.convert(body, kind) for body in bodies])


async def _react(kind: type[Event], reaction: Reaction, db: Db, _ref: str, body: Any) -> None:
    await reaction(db, msgspec.convert(body, kind))
