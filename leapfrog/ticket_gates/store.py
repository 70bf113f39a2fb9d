"""SQL of scans."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

ADD_SCAN = """
insert into ticket_gates_scan (id, show_id, ticket_id, gate, by_id, at, came_at, offline, outcome)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
SCAN_COLUMNS = "id, show_id, ticket_id, gate, by_id, at, came_at, offline, outcome"
SCANS = f"select {SCAN_COLUMNS} from ticket_gates_scan where id = any($1::uuid[])"
# The last ones; and doubles however long ago, with who came in by the same ticket.
LAST = f"""
(select {SCAN_COLUMNS} from ticket_gates_scan where show_id = $1 order by at desc, id limit $2)
union
(
    select {SCAN_COLUMNS} from ticket_gates_scan
    where show_id = $1 and outcome in ('ok', 'double') and ticket_id in (
        select ticket_id from ticket_gates_scan where show_id = $1 and outcome = 'double'
    ) order by at desc, id limit $3
) order by at desc, id
"""
LET_IN = """
select distinct on (ticket_id) ticket_id, id from ticket_gates_scan
where ticket_id = any($1::uuid[]) and outcome = 'ok' order by ticket_id, at, id
"""
SET_OUTCOME = "update ticket_gates_scan set outcome = $2 where id = $1"


OF_PERSON = f"""
select {SCAN_COLUMNS} from ticket_gates_scan where by_id = $1 order by at, id
"""
FORGET = "update ticket_gates_scan set gate = '' where by_id = $1 returning id"


class Scan(msgspec.Struct, frozen=True):
    """What a gate saw. `at`: when, by the gate's clock, corrected; `outcome`: what became of it,
    which can still change when another gate's scans come in.
    """

    id: UUID
    show_id: UUID
    ticket_id: UUID | None
    gate: str
    by_id: UUID
    at: datetime
    came_at: datetime
    offline: bool
    outcome: str


async def add_scans(db: Db, scans: Sequence[Scan]) -> None:
    given: list[tuple[Any, ...]] = [msgspec.structs.astuple(one) for one in scans]
    await db.run_many(ADD_SCAN, given)


async def scans(db: Db, ids: Sequence[UUID]) -> dict[UUID, Scan]:
    return {one.id: one for one in await db.all_as(Scan, SCANS, ids)}


async def last_scans(db: Db, show_id: UUID, limit: int, doubles: int) -> list[Scan]:
    """The newest first; and so many doubles, also older ones, with whom they doubled."""
    return await db.all_as(Scan, LAST, show_id, limit, doubles)


async def let_in(db: Db, tickets: Sequence[UUID]) -> dict[UUID, UUID]:
    """By which scan each of these tickets went in."""
    return {row[0]: row[1] for row in await db.rows(LET_IN, tickets)}


async def set_outcome(db: Db, scan_id: UUID, outcome: str) -> None:
    await db.run(SET_OUTCOME, scan_id, outcome)


async def forget(db: Db, person_id: UUID) -> list[UUID]:
    """How somebody who stood there called their gate; answers their scans."""
    return [row[0] for row in await db.rows(FORGET, person_id)]


async def of_person(db: Db, person_id: UUID) -> list[Scan]:
    """What somebody read who stood at gates."""
    return await db.all_as(Scan, OF_PERSON, person_id)
