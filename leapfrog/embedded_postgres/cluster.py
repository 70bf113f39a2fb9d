"""The cluster on disk: made once, in a folder that gets its name only when all is done."""

import shutil
import time
from pathlib import Path

from leapfrog.embedded_postgres.account import SystemAccount
from leapfrog.embedded_postgres.binaries import Binaries
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.places import Places
from leapfrog.kernel.folders import PRIVATE, sync_names

# The builtin C.UTF-8 does not change with the C library, so the folder can move to another machine.
BUILTIN = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8")
LIBC = ("--locale-provider=libc", "--locale=C.UTF-8")
FIRST_BUILTIN = 17
REMOVE_TRIES = 50
INITDB = (
    "--username=leapfrog",
    "--auth-local=trust",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    "--data-checksums",
    "--set=wal_level=logical",
)


def make_cluster(places: Places, binaries: Binaries, account: SystemAccount) -> None:
    """Makes the cluster with its database `leapfrog`, unless it is there; all or nothing. Raises
    `PostgresError` where a copy was to be put: an empty town in its place would stand in its way.
    """
    if places.data.exists():
        return
    if (left := Places(places.home, is_restored=True).data).exists():
        raise PostgresError(
            f"a restore into {places.home} was cut off: restore again, or remove {left} to begin"
            " with an empty town"
        )
    remove(places.unfinished)
    places.unfinished.mkdir(mode=PRIVATE)
    account.own(places.unfinished)
    locale = BUILTIN if binaries.major >= FIRST_BUILTIN else LIBC
    account.run([binaries.initdb, *INITDB, *locale, f"--pgdata={places.unfinished}"])
    single: list[str | Path] = [
        binaries.postgres,
        "--single",
        "-j",
        "-D",
        places.unfinished,
        "postgres",
    ]
    account.run(single, "create database leapfrog;\n\n")
    places.unfinished.rename(places.data)
    sync_names(places.home)


def remove(folder: Path) -> None:
    """Removes what a killed program left, whose last process may still work on it for a moment.
    Raises `PostgresError`.
    """
    for _ in range(REMOVE_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)
    raise PostgresError(f"{folder} cannot be removed; please remove it")
