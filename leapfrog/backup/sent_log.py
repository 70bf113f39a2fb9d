"""The log of all that happens, as it lies in a storage beside the backups that it brings forward.

<storage>/wal/<system>/000….gz              as in a folder of backups
<storage>/wal/<system>/000….<mark>.gz.age   where all is sealed; by its mark a restore knows that
                                            the town sent it, and as the piece that it is

What nobody can see is that the last pieces are gone: a restore tells how far it came.
"""

import re
from collections.abc import Sequence

import msgspec

from leapfrog.backup.errors import BackupError
from leapfrog.backup.model import LogPlace
from leapfrog.backup.sender import at_once
from leapfrog.backup.storage import Storage
from leapfrog.embedded_postgres import is_before

FOLDER = "wal"
PIECE = re.compile(r"(?P<name>[0-9A-F]{24}|[0-9A-F]{8}\.history)(\.(?P<mark>[0-9a-f]{64}))?\.gz")
SEALED_PIECE = re.compile(PIECE.pattern + r"\.age")


class SentPiece(msgspec.Struct, frozen=True):
    """A piece of the log in a storage: where it lies, what the file is called in a plain log, and
    its mark where it is sealed.
    """

    path: str
    file: str
    mark: str | None


def folder_of(system: str) -> str:
    return f"{FOLDER}/{system}"


def path_of(system: str, file: str, mark: str | None) -> str:
    """Where a piece lies, without what sealing adds."""
    name = file.removesuffix(".gz")
    return f"{folder_of(system)}/{name}.{mark}.gz" if mark else f"{folder_of(system)}/{file}"


def pieces(storage: Storage, system: str) -> list[SentPiece]:
    """All that lie there of the log of this cluster. Raises `BackupError`."""
    found = []
    for path in sorted(storage.names(folder_of(system))):
        name = path.rpartition("/")[2]
        sealed, plain = SEALED_PIECE.fullmatch(name), PIECE.fullmatch(name)
        if sealed and sealed["mark"]:
            found.append(SentPiece(path, f"{sealed['name']}.gz", sealed["mark"]))
        elif plain and not plain["mark"]:
            found.append(SentPiece(path, f"{plain['name']}.gz", None))
    return found


def is_in(storage: Storage) -> bool:
    """Whether a log lies there."""
    return FOLDER in storage.folders()


def check_sealed(storage: Storage, is_sealed: bool) -> None:
    """Raises `BackupError` where a log lies that is sealed and should not be, or the other way."""
    if not is_in(storage):
        return
    found = {path.endswith(".age") for path in storage.names(FOLDER)}
    if found - {is_sealed}:
        there = "not sealed" if is_sealed else "sealed"
        raise BackupError(f"the log in {storage.name} is {there}: take another folder")


def drop(storage: Storage, kept: Sequence[LogPlace | None]) -> None:
    """Deletes what of the log is older than the oldest backup of the same cluster. `kept`: where
    those begin that stay, the oldest first.
    """
    oldest: dict[str, str] = {}
    for place in kept:
        if place:
            oldest.setdefault(place.system, place.segment)
    for system, first in oldest.items():
        old = [one.path for one in pieces(storage, system) if is_before(one.file, first)]
        at_once(storage.delete, old)
