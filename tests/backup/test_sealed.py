"""Backups that are sealed: whoever holds them reads nothing, whoever has the key restores all, and
what was changed, cut off or sealed to another key is refused with nothing restored.
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from leapfrog.backup import (
    BackupError,
    BackupManifest,
    SentBackup,
    Storage,
    backups,
    keep_sent,
    make_key,
    prove_sent,
    read_keys,
    restore_sent,
    restoring,
    send,
    sent_backups,
    storage_at,
)
from leapfrog.backup.sealing import seal
from leapfrog.cli.main import main
from leapfrog.embedded_postgres import EmbeddedPostgres
from tests.backup.conftest import a_picture, opened, settings_of
from tests.backup.test_backup import all_below, backed_up, picture_of
from tests.town import short_folder

AT = datetime(2026, 11, 28, 3, tzinfo=UTC)


class Pair(msgspec.Struct, frozen=True):
    """A public key, and the file with the private one."""

    public: str
    file: Path


@pytest.fixture
def pair(folder: Path) -> Pair:
    file = folder / "private.key"
    return Pair(make_key(file), file)


def sent(home: Path, storage: Storage, keys: Sequence[str], at: datetime = AT) -> BackupManifest:
    """Of a town that is closed."""
    with EmbeddedPostgres(settings_of(home)) as dsn:
        return send(settings_of(home), dsn, storage, keys, at, "0.1.0")


def storage_in(shelf: Path) -> Storage:
    return storage_at(str(shelf), settings_of(shelf))


def left_in(folder: Path) -> list[Path]:
    """Of what a restore works in."""
    return list(folder.glob(".*.work-*"))


def last_in(storage: Storage) -> SentBackup:
    return sent_backups(storage)[-1]


async def test_who_has_the_key_restores_all(home: Path, folder: Path, pair: Pair) -> None:
    storage = storage_in(folder / "sealed")
    await asyncio.to_thread(sent, home, storage, [pair.public])
    again, keys = folder / "again", read_keys(pair.file)
    await asyncio.to_thread(restore_sent, settings_of(again), storage, last_in(storage), keys)
    assert picture_of(again) == picture_of(home)
    async with opened(again) as town:
        await town.browser.sign_in("amina")
        me = (await town.browser.get("/me")).json()
        assert me["handle"] == "amina"
        assert (await town.browser.page(me["avatar"])).is_success
    assert left_in(folder) == []


def test_a_restore_that_was_cut_off_at_its_end_is_made_again(
    home: Path, folder: Path, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storage_in(folder / "sealed")
    sent(home, storage, [pair.public])
    again, keys = folder / "again", read_keys(pair.file)

    def cut_off(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "settle_cluster", cut_off)
        with pytest.raises(KeyboardInterrupt):
            restore_sent(settings_of(again), storage, last_in(storage), keys)
    assert (again / "backup.names").exists()
    restore_sent(settings_of(again), storage, last_in(storage), keys)
    assert (again / "data").exists()
    assert picture_of(again) == picture_of(home)


def test_who_holds_it_reads_nothing(home: Path, folder: Path, pair: Pair) -> None:
    storage = storage_in(folder / "sealed")
    made = sent(home, storage, [pair.public])
    held = all_below(folder / "sealed")
    names = {path.name for path in (home / "media").rglob("?" * 64)}
    assert len(names) == made.blobs == 1
    told = [b"amina", made.domain.encode(), made.town.encode(), pair.public.encode()]
    told += [name.encode() for name in names]
    everything = b"\n".join((*held.values(), *(name.encode() for name in held)))
    assert not [each for each in told if each in everything]
    sealed = [name for name in held if not name.endswith(("/names.txt", "/log.json"))]
    assert len(sealed) == 4
    assert all(held[name].startswith(b"age-encryption.org/v1\n") for name in sealed)


HARMS = ["another key", "no key", "a byte", "cut off", "cut at a piece", "gone", "no file"]


@pytest.mark.parametrize("piece", ["database", "blobs.txt", "manifest", "a blob"])
@pytest.mark.parametrize("harm", HARMS)
def test_what_is_damaged_is_refused_and_nothing_is_restored(
    sealed_once: Path, folder: Path, harm: str, piece: str
) -> None:
    shelf = folder / "sealed"
    shutil.copytree(sealed_once, shelf)
    storage, file = storage_in(shelf), shelf / "private.key"
    [path] = shelf.glob("blobs/??/*" if piece == "a blob" else f"*/{piece}*.age")
    size = path.stat().st_size
    if harm == "another key":
        file = folder / "other.key"
        make_key(file)
    elif harm == "a byte":
        content = bytearray(path.read_bytes())
        content[-20] ^= 1
        path.write_bytes(content)
    elif harm == "cut off":
        os.truncate(path, size - 1)
    elif harm == "cut at a piece":
        # Of age: its header, a nonce of 16 bytes, then pieces of 64 KiB with 16 bytes each.
        os.truncate(path, size - (size - _begin(path)) % (65536 + 16))
    elif harm == "gone":
        path.write_bytes(b"")
    elif harm == "no file":
        path.unlink()
    keys = [] if harm == "no key" else read_keys(file)
    told = {"another key": "another key", "no key": "is sealed", "no file": "there is no"}
    found = sent_backups(storage)
    if harm == "no file" and piece == "manifest":
        assert found == []
        return
    with pytest.raises(BackupError, match=told.get(harm, "is damaged")):
        restore_sent(settings_of(folder / "again"), storage, found[-1], keys)
    assert not (folder / "again").exists()
    assert left_in(folder) == []


def _begin(path: Path) -> int:
    content = path.read_bytes()
    return content.index(b"\n", content.index(b"\n---") + 1) + 1 + 16


@pytest.fixture(scope="module")
def sealed_once(lived_in: Path) -> Iterator[Path]:
    """A sealed backup, and the private key in the same folder."""
    with short_folder() as made:
        shelf = made / "sealed"
        storage, file = storage_in(shelf), shelf / "private.key"
        subprocess.run(["cp", "-a", lived_in, made], check=True)
        sent(made / "town", storage, [make_key(file)])
        yield shelf


def test_another_file_that_was_sealed_for_it_is_refused(
    home: Path, folder: Path, pair: Pair
) -> None:
    storage, other = storage_in(folder / "sealed"), folder / "other"
    sent(home, storage, [pair.public])
    other.write_bytes(b"another one")
    [blob] = blobs_in(folder / "sealed")
    blob.unlink()
    with other.open("rb") as read:
        seal(read, blob, [pair.public])
    with pytest.raises(BackupError, match="its bytes are not those"):
        restore_sent(settings_of(folder / "again"), storage, last_in(storage), read_keys(pair.file))
    assert not (folder / "again").exists()


async def test_the_second_one_sends_only_what_is_new(home: Path, folder: Path, pair: Pair) -> None:
    storage, keys = storage_in(folder / "sealed"), [pair.public]
    async with opened(home) as town:
        await town.browser.sign_in("amina")

        async def made(hour: int, colour: str) -> None:
            shown = await town.browser.put("/me/avatar", content=a_picture(colour))
            assert shown.is_success
            at = AT.replace(hour=hour)
            await asyncio.to_thread(send, settings_of(home), town.dsn, storage, keys, at, "0.1.0")

        await made(1, "red")
        before = {path: path.stat().st_mtime_ns for path in blobs_in(folder / "sealed")}
        await made(2, "blue")
    assert before == {path: path.stat().st_mtime_ns for path in before}
    assert len(blobs_in(folder / "sealed")) > len(before)


def test_the_oldest_go_and_the_last_proved_stays(home: Path, folder: Path, pair: Pair) -> None:
    storage, keys = storage_in(folder / "sealed"), read_keys(pair.file)
    for hour in (1, 2, 3):
        sent(home, storage, [pair.public], AT.replace(hour=hour))
    [first, _, third] = sent_backups(storage)
    assert prove_sent(settings_of(home), storage, first, keys, AT).faults == []
    assert keep_sent(settings_of(home), storage, 1) == 1
    assert [one.name for one in sent_backups(storage)] == [first.name, third.name]
    trial = prove_sent(settings_of(home), storage, third, keys, AT)
    assert (trial.people, trial.faults) == (1, [])
    # What is kept with it does not tell how many there are.
    assert [one.proof.people for one in sent_backups(storage) if one.proof] == [0, 0]


def blobs_in(shelf: Path) -> list[Path]:
    return list(shelf.glob("blobs/??/*"))


def test_a_try_tells_what_is_missing_or_damaged(home: Path, folder: Path, pair: Pair) -> None:
    storage, keys = storage_in(folder / "sealed"), read_keys(pair.file)
    sent(home, storage, [pair.public])
    [blob] = blobs_in(folder / "sealed")
    os.truncate(blob, blob.stat().st_size - 1)
    [fault] = prove_sent(settings_of(home), storage, last_in(storage), keys, AT).faults
    assert "is damaged" in fault
    blob.unlink()
    faults = prove_sent(settings_of(home), storage, last_in(storage), keys, AT).faults
    assert [fault for fault in faults if "is missing" in fault]
    # It does not count as one that was proved, and so goes.
    sent(home, storage, [pair.public], AT.replace(hour=4))
    assert keep_sent(settings_of(home), storage, 1) == 1


def test_a_damaged_file_that_was_not_sealed_is_lost_alone(home: Path, folder: Path) -> None:
    storage = storage_in(folder / "shelf")
    sent(home, storage, [])
    [blob] = blobs_in(folder / "shelf")
    blob.write_bytes(b"something else")
    put = restore_sent(settings_of(folder / "again"), storage, last_in(storage), [])
    assert put.lost == [blob.name]
    assert (folder / "again/data").exists()
    assert list((folder / "again/media").glob("??/*")) == []


def test_sealed_to_another_key_all_is_sent_anew(home: Path, folder: Path, pair: Pair) -> None:
    storage = storage_in(folder / "sealed")
    sent(home, storage, [pair.public])
    new = folder / "new.key"
    sent(home, storage, [make_key(new)], AT.replace(hour=4))
    assert len(blobs_in(folder / "sealed")) == 2
    keep_sent(settings_of(home), storage, 1)
    assert len(blobs_in(folder / "sealed")) == 1
    restore_sent(settings_of(folder / "again"), storage, last_in(storage), read_keys(new))
    assert picture_of(folder / "again") == picture_of(home)


def test_each_of_several_keys_opens_it_and_the_restored_town_goes_on(
    home: Path, folder: Path, pair: Pair
) -> None:
    storage, second = storage_in(folder / "sealed"), folder / "second.key"
    keys = [make_key(second), pair.public]
    sent(home, storage, keys)
    for number, file in enumerate((pair.file, second)):
        again = folder / f"again{number}"
        restore_sent(settings_of(again), storage, last_in(storage), read_keys(file))
    sent(again, storage, keys[::-1], AT.replace(hour=4))
    assert len(blobs_in(folder / "sealed")) == 1


def test_sealed_ones_and_others_do_not_lie_in_the_same_folder(
    home: Path, folder: Path, pair: Pair
) -> None:
    shelf = folder / "shelf"
    backed_up(home, shelf)
    before = all_below(shelf)
    with pytest.raises(BackupError, match="take another folder"):
        sent(home, storage_in(shelf), [pair.public], AT.replace(hour=4))
    assert all_below(shelf) == before
    with_log = folder / "with log"
    (with_log / "wal").mkdir(parents=True)
    (with_log / "wal" / "piece").write_bytes(b"of the log")
    with pytest.raises(BackupError, match="the log"):
        sent(home, storage_in(with_log), [pair.public])


def test_what_is_no_key_is_refused(home: Path, folder: Path, pair: Pair) -> None:
    storage = storage_in(folder / "sealed")
    with pytest.raises(BackupError, match="key to seal to"):
        sent(home, storage, [pair.public[:-1] + ("p" if pair.public[-1] == "q" else "q")])
    assert sent_backups(storage) == []
    with pytest.raises(BackupError, match="cannot be made"):
        make_key(pair.file)
    (folder / "empty").write_text("# public key: none\n")
    with pytest.raises(BackupError, match="no private key"):
        read_keys(folder / "empty")
    (folder / "wrong").write_text(pair.public)
    with pytest.raises(BackupError, match="no file of private keys"):
        read_keys(folder / "wrong")
    assert pair.file.stat().st_mode & 0o777 == 0o600


def test_what_a_killed_one_left_is_no_backup_and_goes(home: Path, folder: Path, pair: Pair) -> None:
    storage = storage_in(folder / "sealed")
    left = folder / "sealed/20261127T030000Z/database.tar.gz.age"
    left.parent.mkdir()
    left.write_bytes(b"half")
    stray = folder / "sealed/blobs/ab" / f"ab{'0' * 62}"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"of a backup that never was")
    assert sent_backups(storage) == []
    sent(home, storage, [pair.public])
    assert keep_sent(settings_of(home), storage, 7) == 0
    assert not left.exists()
    assert not stray.exists()
    assert len(sent_backups(storage)) == 1


def test_the_program_age_opens_it(home: Path, folder: Path, pair: Pair) -> None:
    if not shutil.which("age"):
        pytest.skip("there is no age (apt-get install age)")
    sent(home, storage_in(folder / "sealed"), [pair.public])
    [sealed] = (folder / "sealed").glob("*/manifest.json.age")
    opening = ["age", "--decrypt", "--identity", str(pair.file), str(sealed)]
    shown = subprocess.run(opening, capture_output=True, check=True).stdout
    assert msgspec.json.decode(shown, type=BackupManifest).domain == "lake.town"


def test_the_commands(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEAPFROG_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    key, shelf = str(folder / "a.key"), str(folder / "sealed")
    assert main(["backup-key", key]) == 0
    name, _, public = capsys.readouterr().out.splitlines()[0].partition("=")
    monkeypatch.setenv(name, public)
    assert main(["backup", shelf]) == 0
    assert "--key FILE --check" in capsys.readouterr().out
    assert main(["restore", shelf, "--check"]) == 1
    assert "name the private key by --key" in capsys.readouterr().err
    assert main(["restore", shelf, "--check", "--key", key]) == 0
    assert "1 people, 0 transfers" in capsys.readouterr().out
    assert main(["backup", shelf, "--plain"]) == 1
    assert "are sealed" in capsys.readouterr().err
    assert main(["restore", shelf, "--key", key, "--at", "2020-11-28T14:05"]) == 1
    assert "there is no backup" in capsys.readouterr().err
    assert main(["restore", shelf, "--key", key]) == 1
    assert "there is a town in" in capsys.readouterr().err
    monkeypatch.setenv("LEAPFROG_HOME", str(folder / "again"))
    [named] = Path(shelf).glob("20*")
    assert main(["restore", str(named), "--key", key]) == 0
    assert picture_of(folder / "again") == picture_of(home)
    assert main(["backup", str(folder / "plain"), "--plain"]) == 0
    assert len(backups(folder / "plain")) == 1
