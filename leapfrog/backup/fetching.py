"""Backups that lie in a storage: brought to this machine whole and opened before anything is
restored, and the log that brings them forward.
"""

import hashlib
import hmac
import shutil
from collections.abc import Sequence, Set
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from leapfrog.backup import blobs, restoring, sent_log
from leapfrog.backup.errors import BackupError, DamagedFileError
from leapfrog.backup.making import listed
from leapfrog.backup.model import FORMAT, Backup, BackupManifest, RestoreTrial, read_backup
from leapfrog.backup.packing import put_on_disk
from leapfrog.backup.restoring import BackupFiles, LogEnd
from leapfrog.backup.sealing import SEALED, open_sealed
from leapfrog.backup.sender import at_once, blob_at, keep_secret
from leapfrog.backup.sending import MANIFEST, PIECES, PROOF, SentBackup
from leapfrog.backup.storage import Storage
from leapfrog.backup.working import beside
from leapfrog.embedded_postgres import PostgresError, hash_of_piece, log_folder, needed_pieces
from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.settings import Settings

if TYPE_CHECKING:
    import pyrage

Keys = Sequence["pyrage.x25519.Identity"]


class RestoredTown(msgspec.Struct, frozen=True):
    """What was restored: of which backup, whether its log brought it forward, and the SHA-256 of
    the files that came after the backup and are nowhere.
    """

    manifest: BackupManifest
    went_on: bool
    lost: list[str]


def restore_sent(
    settings: Settings, storage: Storage, sent: SentBackup, keys: Keys, to: LogEnd | None = None
) -> RestoredTown:
    """Puts it into the town's home, in which there is none, as it was when it was made, or brought
    forward by the log that lies there, if it goes on after it. All of it is here and looked at
    before, but for files of after the backup, of which only then it is known who keeps them.
    Raises `BackupError`, `PostgresError`.
    """
    restoring.check_empty(settings.home)
    with beside(settings.home) as work:
        backup = _fetch(storage, sent, keys, work)
        went_on = _fetch_log(storage, backup, keys, goes_on=to is not None)
        if to and to.moment and not went_on:
            raise BackupError(f"{storage.name} has no log that goes on after {sent.name}")
        private_folder(work / "blobs")
        fetch = partial(_fetch_what_is_whole, storage, backup, keys, work)
        at_once(fetch, sorted(listed(backup)))

        def finish(lost: list[str]) -> list[str]:
            if names := backup.manifest.names:
                keep_secret(settings.home, names.secret)
            return _bring_lost(storage, backup, keys, settings.home / "media", lost)

        to = to if went_on else None
        try:
            lost = restoring.restore(settings, backup, to, moves=True, finish=finish)
        except PostgresError as error:
            raise PostgresError(str(error).replace(str(work), storage.name)) from None
    return RestoredTown(backup.manifest, went_on, lost)


def whole_before(
    settings: Settings, storage: Storage, found: Sequence[SentBackup], keys: Keys, at: datetime
) -> SentBackup:
    """The last of these backups, the oldest first, that was whole at that moment. Raises
    `BackupError`.
    """
    with beside(settings.home) as work:
        for one in reversed(found):
            if datetime.strptime(f"{one.name}+0000", f"{FORMAT}%z") <= at:
                whole_at = _fetch_manifest(storage, one, keys, work).whole_at
                if whole_at and whole_at <= at:
                    return one
    raise BackupError(f"there is no backup in {storage.name} of before {at:%F %T %Z}")


def prove_sent(
    settings: Settings,
    storage: Storage,
    sent: SentBackup,
    keys: Keys,
    at: datetime,
    *,
    every: bool = False,
) -> RestoreTrial:
    """Tries a restore of a backup that others hold, as `prove` does of a local one: of its files it
    looks whether all are there, and into some, or with `every` into all. What is written into
    the storage about a sealed backup does not tell what was found in it.
    """
    with beside(settings.home) as work:
        backup = _fetch(storage, sent, keys, work)
        if not _fetch_log(storage, backup, keys, goes_on=True):
            shutil.rmtree(work / sent_log.FOLDER, ignore_errors=True)
        private_folder(work / "blobs")
        files = BackupFiles(
            partial(_there, storage, backup), partial(_try_blob, storage, backup, keys, work)
        )
        proof = restoring.prove(settings, backup, at, files, every=every)
        told = (
            proof if not sent.is_sealed else RestoreTrial(at, 0, 0, ["faults"][: len(proof.faults)])
        )
        path = work / PROOF
        path.write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=2))
        storage.put(f"{sent.name}/{PROOF}", path)
    return proof


def _fetch(storage: Storage, sent: SentBackup, keys: Keys, work: Path) -> Backup:
    """Without its files."""
    # The manifest is the smallest, and tells as well as the others that the key is another one.
    _fetch_manifest(storage, sent, keys, work)
    for piece in PIECES:
        if piece != MANIFEST:
            _fetch_piece(storage, sent, keys, work, piece)
    return read_backup(work / sent.name)


