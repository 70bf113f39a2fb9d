"""The files of a cluster, made of templates; what a person reads and changes afterwards."""

import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from string import Template

from leapfrog.cli.plan.model import BackupPlace, ClusterPlan, DatabasePlace, StorePlace
from leapfrog.kernel.folders import PRIVATE

TEMPLATES = Path(__file__).parent / "templates"


def write(plan: ClusterPlan, folder: Path) -> None:
    """Writes all files into a folder that is not there yet, for this account alone. Raises
    `OSError`, such as `FileExistsError`.
    """
    folder.mkdir(PRIVATE, parents=True)
    for name, text in files(plan):
        path = folder / name
        path.parent.mkdir(PRIVATE, exist_ok=True)
        with open(path, "x", opener=_private) as file:
            file.write(text)


def files(plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    """Paths below the folder, and what is to be in each file."""
    yield "README.md", _filled("README.md", **_read_me(plan))
    yield "nodes/town.env", _filled("town.env", **_settings(plan))
    yield "nodes/leapfrog.service", _filled("leapfrog.service")
    for node in plan.nodes:
        about = {"name": node.name, "host": node.host, "port": node.port, "home": node.home}
        yield f"nodes/{node.name}.env", _filled("node.env", **about)
    yield "databases/first.sql", _filled("first.sql", town_secret=plan.secrets.town)
    for database in plan.databases:
        yield f"databases/{database.name}/patroni.yml", _patroni(plan, database)
    if plan.backups:
        yield from _backups(plan, plan.backups)
    for store in plan.stores:
        yield f"databases/{store.name}/etcd.env", _etcd(plan, store)
    yield "proxy/nats.conf", _filled("nats.conf", at=plan.bus.at, bus_secret=plan.secrets.bus)
    bind = "\n".join(f"    {line}" for line in plan.bind)
    servers = "\n".join(f"    server {node.name} {node.at}" for node in plan.nodes)
    yield "proxy/haproxy.cfg", _filled("haproxy.cfg", bind=bind, servers=servers)


def environment(text: str) -> dict[str, str]:
    """The variables of a file that systemd, or a shell, would read."""
    words = shlex.split(text, comments=True)
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def _read_me(plan: ClusterPlan) -> dict[str, object]:
    return {
        "origin": plan.origin,
        "databases": ", ".join(one.host for one in plan.databases),
        "nodes": ", ".join(one.host for one in plan.nodes),
        "proxy_host": plan.proxy_host,
        "backups": _about_backups(plan),
    }


def _about_backups(plan: ClusterPlan) -> str:
    if plan.backups is None:
        return _filled("no-backups.md")
    one = plan.databases[0]
    return _filled("backups.md", backups=plan.backups.folder, data=one.data, programs=one.programs)


def _backups(plan: ClusterPlan, place: BackupPlace) -> Iterator[tuple[str, str]]:
    for one in plan.databases:
        about = {"name": one.name, "data": one.data, "port": one.port, "sockets": place.sockets}
        told = _filled("pgbackrest.conf", backups=place.folder, **about)
        yield f"databases/{one.name}/pgbackrest.conf", told
    about = {"sockets": place.sockets, "port": plan.databases[0].port}
    yield "databases/town-backup.service", _filled("town-backup.service", **about)
    yield "databases/town-backup.timer", _filled("town-backup.timer")


def _settings(plan: ClusterPlan) -> dict[str, object]:
    more = plan.more | ({"LEAPFROG_MEDIA_URL": plan.media_url} if plan.media_url else {})
    return {
        "origin": plan.origin,
        "database_url": shlex.quote(plan.database_url),
        "nats_url": plan.nats_url,
        "proxy_host": plan.proxy_host,
        "more": "\n".join(f"{name}={shlex.quote(value)}" for name, value in more.items()),
    }


def _patroni(plan: ClusterPlan, one: DatabasePlace) -> str:
    return _filled(
        "patroni.yml",
        name=one.name,
        host=one.host,
        port=one.port,
        rest_port=one.rest_port,
        data=one.data,
        programs=one.programs,
        config=one.config,
        stores=",".join(store.at for store in plan.stores),
        rest_secret=plan.secrets.rest,
        superuser_secret=plan.secrets.superuser,
        replication_secret=plan.secrets.replication,
        archiving=_filled("archiving.yml") if plan.backups else "",
        sockets=plan.backups.sockets if plan.backups else "",
        # pgBackRest is the same account there.
        local="    - local all postgres peer\n" if plan.backups else "",
    )


def _etcd(plan: ClusterPlan, one: StorePlace) -> str:
    members = ",".join(f"{each.name}=http://{each.host}:{each.peer_port}" for each in plan.stores)
    return _filled(
        "etcd.env",
        name=one.name,
        host=one.host,
        port=one.port,
        peer_port=one.peer_port,
        data=one.data,
        members=members,
    )


def _filled(template: str, /, **values: object) -> str:
    """Raises `KeyError` for a value that the template wants and nobody gave."""
    return Template((TEMPLATES / template).read_text("utf-8")).substitute(values)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
