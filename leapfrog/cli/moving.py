"""`leapfrog cluster move`: from the database that the town brings along to a server, and from the
folder of its files to an object store.
"""

import asyncio
import time

import asyncpg
from obstore.exceptions import BaseError

from leapfrog.cli.database import DatabaseError, bring_up, database
from leapfrog.embedded_postgres import find_binaries, put_dump
from leapfrog.kernel import files
from leapfrog.kernel.connecting import Servers
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings

ROLES = ("leapfrog_town", "leapfrog_reader")
TABLES = (
    "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
)
HAS_ROLE = "select count(*) from pg_roles where rolname = $1"


def move(settings: Settings, url: str, *, keep_files: bool) -> int:
    """Copies the files of a closed town to its object store, and then its database to an empty one
    of a server; what is here stays as it is, and must not be opened any more. `keep_files`: they
    are left in the folder of this machine, for a town that stays on it. Nothing is moved when a
    file is missing. Says how long the town was closed for it. Raises `DatabaseError`,
    `PostgresError`.
    """
    began = time.monotonic()
    mine = find_binaries(settings.pg_bin, settings.home / "data").major
    asyncio.run(_prepare(url, mine))
    with database(settings) as town:
        bring_up(town)
        is_up = time.monotonic()
        moved = 0 if keep_files else asyncio.run(_put_files(town))
        has_files = time.monotonic()
        put_dump(settings, town.database_url or "", url)
        is_copied = time.monotonic()
    is_over = time.monotonic()
    if moved:
        print(f"{moved} files are in {settings.media_url}; set LEAPFROG_MEDIA_URL from now on.")
    print(
        "The database is copied. Open the town with DATABASE_URL from now on; each phone reads all"
    )
    print(f"anew once. {settings.home}/data is what it was: keep it until all is well, and do not")
    print("open it, or there are two towns.")
    print(f"The town was closed for {is_over - began:.1f} s in all until here:")
    print(f"  {is_up - began:.1f} s to start its database and bring it up to this program,")
    print(f"  {has_files - is_up:.1f} s for files, {is_copied - has_files:.1f} s for the database,")
    print(
        f"  {is_over - is_copied:.1f} s to end what was here. Its first start there is yet to come."
    )
    return 0


async def _prepare(url: str, mine: int) -> None:
    """The server is as new as the town's own, the database empty, and the roles are there."""
    try:
        connection = await Servers(url).connect(application_name="leapfrog move")
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise DatabaseError(f"the new database cannot be reached: {error}") from None
    try:
        if (found := connection.get_server_version().major) < mine:
            raise DatabaseError(f"PostgreSQL {mine} or newer is needed, as here; that is {found}")
        if await connection.fetchval(TABLES):
            raise DatabaseError("the new database is not empty; nothing was changed")
        for role in ROLES:
            if not await connection.fetchval(HAS_ROLE, role):
                await connection.execute(f"create role {role} nologin")
    except asyncpg.InsufficientPrivilegeError:
        wanted = " and ".join(ROLES)
        raise DatabaseError(f"make the roles {wanted} (nologin) on the new server first") from None
    finally:
        await connection.close()


async def _put_files(town: Settings) -> int:
    """Looks for each file that somebody keeps in the object store, and copies those that are not
    there. Answers how many there are. Raises `DatabaseError`.
    """
    folder = town.home / "media"
    store = files.Files(folder, town.media_url) if town.media_url else None
    database = await Database.connect(town.database_url or "", 1)
    try:
        count, after = 0, b""
        while found := await _some(database, after):
            if store is None:
                raise DatabaseError(
                    f"files lie in {folder}, which other nodes do not reach; nothing was changed."
                    " Set LEAPFROG_MEDIA_URL to an object store, and they are copied there, or say"
                    " --keep-files when the town stays on this machine"
                )
            for digest in found:
                if not await store.bring(folder, digest):
                    raise DatabaseError(
                        f"{folder}/{digest.hex()[:2]}/{digest.hex()} is missing or damaged, and is"
                        f" not in {town.media_url} either; the database was not copied"
                    )
            count, after = count + len(found), found[-1]
    except BaseError as error:
        raise DatabaseError(f"{town.media_url} cannot be used: {error}") from None
    finally:
        await database.close()
    return count


async def _some(database: Database, after: bytes) -> list[bytes]:
    async with database.glance() as db:
        return await files.every(db, after)
