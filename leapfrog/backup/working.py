"""Folders in which a whole town is made or looked at, on the same disk as the town's home."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leapfrog.backup.errors import BackupError
from leapfrog.backup.making import held
from leapfrog.kernel.folders import private_folder

LOCK = ".lock"


@contextmanager
def beside(home: Path) -> Iterator[Path]:
    """A folder beside the town's home, which need not be there yet; it is gone afterwards. Those of
    programs that were killed go, too. Raises `BackupError`.
    """
    if not home.parent.exists():
        private_folder(home.parent)
    prefix = f".{home.name}.work-"
    _remove_left(home.parent, prefix)
    made = Path(tempfile.mkdtemp(prefix=f".{home.name}.new-", dir=home.parent))
    folder = made.with_name(prefix + made.name.rpartition("-")[2])
    with held(made / LOCK):
        # Only now: whoever finds it by that name, and not held, may remove it.
        made.rename(folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def _remove_left(above: Path, prefix: str) -> None:
    for left in above.iterdir():
        # Another program may be removing it.
        with suppress(BackupError, FileNotFoundError):
            if left.name.startswith(prefix) and _is_ours(left.lstat()):
                with held(left / LOCK) as is_free:
                    if is_free:
                        shutil.rmtree(left, ignore_errors=True)


def _is_ours(found: os.stat_result) -> bool:
    """Whether it is a folder, and no link to one, of this account."""
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
