"""Which part of a cluster stands where."""

import secrets
from pathlib import Path

import msgspec

# As systemd and PostgreSQL read them without quotes, and a proxy's configuration takes them.
SECRET_BYTES = 24


class ListeningPlace(msgspec.Struct, frozen=True):
    """A part that listens at one port. `name` is also that of its folder or file."""

    name: str
    host: str
    port: int

    @property
    def at(self) -> str:
        return f"{self.host}:{self.port}"


class NodePlace(ListeningPlace, frozen=True):
    """A node; `home`: the folder for what lies there for a while."""

    home: Path


class StorePlace(ListeningPlace, frozen=True):
    """A member of etcd; `port` is for Patroni, `peer_port` for the other members."""

    peer_port: int
    data: Path


class DatabasePlace(ListeningPlace, frozen=True):
    """A PostgreSQL with its Patroni, which answers at `rest_port`. `data`: the cluster's folder;
    `programs`: that of PostgreSQL's programs; `config`: where its own files lie.
    """

    rest_port: int
    data: Path
    programs: Path
    config: Path


class BackupPlace(msgspec.Struct, frozen=True):
    """Where pgBackRest keeps backups: a folder that all databases reach. `sockets`: the folder of
    their sockets, by which it speaks with the one of its machine.
    """

    folder: Path
    sockets: Path


class Secrets(msgspec.Struct, frozen=True):
    """Passwords between the parts, of letters, digits, `-` and `_` alone."""

    superuser: str
    replication: str
    town: str
    bus: str
    rest: str


class ClusterPlan(msgspec.Struct, frozen=True):
    """A cluster. `bind`: where the proxy takes calls, as lines of HAProxy; `media_url` is None
    where no node is asked for files, `backups` where none are made; `more`: settings of the town
    besides.
    """

    origin: str
    bind: list[str]
    proxy_host: str
    bus: ListeningPlace
    nodes: list[NodePlace]
    databases: list[DatabasePlace]
    stores: list[StorePlace]
    media_url: str | None
    secrets: Secrets
    more: dict[str, str] = {}
    backups: BackupPlace | None = None

    @property
    def database_url(self) -> str:
        """All hosts; who connects looks for the one that can be written."""
        hosts = ",".join(one.at for one in self.databases)
        who = f"leapfrog:{self.secrets.town}"
        return f"postgresql://{who}@{hosts}/town?target_session_attrs=read-write"

    @property
    def nats_url(self) -> str:
        return f"nats://town:{self.secrets.bus}@{self.bus.at}"


def new_secrets() -> Secrets:
    return Secrets(*(secrets.token_urlsafe(SECRET_BYTES) for _ in Secrets.__struct_fields__))
