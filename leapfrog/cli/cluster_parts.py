"""What a town of several nodes stands on, each part asked by itself, as a node would ask it."""

import asyncio
from collections.abc import Awaitable, Iterable
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import asyncpg
import msgspec

from leapfrog.backup import LastBackup, last
from leapfrog.bus import over_nats
from leapfrog.cli.cluster_now import Cluster, cluster_in
from leapfrog.cli.database import database_at
from leapfrog.kernel import files
from leapfrog.kernel.connecting import TIMELINE, hosts_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.standby import BEHIND
from leapfrog.kernel.standby import FAILED as UNANSWERED

# Who does not answer by then does not answer.
SECONDS = 5.0
ANSWERS = "answers"
# What comes of a server that is away, is no primary where one is wanted, or has no town.
FAILED = (*UNANSWERED, asyncpg.InternalClientError)
# A server that follows knows the timeline that it is sent, when it may tell it to this role.
STANDS = f"""
select /* acts */ pg_is_in_recovery() as follows,
    case when pg_is_in_recovery() then (select received_tli from pg_stat_wal_receiver)
        else ({TIMELINE}) end as timeline
"""
# Of several standbys of one name the one that is furthest behind.
BYTES_BEHIND = """
select coalesce(application_name, ''),
    max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn))::bigint
from pg_stat_replication group by 1
"""


class PostgresServer(msgspec.Struct, frozen=True):
    """A server that the settings name. `timeline`: None when it does not answer, or this role may
    not see it; `behind`: of a standby, how many seconds old is what it shows, None when nobody
    knows.
    """

    at: str
    role: Literal["primary", "standby", "silent"]
    timeline: int | None = None
    behind: float | None = None


class ClusterParts(msgspec.Struct, frozen=True):
    """`bytes_behind`: by the name of a standby, what of the primary's log it has not played yet;
    None when this role may not see it. `nats`, `files`: "answers", or what is wrong; None for a
    town without them.
    """

    cluster: Cluster
    servers: list[PostgresServer]
    bytes_behind: dict[str, int | None]
    backup: LastBackup
    nats: str | None
    files: str | None


async def cluster_parts(settings: Settings, url: str) -> ClusterParts:
    """Asks all of them; `url`: of the database. Raises one of `FAILED` where no primary answers."""
    async with database_at(url) as database, database.glance() as db:
        found = await cluster_in(db)
        bytes_behind = dict(await db.rows(BYTES_BEHIND))
        backup = await last(db, is_sent=settings.backup_log is not None)
        some = await _some_file(db)
    servers, nats, stored = await asyncio.gather(
        servers_of(settings, url),
        _nats(settings),
        _files(settings, some),
    )
    return ClusterParts(found, servers, bytes_behind, backup, nats, stored)


async def servers_of(settings: Settings, url: str) -> list[PostgresServer]:
    """Each server that the settings name, asked by itself."""
    return await asyncio.gather(*map(_server, _hosts(settings, url)))


def _hosts(settings: Settings, url: str) -> Iterable[str]:
    """A DSN for each server, once."""
    urls = [*hosts_of(url), *hosts_of(settings.database_standby_url or url)]
    return {_name(one): one for one in reversed(urls)}.values()


def _name(url: str) -> str:
    """Where a server listens, without who asks and by which password."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or parse_qs(parts.query).get("host", [""])[0]


async def _server(url: str) -> PostgresServer:
    name = _name(url)
    try:
        async with asyncio.timeout(SECONDS):
            connection = await asyncpg.connect(url, target_session_attrs="any")
            try:
                follows, timeline = await connection.fetchrow(STANDS)
                behind = await connection.fetchval(BEHIND) if follows else None
            finally:
                connection.terminate()
    except FAILED:
        return PostgresServer(name, "silent")
    return PostgresServer(name, "standby" if follows else "primary", timeline, behind)


async def _nats(settings: Settings) -> str | None:
    return await _tried(_call(settings.nats_url)) if settings.nats_url else None


async def _call(servers: tuple[str, ...]) -> None:
    line = await over_nats(servers, "status").open(lambda _: None, lambda: None)
    await line.hang_up()


async def _some_file(db: Db) -> bytes:
    """The SHA-256 of one that somebody keeps, or of none."""
    return next(iter(await files.every(db, limit=1)), bytes(32))


async def _files(settings: Settings, digest: bytes) -> str | None:
    if settings.media_url is None:
        return None
    return await _tried(_read(settings, digest))


async def _read(settings: Settings, digest: bytes) -> None:
    """The beginning of a file; a store that says that it has none answers, too."""
    store = files.Files(settings.home / "media", settings.media_url)
    try:
        async for _ in store.chunks(digest):
            return
    except FileNotFoundError:
        return


async def _tried(asked: Awaitable[None]) -> str:
    """What goes wrong by its kind alone: in a message there may be a password."""
    try:
        async with asyncio.timeout(SECONDS):
            await asked
    except Exception as error:
        return f"does not answer ({type(error).__name__})"
    return ANSWERS
