"""`leapfrog cluster init`: the configuration of a cluster, for who brings it to its machines."""

import re
from argparse import ArgumentTypeError, Namespace
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from leapfrog.cli.errors import CommandError
from leapfrog.cli.plan import (
    BackupPlace,
    ClusterPlan,
    DatabasePlace,
    ListeningPlace,
    NodePlace,
    StorePlace,
    new_secrets,
    write,
)
from leapfrog.kernel.settings import media, web_origin

# Of each etcd more than half has to be there, so two are worse than one.
FEWEST_DATABASES, FEWEST_NODES = 3, 2
NODE_PORT, DATABASE_PORT, REST_PORT, STORE_PORT, PEER_PORT, BUS_PORT = (
    8000,
    5432,
    8008,
    2379,
    2380,
    4222,
)
HOME = Path("/var/lib/leapfrog")
DATA, ETCD = Path("/var/lib/postgresql/town"), Path("/var/lib/etcd/town")
PROGRAMS, CONFIG = Path("/usr/lib/postgresql/17/bin"), Path("/etc/patroni")
SOCKETS = Path("/var/run/postgresql")
# As it stands in files of several forms without quotes.
FOLDER = re.compile(r"(/[A-Za-z0-9_][A-Za-z0-9._-]*)+")
BIND = [
    "bind :80",
    "bind :443 ssl crt /etc/haproxy/town.pem",
    "http-request redirect scheme https unless { ssl_fc }",
]


class PlanError(CommandError):
    """No cluster can be planned so."""


def arguments(commands: Any) -> None:
    """Adds the command to those of `leapfrog cluster`."""
    text = "write the configuration of all parts of a cluster into a new folder; starts nothing"
    made = commands.add_parser("init", help=text, description=text)
    made.add_argument("folder", type=Path, help="a new folder, which only this account may read")
    made.add_argument("--origin", type=_reader(web_origin), required=True, help="https://lake.town")
    made.add_argument(
        "--nodes", type=_hosts, required=True, help="10.0.0.11,10.0.0.12: their addresses"
    )
    text = "10.0.0.1,10.0.0.2,10.0.0.3: the addresses of PostgreSQL and of etcd, an odd number"
    made.add_argument("--databases", type=_hosts, required=True, help=text)
    text = "10.0.0.5: the address of HAProxy and NATS"
    made.add_argument("--proxy", type=_host, required=True, help=text)
    text = "s3://bucket/folder: where files are kept, since nodes share no folder"
    made.add_argument("--media", type=_reader(media), required=True, help=text)
    text = "a folder for backups (pgBackRest) that all hosts of PostgreSQL reach; without: none"
    made.add_argument("--backups", type=_folder, help=text)
    text = f"where PostgreSQL's programs are on its hosts (default {PROGRAMS})"
    made.add_argument("--pg-bin", type=Path, default=PROGRAMS, help=text)


def init(asked: Namespace) -> int:
    """Raises `PlanError`, and writes nothing, for a cluster that would not hold, and for a folder
    that is there.
    """
    plan = _plan(asked)
    try:
        write(plan, asked.folder)
    except FileExistsError:
        raise PlanError(f"{asked.folder} is there already; nothing was changed") from None
    except OSError as error:
        raise PlanError(f"{asked.folder} cannot be written: {error.strerror}") from None
    print(f"{asked.folder}/README.md says what goes where, and in what order it is started.")
    print("The files have passwords in them, which were made just now.")
    if plan.backups is None:
        print("Nothing will be backed up: see --backups.")
    return 0


def _plan(asked: Namespace) -> ClusterPlan:
    databases, nodes = asked.databases, asked.nodes
    if len(databases) < FEWEST_DATABASES or len(databases) % 2 == 0:
        raise PlanError("--databases: three hosts, or five, so that more than half can be left")
    if len(nodes) < FEWEST_NODES:
        raise PlanError("--nodes: two hosts or more")
    if urlsplit(asked.origin).scheme != "https":
        raise PlanError("--origin: https://…, since people come in over the open network")
    names = [f"db{n}" for n in range(1, len(databases) + 1)]
    return ClusterPlan(
        origin=asked.origin,
        bind=BIND,
        proxy_host=asked.proxy,
        bus=ListeningPlace("bus", asked.proxy, BUS_PORT),
        nodes=[NodePlace(f"app{n}", one, NODE_PORT, HOME) for n, one in enumerate(nodes, 1)],
        databases=[
            DatabasePlace(
                name=name,
                host=host,
                port=DATABASE_PORT,
                rest_port=REST_PORT,
                data=DATA,
                programs=asked.pg_bin,
                config=CONFIG,
            )
            for name, host in zip(names, databases, strict=True)
        ],
        stores=[
            StorePlace(name, host, STORE_PORT, PEER_PORT, ETCD)
            for name, host in zip(names, databases, strict=True)
        ],
        media_url=asked.media,
        secrets=new_secrets(),
        more={"LEAPFROG_TOWN_DOMAIN": urlsplit(asked.origin).netloc},
        backups=BackupPlace(asked.backups, SOCKETS) if asked.backups else None,
    )


def _host(text: str) -> str:
    """No name: etcd listens at addresses alone, and nodes believe a proxy by its address."""
    try:
        address = IPv4Address(text)
    except ValueError:
        reason = f"{text!r} is no IPv4 address: give addresses like 10.0.0.11, no names"
        raise ArgumentTypeError(reason) from None
    if address.is_unspecified or address.is_loopback or address.is_multicast:
        raise ArgumentTypeError(f"{text} is not where other machines reach a host")
    return text


def _hosts(text: str) -> list[str]:
    found = [_host(each.strip()) for each in text.split(",")]
    if len(set(found)) != len(found):
        raise ArgumentTypeError("names a host twice")
    return found


def _folder(text: str) -> Path:
    if not FOLDER.fullmatch(text):
        raise ArgumentTypeError("must be like /mnt/backups, of letters, digits and . _ - alone")
    return Path(text)


def _reader(read: Any) -> Any:
    def reads(text: str) -> str:
        try:
            return str(read(text))
        except ValueError as reason:
            raise ArgumentTypeError(str(reason)) from None

    return reads
