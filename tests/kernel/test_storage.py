"""How much one person may keep, and what stays free on the disk."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from leapfrog.kernel import files, storage
from leapfrog.kernel.db import Database
from leapfrog.kernel.files import Files
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.storage import DiskFull, QuotaFull, Usage

MB = storage.MB


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, 2)
    async with opened.transaction() as db:
        await storage.set_quota(db, 1)
    yield opened
    await opened.close()


async def own(
    database: Database, person: UUID | None, size: int, owner: UUID | None = None
) -> UUID:
    """A file of so many bytes."""
    async with database.transaction() as db:
        form = ("test", new_id().bytes * 2, "text/plain")
        kept = await files.own(db, owner or person or new_id(), *form, size=size, person=person)
    return kept.id


async def used(database: Database, person: UUID) -> int:
    async with database.reading() as db:
        return (await storage.usage(db, person)).used


async def test_what_is_too_much_is_not_noted_and_what_goes_makes_room(database: Database) -> None:
    amina, bo = new_id(), new_id()
    first = await own(database, amina, 600_000)
    await own(database, bo, MB)
    with pytest.raises(QuotaFull):
        await own(database, amina, 400_001)
    assert await used(database, amina) == 600_000
    await own(database, amina, 400_000)
    async with database.transaction() as db:
        await files.disown(db, amina, first)
    assert await used(database, amina) == 400_000
    await own(database, amina, 600_000)


async def test_what_counts_for_nobody_is_never_too_much(database: Database) -> None:
    amina = new_id()
    await own(database, None, 5 * MB, amina)
    assert await used(database, amina) == 0


async def test_without_a_quota_there_is_none(database: Database) -> None:
    amina = new_id()
    async with database.transaction() as db:
        await storage.set_quota(db, 0)
    await own(database, amina, 50 * MB)
    async with database.reading() as db:
        assert await storage.usage(db, amina) == Usage(50 * MB, None)


async def test_whoever_has_too_much_already_may_keep_it_and_make_it_less(
    database: Database,
) -> None:
    amina = new_id()
    async with database.transaction() as db:
        await storage.set_quota(db, 0)
    first, second = await own(database, amina, 2 * MB), await own(database, amina, MB)
    async with database.transaction() as db:
        await storage.set_quota(db, 1)
    async with database.transaction() as db, storage.within(db, amina):
        await files.disown(db, amina, second)
    with pytest.raises(QuotaFull):
        async with database.transaction() as db, storage.within(db, amina):
            await db.run("select /* acts */ kernel_count($1, $2)", [amina], [1])
    async with database.reading() as db:
        assert await files.find(db, amina, first)
    assert await used(database, amina) == 2 * MB


async def test_the_disk_is_not_filled(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    full, roomy = Files(tmp_path / "a", None, 2 * free), Files(tmp_path / "b", None, free // 2)
    source = tmp_path / "source"
    source.write_bytes(b"something")
    with pytest.raises(DiskFull):
        await full.put(b"something")
    with pytest.raises(DiskFull):
        await full.put_path(source, b"0" * 32)
    with pytest.raises(DiskFull):
        async with full.copied(b"0" * 32, tmp_path / "tmp"):
            pass
    assert list((tmp_path / "a").iterdir()) == []
    assert await roomy.get(await roomy.put(b"something")) == b"something"


def test_nothing_is_kept_free_where_nobody_wants_it(tmp_path: Path) -> None:
    storage.check_disk(tmp_path, 0, 10**18)
    with pytest.raises(DiskFull):
        storage.check_disk(tmp_path, 1, 10**18)
