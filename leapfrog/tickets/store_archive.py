"""SQL of what is forgotten of tickets."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db

FORGET_HOLDER = "update tickets_ticket set holder_id = null where holder_id = $1"
# How somebody who stood there called their gate.
FORGET_GATES = "update tickets_ticket set used_gate = '' where used_scan = any($1::uuid[])"
# Why somebody gave tickets for nothing; that they did is counted still.
FORGET_COMPS = "update tickets_order set comp = '' where comp <> '' and sold_by = $1"
SHOWS_OF = "select id from tickets_show where merchant_id = any($1::uuid[])"
FORGET_PROGRAMME = """
with v as (
    update tickets_venue set name = '', address = '' where merchant_id = any($1::uuid[])
    returning id
), h as (
    update tickets_hall set name = '' where venue_id in (select id from v) returning id
), s as (
    update tickets_show set why = '' where merchant_id = any($1::uuid[]) returning id
), c as (
    update tickets_order set comp = '' where comp <> '' and show_id in (select id from s)
    returning id
)
update tickets_event set name = '', about = '', language = '' where merchant_id = any($1::uuid[])
"""


async def forget_holder(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_HOLDER, person_id)


async def forget_comps(db: Db, person_id: UUID) -> int:
    """What somebody said who gave tickets for nothing at a box office."""
    return await db.run(FORGET_COMPS, person_id)


async def forget_gates(db: Db, scans: Sequence[UUID]) -> None:
    """Deletes at which gates tickets went in by these scans."""
    await db.run(FORGET_GATES, scans)


async def shows_of(db: Db, shops: Sequence[UUID]) -> list[UUID]:
    """All shows that these organisers ever had."""
    return [row[0] for row in await db.rows(SHOWS_OF, shops)]


async def forget_programme(db: Db, shops: Sequence[UUID]) -> int:
    """Words of these organisers; answers how many events had some."""
    return await db.run(FORGET_PROGRAMME, shops) if shops else 0
