"""SQL of keys, of the gate's list and of scans."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.ticket_codes import GateEntry

LOCK_KEYS = "lock table tickets_key in share row exclusive mode"
NEWEST = "select number, seed from tickets_key order by number desc limit 1"
KEYS = "select number, public from tickets_key"
ADD_KEY = "insert into tickets_key (number, seed, public, made_at) values ($1, $2, $3, $4)"
# Of a show that is called off no ticket is good, refunded yet or not.
ENTRY = """
select t.id, turn, t.state in ('void', 'held') or s.state = 'cancelled' as void, used_at,
    used_gate as gate
from tickets_ticket t join tickets_show s on s.id = t.show_id
"""
# What was never paid has no code that could be shown.
ENTRIES = f"""
{ENTRY} join tickets_order o on o.id = t.order_id
where t.show_id = $1 and o.paid_at is not null
    and (turn > 0 or t.state in ('void', 'used') or s.state = 'cancelled')
"""
ENTRIES_OF = f"{ENTRY} where t.id = any($1::uuid[])"
USE = """
update tickets_ticket set state = 'used', used_at = $2, used_gate = $3, used_scan = $4
where id = $1
"""
ADD_SCAN = """
insert into tickets_scan (id, show_id, ticket_id, gate, by_id, at, came_at, offline, outcome)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
SCAN_COLUMNS = "id, show_id, ticket_id, gate, by_id, at, came_at, offline, outcome"
SCANS = f"select {SCAN_COLUMNS} from tickets_scan where id = any($1::uuid[])"
# The last ones; and doubles however long ago, with who came in by the same ticket.
LAST = f"""
(select {SCAN_COLUMNS} from tickets_scan where show_id = $1 order by at desc, id limit $2)
union
(
    select {SCAN_COLUMNS} from tickets_scan
    where show_id = $1 and outcome in ('ok', 'double') and ticket_id in (
        select ticket_id from tickets_scan where show_id = $1 and outcome = 'double'
    ) order by at desc, id limit $3
) order by at desc, id
"""
LET_IN = """
select distinct on (ticket_id) ticket_id, id from tickets_scan
where ticket_id = any($1::uuid[]) and outcome = 'ok' order by ticket_id, at, id
"""
SET_OUTCOME = "update tickets_scan set outcome = $2 where id = $1"


class TicketKey(msgspec.Struct, frozen=True):
    """With what tickets are signed."""

    number: int
    seed: bytes


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


async def newest_key(db: Db) -> TicketKey | None:
    return await db.one_as(TicketKey, NEWEST)


async def lock_keys(db: Db) -> None:
    """Nobody else makes one until the end of the transaction."""
    await db.run(LOCK_KEYS)


async def add_key(db: Db, number: int, seed: bytes, public: bytes) -> None:
    await db.run(ADD_KEY, number, seed, public, db.now)


async def keys(db: Db) -> dict[int, bytes]:
    """The public ones, by number."""
    return {row[0]: row[1] for row in await db.rows(KEYS)}


async def entries(db: Db, show_id: UUID) -> dict[UUID, GateEntry]:
    """The tickets of a show of which a signature alone does not say all."""
    return await db.map_as(GateEntry, ENTRIES, show_id)


async def entries_of(db: Db, tickets: Iterable[UUID]) -> dict[UUID, GateEntry]:
    return await db.map_as(GateEntry, ENTRIES_OF, list(tickets))


async def use(db: Db, ticket_id: UUID, scan: Scan) -> None:
    """A locked ticket went in with this scan."""
    await db.run(USE, ticket_id, scan.at, scan.gate, scan.id)


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
