"""`leapfrog cluster status`: what it finds, for who reads it and for programs."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from leapfrog.backup import LastBackup
from leapfrog.cli.cluster_now import Cluster
from leapfrog.cli.cluster_parts import ClusterParts, PostgresServer
from leapfrog.kernel.connecting import hosts_of
from leapfrog.kernel.settings import Settings
from leapfrog.nodes import Node

WELL, WARNING, CRITICAL = 0, 1, 2
HEAD = ("node", "state", "stream", "version", "schema", "started", "heard")
# Of a process besides its pool: those of its jobs, and the one by which it listens.
MORE_CONNECTIONS = 5
MINUTE, HOUR, DAY = 60, 3_600, 86_400


class NodeStatus(msgspec.Struct, frozen=True):
    """`stream`: by what it hears the others, "" when by nothing; `heard`: so many seconds ago."""

    node: str
    state: str
    stream: str
    version: str
    schema: int
    started: datetime
    heard: float


class StandbyStatus(msgspec.Struct, frozen=True):
    """As the primary sees it. `kind`: sync, quorum, potential, async; "" and None where the role of
    the town may not see it.
    """

    name: str
    kind: str
    bytes_behind: int | None


class ClusterStatus(msgspec.Struct, frozen=True):
    """`connections`: that all processes take at most, and `room`, those that the database has;
    `nats`, `files`: "answers", or what is wrong, None for a town without; `faults`: why the `code`
    with which the command exits is not 0.
    """

    now: datetime
    nodes: list[NodeStatus]
    connections: int
    room: int
    servers: list[PostgresServer]
    standbys: list[StandbyStatus]
    nats: str | None
    files: str | None
    backup: LastBackup
    faults: list[str]
    code: int


class ClusterAway(msgspec.Struct, frozen=True):
    """What is known where no primary with a town answers: the servers, each by itself."""

    servers: list[PostgresServer]
    faults: list[str]
    code: int = CRITICAL


def judged(settings: Settings, found: ClusterParts) -> ClusterStatus:
    """The code is that of a monitoring plugin: 0 all is well; 1 a node is not ready or hears the
    others by what stands in for NATS, the server has too few connections, or no standby has all
    that was answered; 2 no node is ready.
    """
    cluster = found.cluster
    needed = connections(settings, len(cluster.here()))
    faults = list(_faults(settings, cluster, needed))
    code = WARNING if faults else WELL
    if not any(one.state == "ready" for one in cluster.here()):
        code = CRITICAL
    return ClusterStatus(
        now=cluster.now,
        nodes=[_node(one) for one in cluster.nodes],
        connections=needed,
        room=cluster.room,
        servers=found.servers,
        standbys=[
            StandbyStatus(one.name, one.kind, found.bytes_behind.get(one.name))
            for one in cluster.standbys
        ],
        nats=found.nats,
        files=found.files,
        backup=found.backup,
        faults=faults,
        code=code,
    )


def connections(settings: Settings, processes: int) -> int:
    """How many connections so many processes take at most."""
    return processes * (settings.pool_size + MORE_CONNECTIONS)


def printed(found: ClusterStatus | ClusterAway) -> Iterator[str]:
    """A line for each node, on what they stand, and what is wrong."""
    if isinstance(found, ClusterAway):
        yield from map(_server, found.servers)
        yield from found.faults
        return
    rows = [HEAD, *map(_row, found.nodes)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    yield f"connections: {found.connections} at most, of {found.room} that the database has"
    yield from map(_server, found.servers)
    yield f"standbys: {', '.join(map(_standby, found.standbys)) or '-'}"
    yield f"NATS: {found.nats or '-'}"
    yield f"object store: {found.files or '-'}"
    made, proved, put = (
        _ago(at, found.now)
        for at in (found.backup.made_at, found.backup.proved_at, found.backup.archived_at)
    )
    yield f"backup: made {made}, proved {proved}, log put aside {put}"
    yield from found.faults


def _faults(settings: Settings, found: Cluster, needed: int) -> Iterable[str]:
    wanted = "nats" if settings.nats_url else "database"
    for one in found.nodes:
        if not one.is_here or one.state != "ready":
            yield f"! {one.name} is not ready"
        elif one.carrier != wanted:
            yield f"! {one.name} hears the others by {one.carrier or 'nothing'}, not by {wanted}"
    if needed > found.room:
        yield "! too few connections: raise max_connections, or lower LEAPFROG_POOL_SIZE"
    several = len(hosts_of(settings.database_url or "")) > 1
    if several and not any(one.kind in ("sync", "quorum", "") for one in found.standbys):
        yield "! no synchronous standby: what was answered last can be lost with the primary"


def _node(one: Node) -> NodeStatus:
    return NodeStatus(
        node=one.name,
        state=one.state if one.is_here else "gone",
        stream=one.carrier,
        version=one.version,
        schema=one.schema,
        started=one.started_at,
        heard=max(one.silent.total_seconds(), 0),
    )


def _row(one: NodeStatus) -> tuple[str, ...]:
    started, heard = one.started.isoformat(" ", "seconds"), f"{one.heard:.0f} s ago"
    return (one.node, one.state, one.stream, one.version, f"{one.schema:04}", started, heard)


def _server(one: PostgresServer) -> str:
    if one.role == "silent":
        return f"PostgreSQL {one.at}: does not answer"
    behind = "?" if one.behind is None else f"{one.behind:.1f}"
    more = f", {behind} s behind" if one.role == "standby" else ""
    return f"PostgreSQL {one.at}: {one.role}, timeline {one.timeline or '?'}{more}"


def _standby(one: StandbyStatus) -> str:
    count = "?" if one.bytes_behind is None else f"{one.bytes_behind:,}"
    return f"{one.name} ({one.kind or '?'}, {count} bytes behind)"


def _ago(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "never"
    seconds = (now - at).total_seconds()
    for size, unit in ((DAY, "days"), (HOUR, "hours"), (MINUTE, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size:.0f} {unit} ago"
    return f"{seconds:.0f} seconds ago"
