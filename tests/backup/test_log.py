"""With the log of what happens beside the backups, a town comes back as it was at any moment after
one of them.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import msgspec
import pytest
from msgspec.structs import replace

from leapfrog.backup import (
    Backup,
    BackupError,
    LogEnd,
    backups,
    keep,
    log_of,
    make,
    prove,
    read_backup,
    restore,
)
from leapfrog.backup.blobs import names_in, path_of
from leapfrog.backup.new_files import Follower
from leapfrog.cli.main import main
from leapfrog.embedded_postgres import (
    EmbeddedPostgres,
    PostgresError,
    is_piece,
    replaying,
    unsent_pieces,
)
from leapfrog.embedded_postgres.archiving import identity
from tests.backup.conftest import OpenTown, a_picture, opened, settings_of
from tests.backup.test_backup import all_below
from tests.town import UNSAFE, apart, short_folder

AT = datetime(2026, 11, 28, 3, tzinfo=UTC)
PATIENCE = 60
NAME = "select display_name from identity_person where handle = 'amina'"
EPOCH = "select id from kernel_epoch"


class Moments(msgspec.Struct, frozen=True):
    """A backup, a moment between two deeds of after it, and the epoch of the town that is lost."""

    backup: Backup
    between: datetime
    epoch: object


async def ask(dsn: str, statement: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def called(dsn: str, name: str) -> None:
    await ask(dsn, f"update identity_person set display_name = '{name}' where handle = 'amina'")


def name_in(home: Path) -> object:
    with EmbeddedPostgres(settings_of(home)) as dsn:
        return apart(ask(dsn, NAME))


async def put_aside(dsn: str) -> None:
    """Waits until all that was written is in the archive."""
    connection = await asyncpg.connect(dsn)
    try:
        # Of a segment in which nothing stands yet PostgreSQL makes no end.
        await connection.execute("select pg_logical_emit_message(false, 'test', 'something')")
        last = await connection.fetchval("select pg_walfile_name(pg_current_wal_lsn())")
        await connection.execute("select pg_switch_wal()")
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await connection.fetchrow("select * from pg_stat_archiver")
                assert found["failed_count"] == 0
                if (found["last_archived_wal"] or "")[:24] >= last:
                    return
                await asyncio.sleep(0.02)
    finally:
        await connection.close()


async def make_in(town: OpenTown, home: Path, shelf: Path) -> Backup:
    settings = settings_of(home, shelf)
    return await asyncio.to_thread(make, settings, town.dsn, shelf, AT, "0.1.0")


def lose(home: Path) -> None:
    """The disk with the database is gone; the files that people keep, too."""
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def one_life(lived_in: Path) -> Iterator[Moments]:
    """What is left of a town with a log: after a backup there were two deeds, and then its database
    was killed and lost.
    """
    with short_folder() as folder:
        home, shelf = folder / "town", folder / "shelf"
        subprocess.run(["cp", "-a", lived_in, folder], check=True)
        with EmbeddedPostgres(settings_of(home, shelf), UNSAFE) as dsn:
            apart(called(dsn, "Before"))
            epoch = apart(ask(dsn, EPOCH))
            backup = make(settings_of(home, shelf), dsn, shelf, AT, "0.1.0")
            apart(called(dsn, "First"))
            time.sleep(0.05)
            between = datetime.now(UTC)
            time.sleep(0.05)
            apart(called(dsn, "Second"))
            apart(put_aside(dsn))
            # Nothing of its own end is in the log.
            server = int((home / "data" / "postmaster.pid").read_text().split()[0])
            os.kill(server, signal.SIGKILL)
        yield Moments(backup, between, epoch)


@pytest.fixture
def then(folder: Path, one_life: Moments) -> Moments:
    """A copy of it."""
    backup = one_life.backup
    subprocess.run(["cp", "-a", backup.folder.parent, folder], check=True)
    return Moments(
        read_backup(folder / "shelf" / backup.folder.name), one_life.between, one_life.epoch
    )


def test_a_lost_town_comes_back_as_it_was_between_two_deeds(folder: Path, then: Moments) -> None:
    home = folder / "town"
    assert restore(settings_of(home), then.backup, LogEnd(then.between)) == []
    assert name_in(home) == "First"


def test_without_a_moment_it_comes_back_as_it_was_in_the_end(folder: Path, then: Moments) -> None:
    home = folder / "town"
    restore(settings_of(home), then.backup, LogEnd())
    assert name_in(home) == "Second"
    lose(home)
    restore(settings_of(home), then.backup)
    assert name_in(home) == "Before"


class PowerCuts:
    """What a power cut would leave of a home and of a folder of backups that lie side by side:
    copies of them before and after each thing that a restore does with a server or with the log.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._folder, self.left = folder, list[Path]()
        for owner, name in (
            (EmbeddedPostgres, "start"),
            (EmbeddedPostgres, "stop"),
            (replaying, "copy_log"),
        ):
            patch.setattr(owner, name, self._around(getattr(owner, name)))

    def _around(self, act: Callable[..., object]) -> Callable[..., object]:
        def acts(*given: object) -> object:
            # Files of a server that runs are not copied: they change meanwhile.
            if act.__name__ != "stop":
                self._copy()
            answer = act(*given)
            if act.__name__ != "start":
                self._copy()
            return answer

        return acts

    def _copy(self) -> None:
        copy = self._folder / f"cut-{len(self.left)}"
        copy.mkdir(mode=0o711)
        for name in ("town", "shelf"):
            subprocess.run(["cp", "-a", self._folder / name, copy], check=True)
        self.left.append(copy)


