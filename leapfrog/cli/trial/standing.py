"""The cluster of a trial, made by the files that `leapfrog cluster init` writes."""

import os
import shutil
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import msgspec

from leapfrog.cli.plan import (
    ClusterPlan,
    DatabasePlace,
    ListeningPlace,
    NodePlace,
    StorePlace,
    environment,
    new_secrets,
    write,
)
from leapfrog.cli.trial.asking import HttpAnswer, ask
from leapfrog.cli.trial.model import TrialError, happens
from leapfrog.cli.trial.parts import (
    AnyPart,
    NodePart,
    PostgresPart,
    ProgramPart,
    check_running,
    programs_of,
    send,
)
from leapfrog.embedded_postgres import SystemAccount, find_account, find_binaries, within_reach
from leapfrog.kernel.settings import Settings

HOST = "127.0.0.1"
NODES, DATABASES = ("node1", "node2", "node3"), ("db1", "db2")
PROGRAMS = ("patroni", "etcd", "nats-server", "haproxy")
# Debian's. Its Patroni can do without the fifth, but not with etcd.
PACKAGES = ("patroni", "etcd-server", "nats-server", "haproxy", "python3-etcd")
# Where Debian has servers, which is in the PATH of root alone.
MORE_PATH = "/usr/local/sbin:/usr/sbin"
# A PostgreSQL that is told to end at once gives its processes five seconds.
END_SECONDS = 20.0
MORE = {"LEAPFROG_RATE_LIMITS": "false", "LEAPFROG_POOL_SIZE": "5", "LEAPFROG_DRAIN_SECONDS": "4"}


class DatabaseMember(msgspec.Struct):
    """A PostgreSQL server as Patroni tells of it. `role`: leader, sync_standby, replica."""

    name: str
    role: str
    state: str
    timeline: int = 0


class DatabaseMembers(msgspec.Struct):
    """What one Patroni knows of all."""

    members: list[DatabaseMember]

    @property
    def leader(self) -> DatabaseMember | None:
        runs = (one for one in self.members if one.role == "leader" and one.state == "running")
        return next(runs, None)

    @property
    def has_standby(self) -> bool:
        """Whether a server has all that was acknowledged, besides the primary."""
        return self.leader is not None and any(
            one.role == "sync_standby" and one.state == "streaming" for one in self.members
        )


class TrialCluster:
    """A cluster on this machine, whose parts are started and ended one by one."""

    def __init__(self, plan: ClusterPlan, folder: Path, account: SystemAccount) -> None:
        self.plan, self._folder, self._account = plan, folder, account
        self._config = folder / "config"
        self.nodes = [self._node(one) for one in plan.nodes]
        self.databases = [self._database(one) for one in plan.databases]
        self.bus = self._part("nats-server", "-c", self._config / "proxy/nats.conf")
        self.proxy = self._part("haproxy", "-db", "-f", self._config / "proxy/haproxy.cfg")
        [store] = plan.stores
        # Of what is gone in minutes nothing has to reach the disk.
        kept = self._environment(f"databases/{store.name}/etcd.env")
        self.store = self._part("etcd", **kept, ETCD_UNSAFE_NO_FSYNC="true")

    @property
    def parts(self) -> Sequence[AnyPart]:
        """Those that others need come last."""
        return (*self.nodes, self.proxy, self.bus, *self.databases, self.store)

    def _environment(self, name: str) -> dict[str, str]:
        return environment((self._config / name).read_text("utf-8"))

    def _part(self, program: str, *arguments: str | Path, **environ: str) -> ProgramPart:
        command = (_found(program), *arguments)
        log = self._folder / f"{program}.log"
        return ProgramPart(program, command, self._account, log, environ)

    def _database(self, place: DatabasePlace) -> PostgresPart:
        command = (_found("patroni"), self._config / f"databases/{place.name}/patroni.yml")
        log = self._folder / f"{place.name}.log"
        return PostgresPart(place.name, command, self._account, log, {}, data=place.data)

    def _node(self, place: NodePlace) -> NodePart:
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "TZ")}
        kept |= self._environment("nodes/town.env")
        kept |= self._environment(f"nodes/{place.name}.env")
        kept |= {"LEAPFROG_LOG_LEVEL": "warning"}
        return NodePart(place.name, self._folder / f"{place.name}.log", kept)

    async def start(self) -> None:
        """Returns when people can come in, and a standby has all that they are told. Raises
        `TrialError`, also when a part ends by itself.
        """
        for part in (self.store, *self.databases, self.bus, self.proxy):
            part.start()
        await self._comes("a PostgreSQL is the primary", self._has_leader)
        for node in self.nodes:
            node.start()
        await self._comes("all nodes are ready", self.all_ready)
        await self._comes("the proxy lets people in", self._lets_in)
        await self._comes("the standby is synchronous", self.has_standby)

    async def _comes(self, what: str, look: Callable[[], Awaitable[bool]]) -> None:
        async def is_so() -> bool:
            check_running(self.parts)
            return await look()

        await happens(what, is_so)

    async def members(self) -> DatabaseMembers:
        """The PostgreSQL servers, as one of those says that answer."""
        for place in self.plan.databases:
            answer = await ask("GET", f"http://{place.host}:{place.rest_port}/cluster")
            if answer is not None and answer.status == 200:
                return msgspec.convert(answer.body, DatabaseMembers)
        return DatabaseMembers([])

    async def _has_leader(self) -> bool:
        return (await self.members()).leader is not None

    async def has_standby(self) -> bool:
        """Whether a server has all that was acknowledged, besides the primary."""
        return (await self.members()).has_standby

    async def primary(self) -> tuple[PostgresPart, DatabaseMember]:
        """Raises `TrialError` when there is none."""
        leader = (await self.members()).leader
        for part in self.databases:
            if leader is not None and part.name == leader.name:
                return part, leader
        raise TrialError("no PostgreSQL is the primary")

    async def ask_patroni(
        self, part: PostgresPart, method: str, path: str, body: object = None
    ) -> HttpAnswer | None:
        """What the Patroni of that PostgreSQL answers; None when it takes longer over it."""
        [place] = [one for one in self.plan.databases if one.name == part.name]
        at = f"http://{place.host}:{place.rest_port}/{path}"
        return await ask(method, at, body, basic=f"patroni:{self.plan.secrets.rest}")

    async def is_ready(self, node: NodePart) -> bool:
        """What a node says of itself."""
        answer = await ask("GET", f"http://{HOST}:{self.port_of(node)}/readyz")
        return answer is not None and answer.status == 200

    async def _lets_in(self) -> bool:
        """Whether the proxy has seen a node that is ready: it looks once a second, and twice."""
        answer = await ask("GET", f"{self.plan.origin}/readyz")
        return answer is not None and answer.status == 200

    async def all_ready(self) -> bool:
        return all([await self.is_ready(one) for one in self.nodes])

    def port_of(self, node: NodePart) -> int:
        return next(one.port for one in self.plan.nodes if one.name == node.name)

    def name_of(self, node: NodePart) -> str:
        """As `leapfrog cluster status` prints it."""
        return f"{socket.gethostname()}:{self.port_of(node)}"

    async def end(self) -> None:
        """All of it, whatever state it is in, and nothing is kept. No Patroni is asked to end: it
        would wait for the other parts, and for PostgreSQL to bring all to the disk. One that is
        killed leaves its PostgreSQL, which ends at once, and with the memory of the machine that
        it shares.
        """
        for part in self.parts:
            part.kill()
        for part in self.parts:
            await part.ended()
        for how in (signal.SIGQUIT, signal.SIGKILL):
            with suppress(TrialError):
                await happens("all has ended", partial(self._nothing_is_left, how), END_SECONDS)
                return

    async def _nothing_is_left(self, how: signal.Signals) -> bool:
        """What is left is told to end."""
        found = programs_of(self._folder)
        for pid in found:
            send(pid, how)
            send(pid, signal.SIGCONT)
        return not found


