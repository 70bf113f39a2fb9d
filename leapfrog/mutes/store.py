"""SQL of what people do not want to see, and of Moments between two."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

Kind = Literal["person", "word", "topic", "domain"]

PUT = """
insert into mutes_mute (owner_id, kind, value, until, at) values ($1, $2, $3, $4, $5)
on conflict (owner_id, kind, value) do update set until = excluded.until
"""
ADD = """
insert into mutes_mute (owner_id, kind, value, until, at) values ($1, $2, $3, $4, $5)
on conflict do nothing
"""
DROP = "delete from mutes_mute where (owner_id, kind, value) = ($1, $2, $3)"
MINE = """
select kind, value, until from mutes_mute
where owner_id = $1 and (until is null or until > $2) order by at desc, value
"""
EXPIRED = "delete from mutes_mute where until < $1"
COUNT = "select count(*) from mutes_mute where owner_id = $1"
RULE = """
insert into mutes_moments_rule (owner_id, person_id, hide_theirs, hide_mine)
values ($1, $2, $3, $4) on conflict (owner_id, person_id) do update
set hide_theirs = excluded.hide_theirs, hide_mine = excluded.hide_mine
"""
RULES = """
select person_id, hide_theirs, hide_mine from mutes_moments_rule
where owner_id = $1 and (hide_theirs or hide_mine) order by person_id
"""
ERASE = "delete from mutes_mute where owner_id = $1"
TAKE_OVER = """
with gone as (
    delete from mutes_mute where kind = 'person' and value = $1 returning owner_id, until, at
)
insert into mutes_mute (owner_id, kind, value, until, at)
select owner_id, 'person', $2, until, at from gone where owner_id::text <> $2
on conflict do nothing
"""
COPY = """
insert into mutes_mute (owner_id, kind, value, until, at)
select owner_id, kind, $2, until, at from mutes_mute
where kind = 'person' and value = $1 and owner_id::text <> $2 on conflict do nothing
"""
TAKE_OVER_RULES = """
with gone as (
    delete from mutes_moments_rule where person_id = $1
    returning owner_id, hide_theirs, hide_mine
)
insert into mutes_moments_rule (owner_id, person_id, hide_theirs, hide_mine)
select owner_id, $2, hide_theirs, hide_mine from gone where owner_id <> $2
on conflict do nothing
"""
FORGET = "delete from mutes_mute where kind = 'person' and value = $1"
ERASE_RULES = "delete from mutes_moments_rule where owner_id = $1 or person_id = $1"


class Mute(msgspec.Struct, frozen=True):
    """What is not to be seen: a person by id, a word or topic in small letters, a domain; until
    then, or for good.
    """

    kind: Kind
    value: str
    until: datetime | None


class MomentsRule(msgspec.Struct, frozen=True):
    """Between two in Moments: "not theirs for me", "not mine for them"."""

    person_id: UUID
    hide_theirs: bool
    hide_mine: bool


async def put(db: Db, owner: UUID, mute: Mute, at: datetime) -> None:
    await db.run(PUT, owner, mute.kind, mute.value, mute.until, at)


async def add(db: Db, owner: UUID, mute: Mute, at: datetime) -> bool:
    """False when there is one already."""
    return await db.run(ADD, owner, mute.kind, mute.value, mute.until, at) == 1


async def drop(db: Db, owner: UUID, kind: Kind, value: str) -> None:
    await db.run(DROP, owner, kind, value)


async def mine(db: Db, owner: UUID, now: datetime) -> list[Mute]:
    return await db.all_as(Mute, MINE, owner, now)


async def count(db: Db, owner: UUID) -> int:
    return int(await db.value(COUNT, owner))


async def drop_expired(db: Db) -> None:
    """Deletes mutes whose time is over."""
    await db.run(EXPIRED, db.now)


async def erase(db: Db, owner: UUID) -> int:
    return await db.run(ERASE, owner)


async def take_over(db: Db, before: UUID, after: UUID) -> None:
    """Makes who muted one person, or has a rule about their moments, have it about another one
    instead.
    """
    await db.run(TAKE_OVER, str(before), str(after))
    await db.run(TAKE_OVER_RULES, before, after)


async def copy_mutes(db: Db, before: UUID, after: UUID) -> None:
    """Makes who muted one person also mute another one, which says of itself that it
    is the same.
    """
    await db.run(COPY, str(before), str(after))


async def forget(db: Db, person_id: UUID) -> None:
    """Nobody mutes them any more."""
    await db.run(FORGET, str(person_id))


async def erase_rules(db: Db, person_id: UUID) -> int:
    """Those of this person, and those of others with them."""
    return await db.run(ERASE_RULES, person_id)


async def rule(db: Db, owner: UUID, rule: MomentsRule) -> None:
    await db.run(RULE, owner, *msgspec.structs.astuple(rule))


async def rules(db: Db, owner: UUID) -> Sequence[MomentsRule]:
    return await db.all_as(MomentsRule, RULES, owner)