# What stands in the town then, and how often it is cut off before it is there.
GOES = {"to the end": ("Second", 6), "to a moment": ("First", 6), "to the backup": ("Before", 6)}


@pytest.mark.parametrize("goes", [*GOES, "without a log"])
def test_a_restore_that_was_cut_off_opens_no_town_of_before_and_is_done_again(
    folder: Path, then: Moments, goes: str
) -> None:
    to = {"to the end": LogEnd(), "to a moment": LogEnd(then.between)}.get(goes)
    name, times = GOES.get(goes, ("Before", 2))
    if goes == "without a log":
        shutil.rmtree(folder / "shelf/wal")
    with pytest.MonkeyPatch.context() as patch:
        cuts = PowerCuts(folder, patch)
        restore(settings_of(folder / "town"), then.backup, to)
    begun = [cut for cut in cuts.left if not (cut / "town/data").exists()]
    settled = [cut for cut in cuts.left if cut not in begun]
    assert len(begun) == times
    for home in (cut / "town" for cut in begun):
        with pytest.raises(PostgresError, match="was cut off"), EmbeddedPostgres(settings_of(home)):
            pass
        assert not (home / "data").exists()
    # What was done to the copy has changed it then: the log was brought, it was played, and all.
    again = begun[1::2]
    for cut in again:
        restore(settings_of(cut / "town"), read_backup(cut / "shelf" / then.backup.folder.name), to)
    for there in (folder, *again, *settled[:1]):
        with EmbeddedPostgres(settings_of(there / "town", there / "shelf")) as dsn:
            assert apart(ask(dsn, EPOCH)) != then.epoch
            assert apart(ask(dsn, NAME)) == name
        # It goes on in its log, where nothing stands in its way.
        assert list(there.glob("town/data/pg_wal/archive_status/*.ready")) == []


def test_a_restore_that_is_cut_off_has_put_nothing_into_the_log(
    folder: Path, then: Moments
) -> None:
    home, log, to = folder / "town", folder / "shelf/wal", LogEnd(then.between)
    settings = replace(settings_of(home), backup_log=str(folder / "elsewhere"))
    before = all_below(log)

    def cut_off(_: list[str]) -> list[str]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(settings, then.backup, to, finish=cut_off)
    assert all_below(log) == before
    assert unsent_pieces(home) == []
    restore(settings, then.backup, to)
    put = all_below(log).keys() - before.keys()
    assert any(".history" in name for name in put)
    # And all of it waits to be sent, too.
    assert {path.name for path in unsent_pieces(home)} == {Path(name).name for name in put}
    lose(home)
    restore(settings_of(home), then.backup, LogEnd())
    assert name_in(home) == "First"


def test_what_a_restored_town_does_stands_in_the_same_log(folder: Path, then: Moments) -> None:
    home, shelf = folder / "town", folder / "shelf"
    restore(settings_of(home), then.backup, LogEnd(then.between))
    with EmbeddedPostgres(settings_of(home, shelf)) as dsn:
        apart(called(dsn, "Third"))
        apart(put_aside(dsn))
    lose(home)
    restore(settings_of(home), then.backup, LogEnd())
    assert name_in(home) == "Third"


def test_what_the_log_does_not_have_is_refused_and_nothing_is_left(
    folder: Path, then: Moments
) -> None:
    home, shelf = folder / "town", folder / "shelf"
    log = log_of(then.backup)
    assert log is not None
    late = LogEnd(datetime.now(UTC) + timedelta(days=1))
    with pytest.raises(PostgresError, match="ends before"):
        restore(settings_of(home), then.backup, late)
    assert not (home / "data").exists()
    place = then.backup.manifest.place
    assert place is not None
    (log / f"{place.segment}.gz").unlink()
    with pytest.raises(PostgresError, match="has no piece"):
        restore(settings_of(home), then.backup, LogEnd())
    shutil.rmtree(shelf / "wal")
    with pytest.raises(BackupError, match="no log beside it"):
        restore(settings_of(home), then.backup, LogEnd(then.between))
    assert not (home / "data").exists()
    assert not (home / "data.tmp").exists()
    assert not (home / "data.restored").exists()


