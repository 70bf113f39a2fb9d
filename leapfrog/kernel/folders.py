"""Folders of the town on this machine. What is in them is people's own: no other account of the
machine may look into them, whatever the umask of whoever started the program.
"""

import os
from pathlib import Path

PRIVATE = 0o700
OTHERS = 0o077


def private_folder(path: Path) -> Path:
    """The folder, made where it is missing, with those above it; closed to all others, also where
    it was open before.
    """
    for folder in (*reversed(path.parents), path):
        # Not `parents=True`: it makes those above as open as the umask says.
        if not folder.exists():
            folder.mkdir(PRIVATE, exist_ok=True)
    found = path.stat()
    if found.st_mode & OTHERS and os.geteuid() in (0, found.st_uid):
        path.chmod(PRIVATE)
    return path


def sync_names(folder: Path) -> None:
    """Returns when a power cut cannot lose the names in a folder any more."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def workplace(home: Path) -> Path:
    """Where what people bring or take is worked on, in folders that are gone afterwards."""
    return private_folder(home / "tmp")
