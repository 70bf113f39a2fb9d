"""SQL of keys, and of who came in."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

LOCK_KEYS = "lock table tickets_key in share row exclusive mode"
NEWEST = "select number, seed from tickets_key order by number desc limit 1"
KEYS = "select number, public from tickets_key"
SEEDS = "select number, seed from tickets_key"
ADD_KEY = "insert into tickets_key (number, seed, public, made_at) values ($1, $2, $3, $4)"
USE = """
update tickets_ticket t set state = case when n.at is null then 'valid' else 'used' end,
    used_at = n.at, used_gate = n.gate, used_scan = n.scan
from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[]) as n (id, at, gate, scan)
where t.id = n.id and t.state in ('valid', 'used')
"""


class TicketEntry(msgspec.Struct, frozen=True):
    """When and at which gate a ticket went in, and by which scan."""

    at: datetime
    gate: str
    scan_id: UUID


class TicketKey(msgspec.Struct, frozen=True):
    """With what tickets are signed."""

    number: int
    seed: bytes


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


async def seeds(db: Db) -> dict[int, bytes]:
    """With what they sign, by number."""
    return {row[0]: row[1] for row in await db.rows(SEEDS)}


async def set_entries(db: Db, entries: Mapping[UUID, TicketEntry | None]) -> None:
    """By which scan these locked tickets went in, None: by none."""
    found = list(entries.values())
    ats = [one.at if one else None for one in found]
    gates = [one.gate if one else None for one in found]
    await db.run(USE, list(entries), ats, gates, [one.scan_id if one else None for one in found])
