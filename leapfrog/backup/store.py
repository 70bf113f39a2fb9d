"""All SQL of backups."""

from datetime import datetime

import msgspec

from leapfrog.kernel.db import Db

COUNTS = """
select (select count(*) from identity_person where kind = 'person') as people,
    (select count(*) from wallet_transfer) as transfers
"""
BLOBS = "select distinct encode(sha256, 'hex') from kernel_file"
MADE = "insert into backup_made (at, bytes, proved_at) values ($1, $2, $3)"
LAST = "select max(at) as made_at, max(proved_at) as proved_at from backup_made"


class RowCounts(msgspec.Struct, frozen=True):
    """People of the town, and transfers of money."""

    people: int
    transfers: int


class LastBackup(msgspec.Struct, frozen=True):
    """When the last backup was made, and when one was last restored for a try; None: never."""

    made_at: datetime | None
    proved_at: datetime | None


async def counts(db: Db) -> RowCounts:
    found = await db.one_as(RowCounts, COUNTS)
    assert found is not None
    return found


async def blobs(db: Db) -> set[str]:
    """The SHA-256, in hex, of all files that somebody keeps."""
    return {row[0] for row in await db.rows(BLOBS)}


async def note(db: Db, at: datetime, size: int, proved_at: datetime | None) -> None:
    """A backup was made; `size` in bytes."""
    await db.run(MADE, at, size, proved_at)


async def last(db: Db) -> LastBackup:
    """What an alarm goes by."""
    found = await db.one_as(LastBackup, LAST)
    assert found is not None
    return found
