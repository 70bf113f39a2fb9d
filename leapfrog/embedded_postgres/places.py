"""The folders of one embedded PostgreSQL, below the town's home."""

import hashlib
import os
import re
import shutil
import stat
import tempfile
from pathlib import Path
from urllib.parse import quote

import msgspec

from leapfrog.embedded_postgres.account import SystemAccount
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.kernel.folders import PRIVATE
from leapfrog.kernel.settings import Settings

# A socket's path is at most 107 bytes, and lists of folders and hosts are split at commas.
PLAIN = re.compile(r"[A-Za-z0-9/._-]{1,80}")
PASSABLE = 0o711
# What lies in a home in which there is no town yet, or in which a restore was cut off.
OURS = re.compile(
    r"data(\.restored|\.tmp)?|media|pgbin|run|tmp|unsent|postgres\.log(\.1)?"
    r"|(pg|log|restore|backup)\.lock|backup\.(lost|names(\.\d+)?)"
)


class Places(msgspec.Struct, frozen=True):
    """Paths only; `ready` makes the folders. `is_restored`: of a copy that is no town yet."""

    home: Path
    is_restored: bool = False

    @property
    def data(self) -> Path:
        return self.home / ("data.restored" if self.is_restored else "data")

    @property
    def unfinished(self) -> Path:
        """Where initdb works until it is done."""
        return self.home / "data.tmp"

    @property
    def lock(self) -> Path:
        return self.home / "pg.lock"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def unsent(self) -> Path:
        """Where the log waits that the town sends to where its backups lie."""
        return self.home / "unsent"

    def shelves(self, settings: Settings) -> list[Path]:
        """The folders of backups into which the server puts the log aside."""
        found = [settings.archive] if settings.archive else []
        return [*found, self.unsent] if settings.backup_log else found

    def make_home(self) -> None:
        """Makes the home folder, closed to others; those above it that are missing can be passed
        through. Raises `PostgresError` where it may not.
        """
        try:
            for above in reversed(self.home.parents):
                if not above.exists():
                    above.mkdir()
                    above.chmod(PASSABLE)
            self.home.mkdir(mode=PRIVATE, exist_ok=True)
        except OSError as error:
            raise PostgresError(f"LEAPFROG_HOME cannot be {self.home}: {error.strerror}") from None
        if not os.access(self.home, os.W_OK | os.X_OK):
            raise PostgresError(f"LEAPFROG_HOME={self.home} may not be written by this user")

    def let_in(self, account: SystemAccount) -> None:
        """Lets `account` pass through the home folder, never by opening a folder above it."""
        if account.can_execute(self.home):
            return
        if not self.data.exists() and not _holds_others_files(self.home):
            os.chown(self.home, -1, account.gid)
            self.home.chmod(stat.S_IMODE(self.home.stat().st_mode) | stat.S_IXGRP)
        if not account.can_execute(self.home):
            raise PostgresError(
                f"PostgreSQL must run as the user {account.name}, because it refuses to run as"
                f" root, but {account.name} cannot reach {self.home}. Choose a LEAPFROG_HOME"
                " outside closed folders such as /root (the default is /var/lib/leapfrog)."
            )

    def run(self, account: SystemAccount) -> Path:
        """The socket's folder: below home, else, when that makes no good socket path, a temporary
        one of its own.
        """
        if PLAIN.fullmatch(str(self.home / "run")):
            return self.home / "run"
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        temporary = Path(tempfile.gettempdir())
        place = temporary if PLAIN.fullmatch(str(temporary)) else Path("/tmp")
        return place / f"leapfrog-{account.uid}-{digest}"

    def leave(self, account: SystemAccount) -> None:
        """Leaves nothing outside home behind, when the server has stopped."""
        run = self.run(account)
        if run.parent != self.home:
            shutil.rmtree(run, ignore_errors=True)

    def socket_folder(self, account: SystemAccount) -> Path:
        """Makes the folder of the unix socket, open to `account` alone."""
        run = self.run(account)
        if not run.exists():
            run.mkdir(mode=PRIVATE)
            account.own(run)
        found = run.lstat()
        if not stat.S_ISDIR(found.st_mode) or (found.st_uid, found.st_mode & 0o777) != (
            account.uid,
            PRIVATE,
        ):
            raise PostgresError(f"{run} is not a folder of {account.name} alone; remove it")
        return run


def _holds_others_files(home: Path) -> bool:
    """True for a folder that had a life before us, such as a person's home directory."""
    return any(not OURS.fullmatch(path.name) for path in home.iterdir())


def dsn(socket_folder: Path) -> str:
    """How to reach the town's database through the socket."""
    return f"postgresql://leapfrog@/leapfrog?host={quote(str(socket_folder), safe='')}&port=5432"
