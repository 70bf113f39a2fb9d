"""The files that people keep, copied by their SHA-256: each once, whatever number of backups has
it.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from leapfrog.backup.errors import BackupError
from leapfrog.backup.packing import blocks_of, put_on_disk
from leapfrog.kernel.folders import private_folder

NAME = re.compile(r"[0-9a-f]{64}")


def names_in(folder: Path) -> Iterator[str]:
    """The SHA-256, in hex, of all blobs in a folder."""
    for path in folder.glob("??/*"):
        if NAME.fullmatch(path.name) and path.parent.name == path.name[:2]:
            yield path.name


def path_of(folder: Path, name: str) -> Path:
    return folder / name[:2] / name


def copy_all(source: Path, to: Path) -> set[str]:
    """Copies what is not there yet; answers all that the source had. What vanishes meanwhile was
    deleted by its last owner, and is left out. Raises `BackupError` for one that is damaged.
    """
    found = set()
    for name in names_in(source):
        if path_of(to, name).exists() or copy(source, to, name):
            found.add(name)
    return found


def copy(source: Path, to: Path, name: str) -> bool:
    """Copies one, unless it is gone. Raises `BackupError` when its bytes are not those of its
    name.
    """
    target = path_of(to, name)
    private_folder(target.parent)
    # Two programs may be at it: the town that is open, and a backup of it.
    part = target.with_name(f"{name}.{os.getpid()}.part")
    digest = hashlib.sha256()
    try:
        with path_of(source, name).open("rb") as read, part.open("wb") as written:
            for block in blocks_of(read):
                digest.update(block)
                written.write(block)
            put_on_disk(written)
    except FileNotFoundError:
        part.unlink(missing_ok=True)
        return False
    if digest.hexdigest() != name:
        part.unlink()
        raise BackupError(f"{path_of(source, name)} is damaged: its bytes are not those it had")
    part.rename(target)
    return True


def move(source: Path, to: Path, name: str) -> None:
    """Moves one that was looked at and lies on the same disk."""
    target = path_of(to, name)
    private_folder(target.parent)
    path_of(source, name).rename(target)


def drop_all_but(folder: Path, kept: set[str]) -> int:
    """Deletes all other blobs, and what was cut off while it was copied; answers how many."""
    gone = [name for name in names_in(folder) if name not in kept]
    for path in (*(path_of(folder, name) for name in gone), *folder.glob("??/*.part")):
        path.unlink()
    return len(gone)
