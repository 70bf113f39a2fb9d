"""The database that the town brought along, copied into one of another server."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from leapfrog.embedded_postgres.account import find_account, plain_environment
from leapfrog.embedded_postgres.binaries import find_binaries, within_reach
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.places import Places
from leapfrog.kernel.settings import Settings

Command = list[str | Path]
# Nothing is kept of it, so nothing is made small.
DUMP = ("--format=custom", "--compress=none")
RESTORE = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-comments")


def put_dump(settings: Settings, dsn: str, url: str) -> None:
    """Copies the running server's database into the empty one at `url`, all or nothing, as of one
    moment. Raises `PostgresError`.
    """
    places = Places(settings.home)
    account = find_account(settings.pg_user, places.data)
    found = within_reach(find_binaries(settings.pg_bin, places.data), account, places.home)
    address, secret = _without_password(url)
    dump: Command = [found.bin / "pg_dump", f"--dbname={dsn}", *DUMP]
    restore: Command = [found.bin / "pg_restore", f"--dbname={address}", *RESTORE]
    with tempfile.TemporaryFile() as complaints:
        options = {"stderr": complaints, **account.popen_options()}
        if _piped(dump, restore, secret, options):
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip()
            raise PostgresError(f"the database was not copied; nothing was changed:\n{said}")


def _piped(dump: Command, restore: Command, secret: dict[str, str], options: Any) -> bool:
    """Whether one of the two failed."""
    with subprocess.Popen(
        dump,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=plain_environment(),
        **options,
    ) as giving:
        assert giving.stdout
        try:
            taken = subprocess.call(
                restore, stdin=giving.stdout, env=plain_environment() | secret, **options
            )
        finally:
            # Who has nobody to give to ends.
            giving.stdout.close()
    return bool(taken or giving.returncode)


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """What everybody on the machine may read, and what goes into the environment."""
    parts = urlsplit(url)
    who, at, hosts = parts.netloc.rpartition("@")
    name, colon, password = who.partition(":")
    if not colon:
        return url, {}
    address = urlunsplit(parts._replace(netloc=name + at + hosts))
    return address, {"PGPASSWORD": unquote(password)}
