"""What a folder of backups holds.

<folder>/blobs/ab/ab12…              files by their SHA-256, shared by all backups
<folder>/wal/<system>/000….gz        the log of all that happened, when LEAPFROG_ARCHIVE names it
<folder>/20261128T030000Z/
    database.tar.gz                  PostgreSQL's base backup
    blobs.txt.gz                     the SHA-256 of all files of this backup, one a line
    manifest.json                    `BackupManifest`
    proved.json                      `RestoreTrial`, once it was restored for a try
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from leapfrog.backup.errors import BackupError
from leapfrog.backup.sealing import SealedNames

NAME = re.compile(r"\d{8}T\d{6}Z")
# Of what a folder holds.
VERSION = 1
FORMAT = "%Y%m%dT%H%M%SZ"


class PackedFile(msgspec.Struct, frozen=True):
    """A file of a backup; `sha256` in hex, `size` in bytes."""

    sha256: str
    size: int


class LogPlace(msgspec.Struct, frozen=True):
    """A place in PostgreSQL's log: of which cluster (its system identifier), in which segment."""

    system: str
    segment: str


class BackupManifest(msgspec.Struct, frozen=True):
    """What a backup is. `blobs` and `blob_bytes`: the files that people keep, how many and how
    large together. `media_url`: they lie in an object store of their own and are not in it.
    `whole_at`: from then on the log can bring it forward; `place`: where in the log it begins.
    `names`: by which names the files lie, in a backup that is sealed. `lost`: the SHA-256, in hex,
    of files that were nowhere when the town was restored from an earlier one.
    """

    version: int
    at: datetime
    program: str
    town: str
    domain: str
    database: PackedFile
    blob_list: PackedFile
    blobs: int
    blob_bytes: int
    media_url: str | None = None
    whole_at: datetime | None = None
    place: LogPlace | None = None
    names: SealedNames | None = None
    lost: list[str] = []


class RestoreTrial(msgspec.Struct, frozen=True):
    """A restore that was tried: when, how many people and transfers were in it, all that was wrong,
    and how many files that people keep were looked into.
    """

    at: datetime
    people: int
    transfers: int
    faults: list[str]
    looked_into: int = 0


class Backup(msgspec.Struct, frozen=True):
    """One backup in its folder. `proof`: of the last time that it was tried."""

    folder: Path
    manifest: BackupManifest
    proof: RestoreTrial | None = None


def read_backup(folder: Path) -> Backup:
    """The backup in a folder, by its `manifest.json` and, if it was proved, `proved.json`. Raises
    `BackupError` where there is none, it cannot be read, or a newer program wrote it.
    """
    try:
        manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=BackupManifest)
    except OSError as error:
        raise BackupError(f"{folder} is no backup: {error.strerror}") from None
    except msgspec.DecodeError as error:
        raise BackupError(f"{folder}/manifest.json cannot be read: {error}") from None
    if manifest.version != VERSION:
        raise BackupError(f"{folder} is of a newer program ({manifest.program})")
    return Backup(folder, manifest, _proof(folder / "proved.json"))


def backups(shelf: Path) -> list[Backup]:
    """All backups on the `shelf` (a folder) that are whole, the oldest first. Raises `BackupError`
    for one whose manifest cannot be read.
    """
    found = sorted(path for path in shelf.glob("*") if NAME.fullmatch(path.name))
    return [read_backup(path) for path in found]


def name_of(at: datetime) -> str:
    """The folder of the backup of that moment."""
    return at.astimezone(UTC).strftime(FORMAT)


def _proof(path: Path) -> RestoreTrial | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=RestoreTrial)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise BackupError(f"{path} cannot be read: {error}") from None
