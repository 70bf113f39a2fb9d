"""`leapfrog restore --adopt`: to devices, a server recovered to a moment is another one."""

import asyncio

import asyncpg

from leapfrog.cli.cluster_now import cluster_now
from leapfrog.cli.database import DatabaseError
from leapfrog.kernel.connecting import Servers
from leapfrog.kernel.cursor import NEW_EPOCH
from leapfrog.kernel.migrations import schema_held
from leapfrog.kernel.settings import Settings
from leapfrog.nodes import GONE_AFTER

EPOCH = "select id from kernel_epoch"
RECOVERS = "select current_setting('in_hot_standby') = 'on'"
# As nodes name their connections; one that has just come back is not in the table yet.
SERVING = """
select count(*) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
    and application_name in ('leapfrog', 'leapfrog jobs', 'leapfrog bus')
"""


def adopt(settings: Settings) -> int:
    """Gives the database of `DATABASE_URL` a new epoch: cursors of the time that is lost are ahead
    of it, and the ids after them are given again. Rows keep their transaction ids, which this
    server has given. Raises `DatabaseError`, and changes nothing, while a node is there.
    """
    url = settings.database_direct_url or settings.database_url
    if url is None:
        raise DatabaseError(
            "--adopt is for a server that was recovered by its own means (DATABASE_URL); a town"
            " with a PostgreSQL of its own is restored from a folder, and reads anew by itself"
        )
    before, now = asyncio.run(_adopt(url))
    print(f"The database had the epoch {before} and has {now}: every device reads all anew once.")
    print("Nothing else was changed. Start the nodes now.")
    return 0


async def _adopt(url: str) -> tuple[str, str]:
    try:
        connection = await Servers(url).connect(application_name="leapfrog restore")
    except (OSError, asyncpg.PostgresError, asyncpg.InternalClientError) as error:
        raise DatabaseError(f"the database of DATABASE_URL cannot be reached: {error}") from None
    try:
        # Whoever starts meanwhile waits, and reads the new one.
        async with schema_held(connection):
            await _look(connection, url)
            before = await connection.fetchval(EPOCH)
            await connection.execute(NEW_EPOCH)
            return str(before), str(await connection.fetchval(EPOCH))
    except asyncpg.UndefinedTableError:
        raise DatabaseError("there is no town in this database") from None
    finally:
        await connection.close()


async def _look(connection: asyncpg.Connection, url: str) -> None:
    """Raises `DatabaseError` when it cannot be adopted now."""
    if await connection.fetchval(RECOVERS):
        raise DatabaseError("the server still recovers, or follows another one: promote it first")
    serving = await connection.fetchval(SERVING)
    try:
        names = ", ".join(sorted({one.name for one in (await cluster_now(url)).here()}))
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError):
        # Of a program before there were nodes.
        names = ""
    if names or serving:
        raise DatabaseError(
            f"nothing was changed: the town is served now, by {names or 'who has connections'}. End"
            f" all nodes, and try again {GONE_AFTER.total_seconds():.0f} s later"
        )
