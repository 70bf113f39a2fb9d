"""How a process reaches its PostgreSQL: one server, or several of which one is the primary.

A server may die, which is heard, or fall silent, which is not: so connecting has an end, each host
has one of its own, and what was sent to a silent one is given up by the kernel. A primary that was
frozen while another took its place says for some seconds that it is one: its timeline is older.
"""

import random
import socket
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import msgspec
import structlog

from leapfrog.kernel.pool import Connection

# Seconds for a server that is the only one, and for each of several.
CONNECT_SECONDS = 15.0
HOST_SECONDS = 3.0
# So long a host is asked last whose timeline was an old one.
REFUSED_SECONDS = 30.0
# Kept by the server, whoever is behind it: a process that was frozen, or cut off, holds its locks
# no longer than this; and who waits for a lock longer is told to come back.
SESSION = {
    "synchronous_commit": "on",
    "idle_in_transaction_session_timeout": "8s",
    "lock_timeout": "6s",
}
# PostgreSQL 17 can also end a transaction that does one small thing after the other for so long;
# older ones would refuse the whole connection for the name.
LIMITS_SINCE = 17
TRANSACTION_LIMIT = "set transaction_timeout = '60s'"
# What is sent and not acknowledged for so long, in milliseconds, ends the connection; and when
# nothing is sent, it is asked so after 5 + 3 * 2 seconds (tcp(7)).
UNHEARD_MS = 8_000
KEEPALIVE = {"TCP_KEEPIDLE": 5, "TCP_KEEPINTVL": 2, "TCP_KEEPCNT": 3}
# Before the text of a jsonb value on the wire.
JSONB_VERSION = b"\x01"
EMPTY_OBJECT = JSONB_VERSION + b"{}"
TIMELINE = "select ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int"

# The newest timeline that was seen of each town's servers, by their DSN.
newest: dict[str, int] = {}

log = structlog.get_logger()


class OldPrimary(ConnectionError):
    """A server of a timeline that another one has left behind: what it says is old."""


class Servers:
    """The hosts of a DSN (`postgresql://user@one,two:5433/town?target_session_attrs=read-write`),
    each tried by itself: first the one that answered last, then the others in any order.
    `only_reads`: one that follows, whatever the DSN says.
    """

    def __init__(self, dsn: str, *, only_reads: bool = False) -> None:
        self._dsn, self._hosts, self._only_reads = dsn, hosts_of(dsn), only_reads
        self._refused: dict[str, float] = {}

    async def connect(self, **settings: str) -> Connection:
        """A connection that can be written through, with these settings of its session besides
        `SESSION`. Raises what the last host that was tried raised.
        """
        failed: Exception = ConnectionError("no host in the DSN")
        for host in self._order():
            try:
                connection = await self._to(host, SESSION | settings)
            except (OSError, asyncpg.PostgresError, asyncpg.InternalClientError) as cause:
                failed = cause
                continue
            self._hosts.remove(host)
            self._hosts.insert(0, host)
            return connection
        raise failed

    async def connect_for_statements(self, name: str) -> Connection:
        """One that reads jsonb as values, and whose transactions have an end; `name`: what the
        server calls it. Whoever is cancelled meanwhile leaves none open. Raises what `connect`
        raises.
        """
        connection = await self.connect(application_name=name)
        try:
            await read_json(connection)
            await limit_transactions(connection)
        except BaseException:
            connection.terminate()
            raise
        return connection

    def is_newest(self, connection: Connection) -> bool:
        """Whether no server of a newer timeline was seen since this connection was made."""
        return connection.timeline >= newest.get(self._dsn, 0)

    def _order(self) -> list[str]:
        first, *others = self._hosts
        now = time.monotonic()
        tried = [first, *random.sample(others, len(others))]
        return sorted(tried, key=lambda host: self._refused.get(host, 0) > now)

    async def _to(self, host: str, settings: Mapping[str, str]) -> Connection:
        several = len(self._hosts) > 1
        connection: Connection = await asyncpg.connect(
            host,
            connection_class=Connection,
            timeout=HOST_SECONDS if several else CONNECT_SECONDS,
            server_settings=dict(settings),
            target_session_attrs="standby" if self._only_reads else None,
            # Statements are kept for as long as the connection, and with them their plans.
            max_cached_statement_lifetime=0,
        )
        try:
            connection.tune(tune)
            if several and not self._only_reads:
                await self._check(host, connection)
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def _check(self, host: str, connection: Connection) -> None:
        """Raises `OldPrimary`."""
        connection.timeline = await connection.fetchval(TIMELINE, timeout=HOST_SECONDS)
        if not self.is_newest(connection):
            self._refused[host] = time.monotonic() + REFUSED_SECONDS
            told = {"timeline": connection.timeline, "newest": newest[self._dsn]}
            log.warning("old_primary", **told)
            raise OldPrimary(f"a timeline that another server has left behind: {told}")
        newest[self._dsn] = connection.timeline


def follows(connection: Connection) -> bool:
    """Whether its server was no primary, as far as it has said."""
    return getattr(connection.get_settings(), "in_hot_standby", "on") == "on"


def hosts_of(dsn: str) -> list[str]:
    """One DSN for each host of this one."""
    parts = urlsplit(dsn)
    who, at, hosts = parts.netloc.rpartition("@")
    if "," not in hosts:
        return [dsn]
    return [urlunsplit(parts._replace(netloc=who + at + host)) for host in hosts.split(",")]


def tune(line: socket.socket) -> None:
    """Lets the kernel notice that nobody is on the other side any more, where it can."""
    if line.family not in (socket.AF_INET, socket.AF_INET6):
        return
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in {**KEEPALIVE, "TCP_USER_TIMEOUT": UNHEARD_MS}.items():
        if option := getattr(socket, name, None):
            line.setsockopt(socket.IPPROTO_TCP, option, value)


async def limit_transactions(connection: Connection) -> None:
    """From here on the server ends a transaction that lasts too long, where it knows how."""
    if connection.get_server_version().major >= LIMITS_SINCE:
        await connection.execute(TRANSACTION_LIMIT, timeout=HOST_SECONDS)
        connection.limits_transactions = True


def _to_jsonb(value: Any) -> bytes:
    """A str is JSON text already, as PgQueuer passes it; we keep only objects and lists."""
    text = value.encode() if isinstance(value, str) else msgspec.json.encode(value)
    return JSONB_VERSION + text


def _from_jsonb(data: bytes) -> Any:
    # Most objects of a list of people or messages have nothing in them.
    return {} if data == EMPTY_OBJECT else msgspec.json.decode(data[len(JSONB_VERSION) :])


async def read_json(connection: Connection) -> None:
    """Values of jsonb are objects and lists from here on, not text."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=_to_jsonb,
        decoder=_from_jsonb,
    )
