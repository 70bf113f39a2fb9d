"""SQL of the keys that sign receipts."""

from datetime import datetime

import msgspec

from leapfrog.kernel.db import Db

# Two processes that start at once agree on the first.
ADD = """
insert into pay_receipt_key (id, seed, public, made_at)
select $1, $2, $3, $4 where not exists (select from pay_receipt_key)
on conflict do nothing
"""
NEWEST = "select seed from pay_receipt_key order by made_at desc, id limit 1"
ALL = "select id, public, made_at from pay_receipt_key order by made_at, id"
# One at a time: the second finds the first one's key.
LOCK = "select pg_advisory_xact_lock(7277006)"


class PublicKey(msgspec.Struct, frozen=True):
    """A key by which receipts are checked, and since when there is it."""

    id: str
    public: bytes
    made_at: datetime


async def add_first(db: Db, key_id: str, seed: bytes, public: bytes) -> None:
    """Keeps the key when there is none yet."""
    await db.value(LOCK)
    await db.run(ADD, key_id, seed, public, db.now)


async def newest(db: Db) -> bytes | None:
    found: bytes | None = await db.value(NEWEST)
    return found


async def published(db: Db) -> list[PublicKey]:
    """The oldest first."""
    return await db.all_as(PublicKey, ALL)
