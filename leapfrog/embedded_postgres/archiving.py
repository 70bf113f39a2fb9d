"""The log of all that happens (PostgreSQL's write-ahead log), put aside while the server runs, and
played again onto an older copy of it.

A folder of backups has it in `wal/<system identifier>/`, one file for each 16 MB or minute. The
server's own account writes there, by the commands of this file. What is to go to where that account
does not reach waits in such a folder of the town's home, until the town has sent it.
"""

import gzip
import hashlib
import os
import re
import shlex
import shutil
import stat
import struct
import zlib
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from leapfrog.embedded_postgres.account import SystemAccount
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.places import Places
from leapfrog.kernel.folders import OTHERS, PRIVATE, private_folder

# After so many seconds what was written is put aside, also when it fills no file.
ARCHIVE_SECONDS = 60
# Timeline, and place in it; of files of 16 MB the last two digits count to 256.
SEGMENT = re.compile(r"[0-9A-F]{8}([0-9A-F]{16})\.gz")
HISTORY = re.compile(r"[0-9A-F]{8}\.history\.gz")
IN_A_LOG = 0x100
# What the first page of a segment begins with (PostgreSQL's XLogLongPageHeaderData): magic, flags,
# timeline, its place in bytes, what is left of a record, system identifier, size of a segment.
FIRST_PAGE = struct.Struct("=HHIQI4xQI")
BLOCK = 1 << 20
# What is there already was put aside before the server heard of it: then it must be the same.
PUT_ASIDE = (
    "if [ -e {to}/%f.gz ]; then gzip -dc {to}/%f.gz | cmp -s - %p;"
    " else gzip -1 -c %p > {to}/%f.part && sync {to}/%f.part"
    " && mv {to}/%f.part {to}/%f.gz && sync {to}; fi"
)
FETCH = "test -e {log}/%f.gz && gzip -dc {log}/%f.gz > %p"


def log_folder(shelf: Path, system: str) -> Path:
    """Where a folder of backups has the log of the cluster with this system identifier."""
    return shelf / "wal" / system


def identity(data: Path) -> str:
    """The system identifier of a cluster: the first eight bytes of its control file."""
    with (data / "global" / "pg_control").open("rb") as control:
        return str(struct.unpack("=Q", control.read(8))[0])


def archive_options(
    shelves: Sequence[Path], places: Places, account: SystemAccount
) -> dict[str, str]:
    """Server parameters that put the log aside below each of `shelves`. That of a copy that is no
    town yet waits in it: a restore that is made again would put aside another one of the same
    names. Raises `PostgresError` where `account` cannot write there.
    """
    system = identity(places.data)
    folders = [_open_log(shelf, log_folder(shelf, system), account) for shelf in shelves]
    commands = [PUT_ASIDE.replace("{to}", _quoted(folder)) for folder in folders]
    return {
        "archive_mode": "on",
        "archive_command": "" if places.is_restored else " && ".join(commands),
        "archive_timeout": str(ARCHIVE_SECONDS),
    }


def _open_log(shelf: Path, folder: Path, account: SystemAccount) -> Path:
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
        raise PostgresError(f"the log cannot be put into {shelf}: {error.strerror}") from None
    if not account.can_execute(folder):
        raise PostgresError(
            f"PostgreSQL runs as the user {account.name}, who cannot reach {folder}. Choose a"
            " LEAPFROG_ARCHIVE outside closed folders such as /root."
        )
    return folder


def close_shelf(shelf: Path) -> None:
    """Makes a folder of backups, closed to others; only the server's account may pass through."""
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
    only which timelines there were. Raises `PostgresError` when a piece is missing or damaged.
    """
    names = [path.name for path in log.iterdir()]
    needed = needed_pieces(names, first, str(log)) if first else []
    to.mkdir(PRIVATE)
    account.own(to)
    for name in (*needed, *filter(HISTORY.fullmatch, names)):
        hash_of_piece(log / name, log.name)
        shutil.copyfile(log / name, to / name)
        account.own(to / name)


def unsent_pieces(home: Path) -> list[Path]:
    """What waits in the town's home to be sent, the oldest first: each in a folder of the name of
    its cluster. Not all that PostgreSQL puts aside `is_piece`.
    """
    return sorted(Places(home).unsent.glob("wal/*/*.gz"))


def is_piece(name: str) -> bool:
    """Whether a file of this name is a piece of a log that a restore may ask for."""
    return bool(SEGMENT.fullmatch(name) or HISTORY.fullmatch(name))


def needed_pieces(names: Iterable[str], first: str, where: str) -> list[str]:
    """Which of the segments of a log, by their names, a backup needs whose first one this is; none
    when the log ends before. Raises `PostgresError` when one is missing; `where`: what the log is
    called.
    """
    found = {name: match[1] for name in names if (match := SEGMENT.fullmatch(name))}
    needed = {name: place for name, place in found.items() if place >= first[8:]}
    if needed:
        _check_whole(where, sorted({first[8:], *needed.values()}), needed.values())
    return sorted(needed)


def _check_whole(where: str, places: list[str], there: Collection[str]) -> None:
    for place, following in pairwise(places):
        if _number(following) != _number(place) + 1:
            raise PostgresError(
                f"{where} has no piece of the log between …{place} and …{following}"
            )
    if places[0] not in there:
        raise PostgresError(
            f"{where} has no piece …{places[0]} of the log, in which the copy began"
        )


def hash_of_piece(path: Path, system: str, where: str | None = None) -> str:
    """The SHA-256, in hex, of what a piece of the log holds. Raises `PostgresError` when it is not
    whole, or not what its name says: where a piece cannot be read PostgreSQL takes the log for
    ended, and says nothing. `where`: what it is called, if not by its path.
    """
    digest, begin = hashlib.sha256(), b""
    try:
        with gzip.open(path) as content:
            while block := content.read(BLOCK):
                begin = begin or block
                digest.update(block)
    except (OSError, EOFError, zlib.error) as error:
        raise PostgresError(f"{where or path} of the log is damaged: {error}") from None
    if (match := SEGMENT.fullmatch(path.name)) and not _begins(begin, match[1], system):
        raise PostgresError(f"{where or path} is not the piece of the log that its name says")
    return digest.hexdigest()


def _begins(block: bytes, place: str, system: str) -> bool:
    """Whether a segment begins as the one at this place of this cluster does."""
    if len(block) < FIRST_PAGE.size:
        return False
    *_, at, _, found, size = FIRST_PAGE.unpack_from(block)
    return str(found) == system and at == (int(place[:8], 16) << 32) + int(place[8:], 16) * size


def drop_log(log: Path, first: str) -> int:
    """Deletes what is older than the segment `first`; answers how many files."""
    old = [path for path in log.iterdir() if is_before(path.name, first)]
    for path in old:
        path.unlink()
    return len(old)


def is_before(name: str, first: str) -> bool:
    """Whether a file of this name is a segment before the segment `first`."""
    match = SEGMENT.fullmatch(name)
    return bool(match and match[1] < first[8:])


def _number(place: str) -> int:
    return int(place[:8], 16) * IN_A_LOG + int(place[8:], 16)


def _quoted(folder: Path) -> str:
    """For a shell, and for PostgreSQL, which replaces what follows a per cent sign."""
    return shlex.quote(str(folder)).replace("%", "%%")
