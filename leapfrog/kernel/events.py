"""The outbox: a verb announces in its transaction; the switchboard's reactions follow, each
exactly once.

An announced event is a row. The relay turns it into one due row per reaction (`kernel.timers`), or
lets those react at once that take many events; a rolled-back operation was never announced.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, cast
from weakref import WeakSet

import msgspec
import structlog

from leapfrog.kernel.db import USELESS, Database, Db, Row
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import (
    MOST_AT_ONCE,
    REACTION,
    ForManyBodies,
    Handler,
    Handlers,
    schedule_all,
)

ANNOUNCE = """
insert into kernel_event (id, type, body, at)
select w.id, w.type, w.body, $4
from unnest($1::uuid[], $2::text[], $3::jsonb[]) as w (id, type, body)
"""
AT_ONCE = 200  # are moved in one transaction
# What reacts at once gives way as what falls due does. `= any(array(…))` and not `in`: of a limit
# that is not known yet PostgreSQL expects a tenth of the table, and reads all of it.
TAKE = """
delete from kernel_event where id = any(array(
    select id from kernel_event order by id limit $1 for update skip locked
)) returning id, type, body, set_config('lock_timeout', '300ms', true)
"""
LEFT = """
select exists (select from kernel_event)
    or exists (select from kernel_timer where due_at <= $1 and kind = any($2::text[]))
"""


class Relayed(msgspec.Struct, frozen=True):
    """How many events were moved, and whether reactions are due by that."""

    events: int
    due: bool


# Where a reaction took longer than a statement may, the relay moves the events: by itself it is
# given more time.
too_long = WeakSet[Database]()

log = structlog.get_logger()


class Event(msgspec.Struct, frozen=True):
    """What a module announces: plain values and ids, named in the past tense."""


E = TypeVar("E", bound=Event)
Reaction = Callable[[Db, Any], Awaitable[None]]
Switchboard = Mapping[type[Event], Sequence[Reaction]]


class ReactionToMany:
    """A reaction to all events of its type that wait, some at a time, in one transaction. Where the
    others to that type are such too, it reacts in that of the relay, if no other events wait.
    """

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
    """Moves announced events to the reactions that are due, or lets these react; answers how many
    events it moved.
    """
    async with database.glance() as db:
        if not await db.value("select exists (select from kernel_event)"):
            return 0
    return (await relay_found(database, switchboard)).events


async def relay_found(database: Database, switchboard: Switchboard) -> Relayed:
    """As `relay`, for who has looked already; `AT_ONCE` of them: there may be more."""
    at_once = database not in too_long
    try:
        moved = await _moved(database, switchboard, at_once=at_once)
    except USELESS:
        too_long.add(database)
        raise
    if moved.events and not at_once:
        too_long.discard(database)
    return moved


async def _moved(database: Database, switchboard: Switchboard, *, at_once: bool) -> Relayed:
    kinds = {event_type(kind): kind for kind in switchboard}
    reactions = {name: switchboard[kind] for name, kind in kinds.items()}
    # What reacts at once asks the same again and again, with more elements or fewer.
    async with database.batch() as db:
        taken = sorted(await db.rows(TAKE, AT_ONCE), key=lambda row: row["id"])
        name, *others = {row["type"] for row in taken} or {""}
        if at_once and name in kinds and not others and len(taken) <= MOST_AT_ONCE:
            reactions[name] = await _react_now(db, kinds[name], reactions[name], taken)
        due = [
            (reaction_name(row["type"], reaction), str(row["id"]), row["body"], db.now)
            for row in taken
            for reaction in reactions.get(row["type"], ())
        ]
        await schedule_all(db, due)
    return Relayed(len(taken), bool(due))


async def _react_now(
    db: Db, kind: type[Event], reactions: Sequence[Reaction], taken: Sequence[Row]
) -> Sequence[Reaction]:
    """Those that could not react now, as all where one of them takes one event at a time."""
    bodies, left = [row["body"] for row in taken], list[Reaction]()
    if not all(isinstance(one, ReactionToMany) for one in reactions):
        return reactions
    for reaction in reactions:
        try:
            async with db.savepoint():
                await _react_together(kind, cast(ReactionToMany, reaction), db, bodies)
        except USELESS:
            raise
        except Exception as cause:
            log.info("reaction_put_off", reaction=reaction.__name__, error=repr(cause))
            left.append(reaction)
    return left


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
