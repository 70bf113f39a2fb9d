"""SQL of moves between towns."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.moves.model import ArrivingState, LeavingState

ARRIVING = """
a.id, a.owner_id, a.domain, a.verifier, a.code, a.state, a.problem, a.tied, a.talks, a.came_at,
a.created_at, a.done_at, a.address
"""
ADD_ARRIVING = """
insert into moves_arriving (id, owner_id, domain, verifier, state, created_at)
values ($1, $2, $3, $4, 'asked', $5) on conflict do nothing
"""
ARRIVING_ONE = f"select {ARRIVING} from moves_arriving a where a.id = $1"
ARRIVING_LOCKED = f"{ARRIVING_ONE} for update"
ARRIVING_OF = f"""
select {ARRIVING} from moves_arriving a where a.owner_id = $1 order by a.created_at desc limit 20
"""
SET_CODE = "update moves_arriving set code = $2, state = 'copying', problem = null where id = $1"
CAME = """
update moves_arriving set state = 'finishing', tied = $2, talks = $3, came_at = $4
where id = $1 and state = 'copying'
"""
ARRIVING_STATE = """
update moves_arriving set state = $2, problem = $3,
    done_at = case when $2 = 'here' then $4::timestamptz end
where id = $1
"""
END_KEYED = """
update moves_arriving set state = 'failed', problem = 'stopped'
where owner_id = $1 and id <> $2 and verifier = '' and state in ('copying', 'finishing')
"""
SET_ADDRESS = "update moves_arriving set address = $2 where id = $1"
# Two who come at once each see what the other one brought, or are seen by them.
ONE_BY_ONE = "lock table moves_arriving in share row exclusive mode"
CAME_HERE = """
select owner_id, address, tied from moves_arriving
where ((address, domain) = ($2, $3) or owner_id = $4) and owner_id <> $1
    and state in ('settling', 'here')
order by done_at desc nulls first limit 1
"""
HOLDS = """
select exists (
    select from contacts_contact where (owner_id, person_id) = ($1, $2) and not deleted
)
"""
FORGET_ARRIVING = "delete from moves_arriving where owner_id = $1"

LEAVING = """
l.id, l.person_id, l.domain, l.challenge, l.code_hash, l.state, l.takeout_id, l.address, l.answer,
l.allowed_until, l.created_at
"""
ADD_LEAVING = """
insert into moves_leaving
    (id, person_id, domain, challenge, code_hash, state, allowed_until, created_at)
values ($1, $2, $3, $4, $5, 'allowed', $6, $7)
on conflict (id) do update set code_hash = excluded.code_hash, challenge = excluded.challenge,
    allowed_until = excluded.allowed_until, state = 'allowed'
where moves_leaving.person_id = excluded.person_id and moves_leaving.domain = excluded.domain
    and moves_leaving.state in ('allowed', 'copying', 'ended')
