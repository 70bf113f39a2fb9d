"""Backups into a storage that others hold: made in a folder of this machine, sealed where that is
wanted, and sent piece by piece. The manifest comes last: without it there is no backup.

<storage>/blobs/ab/ab12…             files; where all is sealed by names that only the town knows
<storage>/20261128T030000Z/
    database.tar.gz  blobs.txt.gz  manifest.json      as in a folder of backups, or each with .age
    names.txt                        which of blobs/ belong to it, one a line
    log.json                         `LogPlace`: where in the log it begins
    proved.json                      `RestoreTrial`
<storage>/wal/…                      the log of all that happens (`sent_log`)
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from leapfrog.backup import making, sent_log
from leapfrog.backup.errors import BackupError
from leapfrog.backup.model import FORMAT, NAME, BackupManifest, LogPlace, RestoreTrial, name_of
from leapfrog.backup.sealing import SEALED, check_public
from leapfrog.backup.sender import Sender, at_once, blob_at, sealed_names
from leapfrog.backup.storage import Storage
from leapfrog.backup.working import beside
from leapfrog.kernel.settings import Settings

MANIFEST, PROOF, NAMES, PLACE = "manifest.json", "proved.json", "names.txt", "log.json"
PIECES = ("database.tar.gz", "blobs.txt.gz", MANIFEST)
# So much may the clocks of this machine and of the storage differ.
CLOCKS = timedelta(hours=1)


class SentBackup(msgspec.Struct, frozen=True):
    """A backup in a storage: by the name of its folder."""

    name: str
    is_sealed: bool
    proof: RestoreTrial | None


def sent_backups(storage: Storage) -> list[SentBackup]:
    """All backups in the storage that are whole, sealed ones too, the oldest first. Raises
    `BackupError`.
    """
    found = []
    for folder in filter(NAME.fullmatch, storage.folders()):
        there = storage.names(folder)
        is_sealed = f"{folder}/{MANIFEST}{SEALED}" in there
        if is_sealed or f"{folder}/{MANIFEST}" in there:
            found.append(SentBackup(folder, is_sealed, _proof(storage, folder, there)))
    return found


def send(
    settings: Settings, dsn: str, storage: Storage, keys: Sequence[str], at: datetime, program: str
) -> BackupManifest:
    """Makes a backup of all that was acknowledged before, in the storage; sealed to these public
    keys (age), if any. Answers its manifest. Raises `BackupError` and `PostgresError`; backups that
    were there before are left as they are.
    """
    check_public(keys)
    with making.alone(settings.home / "backup.lock"), beside(settings.home) as work:
        check_storage(storage, keys, name_of(at))
        names = sealed_names(settings.home, keys)
        sender = Sender(storage, settings.home / "media", names, work)
        manifest = making.fill(
            work, settings, dsn, at, program, copy_files=sender.send_all, names=names
        )
        for piece in PIECES[:-1]:
            sender.send_piece(name_of(at), piece)
        # What lies open is what the town must read without the private key.
        (work / NAMES).write_text("".join(f"{one}\n" for one in sorted(sender.names)))
        storage.put(f"{name_of(at)}/{NAMES}", work / NAMES)
        (work / PLACE).write_bytes(msgspec.json.encode(manifest.place))
        storage.put(f"{name_of(at)}/{PLACE}", work / PLACE)
        os.sync()
        sender.send_piece(name_of(at), MANIFEST)
    return manifest


def keep_sent(settings: Settings, storage: Storage, most: int) -> int:
    """Deletes all backups in the storage but the last `most` and the last one that was proved, then
    the files that none of those needs; answers how many backups went. Raises `BackupError`.
    """
    with making.alone(settings.home / "backup.lock"):
        found = sent_backups(storage)
        proved = [one for one in found if one.proof and not one.proof.faults][-1:]
        kept = {one.name for one in (*found[-most:], *proved)}
        needed = {path for name in kept for path in _blob_paths(storage, name)}
        for folder in filter(NAME.fullmatch, storage.folders()):
            if folder not in kept:
                # The manifest first: what is left of it is no backup.
                for path in sorted(storage.names(folder), key=lambda path: MANIFEST not in path):
                    storage.delete(path)
        if kept and sent_log.is_in(storage):
            # The log brings them forward to where newer files are needed.
            newest = datetime.strptime(max(kept), FORMAT).replace(tzinfo=UTC)
            needed |= storage.put_since("blobs", newest - CLOCKS)
            sent_log.drop(storage, [_place(storage, name) for name in sorted(kept)])
        at_once(storage.delete, storage.names("blobs") - needed)
        return len(found) - len(kept)


def check_storage(storage: Storage, keys: Sequence[str], name: str | None = None) -> None:
    """Raises `BackupError` where what is sealed and what is not would lie together, or where there
    is a backup of this name.
    """
    found = sent_backups(storage)
    if any(one.name == name for one in found):
        raise BackupError(f"{storage.name}/{name} was made a moment ago")
    if any(one.is_sealed != bool(keys) for one in found):
        there = "not sealed" if keys else "sealed"
        raise BackupError(f"the backups in {storage.name} are {there}: take another folder")
    sent_log.check_sealed(storage, bool(keys))


def _blob_paths(storage: Storage, name: str) -> list[str]:
    content = storage.read(f"{name}/{NAMES}")
    if content is None:
        raise BackupError(f"{storage.name}/{name} has no {NAMES}: nothing was deleted")
    return [blob_at(one) for one in content.decode().split()]


def _place(storage: Storage, name: str) -> LogPlace | None:
    """Where in the log a backup begins; those of older programs do not tell."""
    content = storage.read(f"{name}/{PLACE}")
    try:
        return msgspec.json.decode(content, type=LogPlace | None) if content else None
    except msgspec.DecodeError as error:
        raise BackupError(f"{storage.name}/{name}/{PLACE} cannot be read: {error}") from None


def _proof(storage: Storage, folder: str, there: set[str]) -> RestoreTrial | None:
    path = f"{folder}/{PROOF}"
    content = storage.read(path) if path in there else None
    try:
        return msgspec.json.decode(content, type=RestoreTrial) if content else None
    except msgspec.DecodeError as error:
        raise BackupError(f"{storage.name}/{path} cannot be read: {error}") from None
