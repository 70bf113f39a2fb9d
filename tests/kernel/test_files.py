"""Blobs: kept once under their hash, gone when nobody has them, never outside of their folder."""

import asyncio
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leapfrog.kernel.db import Database
from leapfrog.kernel.files import (
    Files,
    delete_unowned,
    disown,
    disown_all,
    find,
    find_public,
    of_owner,
    own,
    put_early,
)
from leapfrog.kernel.ids import new_id
from tests.town import of_another

AMINA, BO = new_id(), new_id()
CAT = b"a picture of a cat"
HASH = hashlib.sha256(CAT).digest()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "media")


@pytest.fixture
def cat(tmp_path: Path) -> Path:
    """The picture, as a file."""
    path = tmp_path / "cat"
    path.write_bytes(CAT)
    return path


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_what_is_put_can_be_got_whole_or_in_chunks(files: Files, tmp_path: Path) -> None:
    large = bytes(range(256)) * 40_000
    digest = await files.put(large)
    assert digest == hashlib.sha256(large).digest()
    assert await files.get(digest) == large
    assert b"".join([chunk async for chunk in files.chunks(digest)]) == large
    source = tmp_path / "source"
    source.write_bytes(CAT)
    await files.put_path(source, HASH)
    assert await files.get(HASH) == CAT


async def test_the_same_bytes_are_kept_once_and_inside_the_folder(
    files: Files, tmp_path: Path
) -> None:
    assert await files.put(CAT) == await files.put(CAT) == HASH
    await files.put(b"")
    name = HASH.hex()
    found = kept(tmp_path)
    assert tmp_path / "media" / name[:2] / name in found
    assert len(found) == 2


async def test_what_is_not_there(files: Files) -> None:
    with pytest.raises(FileNotFoundError):
        await files.get(HASH)
    await files.delete(HASH)


@pytest.mark.parametrize("digest", [b"../../etc/passwd", b"\0", b"/"])
async def test_no_name_leads_out_of_the_folder(files: Files, tmp_path: Path, digest: bytes) -> None:
    (tmp_path / "secret").write_text("x")
    with pytest.raises(FileNotFoundError):
        await files.get(digest)
    await files.put(b"x")
    assert all(path.is_relative_to(tmp_path / "media") for path in kept(tmp_path / "media"))
    assert (tmp_path / "secret").read_text() == "x"


async def test_a_file_is_its_owners_alone_unless_it_is_public(database: Database) -> None:
    async with database.transaction() as db:
        mine = await own(db, AMINA, "note", HASH, "text/plain", size=len(CAT), person=AMINA)
        assert await find(db, AMINA, mine.id) == mine
        assert await find(db, BO, mine.id) is None
        assert await find_public(db, HASH) is None
        shown = await own(
            db, AMINA, "avatar", HASH, "image/webp", size=len(CAT), person=AMINA, public=True
        )
        assert await find_public(db, HASH) == shown
        assert await of_owner(db, AMINA) == [mine, shown]
        assert await of_owner(db, BO) == []


async def test_a_blob_is_an_orphan_when_its_last_owner_goes(database: Database) -> None:
    async with database.transaction() as db:
        mine = await own(db, AMINA, "note", HASH, "text/plain", size=1, person=AMINA)
        await own(db, BO, "note", HASH, "text/plain", size=1, person=BO)
        other = await own(db, BO, "note", b"\1" * 32, "text/plain", size=1, person=BO)
        assert await disown(db, BO, mine.id) == []
        assert await disown(db, AMINA, mine.id) == []
        assert await disown(db, BO, other.id) == [b"\1" * 32]
        assert await disown_all(db, BO) == [HASH]


async def test_what_one_person_has_twice_is_one_orphan(database: Database) -> None:
    async with database.transaction() as db:
        for _ in range(3):
            await own(db, AMINA, "note", HASH, "text/plain", size=1, person=AMINA)
        assert await disown_all(db, AMINA) == [HASH]


async def test_only_what_nobody_has_is_deleted(database: Database, files: Files) -> None:
    dog = await files.put(b"a dog")
    await files.put(CAT)
    async with database.transaction() as db:
        await own(db, AMINA, "note", HASH, "text/plain", size=1, person=AMINA)
    await delete_unowned(database, files, [HASH, dog, b"\2" * 32])
    assert await files.get(HASH) == CAT
    with pytest.raises(FileNotFoundError):
        await files.get(dog)


async def test_who_takes_a_blob_while_it_is_tidied_away_has_it(
    database: Database, files: Files
) -> None:
    """Owned first, put after, in one transaction: the tidying waits, and finds an owner."""
    await files.put(CAT)
    async with of_another(database.transaction()) as db:
        await own(db, BO, "note", HASH, "text/plain", size=1, person=BO)
        tidying = asyncio.create_task(delete_unowned(database, files, [HASH]))
        done, _ = await asyncio.wait([tidying], timeout=0.2)
        assert not done
        await files.put(CAT)
    await tidying
    assert await files.get(HASH) == CAT


async def test_what_was_put_early_and_is_owned_by_nobody_goes_an_hour_later(
    database: Database, files: Files, cat: Path
) -> None:
    await put_early(database, files, [(cat, HASH)], None)
    assert await files.get(HASH) == CAT
    async with database.glance() as db:
        [(payload, due)] = await db.rows(
            "select payload, execute_after between now() + interval '50 minutes'"
            " and now() + interval '70 minutes' from pgqueuer where entrypoint = 'blobs:delete'"
        )
    assert due
    hashes = [bytes.fromhex(one) for one in json.loads(payload)["sha256"]]
    await delete_unowned(database, files, hashes)
    with pytest.raises(FileNotFoundError):
        await files.get(HASH)


async def test_who_owns_what_was_tidied_away_since_it_was_put_has_it(
    database: Database, files: Files, cat: Path
) -> None:
    await put_early(database, files, [(cat, HASH)], None)
    await delete_unowned(database, files, [HASH])
    async with database.transaction() as db:
        await own(db, AMINA, "note", HASH, "text/plain", size=1, person=AMINA)
        await files.ensure(cat, HASH)
    await delete_unowned(database, files, [HASH])
    assert await files.get(HASH) == CAT


async def test_a_folder_that_is_gone_before_its_first_use_is_made_again(tmp_path: Path) -> None:
    files = Files(tmp_path / "media")
    (tmp_path / "media").rmdir()
    assert [some async for some in files.older(datetime.now(UTC))] == []
    assert await files.get(await files.put(CAT)) == CAT


def test_a_bucket_that_is_none_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="gopher"):
        Files(tmp_path / "media", "gopher://media")
