"""A cluster on two sides of a wire that can be cut: the primary and a node on one of them, the
standby, etcd and another node on the other one. The files are those of `leapfrog cluster init`.
"""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from leapfrog.cli.forked import FORKS
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
from leapfrog.cli.trial.asking import ask
from leapfrog.cli.trial.model import happens
from leapfrog.cli.trial.parts import AnyPart, NodePart, PostgresPart, ProgramPart, programs_of, send
from leapfrog.cli.trial.standing import PACKAGES, DatabaseMembers
from leapfrog.embedded_postgres import (
    SystemAccount,
    end_with_parent,
    find_account,
    find_binaries,
    within_reach,
)
from tests.nodes.proxy import pass_on
from tests.packages import installed
from tests.towns.wire import ADDRESSES, Wire, enter

# Of the wire: what is cut off is where packets vanish without a word.
MANY, LONELY = 0, 1
NODE, POSTGRES, REST, STORE, PEER = 8000, 5432, 8008, 2379, 2380
MORE = {"LEAPFROG_RATE_LIMITS": "false", "LEAPFROG_POOL_SIZE": "5", "LEAPFROG_LOG_LEVEL": "warning"}
MONEY = {"LEAPFROG_MONEY": "units", "LEAPFROG_OPERATORS": "olga"}
Ends = tuple[int, int]


def relays(ends: Ends, at: int, door: socket.socket, port: int) -> None:
    """A process at one end: whoever comes in by the door, which was opened outside, gets to the
    port there.
    """
    end_with_parent(signal.SIGKILL)
    enter(ends[0], ends[at])
    asyncio.run(_relay(door, ADDRESSES[at], port))


