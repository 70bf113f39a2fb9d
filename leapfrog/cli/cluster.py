"""`leapfrog cluster`: the nodes of a town that is served by several processes."""

import argparse
import asyncio
import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from leapfrog.cli.cluster_now import Cluster, cluster_now, drain
from leapfrog.cli.database import DatabaseError
from leapfrog.cli.moving import move
from leapfrog.cli.planning import arguments as of_init
from leapfrog.cli.planning import init
from leapfrog.cli.trial import arguments as of_try
from leapfrog.cli.trial import try_out
from leapfrog.kernel.connecting import hosts_of
from leapfrog.kernel.settings import VARIABLES, Settings
from leapfrog.nodes import Node, hashes, unlike

WELL, WARNING, CRITICAL = 0, 1, 2
HEAD = ("node", "state", "stream", "version", "schema", "started", "heard")
# Of a process besides its pool: those of its jobs, and the one by which it listens.
MORE_CONNECTIONS = 5
# What differs from node to node.
OWN = ("LEAPFROG_HOST", "LEAPFROG_PORT", "LEAPFROG_HOME")
HERE = ("", "localhost", "127.0.0.1", "::1")


def arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="act", required=True)
    text = "print who serves the town and on what, and exit as monitoring expects"
    commands.add_parser("status", help=text, description=text)
    text = "write the settings of one more node, once it is sure that one may come"
    add = commands.add_parser("add", help=text, description=text)
    add.add_argument("file", type=Path, help="a new file, which only this account may read")
    text = "let a node end: no new requests first, then its streams little by little"
    ends = commands.add_parser("drain", help=text, description=text)
    ends.add_argument("node", help="its name, as status prints it")
    text = "copy the database of a closed town, which it brought along, to a server, and its files"
    away = commands.add_parser("move", help=text, description=text)
    away.add_argument("url", help="postgresql://… of an empty database there; - reads it")
    text = "leave files in the folder of this machine, on which the town stays"
    away.add_argument("--keep-files", action="store_true", help=text)
    of_init(commands)
    of_try(commands)
    parser.set_defaults(run=cluster)


def cluster(settings: Settings, asked: argparse.Namespace) -> int:
    """Raises `DatabaseError`, `PlanError`, `PostgresError`, `TrialError`."""
    if asked.act == "init":
        return init(asked)
    if asked.act == "try":
        return try_out(settings, asked)
    url = settings.database_url
    if asked.act == "move":
        if url is not None:
            raise DatabaseError(
                "this town has its database on a server already: unset DATABASE_URL"
            )
        # What stands on a command line everybody on the machine may read.
        there = sys.stdin.readline().strip() if asked.url == "-" else asked.url
        return move(settings, there, keep_files=asked.keep_files)
    if url is None:
        raise DatabaseError("a town with a database of its own is one process: set DATABASE_URL")
    if asked.act == "drain":
        asyncio.run(drain(url, asked.node))
        return 0
    found = asyncio.run(cluster_now(url))
    if asked.act == "add":
        return add(settings, found, asked.file, os.environ)
    return status(settings, found)


def status(settings: Settings, found: Cluster) -> int:
    """Prints a line for each node, and on what they stand. The exit code is that of a monitoring
    plugin: 0 all is well; 1 a node is not ready or hears the others by what stands in for NATS,
    the server has too few connections, or no standby has all that was answered; 2 no node is ready.
    """
    rows = [HEAD, *(line(one) for one in found.nodes)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    needed = connections(settings, len(found.here()))
    print(f"connections: {needed} at most, of {found.room} that the database has")
    print(
        "standbys:", ", ".join(f"{one.name} ({one.kind or '?'})" for one in found.standbys) or "-"
    )
    faults = list(_faults(settings, found, needed))
    print("\n".join(faults))
    if not any(one.state == "ready" for one in found.here()):
        return CRITICAL
    return WARNING if faults else WELL


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


def connections(settings: Settings, processes: int) -> int:
    """How many connections so many processes take at most."""
    return processes * (settings.pool_size + MORE_CONNECTIONS)


def line(node: Node) -> tuple[str, ...]:
    """What is printed of a node."""
    state = node.state if node.is_here else "gone"
    ago = f"{max(node.silent.total_seconds(), 0):.0f} s ago"
    started = node.started_at.isoformat(" ", "seconds")
    return (node.name, state, node.carrier, node.version, f"{node.schema:04}", started, ago)


def add(settings: Settings, found: Cluster, file: Path, environ: Mapping[str, str]) -> int:
    """Writes the settings that this program was given, but for what each node has of its own.
    Raises `DatabaseError` when another node with them would not get ready, or break something.
    """
    reasons = list(_hindrances(settings, found))
    if reasons:
        raise DatabaseError("\n".join(("no node can be added:", *reasons)))
    given = {name: environ[name] for name in VARIABLES if environ.get(name, "").strip()}
    lines = [f"{name}={shlex.quote(text)}" for name, text in given.items() if name not in OWN]
    try:
        with open(file, "x", opener=_private) as opened:
            opened.write("\n".join([*lines, *(f"#{name}=" for name in OWN), ""]))
    except OSError as error:
        raise DatabaseError(f"{file} cannot be written: {error.strerror}") from None
    print(
        f"{file} is the environment of one more node, with its secrets: bring it there safely and"
    )
    print(
        "start `leapfrog up` with it. `leapfrog cluster status` shows when it is ready; then tell"
    )
    print("the proxy of it.")
    return 0


def _hindrances(settings: Settings, found: Cluster) -> Iterable[str]:
    ready = [one for one in found.here() if one.state == "ready"]
    for name in unlike(hashes(settings), ready):
        yield f"{name} is not what it is for the nodes that are ready"
    if settings.media_url is None:
        yield "files lie in a folder of one node: move them to an object store (LEAPFROG_MEDIA_URL)"
    urls = hosts_of(settings.database_url or "")
    if any((urlsplit(url).hostname or "") in HERE for url in urls):
        yield "DATABASE_URL names a server on this machine, which another one does not reach"
    needed = connections(settings, len(found.here()) + 1)
    if needed > found.room:
        yield f"it would take {needed} connections of {found.room} that the database has"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
