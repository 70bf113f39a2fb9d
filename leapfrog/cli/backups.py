"""`leapfrog backup`, `leapfrog backup-key` and `leapfrog restore`."""

import argparse
import asyncio
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from leapfrog.backup import (
    Backup,
    BackupError,
    BackupManifest,
    LogEnd,
    RestoreTrial,
    SentBackup,
    Storage,
    backups,
    keep,
    keep_sent,
    log_of,
    log_sent_after,
    make,
    make_key,
    note,
    prove,
    prove_sent,
    read_backup,
    read_keys,
    restore_sent,
    send,
    sent_backups,
    storage_at,
    whole_before,
)
from leapfrog.backup import restore as put_back
from leapfrog.cli.adopting import adopt
from leapfrog.cli.database import bring_up, database, database_of_any
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings

KEEP = 7
MOST = 10_000
# Of lost files so many are told by name.
MOST_NAMED = 20


BUCKET = "s3://"
AT = re.compile(r"(.*)/(\d{8}T\d{6}Z)/?")


def of_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", help="a folder of backups, on another disk at best, or s3://…")
    text = f"how many stay (default {KEEP})"
    parser.add_argument("--keep", type=_number, default=KEEP, help=text)
    text = "seal it to this public key, or to several: as LEAPFROG_BACKUP_SEAL"
    parser.add_argument("--seal", action="append", metavar="KEY", help=text)
    parser.add_argument("--plain", action="store_true", help="do not seal it, whatever is set")
    parser.set_defaults(run=backup)


def of_backup_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a new file, for the private key")
    parser.set_defaults(run=backup_key)


def of_restore(parser: argparse.ArgumentParser) -> None:
    text = "a backup, or a folder of backups for the last one, or s3://…"
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", nargs="?", help=text)
    text = "for DATABASE_URL, recovered to a moment by its own means: every device reads all anew"
    what.add_argument("--adopt", action="store_true", help=text)
    text = "the file with the private key, of a sealed one"
    parser.add_argument("--key", type=Path, help=text)
    text = "the moment to go to, with the log: 2026-11-28T14:05"
    parser.add_argument("--at", type=_moment, help=text)
    text = "only try it, in a folder that is gone afterwards, and look whether all is in it"
    parser.add_argument("--check", action="store_true", help=text)
    text = "with --check: look into every file that people keep, not only into a hundred"
    parser.add_argument("--all", action="store_true", help=text)
    parser.set_defaults(run=restore)


def backup(settings: Settings, asked: argparse.Namespace) -> int:
    """Makes one, drops the oldest. Raises `BackupError`, `PostgresError`, `DatabaseError`."""
    _own_database(settings)
    keys = [] if asked.plain else asked.seal or list(settings.backup_seal)
    if keys or asked.folder.startswith(BUCKET):
        return _send(settings, asked.folder, keys, asked.keep)
    shelf = Path(asked.folder).absolute()
    if _sealed_in(shelf):
        raise BackupError(f"the backups in {shelf} are sealed: take another folder")
    with database_of_any(settings) as town:
        dsn, at = town.database_url or "", datetime.now(UTC).replace(microsecond=0)
        made = make(settings, dsn, shelf, at, version("leapfrog"))
        asyncio.run(_note(dsn, made.manifest, [one.proof for one in backups(shelf)]))
    return _made(made.manifest, str(made.folder), keep(shelf, asked.keep))


def _send(settings: Settings, place: str, keys: list[str], most: int) -> int:
    storage = storage_at(place, settings)
    with log_sent_after(settings), database_of_any(settings) as town:
        dsn, at = town.database_url or "", datetime.now(UTC).replace(microsecond=0)
        made = send(settings, dsn, storage, keys, at, version("leapfrog"))
        found = sent_backups(storage)
        asyncio.run(_note(dsn, made, [one.proof for one in found]))
    return _made(made, f"{storage.name}/{found[-1].name}", keep_sent(settings, storage, most))


def _made(made: BackupManifest, where: str, gone: int) -> int:
    print(f"{where}: {_megabytes(made.database.size)} of database, {made.blobs} files of")
    print(f"{_megabytes(made.blob_bytes)}. {gone} older backups were dropped.")
    if made.media_url:
        print(f"The files in {made.media_url} are not in it: keep copies of that bucket.")
    key = " --key FILE" if made.names else ""
    print(f"Try it: leapfrog restore {where}{key} --check")
    return 0


def backup_key(asked: argparse.Namespace) -> int:
    """Needs no town. Raises `BackupError`."""
    path: Path = asked.file
    public = make_key(path.absolute())
    print(f"LEAPFROG_BACKUP_SEAL={public}")
    print(f"The private key is in {path}: keep it away from this machine and from the backups, and")
    print("twice. Without it nobody opens what is sealed to it, and nobody can help.")
    return 0


