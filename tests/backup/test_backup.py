"""Backups of a town that is open or not: all that was acknowledged before is in them, they come
back where there is no town, and what is damaged is refused and named.
"""

import asyncio
import gzip
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import msgspec
import pytest

from leapfrog.backup import (
    Backup,
    BackupError,
    backups,
    keep,
    make,
    prove,
    read_backup,
    restore,
    restoring,
)
from leapfrog.backup.blobs import path_of
from leapfrog.cli.main import main
from leapfrog.embedded_postgres import EmbeddedPostgres, PostgresError
from leapfrog.kernel.cursor import Cursor, here, parse, since
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from tests.backup.conftest import opened, settings_of

AT = datetime(2026, 11, 28, 3, tzinfo=UTC)
# But those that everybody begins with, which come a moment after they joined.
CIRCLES = "select id from contacts_circle where kind = 'own'"


def backed_up(home: Path, shelf: Path, at: datetime = AT) -> Backup:
    """Of a town that is closed."""
    with EmbeddedPostgres(settings_of(home)) as dsn:
        return make(settings_of(home), dsn, shelf, at, "0.1.0")


def picture_of(home: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in (home / "media").rglob("*") if path.is_file())


def all_below(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


async def test_what_was_acknowledged_before_comes_back_and_nothing_after(
    home: Path, folder: Path
) -> None:
    async with opened(home) as town:
        amina = town.browser
        await amina.sign_in("amina")
        before = (await amina.get("/me")).json()
        made = await asyncio.to_thread(
            make, settings_of(home), town.dsn, folder / "shelf", AT, "0.1.0"
        )
        late = {"display_name": "Later"}
        assert (await amina.patch("/me", json=late)).json()["display_name"] == "Later"
    assert (made.manifest.blobs, made.manifest.domain) == (1, "lake.town")
    await asyncio.to_thread(restore, settings_of(folder / "again"), made)
    assert picture_of(folder / "again") == picture_of(home)
    async with opened(folder / "again") as town:
        await town.browser.sign_in("amina")
        assert (await town.browser.get("/me")).json() == before
        shown = await town.browser.page(before["avatar"])
        assert shown.is_success


async def test_while_people_write_each_acknowledged_deed_is_in_it(home: Path, folder: Path) -> None:
    sent: set[str] = set()
    done: set[str] = set()
    enough = asyncio.Event()
    async with opened(home) as town:
        amina = town.browser
        await amina.sign_in("amina")

        async def write() -> None:
            # One has a hundred at most.
            while len(sent) < 90:
                circle = str(new_id())
                sent.add(circle)
                answer = await amina.put(f"/circles/{circle}", json={"name": f"C{len(done)}"})
                assert answer.is_success, answer.text
                done.add(circle)
                if len(done) == 20:
                    enough.set()

        writing = asyncio.create_task(write())
        await enough.wait()
        acknowledged = set(done)
        made = await asyncio.to_thread(
            make, settings_of(home), town.dsn, folder / "shelf", AT, "0.1.0"
        )
        assert len(done) > len(acknowledged), "nothing was written meanwhile"
        writing.cancel()
        await asyncio.wait([writing])
    await asyncio.to_thread(restore, settings_of(folder / "again"), made)
    with EmbeddedPostgres(settings_of(folder / "again")) as dsn:
        found = await asyncio.to_thread(_circles, dsn)
    assert acknowledged <= found <= sent
    proof = await asyncio.to_thread(prove, settings_of(home), made, AT)
    assert proof.faults == []


def _circles(dsn: str) -> set[str]:
    async def read() -> set[str]:
        connection = await asyncpg.connect(dsn)
        try:
            return {str(row[0]) for row in await connection.fetch(CIRCLES)}
        finally:
            await connection.close()

    return asyncio.run(read())


async def test_no_cursor_of_before_counts_in_a_restored_town(home: Path, folder: Path) -> None:
    with EmbeddedPostgres(settings_of(home)) as dsn:
        now = await _place(dsn)
        made = await asyncio.to_thread(make, settings_of(home), dsn, folder / "s", AT, "0.1.0")
    await asyncio.to_thread(restore, settings_of(folder / "again"), made)
    with EmbeddedPostgres(settings_of(folder / "again")) as dsn:
        after = await _place(dsn)
    assert after.epoch != now.epoch
    for xid in (0, now.xid - 1, now.xid, after.xid, after.xid + 1000):
        assert since(parse(str(Cursor(now.epoch, xid))), after) is None


async def _place(dsn: str) -> Cursor:
    database = await Database.connect(dsn, 1)
    try:
        async with database.reading() as db:
            return await here(db)
    finally:
        await database.close()


def test_a_town_that_is_there_is_not_overwritten(home: Path, folder: Path) -> None:
    made = backed_up(home, folder / "shelf")
    before = all_below(home)
    with pytest.raises(BackupError, match="there is a town in"):
        restore(settings_of(home), made)
    assert all_below(home) == before


@pytest.mark.parametrize("harm", ["a byte", "cut off", "no file", "blobs", "a blob", "manifest"])
def test_what_is_damaged_is_refused_and_nothing_is_left(
    home: Path, folder: Path, harm: str
) -> None:
    made = backed_up(home, folder / "shelf")
    packed, blob = made.folder / "database.tar.gz", next((folder / "shelf/blobs").rglob("?" * 64))
    if harm == "a byte":
        content = bytearray(packed.read_bytes())
        content[len(content) // 2] ^= 1
        packed.write_bytes(content)
    elif harm == "cut off":
        os.truncate(packed, packed.stat().st_size - 10)
    elif harm == "no file":
        packed.unlink()
    elif harm == "blobs":
        (made.folder / "blobs.txt.gz").write_bytes(gzip.compress(b""))
    elif harm == "a blob":
        blob.unlink()
    else:
        (made.folder / "manifest.json").write_text("{")
    with pytest.raises(BackupError):
        restore(settings_of(folder / "again"), read_backup(made.folder))
    assert not (folder / "again/data").exists()


def test_a_blob_that_the_disk_does_not_give_is_lost_alone(home: Path, folder: Path) -> None:
    made = backed_up(home, folder / "shelf")
    blob = next((folder / "shelf/blobs").rglob("?" * 64))
    blob.unlink()
    # Nothing can be read at its begin: the same error as that of a bad sector.
    blob.symlink_to("/proc/self/mem")
    assert restore(settings_of(folder / "again"), made) == [blob.name]
    assert list((folder / "again/media").rglob(f"{blob.name}*")) == []
    faults = prove(settings_of(home), made, AT).faults
    assert f"{blob} is damaged: Input/output error" in faults
    assert not blob.exists()
    backed_up(home, folder / "shelf", AT.replace(hour=4))
    assert [blob.read_bytes()] == picture_of(home)


@pytest.mark.parametrize("tried", [False, True])
def test_a_blob_with_other_bytes_is_lost_alone_and_counted(
    home: Path, folder: Path, *, tried: bool
) -> None:
    made = backed_up(home, folder / "shelf")
    blob = next((folder / "shelf/blobs").rglob("?" * 64))
    blob.write_bytes(b"x" * blob.stat().st_size)
    if tried:
        [fault] = prove(settings_of(home), made, AT).faults
        assert f"{blob} is damaged" in fault
        assert not blob.exists()
    assert restore(settings_of(folder / "again"), made) == [blob.name]
    assert (folder / "again/data").exists()
    assert picture_of(folder / "again") == []


def test_what_was_lost_at_a_restore_is_no_fault_of_later_backups(home: Path, folder: Path) -> None:
    made, again, later = backed_up(home, folder / "shelf"), folder / "again", folder / "later"
    blob = next((folder / "shelf/blobs").rglob("?" * 64))
    content = blob.read_bytes()
    blob.write_bytes(b"x")
    assert restore(settings_of(again), made) == [blob.name]
    without = backed_up(again, later)
    assert without.manifest.lost == [blob.name]
    assert prove(settings_of(again), without, AT).faults == []
    brought = path_of(again / "media", blob.name)
    brought.write_bytes(content)
    whole = backed_up(again, later, AT.replace(hour=4))
    assert (whole.manifest.lost, whole.manifest.blobs) == ([], 1)
    path_of(later / "blobs", blob.name).unlink()
    assert prove(settings_of(again), whole, AT).faults == [f"file {blob.name} is missing"]


@pytest.mark.parametrize("harm", ["cut off", "a byte"])
def test_the_next_backup_brings_again_what_is_damaged(home: Path, folder: Path, harm: str) -> None:
    made = backed_up(home, folder / "shelf")
    blob = next((folder / "shelf/blobs").rglob("?" * 64))
    if harm == "cut off":
        os.truncate(blob, 9)
    else:
        blob.write_bytes(b"x" * blob.stat().st_size)
        assert prove(settings_of(home), made, AT).faults
    again = backed_up(home, folder / "shelf", AT.replace(hour=4))
    assert [blob.read_bytes()] == picture_of(home)
    keep(folder / "shelf", 2)
    assert list(blob.parent.iterdir()) == [blob]
    assert prove(settings_of(home), again, AT).faults == []


def test_a_damaged_file_of_the_town_does_not_replace_what_a_backup_has(
    home: Path, folder: Path
) -> None:
    backed_up(home, folder / "shelf")
    [content] = picture_of(home)
    os.truncate(next((home / "media").rglob("?" * 64)), 9)
    backed_up(home, folder / "shelf", AT.replace(hour=4))
    assert next((folder / "shelf/blobs").rglob("?" * 64)).read_bytes() == content


def test_a_try_looks_into_some_files_or_into_all(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "LOOKED_INTO", 0)
    made = backed_up(home, folder / "shelf")
    blob = next((folder / "shelf/blobs").rglob("?" * 64))
    blob.write_bytes(b"x" * blob.stat().st_size)
    assert prove(settings_of(home), made, AT).faults == []
    assert len(prove(settings_of(home), made, AT, every=True).faults) == 1


def test_a_try_compares_sizes_with_the_manifest(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "LOOKED_INTO", 0)
    made = backed_up(home, folder / "shelf")
    os.truncate(next((folder / "shelf/blobs").rglob("?" * 64)), 9)
    [fault] = prove(settings_of(home), made, AT).faults
    assert f"1 of 9 bytes, not 1 of {made.manifest.blob_bytes}" in fault


@pytest.mark.parametrize("name", ["../evil", "/tmp/leapfrog-evil", "base"])
def test_a_hostile_copy_of_the_database_reaches_nothing_else(folder: Path, name: str) -> None:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as packed:
        entry = tarfile.TarInfo(name)
        entry.size = 4
        packed.addfile(entry, io.BytesIO(b"evil"))
    backup = _forged(folder / "shelf", written.getvalue())
    with pytest.raises(PostgresError):
        restore(settings_of(folder / "again"), backup)
    assert not Path("/tmp/leapfrog-evil").exists()
    assert not (folder / "evil").exists()
    assert not (folder / "again/evil").exists()
    assert not (folder / "again/data").exists()
    assert not (folder / "again/data.restored").exists()


def _forged(shelf: Path, database: bytes) -> Backup:
    made = shelf / "20261128T030000Z"
    made.mkdir(parents=True)
    (shelf / "blobs").mkdir()
    blobs = gzip.compress(b"")

    def packed(content: bytes) -> dict[str, object]:
        return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}

    manifest = {
        "version": 1,
        "at": AT,
        "program": "0.1.0",
        "town": "T",
        "domain": "t.town",
        "database": packed(database),
        "blob_list": packed(blobs),
        "blobs": 0,
        "blob_bytes": 0,
    }
    (made / "database.tar.gz").write_bytes(database)
    (made / "blobs.txt.gz").write_bytes(blobs)
    (made / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    return read_backup(made)


def test_a_try_tells_what_is_missing(home: Path, folder: Path) -> None:
    made = backed_up(home, folder / "shelf")
    assert prove(settings_of(home), made, AT).faults == []
    assert read_backup(made.folder).proof is not None
    name = next((folder / "shelf/blobs").rglob("?" * 64))
    name.unlink()
    assert prove(settings_of(home), made, AT).faults == [f"file {name.name} is missing"]
    assert list(folder.glob(".*.work-*")) == []


def test_the_oldest_go_and_the_last_proved_stays(home: Path, folder: Path) -> None:
    shelf = folder / "shelf"
    made = [backed_up(home, shelf, AT.replace(hour=hour)) for hour in (1, 2, 3)]
    prove(settings_of(home), made[0], AT)
    stray = shelf / "blobs/ab" / f"ab{'0' * 62}"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"of a backup that is gone")
    assert keep(shelf, 1) == 1
    assert [one.folder for one in backups(shelf)] == [made[0].folder, made[2].folder]
    assert not stray.exists()
    assert prove(settings_of(home), made[2], AT).faults == []


def test_what_a_killed_backup_left_is_no_backup_and_goes(home: Path, folder: Path) -> None:
    shelf = folder / "shelf"
    left = shelf / "20261127T030000Z.part"
    left.mkdir(parents=True)
    (left / "database.tar.gz").write_bytes(b"half")
    assert backups(shelf) == []
    backed_up(home, shelf)
    assert [one.folder.name for one in backups(shelf)] == ["20261128T030000Z"]
    assert not left.exists()


def test_one_at_a_time_works_in_a_folder(home: Path, folder: Path) -> None:
    shelf = folder / "shelf"
    shelf.mkdir()
    holding = ["flock", str(shelf / ".lock"), "cat"]
    if not shutil.which("flock"):
        pytest.skip("there is no flock")
    with subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin
        assert other.stdout
        other.stdin.write(b"x\n")
        other.stdin.flush()
        assert other.stdout.readline() == b"x\n"
        with pytest.raises(BackupError, match="another backup"):
            backed_up(home, shelf)
        other.stdin.close()
    assert backups(shelf) == []


def test_the_commands(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEAPFROG_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shelf = str(folder / "shelf")
    assert main(["backup", shelf]) == 0
    assert main(["restore", shelf, "--check"]) == 0
    told = capsys.readouterr().out
    assert "1 people, 0 transfers" in told
    assert "1 files were looked into.\nAll is in it, and what was looked into is in order." in told
    assert main(["restore", shelf]) == 1
    assert "there is a town in" in capsys.readouterr().err
    monkeypatch.setenv("LEAPFROG_HOME", str(folder / "again"))
    blob = next((folder / "shelf/blobs").rglob("?" * 64))
    blob.write_bytes(b"something else")
    assert main(["restore", shelf]) == 0
    assert f"1 files are lost, damaged in the backup or brought after it:\n{blob.name}" in (
        capsys.readouterr().out
    )
    assert main(["restore", shelf, "--check", "--all"]) == 1
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/town")
    assert main(["backup", shelf]) == 1
    assert "docs/backups.md" in capsys.readouterr().err
