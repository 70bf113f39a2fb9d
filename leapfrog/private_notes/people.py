"""Who here talks by notes with whom elsewhere, and who is not to."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from leapfrog import fediverse, identity, mutes, towns
from leapfrog.identity import Person
from leapfrog.kernel.db import Db


class TwoByNote(msgspec.Struct, frozen=True):
    """Somebody here, and somebody elsewhere whom private notes may reach, at `host`."""

    here: Person
    there: Person
    host: str


async def two_of(db: Db, one: UUID, other: UUID) -> TwoByNote | None:
    """None where one of them is not there any more, or not to be written to."""
    found = await identity.named(db, [one, other])
    here = [found[who] for who in (one, other) if who in found and found[who].kind == "person"]
    there = [found[who] for who in (one, other) if who in found and found[who].kind == "remote"]
    if len(here) != 1 or len(there) != 1:
        return None
    host = await fediverse.reached_by_note(db, there[0].id)
    return TwoByNote(here[0], there[0], host) if host else None


async def on_the_line(db: Db, person: Person, host: str) -> bool:
    """Whether somebody elsewhere is, or their town, known by the line: no note goes there, nor is
    one heard, for who made a town forget the line would have the weaker way.
    """
    if await identity.pids_of(db, [person.id]):
        return True
    domain = person.address.rpartition("@")[2]
    return any([await towns.speaks_the_line(db, one) for one in sorted({domain, host})])


async def of_this_town(db: Db, people: Iterable[UUID]) -> UUID | None:
    """The one of these who is of this town, if there is one."""
    found = await identity.named(db, list(people))
    return next((who for who, one in found.items() if one.kind == "person"), None)


async def muted(db: Db, owner: UUID, person: UUID) -> bool:
    """Whether somebody here wants to see nothing of this person."""
    found = await mutes.mine(db, owner)
    return any(one.kind == "person" and one.value == str(person) for one in found)
