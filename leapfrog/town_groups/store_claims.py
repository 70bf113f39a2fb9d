"""SQL of claims to be a group's home that wait until its home is known to be silent."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

WAITING = """
select group_id, domain, dispatch_id, claim, silent_for, at from town_groups_claim
where group_id = $1
"""
PUT = """
insert into town_groups_claim (group_id, domain, dispatch_id, claim, silent_for, at)
values ($1, $2, $3, $4, $5, $6)
on conflict (group_id) do update set domain = excluded.domain, claim = excluded.claim,
    dispatch_id = excluded.dispatch_id, silent_for = excluded.silent_for, at = excluded.at
"""
DROP = "delete from town_groups_claim where group_id = $1"


class WaitingClaim(msgspec.Struct, frozen=True):
    """What the town at `domain` said by a dispatch; the home must be silent for so many seconds."""

    group_id: UUID
    domain: str
    dispatch_id: UUID
    claim: dict[str, Any]
    silent_for: int
    at: datetime


async def waiting(db: Db, group_id: UUID) -> WaitingClaim | None:
    return await db.one_as(WaitingClaim, WAITING, group_id)


async def put(db: Db, one: WaitingClaim) -> None:
    """In place of the one that waited."""
    await db.run(PUT, *msgspec.structs.astuple(one))


async def drop(db: Db, group_id: UUID) -> None:
    await db.run(DROP, group_id)
