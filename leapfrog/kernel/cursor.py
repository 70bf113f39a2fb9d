"""Cursors that cannot miss: `<epoch>.<xid>`.

A sequence number as a cursor loses rows (10 can commit after 11 was read). So each synchronised
row carries `last_xid = pg_current_xact_id()`; a delta reads the rows with `last_xid >= cursor`,
and the next cursor is the oldest transaction that was still open in the snapshot of the delta.
Rows may come twice, none is missed; they are keyed, so twice is harmless.
"""

from typing import Final
from uuid import UUID

import asyncpg
import msgspec

from leapfrog.kernel.db import Db

HERE = """
select e.id, pg_snapshot_xmin(pg_current_snapshot())::text::bigint from kernel_epoch e
"""
NEW_EPOCH = "update kernel_epoch set id = gen_random_uuid()"
ADOPT = "select kernel_adopt() /* acts */"
LARGEST: Final = 2**63 - 1


class Cursor(msgspec.Struct, frozen=True):
    """A place in the history of one database: all that committed before `xid` has been seen."""

    epoch: UUID
    xid: int

    def __str__(self) -> str:
        return f"{self.epoch.hex}.{self.xid}"


def parse(text: str | None) -> Cursor | None:
    """The cursor in `text`; None when it is none of ours."""
    epoch, _, xid = (text or "").partition(".")
    try:
        cursor = Cursor(UUID(hex=epoch), int(xid))
    except ValueError:
        return None
    return cursor if 0 <= cursor.xid <= LARGEST else None


async def new_epoch(db: Db) -> None:
    """From now on no cursor of before counts here: each device reads all anew."""
    await db.run(NEW_EPOCH)


async def adopt(connection: asyncpg.Connection) -> bool:
    """Whether a dump was put into this database since it was last opened. It has another epoch
    then, and each row that devices know an id of a transaction of this database.
    """
    return bool(await connection.fetchval(ADOPT))


async def here(db: Db) -> Cursor:
    """The cursor of this transaction's snapshot (use `Database.reading`, so that all reads share
    it).
    """
    row = await db.row(HERE)
    assert row is not None
    return Cursor(row[0], row[1])


def since(cursor: Cursor | None, now: Cursor) -> int | None:
    """The xid from which to read a delta; None when `cursor` is of another database: read all."""
    if cursor is None or cursor.epoch != now.epoch or cursor.xid > now.xid:
        return None
    return cursor.xid
