"""All SQL of backups."""

from datetime import datetime

import msgspec

from leapfrog.backup.model import LogPlace
from leapfrog.kernel.db import Db

COUNTS = """
select (select count(*) from identity_person where kind = 'person') as people,
    (select count(*) from wallet_transfer) as transfers
"""
BLOBS = """
select distinct encode(sha256, 'hex') from kernel_file
where created_at <= coalesce($1::timestamptz, 'infinity')
"""
BLOBS_SINCE = "select distinct encode(sha256, 'hex') from kernel_file where created_at >= $1"
MADE = "insert into backup_made (at, bytes, proved_at) values ($1, $2, $3)"
LOG_PLACE = """
select system_identifier::text as system, pg_walfile_name(pg_current_wal_lsn()) as segment
from pg_control_system()
"""
LAST = """
select max(at) as made_at, max(proved_at) as proved_at,
    case when $1::bool then (select max(at) from backup_log_sent)
        else (select last_archived_time from pg_stat_archiver) end as archived_at
from backup_made
"""
LOG_SENT = """
insert into backup_log_sent (at) values (now()) on conflict (one) do update set at = excluded.at
"""


class RowCounts(msgspec.Struct, frozen=True):
    """People of the town, and transfers of money."""

    people: int
    transfers: int


class LastBackup(msgspec.Struct, frozen=True):
    """When the last backup was made, when one was last restored for a try, and when a piece of the
    log was last put aside, or sent to where it is to go; None: never.
    """

    made_at: datetime | None
    proved_at: datetime | None
    archived_at: datetime | None


async def counts(db: Db) -> RowCounts:
    found = await db.one_as(RowCounts, COUNTS)
    assert found is not None
    return found


async def blobs(db: Db, before: datetime | None = None) -> set[str]:
    """The SHA-256, in hex, of all files that somebody keeps, or of those that came before then."""
    return {row[0] for row in await db.rows(BLOBS, before)}


async def blobs_since(db: Db, since: datetime) -> set[str]:
    """The SHA-256, in hex, of all files that somebody keeps and that came at `since` or later."""
    return {row[0] for row in await db.rows(BLOBS_SINCE, since)}


async def log_place(db: Db) -> LogPlace:
    """Where in its log the server is; only its administrator may ask."""
    found = await db.one_as(LogPlace, LOG_PLACE)
    assert found is not None
    return found


async def note(db: Db, at: datetime, size: int, proved_at: datetime | None) -> None:
    """A backup was made; `size` in bytes."""
    await db.run(MADE, at, size, proved_at)


async def note_log_sent(db: Db) -> None:
    """All of the log that had been put aside is now where it is to go."""
    await db.run(LOG_SENT)


async def last(db: Db, *, is_sent: bool) -> LastBackup:
    """What an alarm goes by. `is_sent`: whether the log goes to where others hold it."""
    found = await db.one_as(LastBackup, LAST, is_sent)
    assert found is not None
    return found
