"""How much room there is: what each person keeps, and what is free on the disk.

A person's files count, and what their other modules count in tables (`kernel_usage`, by triggers).
Two uploads that end at the same moment do not see each other: together they may go over by that.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

MB = 1_000_000
SET = """
insert into kernel_quota (bytes) values ($1)
on conflict (only_one) do update set bytes = excluded.bytes
"""
UNSET = "delete from kernel_quota"
USED = """
select coalesce((select sum(size) from kernel_file where person_id = $1), 0)::bigint
    + coalesce((select bytes from kernel_usage where person_id = $1), 0),
    (select bytes from kernel_quota)
"""


class StorageFull(Problem):
    """There is no room for it."""

    status = HTTPStatus.INSUFFICIENT_STORAGE


class QuotaFull(StorageFull):
    code = "quota_full"
    title = "You keep as much here as one person may. Delete something first."


class DiskFull(StorageFull):
    code = "disk_full"
    title = "The town has no room left for this. Those who run it have to make some."


class Usage(msgspec.Struct, frozen=True):
    """What somebody keeps, and how much they may; bytes. None: any amount."""

    used: int
    most: int | None


async def set_quota(db: Db, megabytes: int) -> None:
    """How much each person may keep; 0: any amount."""
    if megabytes:
        await db.run(SET, megabytes * MB)
    else:
        await db.run(UNSET)


async def usage(db: Db, person_id: UUID) -> Usage:
    row = await db.row(USED, person_id)
    assert row is not None
    return Usage(row[0], row[1])


async def check(db: Db, person_id: UUID, coming: int = 0) -> None:
    """Whether so many bytes more are not too much. Raises `QuotaFull`."""
    found = await usage(db, person_id)
    if found.most is not None and found.used + coming > found.most:
        raise QuotaFull


@asynccontextmanager
async def within(db: Db, person_id: UUID) -> AsyncIterator[None]:
    """What happens inside may make it less, or more up to what one may keep. Raises `QuotaFull`."""
    before = await usage(db, person_id)
    yield
    after = await usage(db, person_id)
    if after.most is not None and after.used > max(after.most, before.used):
        raise QuotaFull


def check_disk(folder: Path, floor: int, coming: int = 0) -> None:
    """Whether `floor` bytes stay free where this folder is, after so many more. Raises
    `DiskFull`.
    """
    if floor and shutil.disk_usage(folder).free - coming < floor:
        raise DiskFull
