"""SQL of scans."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.ticket_codes import Way
from leapfrog.ticket_gates.passing import PASSED, Passing

SCAN_COLUMNS = """
id, show_id, ticket_id, gate, by_id, at, came_at, offline, outcome, way, by_name
"""
ADD_SCAN = f"""
insert into ticket_gates_scan ({SCAN_COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
SCANS = f"select {SCAN_COLUMNS} from ticket_gates_scan where id = any($1::uuid[])"
# The last ones; and doubles however long ago, with who came in by the same ticket.
LAST = f"""
(select {SCAN_COLUMNS} from ticket_gates_scan where show_id = $1 order by at desc, id limit $2)
union
(
    select {SCAN_COLUMNS} from ticket_gates_scan
    where show_id = $1 and way = 'in' and outcome in ('ok', 'double') and ticket_id in (
        select ticket_id from ticket_gates_scan where show_id = $1 and outcome = 'double'
    ) order by at desc, id limit $3
) order by at desc, id
"""
PASSINGS = """
select id, ticket_id, way, at, gate from ticket_gates_scan
where ticket_id = any($1::uuid[]) and outcome = any($2::text[])
"""
# By the last scan that counts, of those whose holders are out.
OUT = """
select ticket_id, at from (
    select distinct on (ticket_id) ticket_id, way, at from ticket_gates_scan
    where show_id = $1 and outcome = 'ok' order by ticket_id, at desc, id desc
) last where way = 'out'
"""
SET_OUTCOMES = """
update ticket_gates_scan s set outcome = n.outcome
from unnest($1::uuid[], $2::text[]) as n (id, outcome) where s.id = n.id
"""
DECIDED_ALONE = "update ticket_gates_scan set offline = true where id = any($1::uuid[])"
DOORS = """
select gate, count(*) filter (where way = 'in') as came, count(*) filter (where way = 'out') as went
from ticket_gates_scan where show_id = $1 and outcome = 'ok' group by gate order by gate
"""
OF_SHOW = f"""
select {SCAN_COLUMNS} from ticket_gates_scan where show_id = $1 order by at, id
"""
OF_PERSON = f"""
select {SCAN_COLUMNS} from ticket_gates_scan where by_id = $1 order by at, id
"""
FORGET = "update ticket_gates_scan set gate = '' where by_id = $1 returning id"
TICKETS = """
select t.id, t.seat, t.category, c.name as category_name
from tickets_ticket t join tickets_category c on c.show_id = t.show_id and c.n = t.category
where t.show_id = $1
"""


class Scan(msgspec.Struct, frozen=True):
    """What a gate saw. `at`: when, by the gate's clock, corrected; `outcome`: what became of it,
    which can still change when another gate's scans come in; `by_name`: its holder was found by
    their name, and showed no code.
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
    way: Way = "in"
    by_name: bool = False


class DoorCount(msgspec.Struct, frozen=True):
    """So many came in and went out by a gate."""

    gate: str
    came: int
    went: int


class TicketPlace(msgspec.Struct, frozen=True):
    """Where a ticket is for. `seat`: as it is counted along the plan, None: standing."""

    seat: int | None
    category: int
    category_name: str


async def add_scans(db: Db, scans: Sequence[Scan]) -> None:
    given: list[tuple[Any, ...]] = [msgspec.structs.astuple(one) for one in scans]
    await db.run_many(ADD_SCAN, given)


async def scans(db: Db, ids: Sequence[UUID]) -> dict[UUID, Scan]:
    return {one.id: one for one in await db.all_as(Scan, SCANS, ids)}


async def last_scans(db: Db, show_id: UUID, limit: int, doubles: int) -> list[Scan]:
    """The newest first; and so many doubles, also older ones, with whom they doubled."""
    return await db.all_as(Scan, LAST, show_id, limit, doubles)


async def passings(db: Db, tickets: Sequence[UUID]) -> dict[UUID, list[Passing]]:
    """All by which somebody passed with these tickets, by ticket."""
    found: dict[UUID, list[Passing]] = {}
    for one in await db.all_as(Passing, PASSINGS, tickets, PASSED):
        found.setdefault(one.ticket_id, []).append(one)
    return found


async def out(db: Db, show_id: UUID) -> dict[UUID, datetime]:
    """Since when the holders of tickets that came in are out again, by ticket."""
    return {row[0]: row[1] for row in await db.rows(OUT, show_id)}


async def set_outcomes(db: Db, outcomes: Mapping[UUID, str]) -> None:
    """What these scans were, as it is known now."""
    if outcomes:
        await db.run(SET_OUTCOMES, list(outcomes), list(outcomes.values()))


async def decided_alone(db: Db, scans: Sequence[UUID]) -> None:
    """The gates of these never heard what the town said, and decided by themselves."""
    if scans:
        await db.run(DECIDED_ALONE, scans)


async def doors(db: Db, show_id: UUID) -> list[DoorCount]:
    """By the names of the gates."""
    return await db.all_as(DoorCount, DOORS, show_id)


async def of_show(db: Db, show_id: UUID) -> list[Scan]:
    """All, in their order."""
    return await db.all_as(Scan, OF_SHOW, show_id)


async def ticket_places(db: Db, show_id: UUID) -> dict[UUID, TicketPlace]:
    """Where each ticket of a show is for, by its id."""
    return await db.map_as(TicketPlace, TICKETS, show_id)


async def forget(db: Db, person_id: UUID) -> list[UUID]:
    """How somebody who stood there called their gate; answers their scans."""
    return [row[0] for row in await db.rows(FORGET, person_id)]


async def of_person(db: Db, person_id: UUID) -> list[Scan]:
    """What somebody read who stood at gates."""
    return await db.all_as(Scan, OF_PERSON, person_id)
