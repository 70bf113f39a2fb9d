"""SQL of what people do not want to see, and of Moments between two."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

Kind = Literal["person", "word", "topic", "domain"]

PUT = """
insert into posts_mute (owner_id, kind, value, until, at) values ($1, $2, $3, $4, $5)
on conflict (owner_id, kind, value) do update set until = excluded.until
"""
ADD = """
insert into posts_mute (owner_id, kind, value, until, at) values ($1, $2, $3, $4, $5)
on conflict do nothing
"""
DROP = "delete from posts_mute where (owner_id, kind, value) = ($1, $2, $3)"
MINE = """
select kind, value, until from posts_mute
where owner_id = $1 and (until is null or until > $2) order by at desc, value
"""
TIDY = "delete from posts_mute where until < $1"
COUNT = "select count(*) from posts_mute where owner_id = $1"
RULE = """
insert into posts_moments_rule (owner_id, person_id, hide_theirs, hide_mine)
values ($1, $2, $3, $4) on conflict (owner_id, person_id) do update
set hide_theirs = excluded.hide_theirs, hide_mine = excluded.hide_mine
"""
RULES = """
select person_id, hide_theirs, hide_mine from posts_moments_rule
where owner_id = $1 and (hide_theirs or hide_mine) order by person_id
"""


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


async def tidy(db: Db, now: datetime) -> None:
    """Forgets those whose time is over."""
    await db.run(TIDY, now)


async def rule(db: Db, owner: UUID, rule: MomentsRule) -> None:
    await db.run(RULE, owner, *msgspec.structs.astuple(rule))


async def rules(db: Db, owner: UUID) -> Sequence[MomentsRule]:
    return await db.all_as(MomentsRule, RULES, owner)
