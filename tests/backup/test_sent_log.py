"""The log of what happens goes, sealed, to where backups lie that others hold. From there a town
comes back as it was at any moment after one of them; what is missing, damaged or forged is refused
by name, and nothing is restored.
"""

import asyncio
import gzip
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from leapfrog.backup import (
    BackupError,
    LogEnd,
    Storage,
    keep_sent,
    last,
    log_sent_after,
    make_key,
    prove_sent,
    read_keys,
    restore_sent,
    send,
    sent_backups,
    storage_at,
    whole_before,
)
from leapfrog.backup import log_sending as of_sending
from leapfrog.backup.log_sending import LogSender, TownLogSender
from leapfrog.backup.sealing import seal
from leapfrog.embedded_postgres import EmbeddedPostgres, PostgresError, unsent_pieces
from leapfrog.kernel.settings import Settings
from tests.backup.conftest import OpenTown, a_picture, opened_with, settings_of
from tests.backup.sent_log import AT, lived, sending_to
from tests.backup.test_log import called, lose, name_in, put_aside
from tests.backup.test_sealed import left_in
from tests.town import UNSAFE, apart, short_folder

REFUSED = (BackupError, PostgresError)


class SentLife(msgspec.Struct, frozen=True):
    """What is left of a lost town: a storage with a backup and a log, the file with its private
    key, and a moment between the two deeds of after the backup.
    """

    shelf: Path
    key: Path
    public: str
    between: datetime

    @property
    def storage(self) -> Storage:
        return storage_at(str(self.shelf), settings_of(self.shelf))

    def settings(self, home: Path) -> Settings:
        return sending_to(home, str(self.shelf), self.public)

    def restored(self, home: Path, to: LogEnd | None) -> list[str]:
        """Answers which files are lost."""
        [one] = sent_backups(self.storage)
        settings, keys = self.settings(home), read_keys(self.key)
        return restore_sent(settings, self.storage, one, keys, to).lost

    def pieces(self) -> list[Path]:
        return sorted(self.shelf.glob("wal/*/*.gz.age"))


