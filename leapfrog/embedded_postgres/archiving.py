"""The log of all that happens (PostgreSQL's write-ahead log), put aside while the server runs, and
played again onto an older copy of it.

A folder of backups has it in `wal/<system identifier>/`, one file for each 16 MB or minute. The
server's own account writes there, by the commands of this file.
"""

import os
import re
import shlex
import shutil
import stat
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from leapfrog.embedded_postgres.account import SystemAccount
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.kernel.folders import OTHERS, PRIVATE, private_folder

# After so many seconds what was written is put aside, also when it fills no file.
ARCHIVE_SECONDS = 60
# Timeline, and place in it; of files of 16 MB the last two digits count to 256.
SEGMENT = re.compile(r"[0-9A-F]{8}([0-9A-F]{16})\.gz")
IN_A_LOG = 0x100
# What is there already was put aside before the server heard of it: then it must be the same.
PUT_ASIDE = (
    "if [ -e {to}/%f.gz ]; then gzip -dc {to}/%f.gz | cmp -s - %p;"
    " else gzip -1 -c %p > {to}/%f.part && sync {to}/%f.part"
    " && mv {to}/%f.part {to}/%f.gz && sync {to}; fi"
)
FETCH = "test -e {log}/%f.gz && gzip -dc {log}/%f.gz > %p"


def log_folder(shelf: Path, system: str) -> Path:
    """The folder in a folder of backups for the log of the cluster with this system identifier."""
    return shelf / "wal" / system


def identity(data: Path) -> str:
    """The system identifier of a cluster: the first eight bytes of its control file."""
    with (data / "global" / "pg_control").open("rb") as control:
        return str(struct.unpack("=Q", control.read(8))[0])


def archive_options(shelf: Path, data: Path, account: SystemAccount) -> dict[str, str]:
    """Server parameters that put the log aside below `shelf`. Raises `PostgresError` where
    `account` cannot write there.
    """
    folder = log_folder(shelf, identity(data))
    try:
        close_shelf(shelf)
        for each in (folder.parent, folder):
            each.mkdir(PRIVATE, exist_ok=True)
        account.own(folder)
        if account.switch:
            for each in (shelf, folder.parent):
                os.chown(each, -1, account.gid)
                each.chmod(PRIVATE | stat.S_IXGRP)
    except OSError as error:
        raise PostgresError(f"LEAPFROG_ARCHIVE={shelf} cannot be used: {error.strerror}") from None
    if not account.can_execute(folder):
        raise PostgresError(
            f"PostgreSQL runs as the user {account.name}, who cannot reach {folder}. Choose a"
            " LEAPFROG_ARCHIVE outside closed folders such as /root."
        )
    return {
        "archive_mode": "on",
        "archive_command": PUT_ASIDE.replace("{to}", _quoted(folder)),
        "archive_timeout": str(ARCHIVE_SECONDS),
    }


def close_shelf(shelf: Path) -> None:
    """Makes a folder of backups where there is none and closes it to other accounts; only the
    server's account may pass through it.
    """
    if not shelf.exists() or shelf.stat().st_mode & OTHERS & ~stat.S_IXGRP:
        private_folder(shelf)


def replay_options(log: Path, until: datetime | None, *, whole: bool) -> dict[str, str]:
    """Server parameters that bring a copy forward: to a moment, or to the end of the log, or with
    `whole` only until the copy is whole.
    """
    chosen = {
        "restore_command": FETCH.replace("{log}", _quoted(log)),
        "recovery_target_action": "promote",
        # It would have to be as large as the server was.
        "hot_standby": "off",
    }
    if until is not None:
        chosen["recovery_target_time"] = until.astimezone(UTC).isoformat(" ")
    elif whole:
        chosen["recovery_target"] = "immediate"
    return chosen


def copy_log(log: Path, first: str | None, to: Path, account: SystemAccount) -> None:
    """Copies what a backup needs whose first segment this is to where `account` reads it; with None
    only which timelines there were. Raises `PostgresError` when a piece is missing.
    """
    found = {path: match[1] for path in log.iterdir() if (match := SEGMENT.fullmatch(path.name))}
    needed = {path: place for path, place in found.items() if first and place >= first[8:]}
    _check_whole(log, sorted({first[8:], *needed.values()} if first and needed else ()), needed)
    to.mkdir(PRIVATE)
    account.own(to)
    for path in (*needed, *log.glob("*.history.gz")):
        shutil.copyfile(path, to / path.name)
        account.own(to / path.name)


def _check_whole(log: Path, places: list[str], there: Mapping[Path, str]) -> None:
    for place, following in pairwise(places):
        if _number(following) != _number(place) + 1:
            raise PostgresError(f"{log} has no piece of the log between …{place} and …{following}")
    if places and places[0] not in there.values():
        raise PostgresError(f"{log} has no piece …{places[0]} of the log, in which the copy began")


def drop_log(log: Path, first: str) -> int:
    """Deletes what of a log is older than the segment `first`; answers how many files."""
    found = ((path, SEGMENT.fullmatch(path.name)) for path in log.iterdir())
    old = [path for path, match in found if match and match[1] < first[8:]]
    for path in old:
        path.unlink()
    return len(old)


def _number(place: str) -> int:
    return int(place[:8], 16) * IN_A_LOG + int(place[8:], 16)


def _quoted(folder: Path) -> str:
    """For a shell, and for PostgreSQL, which replaces what follows a per cent sign."""
    return shlex.quote(str(folder)).replace("%", "%%")