def restore(settings: Settings, asked: argparse.Namespace) -> int:
    """1 when a try found a fault. Raises `BackupError`, `DatabaseError`, `PostgresError`."""
    if asked.adopt:
        if asked.check or asked.all or asked.at or asked.key:
            raise BackupError("--adopt goes alone: --check, --all, --at and --key are of backups")
        return adopt(settings)
    if asked.all and not asked.check:
        raise BackupError("--all goes with --check: a restore looks into every file")
    _own_database(settings)
    at: datetime | None = asked.at
    folder = Path(asked.folder).absolute()
    if asked.folder.startswith(BUCKET) or _sealed_in(folder) or _sealed_in(folder.parent):
        return _restore_sent(settings, asked)
    chosen = _chosen(folder, at)
    if asked.check:
        proof = prove(settings, chosen, datetime.now(UTC), every=asked.all)
        return _say(chosen.folder, chosen.manifest.blobs, proof, every=asked.all)
    # Whoever names one backup wants that one.
    goes_on = at is not None or (chosen.folder != folder and log_of(chosen) is not None)
    missing = put_back(settings, chosen, LogEnd(at) if goes_on else None)
    with database(settings) as town:
        bring_up(town)
    _say_restored(settings, chosen.manifest, at, missing, went_on=goes_on)
    return 0


def _restore_sent(settings: Settings, asked: argparse.Namespace) -> int:
    named, at = AT.fullmatch(asked.folder), asked.at
    storage = storage_at(named[1] if named else asked.folder, settings)
    keys = read_keys(asked.key) if asked.key else []
    found = _all_in(storage, named[2] if named else None)
    chosen = whole_before(settings, storage, found, keys, at) if at else found[-1]
    if asked.check:
        now = datetime.now(UTC)
        proof = prove_sent(settings, storage, chosen, keys, now, every=asked.all)
        return _say(f"{storage.name}/{chosen.name}", None, proof, every=asked.all)
    # Whoever names one backup wants that one.
    to = LogEnd(at) if at or not named else None
    put = restore_sent(settings, storage, chosen, keys, to)
    with database(settings) as town:
        bring_up(town)
    _say_restored(settings, put.manifest, at, put.lost, went_on=put.went_on)
    return 0


def _say_restored(
    settings: Settings, of: BackupManifest, at: datetime | None, lost: list[str], *, went_on: bool
) -> None:
    when = f"at {at or of.at:%F %T %Z}" if at or not went_on else "when its log ended"
    print(f"{of.town} is in {settings.home} as it was {when}.")
    if lost:
        print(f"{len(lost)} files are lost, damaged in the backup or brought after it:")
        print("\n".join(lost[:MOST_NAMED]))


def _say(where: Path | str, files: int | None, proof: RestoreTrial, *, every: bool) -> int:
    print(f"{where}: {proof.people} people, {proof.transfers} transfers of money.")
    if files is not None:
        print(f"{files} files.")
    print(f"{proof.looked_into} files were looked into.")
    well = "in order" if every else "what was looked into is in order"
    print("\n".join(proof.faults) or f"All is in it, and {well}.")
    return 1 if proof.faults else 0


def _own_database(settings: Settings) -> None:
    if settings.database_url:
        raise BackupError(
            "this is for a town with a PostgreSQL of its own; with DATABASE_URL that server is"
            " backed up by its own means, see docs/backups.md"
        )


def _chosen(folder: Path, at: datetime | None) -> Backup:
    if (folder / "manifest.json").exists():
        return read_backup(folder)
    found = backups(folder)
    if not found:
        raise BackupError(f"there is no backup in {folder}")
    if at is None:
        return found[-1]
    before = [one for one in found if one.manifest.whole_at and one.manifest.whole_at <= at]
    if not before:
        raise BackupError(f"there is no backup in {folder} of before {at:%F %T %Z}")
    return before[-1]


def _sealed_in(folder: Path) -> bool:
    return next(folder.glob("*/manifest.json.age"), None) is not None


def _all_in(storage: Storage, name: str | None) -> list[SentBackup]:
    """Those of this name, or all; at least one."""
    found = [one for one in sent_backups(storage) if name in (None, one.name)]
    if not found:
        raise BackupError(f"there is no backup {name or ''} in {storage.name}".replace("  ", " "))
    return found


async def _note(dsn: str, made: BackupManifest, proofs: list[RestoreTrial | None]) -> None:
    proved = [one.at for one in proofs if one and not one.faults]
    size = made.database.size + made.blob_bytes
    town = await Database.connect(dsn, 1)
    try:
        async with town.transaction() as db:
            await note(db, made.at, size, max(proved, default=None))
    finally:
        await town.close()


def _number(text: str) -> int:
    found = int(text)
    if not 1 <= found <= MOST:
        raise argparse.ArgumentTypeError(f"must be from 1 to {MOST}")
    return found


def _moment(text: str) -> datetime:
    """ISO 8601; without a zone it is this machine's."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise argparse.ArgumentTypeError("must be a moment such as 2026-11-28T14:05") from None


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
