"""`leapfrog backup` and `leapfrog restore`."""

import argparse
import asyncio
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from leapfrog.backup import (
    Backup,
    BackupError,
    LogEnd,
    RestoreTrial,
    backups,
    keep,
    log_of,
    make,
    note,
    prove,
    read_backup,
)
from leapfrog.backup import restore as put_back
from leapfrog.cli.database import bring_up, database, database_of_any
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings

KEEP = 7
MOST = 10_000


def arguments(commands: Any) -> None:
    """Adds both commands to the program's."""
    text = "copy the town, open or not, into a new folder of FOLDER"
    made = commands.add_parser("backup", help=text, description=text)
    made.add_argument("folder", type=Path, help="a folder of backups, on another disk at best")
    made.add_argument("--keep", type=_number, default=KEEP, help=f"how many stay (default {KEEP})")
    text = "make a town from a backup, where there is none"
    put = commands.add_parser("restore", help=text, description=text)
    put.add_argument("folder", type=Path, help="a backup, or a folder of backups for the last one")
    put.add_argument(
        "--at", type=_moment, help="the moment to go to, with the log: 2026-11-28T14:05"
    )
    check = "only try it, in a folder that is gone afterwards, and look whether all is in it"
    put.add_argument("--check", action="store_true", help=check)


def backup(settings: Settings, folder: Path, most: int) -> int:
    """Makes one, drops the oldest. Raises `BackupError`, `PostgresError`, `DatabaseError`."""
    _own_database(settings)
    shelf = folder.absolute()
    with database_of_any(settings) as town:
        dsn, at = town.database_url or "", datetime.now(UTC).replace(microsecond=0)
        made = make(settings, dsn, shelf, at, version("leapfrog"))
        asyncio.run(_note(dsn, made, backups(shelf)))
    gone = keep(shelf, most)
    found = made.manifest
    print(f"{made.folder}: {_megabytes(found.database.size)} of database, {found.blobs} files of")
    print(f"{_megabytes(found.blob_bytes)}. {gone} older backups were dropped.")
    if found.media_url:
        print(f"The files in {found.media_url} are not in it: keep copies of that bucket.")
    print(f"Try it: leapfrog restore {made.folder} --check")
    return 0


def restore(settings: Settings, folder: Path, at: datetime | None, *, check: bool) -> int:
    """1 when a try found something wrong. Raises `BackupError`, `PostgresError`."""
    _own_database(settings)
    chosen = _chosen(folder.absolute(), at)
    if check:
        return _say(chosen, prove(settings, chosen, datetime.now(UTC)))
    # Whoever names one backup wants that one.
    goes_on = at is not None or (chosen.folder != folder.absolute() and log_of(chosen) is not None)
    missing = put_back(settings, chosen, LogEnd(at) if goes_on else None)
    with database(settings) as town:
        bring_up(town)
    when = f"at {at or chosen.manifest.at:%F %T %Z}" if at or not goes_on else "when its log ended"
    print(f"{chosen.manifest.town} is in {settings.home} as it was {when}.")
    if missing:
        print(f"{len(missing)} files that came after the backup are lost, the first: {missing[0]}")
    return 0


def _say(chosen: Backup, proof: RestoreTrial) -> int:
    print(f"{chosen.folder}: {proof.people} people, {proof.transfers} transfers of money,")
    print(f"{chosen.manifest.blobs} files.")
    print("\n".join(proof.faults) or "All is in it and in order.")
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


async def _note(dsn: str, made: Backup, all_made: list[Backup]) -> None:
    proofs = [one.proof.at for one in all_made if one.proof and not one.proof.faults]
    size = made.manifest.database.size + made.manifest.blob_bytes
    town = await Database.connect(dsn, 1)
    try:
        async with town.transaction() as db:
            await note(db, made.manifest.at, size, max(proofs, default=None))
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