@pytest.fixture(autouse=True)
def _in_our_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Towns that are open send when a test says so."""
    monkeypatch.setattr(of_sending, "EVERY", 3600)


@pytest.fixture(scope="module")
def one_life(lived_in: Path) -> Iterator[SentLife]:
    with short_folder() as folder:
        home, shelf, key = folder / "town", folder / "shelf", folder / "a.key"
        public = make_key(key)
        subprocess.run(["cp", "-a", lived_in, folder], check=True)
        settings = sending_to(home, str(shelf), public)
        between = lived(settings, storage_at(str(shelf), settings))
        yield SentLife(shelf, key, public, between)


@pytest.fixture
def then(folder: Path, one_life: SentLife) -> SentLife:
    """A copy of it."""
    subprocess.run(["cp", "-a", one_life.shelf, folder], check=True)
    return replace(one_life, shelf=folder / "shelf")


def test_a_lost_town_comes_back_as_it_was_at_a_moment_in_the_end_or_at_its_backup(
    folder: Path, then: SentLife
) -> None:
    home = folder / "town"
    ends = {"First": LogEnd(then.between), "Second": LogEnd(), "Before": None}
    for name, to in ends.items():
        assert then.restored(home, to) == []
        assert name_in(home) == name
        assert left_in(folder) == []
        lose(home)


def test_who_holds_the_log_reads_nothing(one_life: SentLife) -> None:
    pieces = one_life.pieces()
    assert len(pieces) >= 2
    assert all(path.read_bytes().startswith(b"age-encryption.org/v1\n") for path in pieces)
    assert not list(one_life.shelf.glob("wal/*/*.gz"))


def a_byte(then: SentLife) -> None:
    content = bytearray(then.pieces()[-1].read_bytes())
    content[-20] ^= 1
    then.pieces()[-1].write_bytes(content)


def cut_off(then: SentLife) -> None:
    os.truncate(then.pieces()[-1], then.pieces()[-1].stat().st_size - 1)


def in_place_of_another(then: SentLife) -> None:
    shutil.copyfile(then.pieces()[-2], then.pieces()[-1])


def sealed_by_another(then: SentLife) -> None:
    """As whoever can write there, knows the public key, and somehow had the piece, would do it."""
    path, plain = then.pieces()[-1], then.shelf.parent / "forged.gz"
    plain.write_bytes(gzip.compress(as_segment(path)))
    path.unlink()
    with plain.open("rb") as read:
        seal(read, path, [then.public])


def as_segment(path: Path) -> bytes:
    """Sixteen MB that begin as the segment of this name does."""
    place, system = path.name[8:24], path.parent.name
    at = (int(place[:8], 16) << 32) + (int(place[8:], 16) << 24)
    begin = b"".join(
        value.to_bytes(size, "little")
        for value, size in ((0xD118, 2), (2, 2), (1, 4), (at, 8), (0, 8), (int(system), 8))
    )
    return (begin + (1 << 24).to_bytes(4, "little")).ljust(1 << 24, b"\0")


def under_another_mark(then: SentLife) -> None:
    path = then.pieces()[-1]
    path.rename(path.with_name(f"{path.name.partition('.')[0]}.{'ab' * 32}.gz.age"))


def not_sealed(then: SentLife) -> None:
    path = then.pieces()[-1]
    path.with_name(f"{path.name.partition('.')[0]}.gz").write_bytes(gzip.compress(b"forged"))


def no_piece_between(then: SentLife) -> None:
    then.pieces()[1].unlink()


def no_first_piece(then: SentLife) -> None:
    then.pieces()[0].unlink()


HARMS: dict[Callable[[SentLife], None], str] = {
    a_byte: "is damaged",
    cut_off: "is damaged",
    in_place_of_another: "is not the piece of the log that its name says",
    sealed_by_another: "is forged",
    under_another_mark: "is forged",
    not_sealed: "is not sealed",
    no_piece_between: "has no piece of the log between",
    no_first_piece: "has no piece",
}


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_missing_damaged_or_forged_piece_is_refused_by_name(
    folder: Path, then: SentLife, harm: Callable[[SentLife], None]
) -> None:
    harm(then)
    [one] = sent_backups(then.storage)
    for to in (LogEnd(then.between), LogEnd()):
        with pytest.raises(REFUSED, match=f"{then.storage.name}/wal/.*{HARMS[harm]}"):
            then.restored(folder / "town", to)
        assert not (folder / "town").exists()
    with pytest.raises(REFUSED, match=HARMS[harm]):
        prove_sent(then.settings(folder / "town"), then.storage, one, read_keys(then.key), AT)
    assert left_in(folder) == []
    # Without its log the backup is as good as it was.
    assert then.restored(folder / "town", None) == []
    assert name_in(folder / "town") == "Before"


def test_a_moment_that_the_log_does_not_reach_is_refused(folder: Path, then: SentLife) -> None:
    home, late = folder / "town", LogEnd(datetime.now(UTC) + timedelta(days=1))
    with pytest.raises(PostgresError, match=f"the log in {then.storage.name}/.* ends before"):
        then.restored(home, late)
    assert not (home / "data").exists()
    found, keys = sent_backups(then.storage), read_keys(then.key)
    with pytest.raises(BackupError, match="there is no backup"):
        whole_before(then.settings(home), then.storage, found, keys, AT)
    shutil.rmtree(then.shelf / "wal")
    with pytest.raises(BackupError, match="has no log that goes on"):
        then.restored(home, LogEnd(then.between))
    # A backup whose log has not come yet is one nevertheless.
    assert then.restored(home, LogEnd()) == []
    assert name_in(home) == "Before"


def test_what_a_restored_town_does_stands_in_the_same_log(folder: Path, then: SentLife) -> None:
    home = folder / "town"
    then.restored(home, LogEnd(then.between))
    settings = then.settings(home)
    with log_sent_after(settings), EmbeddedPostgres(settings, UNSAFE) as dsn:
        apart(called(dsn, "Third"))
    # What PostgreSQL put aside while it ended went, too.
    assert unsent_pieces(home) == []
    lose(home)
    then.restored(home, LogEnd())
    assert name_in(home) == "Third"


def test_two_towns_of_the_same_backup_do_not_mix_their_logs(folder: Path, then: SentLife) -> None:
    for name in ("one", "two"):
        then.restored(folder / name, LogEnd())
    for name in ("one", "two"):
        settings = then.settings(folder / name)
        with EmbeddedPostgres(settings, UNSAFE) as dsn:
            apart(called(dsn, name))
            apart(put_aside(dsn))
        if name == "one":
            LogSender(settings).send()
    before = {path: path.read_bytes() for path in then.pieces()}
    with pytest.raises(BackupError, match="another town that was restored"):
        LogSender(settings).send()
    assert {path: path.read_bytes() for path in then.pieces()} == before
    assert unsent_pieces(folder / "two")


@pytest.mark.parametrize("is_sealed", [True, False])
def test_what_was_sent_already_is_sent_once(
    home: Path, folder: Path, then: SentLife, is_sealed: bool
) -> None:
    shelf = folder / "another"
    settings = sending_to(home, str(shelf), *([then.public] if is_sealed else []))
    with EmbeddedPostgres(settings, UNSAFE) as dsn:
        apart(put_aside(dsn))
        again = folder / "again"
        shutil.copytree(home / "unsent", again)
        assert LogSender(settings).send() > 0
        there = {path: path.stat().st_mtime_ns for path in shelf.rglob("wal/*/*")}
        # As when it was killed before it had deleted what had arrived.
        shutil.copytree(again, home / "unsent", dirs_exist_ok=True)
        LogSender(settings).send()
        assert {path: path.stat().st_mtime_ns for path in shelf.rglob("wal/*/*")} == there
    assert there


def test_what_is_sealed_and_what_is_not_do_not_lie_together(
    folder: Path, then: SentLife, home: Path
) -> None:
    settings = sending_to(home, str(then.shelf))
    with EmbeddedPostgres(settings, UNSAFE) as dsn:
        apart(put_aside(dsn))
        with pytest.raises(BackupError, match="take another folder"):
            LogSender(settings).send()
        for old in then.shelf.glob("2*"):
            shutil.rmtree(old)
        with pytest.raises(BackupError, match=r"the log in .* is sealed"):
            LogSender(settings).send()
    assert unsent_pieces(home)


async def test_an_open_town_sends_its_log_and_the_files_that_it_names(
    home: Path, folder: Path, then: SentLife
) -> None:
    shelf = folder / "another"
    settings = sending_to(home, str(shelf), then.public)
    storage = storage_at(str(shelf), settings)
    async with opened_with(settings) as town:
        await town.browser.sign_in("amina")
        with ExitStack() as held:
            sender = TownLogSender(town.town, held)
            await sender.turn()
            other = TownLogSender(town.town, held)
            assert not unsent_pieces(home)
            made = await asyncio.to_thread(
                send, settings, town.dsn, storage, [then.public], AT, "0.1.0"
            )
            assert made.place is not None
            await town.browser.put("/me/avatar", content=a_picture("red"))
            await put_aside(town.dsn)
            # One of them does it.
            await other.turn()
            assert unsent_pieces(home)
            await sender.turn()
            assert not unsent_pieces(home)
            # What no backup names is not dropped while the log may need it.
            assert await asyncio.to_thread(keep_sent, settings, storage, 1) == 0
            await town.browser.put("/me/avatar", content=a_picture("blue"))
            avatar = (await town.browser.get("/me")).json()["avatar"]
            await put_aside(town.dsn)
            await sender.turn()
            assert await archived(town)
    [one], keys = sent_backups(storage), read_keys(then.key)
    proof = await asyncio.to_thread(prove_sent, settings, storage, one, keys, AT, every=True)
    assert proof.faults == []
    # Also into those that came after the backup.
    assert proof.looked_into > made.blobs
    lose(home)
    found = await asyncio.to_thread(
        restore_sent, settings, storage, sent_backups(storage)[0], read_keys(then.key), LogEnd()
    )
    assert (found.went_on, found.lost) == (True, [])
    async with opened_with(settings) as town:
        await town.browser.sign_in("amina")
        assert (await town.browser.page(avatar)).is_success


async def archived(town: OpenTown) -> datetime | None:
    async with town.town.database.glance() as db:
        return (await last(db, is_sent=True)).archived_at


async def test_while_the_storage_is_away_the_log_waits_and_it_is_said_once(
    home: Path, folder: Path, then: SentLife, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, nowhere = sending_to(home, str(folder / "another"), then.public), ["away"]

    def found(place: str, settings: Settings, tries: int) -> Storage:
        if nowhere:
            raise BackupError(f"{place} cannot be used")
        return storage_at(place, settings, tries)

    monkeypatch.setattr(of_sending, "storage_at", found)
    async with opened_with(settings) as town:
        with ExitStack() as held, capture_logs() as said:
            sender = TownLogSender(town.town, held)
            await put_aside(town.dsn)
            for _ in range(2):
                await sender.turn()
            assert unsent_pieces(home)
            assert await archived(town) is None
            nowhere.clear()
            await sender.turn()
            assert not unsent_pieces(home)
            assert await archived(town)
    events = [entry["event"] for entry in said if entry["event"].startswith("log_")]
    assert events == ["log_not_sent", "log_sent_again"]


def test_the_log_before_the_oldest_backup_goes(home: Path, folder: Path, then: SentLife) -> None:
    shelf = folder / "another"
    settings = sending_to(home, str(shelf), then.public)
    storage = storage_at(str(shelf), settings)
    with EmbeddedPostgres(settings, UNSAFE) as dsn:
        for hour in (1, 2):
            for _ in range(2):
                apart(put_aside(dsn))
            send(settings, dsn, storage, [then.public], AT.replace(hour=hour), "0.1.0")
        LogSender(settings).send()
        before = set(shelf.glob("wal/*/*"))
        assert keep_sent(settings, storage, 1) == 1
        assert set(shelf.glob("wal/*/*")) < before
        apart(called(dsn, "After"))
        apart(put_aside(dsn))
        LogSender(settings).send()
    lose(home)
    [one] = sent_backups(storage)
    restore_sent(settings, storage, one, read_keys(then.key), LogEnd())
    assert name_in(home) == "After"
