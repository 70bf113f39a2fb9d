"""`leapfrog cluster`: the nodes of a town that is served by several processes."""

import argparse
import asyncio
import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from leapfrog.cli.cluster_now import Cluster, cluster_now, drain
from leapfrog.cli.cluster_parts import FAILED, cluster_parts, servers_of
from leapfrog.cli.cluster_status import ClusterAway, ClusterStatus, connections, judged, printed
from leapfrog.cli.database import DatabaseError
from leapfrog.cli.moving import move
from leapfrog.cli.planning import arguments as of_init
from leapfrog.cli.planning import init
from leapfrog.cli.trial import arguments as of_try
from leapfrog.cli.trial import try_out
from leapfrog.kernel.connecting import hosts_of
from leapfrog.kernel.settings import VARIABLES, Settings
from leapfrog.nodes import hashes, unlike

# What differs from node to node.
OWN = ("LEAPFROG_HOST", "LEAPFROG_PORT", "LEAPFROG_HOME")
HERE = ("", "localhost", "127.0.0.1", "::1")


def arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="act", required=True)
    text = "print who serves the town and on what, and exit as monitoring expects"
    now = commands.add_parser("status", help=text, description=text)
    text = "the same for programs, one object on one line"
    now.add_argument("--json", action="store_true", help=text)
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
    if asked.act == "add":
        return add(settings, asyncio.run(cluster_now(url)), asked.file, os.environ)
    return status(settings, url, as_json=asked.json)


def status(settings: Settings, url: str, *, as_json: bool) -> int:
    """Prints what the nodes are and stand on; answers the exit code."""
    found: ClusterStatus | ClusterAway
    try:
        found = judged(settings, asyncio.run(cluster_parts(settings, url)))
    except FAILED as error:
        fault = f"! no primary with a town answers ({type(error).__name__})"
        found = ClusterAway(asyncio.run(servers_of(settings, url)), [fault])
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        print("\n".join(printed(found)))
    return found.code


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
