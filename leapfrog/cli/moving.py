"""`leapfrog cluster move`: from the database that the town brings along to a server."""

import asyncio
import time

import asyncpg

from leapfrog.cli.database import DatabaseError, bring_up, database
from leapfrog.embedded_postgres import find_binaries, put_dump
from leapfrog.kernel.connecting import Servers
from leapfrog.kernel.settings import Settings

ROLES = ("leapfrog_town", "leapfrog_reader")
TABLES = (
    "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
)
HAS_ROLE = "select count(*) from pg_roles where rolname = $1"


def move(settings: Settings, url: str) -> int:
    """Copies the database of a closed town to an empty one of a server; the one here stays as it
    is, and must not be opened any more. Raises `DatabaseError`, `PostgresError`.
    """
    mine = find_binaries(settings.pg_bin, settings.home / "data").major
    asyncio.run(_prepare(url, mine))
    with database(settings) as town:
        bring_up(town)
        began = time.monotonic()
        put_dump(settings, town.database_url or "", url)
        took = time.monotonic() - began
    print(f"The database is copied, in {took:.1f} s. Open the town with DATABASE_URL from now on;")
    print(f"each phone reads all anew once. {settings.home}/data is what it was: keep it until all")
    print("is well, and do not open it, or there are two towns.")
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