@pytest.mark.parametrize("harm", ["a byte", "cut off", "another"])
def test_a_damaged_piece_of_the_log_is_refused_and_not_taken_for_its_end(
    folder: Path, then: Moments, harm: str
) -> None:
    log = log_of(then.backup)
    assert log is not None
    [*_, before, last] = sorted(path for path in log.iterdir() if is_piece(path.name))
    if harm == "another":
        shutil.copyfile(before, last)
    elif harm == "cut off":
        os.truncate(last, last.stat().st_size - 9)
    else:
        content = bytearray(last.read_bytes())
        # Of its checksum: in a run of zeros another byte may mean the same.
        content[-6] ^= 1
        last.write_bytes(content)
    told = "that its name says" if harm == "another" else "is damaged"
    with pytest.raises(PostgresError, match=told):
        restore(settings_of(folder / "town"), then.backup, LogEnd())
    assert not (folder / "town/data").exists()


async def test_files_of_after_the_backup_come_back_too(home: Path, folder: Path) -> None:
    shelf = folder / "shelf"
    async with opened(home, shelf) as town:
        await town.browser.sign_in("amina")
        backup = await make_in(town, home, shelf)
        before = set(names_in(shelf / "blobs"))
        shown = await town.browser.put("/me/avatar", content=a_picture("red"))
        assert shown.is_success
        follower = Follower(town.town, shelf)
        await follower.turn()
        assert set(names_in(shelf / "blobs")) > before
        shown = await town.browser.put("/me/avatar", content=a_picture("blue"))
        await follower.turn()
        avatar = (await town.browser.get("/me")).json()["avatar"]
        await put_aside(town.dsn)
    proof = await asyncio.to_thread(prove, settings_of(home), backup, AT)
    assert proof.faults == []
    lose(home)
    assert await asyncio.to_thread(restore, settings_of(home), backup, LogEnd()) == []
    async with opened(home) as town:
        await town.browser.sign_in("amina")
        assert (await town.browser.page(avatar)).is_success
    late = set(names_in(shelf / "blobs")) - before
    for name in late:
        path_of(shelf / "blobs", name).write_bytes(b"something else")
    proof = await asyncio.to_thread(prove, settings_of(home), backup, AT, every=True)
    assert proof.looked_into > backup.manifest.blobs
    assert proof.faults
    assert {fault.partition(" is damaged")[0] for fault in proof.faults} <= {
        str(path_of(shelf / "blobs", name)) for name in late
    }


async def test_files_that_are_lost_are_counted(home: Path, folder: Path) -> None:
    shelf = folder / "shelf"
    async with opened(home, shelf) as town:
        await town.browser.sign_in("amina")
        backup = await make_in(town, home, shelf)
        await town.browser.put("/me/avatar", content=a_picture("red"))
        await put_aside(town.dsn)
    lose(home)
    lost = await asyncio.to_thread(restore, settings_of(home), backup, LogEnd())
    assert len(lost) > 0


def test_the_log_before_the_oldest_backup_goes(home: Path, folder: Path) -> None:
    shelf = folder / "shelf"
    settings = settings_of(home, shelf)
    with EmbeddedPostgres(settings, UNSAFE) as dsn:
        for hour in (1, 2):
            for _ in range(2):
                apart(put_aside(dsn))
            make(settings, dsn, shelf, AT.replace(hour=hour), "0.1.0")
        log = shelf / "wal" / identity(home / "data")
        before = {path.name for path in log.iterdir()}
        assert keep(shelf, 1) == 1
        [left] = backups(shelf)
        assert left.manifest.place is not None
        gone = before - {path.name for path in log.iterdir()}
        assert gone
        assert max(gone)[:24] < left.manifest.place.segment
        apart(put_aside(dsn))
    proof = prove(settings_of(home), left, AT)
    assert proof.faults == []


def test_the_command_goes_to_a_moment(
    folder: Path,
    then: Moments,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home, shelf = folder / "town", folder / "shelf"
    monkeypatch.setenv("LEAPFROG_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    asked = ["restore", str(shelf), "--at"]
    assert main([*asked, "2020-01-01T00:00Z"]) == 1
    assert "no backup" in capsys.readouterr().err
    assert main([*asked, then.between.isoformat()]) == 0
    assert "as it was at" in capsys.readouterr().out
    assert name_in(home) == "First"
    lose(home)
    # What was restored is what the log tells in the end.
    assert main(["restore", str(shelf)]) == 0
    assert "when its log ended" in capsys.readouterr().out
    assert name_in(home) == "First"