"""
LEAVING_LOCKED = f"select {LEAVING} from moves_leaving l where l.id = $1 for update"
LEAVING_OF = f"""
select {LEAVING} from moves_leaving l where l.person_id = $1 order by l.created_at desc limit 20
"""
COPYING = "update moves_leaving set state = 'copying', takeout_id = $2 where id = $1"
MOVED = """
update moves_leaving set state = 'moved', address = $2, answer = $3, moved_at = $4 where id = $1
"""
LEAVING_STATE = "update moves_leaving set state = $2, answer = null where id = $1"
FORGET_ANSWERS = "update moves_leaving set answer = null where person_id = $1"
FORGET_LEAVING = "delete from moves_leaving where person_id = $1"


class StoredArriving(msgspec.Struct, frozen=True):
    """A move to here."""

    id: UUID
    owner_id: UUID
    domain: str
    verifier: str
    code: str | None
    state: ArrivingState
    problem: str | None
    tied: list[str]
    talks: list[UUID]
    came_at: datetime | None
    created_at: datetime
    done_at: datetime | None
    address: str = ""


class CameHere(msgspec.Struct, frozen=True):
    """Who came here; from which address, where their town of before said so, else empty; and with
    whom they were connected there, by address.
    """

    owner_id: UUID
    address: str
    tied: list[str]


class StoredLeaving(msgspec.Struct, frozen=True):
    """A move from here."""

    id: UUID
    person_id: UUID
    domain: str
    challenge: str
    code_hash: bytes
    state: LeavingState
    takeout_id: UUID | None
    address: str | None
    answer: dict[str, Any] | None
    allowed_until: datetime
    created_at: datetime


class NewLeave(msgspec.Struct, frozen=True):
    """A consent, before it is taken up."""

    id: UUID
    person_id: UUID
    domain: str
    challenge: str
    code_hash: bytes


async def add_arriving(db: Db, move_id: UUID, owner: UUID, domain: str, verifier: str) -> bool:
    """False when the id is taken, or they are moving here already."""
    return await db.run(ADD_ARRIVING, move_id, owner, domain, verifier, db.now) == 1


async def arriving(db: Db, move_id: UUID, *, lock: bool = False) -> StoredArriving | None:
    if lock:
        return await db.one_as(StoredArriving, ARRIVING_LOCKED, move_id)
    return await db.one_as(StoredArriving, ARRIVING_ONE, move_id)


async def arriving_of(db: Db, owner: UUID) -> list[StoredArriving]:
    """The last ones of somebody, the newest first."""
    return await db.all_as(StoredArriving, ARRIVING_OF, owner)


async def set_code(db: Db, move_id: UUID, code: str) -> None:
    await db.run(SET_CODE, move_id, code)


async def came(db: Db, move_id: UUID, tied: Sequence[str], talks: Sequence[UUID]) -> bool:
    """The copy is in the account; with whom they were connected, which conversations of two came.
    False when it was stopped meanwhile.
    """
    return await db.run(CAME, move_id, list(tied), list(talks), db.now) == 1


async def set_address(db: Db, move_id: UUID, address: str) -> None:
    """Where they live so far."""
    await db.run(SET_ADDRESS, move_id, address)


async def one_by_one(db: Db) -> None:
    """Nobody else comes to be here until the commit."""
    await db.run(ONE_BY_ONE)


async def came_here(db: Db, but: UUID, address: str, owner: UUID | None) -> CameHere | None:
    """Who lived at this address of another town, by the word of that town, and lives here now; or
    this `owner`, if they came from another town. Nobody where that is `but`.
    """
    domain = address.rpartition("@")[2]
    return await db.one_as(CameHere, CAME_HERE, but, address, domain, owner)


async def holds(db: Db, owner: UUID, person_id: UUID) -> bool:
    """Whether somebody has this person in their book, connected or not."""
    return bool(await db.value(HOLDS, owner, person_id))


async def set_arriving(
    db: Db, move_id: UUID, state: ArrivingState, problem: str | None = None
) -> None:
    await db.run(ARRIVING_STATE, move_id, state, problem, db.now)


async def end_keyed(db: Db, owner: UUID, but: UUID) -> None:
    """Another coming with a copy and a key, which broke off, is over."""
    await db.run(END_KEYED, owner, but)


async def add_leaving(db: Db, new: NewLeave, until: datetime) -> bool:
    """False when the id is another one's, or they moved by it already."""
    given = (new.id, new.person_id, new.domain, new.challenge, new.code_hash, until, db.now)
    return await db.run(ADD_LEAVING, *given) == 1


async def leaving(db: Db, move_id: UUID) -> StoredLeaving | None:
    """Locked until the commit."""
    return await db.one_as(StoredLeaving, LEAVING_LOCKED, move_id)


async def leaving_of(db: Db, person_id: UUID) -> list[StoredLeaving]:
    """The last ones of somebody, the newest first."""
    return await db.all_as(StoredLeaving, LEAVING_OF, person_id)


async def copying(db: Db, move_id: UUID, takeout_id: UUID) -> None:
    await db.run(COPYING, move_id, takeout_id)


async def moved(db: Db, move_id: UUID, address: str, answer: Mapping[str, Any]) -> None:
    """The decision: they live there, whatever happens to the answer."""
    await db.run(MOVED, move_id, address, dict(answer), db.now)


async def set_leaving(db: Db, move_id: UUID, state: LeavingState) -> None:
    """What the other town was told, the keys among it, is forgotten."""
    await db.run(LEAVING_STATE, move_id, state)


async def forget_answers(db: Db, person_id: UUID) -> None:
    """What the other town never fetched, the keys among it."""
    await db.run(FORGET_ANSWERS, person_id)


async def forget(db: Db, person_id: UUID) -> None:
    """All moves of somebody, to here and from here."""
    for statement in (FORGET_ARRIVING, FORGET_LEAVING):
        await db.run(statement, person_id)