@asynccontextmanager
async def standing(settings: Settings, **more: str) -> AsyncIterator[TrialCluster]:
    """One that is yet to be started, in a folder that is gone afterwards; so are its processes.
    `more`: settings of the town. Raises `TrialError`, `PostgresError`.
    """
    if missing := [one for one in PROGRAMS if not _path_of(one)]:
        packages = " ".join(PACKAGES)
        raise TrialError(
            f"a cluster needs programs that this machine has not: {', '.join(missing)}."
            f" On Debian: apt-get install {packages}"
        )
    folder = Path(tempfile.mkdtemp(prefix="leapfrog-try-"))
    with ExitStack() as held:
        held.callback(shutil.rmtree, folder, ignore_errors=True)
        account = find_account(settings.pg_user, folder / "data")
        found = within_reach(find_binaries(settings.pg_bin, folder / "data"), account, folder)
        plan = _plan(folder, found.bin, MORE | more, partial(held_port, held))
        write(plan, folder / "config")
        _hand_over(folder, account)
        cluster = TrialCluster(plan, folder, account)
        try:
            yield cluster
        finally:
            await cluster.end()


def _hand_over(folder: Path, account: SystemAccount) -> None:
    for path in (folder, *folder.rglob("*")):
        account.own(path)


def _plan(
    folder: Path, programs: Path, more: dict[str, str], port: Callable[[], int]
) -> ClusterPlan:
    door = port()
    return ClusterPlan(
        origin=f"http://{HOST}:{door}",
        bind=[f"bind {HOST}:{door}"],
        proxy_host=HOST,
        bus=ListeningPlace("bus", HOST, port()),
        # Files of people lie in the one home that all have.
        nodes=[NodePlace(one, HOST, port(), folder / "home") for one in NODES],
        databases=[
            DatabasePlace(
                name=one,
                host=HOST,
                port=port(),
                rest_port=port(),
                data=folder / one,
                programs=programs,
                config=folder / "config/databases",
            )
            for one in DATABASES
        ],
        stores=[StorePlace("db1", HOST, port(), port(), folder / "etcd")],
        media_url=None,
        secrets=new_secrets(),
        more=more,
    )


def held_port(held: ExitStack) -> int:
    """A port that the system gives to nobody else until `held` is closed, while a part of the
    cluster may listen there at any time, and again after its death: it is bound and not listened
    at, and both say that they share (SO_REUSEADDR), as all servers do. A port that is only looked
    up is somebody's by the time a part starts.
    """
    door = held.enter_context(socket.socket())
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind((HOST, 0))
    port: int = door.getsockname()[1]
    return port


def _path_of(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:{MORE_PATH}")


def _found(program: str) -> str:
    path = _path_of(program)
    assert path
    return path