def _fetch_manifest(storage: Storage, sent: SentBackup, keys: Keys, work: Path) -> BackupManifest:
    if sent.is_sealed and not keys:
        raise BackupError(f"{storage.name}/{sent.name} is sealed: name the private key by --key")
    _fetch_piece(storage, sent, keys, work, MANIFEST)
    return read_backup(work / sent.name).manifest


def _fetch_piece(storage: Storage, sent: SentBackup, keys: Keys, work: Path, piece: str) -> None:
    path = f"{sent.name}/{piece}"
    to = private_folder(work / sent.name) / piece
    if sent.is_sealed:
        _open(storage, f"{path}{SEALED}", to, keys)
    else:
        storage.get(path, to)


def _fetch_log(storage: Storage, backup: Backup, keys: Keys, *, goes_on: bool) -> bool:
    """Brings beside the backup what of the log it needs, or without `goes_on` only which timelines
    there were; answers whether there is anything by which it goes on.
    """
    place = backup.manifest.place
    found = sent_log.pieces(storage, place.system) if place else []
    if place is None or not found:
        return False
    where = f"{storage.name}/{sent_log.folder_of(place.system)}"
    files = [one.file for one in found]
    needed = set(needed_pieces(files, place.segment, where)) if goes_on else set()
    wanted = [one for one in found if one.file in needed or ".history" in one.file]
    log = private_folder(log_folder(backup.folder.parent, place.system))
    at_once(partial(_fetch_log_piece, storage, backup, keys, log), wanted)
    return bool(needed)


def _fetch_log_piece(
    storage: Storage, backup: Backup, keys: Keys, log: Path, one: sent_log.SentPiece
) -> None:
    names, name = backup.manifest.names, f"{storage.name}/{one.path}"
    # Of two of the same piece one at most is the town's.
    to = private_folder(log / f"{one.file}.{one.mark}.part") / one.file
    if not names:
        storage.get(one.path, to)
        hash_of_piece(to, log.name, name)
    elif not one.mark:
        raise BackupError(f"{name} is not sealed, as what lies beside it: the town did not send it")
    else:
        _open(storage, one.path, to, keys)
        sha256 = hash_of_piece(to, log.name, name)
        if not hmac.compare_digest(names.mark(log.name, one.file, sha256), one.mark):
            raise BackupError(f"{name} is forged: it was not sent by the town of this backup")
    to.rename(log / one.file)
    to.parent.rmdir()


def _fetch_blob(storage: Storage, backup: Backup, keys: Keys, work: Path, sha256: str) -> None:
    names = backup.manifest.names
    path = blob_at(names.of(sha256) if names else sha256)
    to = blobs.path_of(work / "blobs", sha256)
    private_folder(to.parent)
    if names:
        _open(storage, path, to, keys)
    else:
        storage.get(path, to)
    with to.open("r+b") as read:
        if hashlib.file_digest(read, "sha256").hexdigest() != sha256:
            # What is sealed and another one is no accident.
            kind = BackupError if names else DamagedFileError
            raise kind(f"{storage.name}/{path} is damaged: its bytes are not those it had")
        put_on_disk(read)


def _fetch_what_is_whole(
    storage: Storage, backup: Backup, keys: Keys, work: Path, sha256: str
) -> None:
    try:
        _fetch_blob(storage, backup, keys, work, sha256)
    except DamagedFileError:
        blobs.set_aside(work / "blobs", sha256)


def _bring_lost(
    storage: Storage, backup: Backup, keys: Keys, media: Path, lost: list[str]
) -> list[str]:
    """Brings files of after the backup into a town that is there; answers those that are nowhere,
    or cannot be opened.
    """
    work = backup.folder.parent

    def bring(sha256: str) -> str | None:
        try:
            _fetch_blob(storage, backup, keys, work, sha256)
        except BackupError:
            return sha256
        blobs.move(work / "blobs", media, sha256)
        return None

    return [one for one in at_once(bring, lost) if one]


def _open(storage: Storage, path: str, to: Path, keys: Keys) -> None:
    sealed = to.with_name(f"{to.name}{SEALED}")
    storage.get(path, sealed)
    open_sealed(sealed, to, keys, f"{storage.name}/{path}")
    sealed.unlink()


def _there(storage: Storage, backup: Backup, wanted: Set[str]) -> set[str]:
    names, found = backup.manifest.names, storage.names("blobs")
    return {one for one in wanted if blob_at(names.of(one) if names else one) in found}


def _try_blob(storage: Storage, backup: Backup, keys: Keys, work: Path, sha256: str) -> None:
    _fetch_blob(storage, backup, keys, work, sha256)
    blobs.path_of(work / "blobs", sha256).unlink()
