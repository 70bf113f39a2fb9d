"""Backups that lie in a storage: brought to this machine whole and opened before anything is
restored.
"""

import hashlib
import random
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace
from pyrage import x25519

from leapfrog.backup import blobs, restoring
from leapfrog.backup.errors import BackupError
from leapfrog.backup.making import listed
from leapfrog.backup.model import Backup, RestoreTrial, read_backup
from leapfrog.backup.packing import put_on_disk
from leapfrog.backup.sealing import SEALED, open_sealed
from leapfrog.backup.sending import (
    PIECES,
    PROOF,
    SentBackup,
    at_once,
    blob_at,
    keep_secret,
    workplace,
)
from leapfrog.backup.storage import Storage
from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.settings import Settings

Keys = Sequence[x25519.Identity]
# So many files are looked into when a restore is tried: all of them would be the whole way back.
LOOKED_INTO = 100


def restore_sent(settings: Settings, storage: Storage, sent: SentBackup, keys: Keys) -> Backup:
    """Puts a backup of the storage into the town's home, in which there must be none, as the town
    was when it was made. All of it is fetched, opened with `keys` and looked at before. Answers the
    backup. Raises `BackupError`, `PostgresError`.
    """
    if (settings.home / "data").exists():
        raise BackupError(f"there is a town in {settings.home} already; nothing was changed")
    if not settings.home.parent.exists():
        private_folder(settings.home.parent)
    with workplace(settings) as work:
        backup = _fetch(storage, sent, keys, work)
        private_folder(work / "blobs")
        fetch = partial(_fetch_blob, storage, backup, keys, work)
        at_once(fetch, sorted(listed(backup)))
        restoring.restore(settings, backup, moves=True)
    if backup.manifest.names:
        keep_secret(settings.home, backup.manifest.names.secret)
    return backup


def prove_sent(
    settings: Settings, storage: Storage, sent: SentBackup, keys: Keys, at: datetime
) -> RestoreTrial:
    """Restores a backup of the storage for a trial, as `prove` does with a local one: the database
    whole; of the files whether all are there, and the content of some. Keeps the result in the
    storage; for a sealed backup only that there were faults, not which. Raises `BackupError`,
    `PostgresError`.
    """
    with workplace(settings) as work:
        backup = _fetch(storage, sent, keys, work)
        there = _there(storage, backup)
        proof = restoring.prove(settings, backup, at, there)
        proof = replace(proof, faults=proof.faults + _look_into(storage, backup, keys, there, work))
        told = (
            proof if not sent.is_sealed else RestoreTrial(at, 0, 0, ["faults"][: len(proof.faults)])
        )
        path = work / PROOF
        path.write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=2))
        storage.put(f"{sent.name}/{PROOF}", path)
    return proof


def _fetch(storage: Storage, sent: SentBackup, keys: Keys, work: Path) -> Backup:
    """Without its files."""
    if sent.is_sealed and not keys:
        raise BackupError(f"{storage.name}/{sent.name} is sealed: name the private key by --key")
    folder = private_folder(work / sent.name)
    # The manifest is the smallest, and tells as well as the others that the key is another one.
    for piece in reversed(PIECES):
        path = f"{sent.name}/{piece}"
        _bring(storage, path, folder / piece, keys if sent.is_sealed else None)
    return read_backup(folder)


def _fetch_blob(storage: Storage, backup: Backup, keys: Keys, work: Path, sha256: str) -> None:
    names = backup.manifest.names
    path = blob_at(names.of(sha256) if names else sha256)
    to = blobs.path_of(work / "blobs", sha256)
    private_folder(to.parent)
    _bring(storage, path, to, keys if names else None)
    with to.open("r+b") as read:
        if hashlib.file_digest(read, "sha256").hexdigest() != sha256:
            raise BackupError(f"{storage.name}/{path} is damaged: its bytes are not those it had")
        put_on_disk(read)


def _bring(storage: Storage, path: str, to: Path, keys: Keys | None) -> None:
    if keys is None:
        storage.get(path, to)
        return
    sealed = to.with_name(f"{to.name}{SEALED}")
    path = path if path.startswith("blobs/") else f"{path}{SEALED}"
    storage.get(path, sealed)
    open_sealed(sealed, to, keys, f"{storage.name}/{path}")
    sealed.unlink()


def _there(storage: Storage, backup: Backup) -> set[str]:
    names, found = backup.manifest.names, storage.names("blobs")
    return {one for one in listed(backup) if blob_at(names.of(one) if names else one) in found}


def _look_into(
    storage: Storage, backup: Backup, keys: Keys, there: set[str], work: Path
) -> list[str]:
    private_folder(work / "blobs")
    faults = []
    for sha256 in random.sample(sorted(there), min(LOOKED_INTO, len(there))):
        try:
            _fetch_blob(storage, backup, keys, work, sha256)
        except BackupError as error:
            faults.append(str(error))
        else:
            blobs.path_of(work / "blobs", sha256).unlink()
    return faults