async def _relay(door: socket.socket, host: str, port: int) -> None:
    async def join(ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            theirs, there = await asyncio.open_connection(host, port)
        except OSError:
            back.close()
            return
        await asyncio.gather(pass_on(ours, there), pass_on(theirs, back))

    async with await asyncio.start_server(join, sock=door) as server:
        await server.serve_forever()


@contextmanager
def window(wire: Wire, at: int, port: int) -> Iterator[str]:
    """Where the port at that end is reached from outside, whatever becomes of the wire."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        child = FORKS.Process(target=relays, args=(wire.ends, at, door, port))
        child.start()
        where = f"http://127.0.0.1:{door.getsockname()[1]}"
    try:
        yield where
    finally:
        child.kill()
        child.join()


class Sides:
    """The parts by side, each reached from outside: `doors` are the nodes, `rests` the Patronis."""

    def __init__(
        self, wire: Wire, folder: Path, doors: list[str], rests: list[str], servers: list[str]
    ) -> None:
        self.doors, self.rests, self._wire, self._folder = doors, rests, wire, folder
        self._account = find_account(None, folder / "data")
        found = within_reach(find_binaries(None, folder / "data"), self._account, folder)
        plan = _plan(folder, found.bin)
        hosts = ",".join(urlsplit(one).netloc for one in servers)
        who = f"leapfrog:{plan.secrets.town}"
        self.database_url = f"postgresql://{who}@{hosts}/town?target_session_attrs=read-write"
        self._config = folder / "config"
        write(plan, self._config)
        for path in (folder, *folder.rglob("*")):
            self._account.own(path)
        kept = environment((self._config / "databases/many/etcd.env").read_text("utf-8"))
        self.store = ProgramPart("etcd", *self._at(MANY, "etcd"), kept)
        self.databases = [self._database(one) for one in plan.databases]
        self.nodes = [self._node(one) for one in plan.nodes]

    def _at(
        self, end: int, program: str, *arguments: str | Path
    ) -> tuple[list[str | Path], SystemAccount, Path]:
        """The command by which it runs at that end under the account, and its log."""
        path, one = installed(program, *PACKAGES), self._account
        inside = ["nsenter", "-n", "-t", str(self._wire.ends[end])]
        inside += ["-S", str(one.uid), "-G", str(one.gid)]
        log = self._folder / f"{program}-{end}.log"
        # It is root who enters; the account comes after that.
        as_it_is = msgspec.structs.replace(one, switch=False)
        return [*inside, path, *arguments], as_it_is, log

    def _database(self, place: DatabasePlace) -> PostgresPart:
        file = self._config / f"databases/{place.name}/patroni.yml"
        at = ADDRESSES.index(place.host)
        return PostgresPart(place.name, *self._at(at, "patroni", file), {}, data=place.data)

    def _node(self, place: NodePlace) -> NodePart:
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "TZ")}
        for name in ("town", place.name):
            kept |= environment((self._config / f"nodes/{name}.env").read_text("utf-8"))
        # The database carries the stream.
        kept.pop("LEAPFROG_NATS_URL")
        ends, at = self._wire.ends, ADDRESSES.index(place.host)
        first = partial(enter, ends[0], ends[at])
        return NodePart(place.name, self._folder / f"{place.name}.log", kept, first)

    @property
    def parts(self) -> list[AnyPart]:
        return [*self.nodes, *self.databases, self.store]

    async def start(self) -> None:
        """Returns when the lonely side has the primary, and the other one what follows it."""
        many, lonely = self.databases
        self.store.start()
        lonely.start()
        await happens("the primary", partial(self.has_leader, LONELY, lonely.name))
        many.start()
        for node in self.nodes:
            node.start()
        await happens("a standby", self._has_standby)
        await happens("nodes", self._all_ready)

    async def has_leader(self, asked: int, name: str) -> bool:
        """Whether that PostgreSQL is the primary, as the Patroni on a side says."""
        leader = (await self._members(asked)).leader
        return leader is not None and leader.name == name

    async def _has_standby(self) -> bool:
        return (await self._members(MANY)).has_standby

    async def _members(self, asked: int) -> DatabaseMembers:
        answer = await ask("GET", f"{self.rests[asked]}/cluster")
        if answer is None or answer.status != 200:
            return DatabaseMembers([])
        return msgspec.convert(answer.body, DatabaseMembers)

    async def _all_ready(self) -> bool:
        answers = [await ask("GET", f"{door}/readyz") for door in self.doors]
        return all(one is not None and one.status == 200 for one in answers)

    async def end(self) -> None:
        for part in self.parts:
            part.kill()
        for part in self.parts:
            await part.ended()
        await happens("all has ended", self._nothing_is_left)

    async def _nothing_is_left(self) -> bool:
        found = programs_of(self._folder)
        for pid in found:
            send(pid, signal.SIGQUIT)
        return not found


@asynccontextmanager
async def two_sides(wire: Wire, folder: Path) -> AsyncIterator[Sides]:
    """One that runs; in a folder that is for it alone."""
    async with AsyncExitStack() as stack:
        doors, rests, servers = (
            [stack.enter_context(window(wire, at, port)) for at in (MANY, LONELY)]
            for port in (NODE, REST, POSTGRES)
        )
        sides = Sides(wire, folder, doors, rests, servers)
        stack.push_async_callback(sides.end)
        await sides.start()
        yield sides


def _plan(folder: Path, programs: Path) -> ClusterPlan:
    names = list(zip(("many", "lonely"), ADDRESSES, strict=True))
    return ClusterPlan(
        origin=f"http://{ADDRESSES[MANY]}:{NODE}",
        bind=[],
        proxy_host=ADDRESSES[MANY],
        bus=ListeningPlace("bus", ADDRESSES[MANY], 4222),
        nodes=[NodePlace(f"node-{at}", host, NODE, folder / "home") for at, host in names],
        databases=[
            DatabasePlace(
                name=name,
                host=host,
                port=POSTGRES,
                rest_port=REST,
                data=folder / f"data-{name}",
                programs=programs,
                config=folder / "config/databases",
            )
            for name, host in names
        ],
        stores=[StorePlace("many", ADDRESSES[MANY], STORE, PEER, folder / "etcd")],
        media_url=None,
        secrets=new_secrets(),
        more=MORE | MONEY,
    )
