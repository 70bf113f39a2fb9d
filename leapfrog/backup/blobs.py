"""The files that people keep, copied by their SHA-256: each once, whatever number of backups has
it.
"""

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from leapfrog.backup.errors import DamagedFileError
from leapfrog.backup.packing import blocks_of, put_on_disk
from leapfrog.kernel.folders import private_folder

NAME = re.compile(r"[0-9a-f]{64}")
# Of what was found damaged: kept for whoever would save what is left of it.
DAMAGED = ".damaged"
# What a disk says of a bad sector, or of a file system whose own records are damaged.
UNREADABLE = {errno.EIO, errno.ENODATA, errno.EUCLEAN, errno.EBADMSG}


def names_in(folder: Path) -> Iterator[str]:
    """The SHA-256, in hex, of all blobs in a folder."""
    for path in folder.glob("??/*"):
        if NAME.fullmatch(path.name) and path.parent.name == path.name[:2]:
            yield path.name


def path_of(folder: Path, name: str) -> Path:
    return folder / name[:2] / name


def copy_all(source: Path, to: Path) -> set[str]:
    """Copies what is not there yet, or there in another size; answers all that the source had. What
    vanishes meanwhile was deleted by its last owner, and is left out. Raises `DamagedFileError`
    for one that is damaged, unless what is there is whole.
    """
    found = set()
    for name in names_in(source):
        if _is_as_large(source, to, name) or _copy_again(source, to, name):
            found.add(name)
    return found


def _is_as_large(source: Path, to: Path, name: str) -> bool:
    try:
        return path_of(to, name).stat().st_size == path_of(source, name).stat().st_size
    except FileNotFoundError:
        return False


def _copy_again(source: Path, to: Path, name: str) -> bool:
    try:
        return copy(source, to, name)
    except DamagedFileError:
        if path_of(to, name).exists():
            check(to, name)
            return True
        raise


def copy(source: Path, to: Path, name: str) -> bool:
    """Copies one, unless it is gone. Raises `DamagedFileError` when its bytes are not those of its
    name, or the disk does not give them.
    """
    target = path_of(to, name)
    private_folder(target.parent)
    # Two programs may be at it: the town that is open, and a backup of it.
    part = target.with_name(f"{name}.{os.getpid()}.part")
    try:
        with part.open("wb") as written:
            for block in _checked(source, name):
                written.write(block)
            put_on_disk(written)
        part.rename(target)
    except FileNotFoundError:
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def check(folder: Path, name: str) -> None:
    """Raises `DamagedFileError` when its bytes are not those of its name, or the disk does not give
    them.
    """
    for _ in _checked(folder, name):
        pass


def _checked(folder: Path, name: str) -> Iterator[bytes]:
    """What is in it; at its end it is known whether it was what it should be."""
    path, digest = path_of(folder, name), hashlib.sha256()
    try:
        with path.open("rb") as read:
            for block in blocks_of(read):
                digest.update(block)
                yield block
    except OSError as error:
        if error.errno not in UNREADABLE:
            raise
        raise DamagedFileError(f"{path} is damaged: {error.strerror}") from None
    if digest.hexdigest() != name:
        raise DamagedFileError(f"{path} is damaged: its bytes are not those it had")


def set_aside(folder: Path, name: str) -> None:
    """One that is damaged is no blob any more, so that the next backup brings it again."""
    path = path_of(folder, name)
    path.rename(path.with_suffix(DAMAGED))


def is_set_aside(folder: Path, name: str) -> bool:
    """Whether it was found damaged, and no backup has brought it since."""
    path = path_of(folder, name)
    return path.with_suffix(DAMAGED).exists() and not path.exists()


def move(source: Path, to: Path, name: str) -> None:
    """Moves one that was looked at and lies on the same disk."""
    target = path_of(to, name)
    private_folder(target.parent)
    path_of(source, name).rename(target)


def drop_all_but(folder: Path, kept: set[str]) -> int:
    """Deletes all other blobs, what was cut off while it was copied, and what was damaged and is
    there again; answers how many blobs.
    """
    gone = [name for name in names_in(folder) if name not in kept]
    aside = folder.glob(f"??/*{DAMAGED}")
    useless = [one for one in aside if one.stem not in kept or one.with_suffix("").exists()]
    for path in (*(path_of(folder, name) for name in gone), *useless):
        path.unlink()
    drop_cut_off(folder)
    return len(gone)


def drop_cut_off(folder: Path) -> None:
    """Deletes what was cut off while it was copied."""
    for part in folder.glob("??/*.part"):
        part.unlink()
