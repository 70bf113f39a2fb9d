"""Who PostgreSQL runs as: it refuses to be root, so root hands it to an unprivileged account."""

import logging
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.parent import end_with_parent

ACCOUNT = "leapfrog"
log = logging.getLogger(__name__)


class SystemAccount(msgspec.Struct, frozen=True):
    """A system account; `switch` is true when this program is root and must step down to it."""

    name: str
    uid: int
    gid: int
    switch: bool

    def popen_options(self) -> dict[str, Any]:
        """Arguments of `subprocess` that run a program as this account, away from our folder."""
        if not self.switch:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def run(self, command: Sequence[str | Path], text: str = "") -> str:
        """Runs a program on the input `text`; answers what it said. Raises `PostgresError`."""
        try:
            done: subprocess.CompletedProcess[str] = subprocess.run(
                command,
                input=text,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=True,
                env=plain_environment(),
                preexec_fn=partial(end_with_parent, signal.SIGKILL),
                **self.popen_options(),
            )
        except subprocess.CalledProcessError as error:
            raise PostgresError(
                f"{Path(command[0]).name} failed:\n{error.stdout.strip()}"
            ) from None
        except OSError as error:
            raise PostgresError(f"{command[0]} cannot be run as {self.name}: {error}") from None
        return done.stdout

    def can_execute(self, path: Path) -> bool:
        """True when this account can reach `path` through all its parents and enter or run it."""
        if not self.switch:
            return os.access(path, os.X_OK)
        try:
            return _succeeds(["test", "-x", path], **self.popen_options())
        except PermissionError:
            raise PostgresError(
                f"root may not act as {self.name} here, and PostgreSQL refuses to run as root;"
                " run the town as an ordinary user, or set DATABASE_URL to a server."
            ) from None

    def own(self, path: Path) -> None:
        """Makes `path` belong to this account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)


def plain_environment() -> dict[str, str]:
    """The environment in which PostgreSQL's programs run: PATH, C.UTF-8 and UTC alone, since the
    PG* variables and locale of whoever starts the town must not change the cluster.
    """
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "TZ": "UTC"}


def find_account(wanted: str | None, data: Path) -> SystemAccount:
    """The account that runs the cluster at `data`, which need not exist yet; may make the system
    user. Raises `PostgresError` where there is none that can.
    """
    if os.geteuid() != 0:
        return _own_account(wanted, data)
    entry = _entry(wanted) if wanted else _owner_of(data) or _system_user()
    if entry.pw_uid == 0:
        raise PostgresError(
            "PostgreSQL does not run as root: LEAPFROG_PG_USER must be someone else"
        )
    if data.exists() and data.stat().st_uid != entry.pw_uid:
        raise PostgresError(f"{data} belongs to uid {data.stat().st_uid}, not to {entry.pw_name}")
    return SystemAccount(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)


def _own_account(wanted: str | None, data: Path) -> SystemAccount:
    uid = os.geteuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        raise PostgresError(
            f"uid {uid} has no name on this machine; PostgreSQL needs one"
        ) from None
    if wanted and wanted != name:
        raise PostgresError(f"only root can run PostgreSQL as {wanted} (LEAPFROG_PG_USER)")
    if data.exists() and data.stat().st_uid != uid:
        raise PostgresError(f"{data} belongs to uid {data.stat().st_uid}, not to {name}")
    return SystemAccount(name, uid, os.getegid(), switch=False)


def _entry(name: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise PostgresError(f"there is no user {name} (LEAPFROG_PG_USER)") from None


def _owner_of(data: Path) -> pwd.struct_passwd | None:
    if not data.exists():
        return None
    try:
        return pwd.getpwuid(data.stat().st_uid)
    except KeyError:
        raise PostgresError(
            f"{data} belongs to uid {data.stat().st_uid}, who has no name"
        ) from None


def _system_user() -> pwd.struct_passwd:
    """The user `leapfrog`, made when it is missing; `nobody` where users cannot be made."""
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    if useradd := shutil.which("useradd"):
        command = [useradd, "--system", "--user-group", "--shell", "/usr/sbin/nologin", ACCOUNT]
        if _succeeds(command, capture_output=True):
            log.warning("created the system user %s, which PostgreSQL runs as", ACCOUNT)
            return pwd.getpwnam(ACCOUNT)
    log.warning("no system user could be made: PostgreSQL runs as nobody, as others may too")
    return pwd.getpwnam("nobody")


def _succeeds(command: Sequence[str | Path], **options: Any) -> bool:
    return subprocess.run(command, check=False, **options).returncode == 0
