"""Nodes of one town, each a process of its own behind one proxy, to be killed, frozen, replaced."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from leapfrog.cli.forked import forked
from tests.cli.running import environment
from tests.nodes.proxy import HOST, Proxy, proxy
from tests.ports import free_port

# Far more than it takes: whoever stands still fails.
PATIENCE = 180


class RunningNode:
    """`leapfrog up` at a port; `environ` are its settings. What it says goes into `log`. `program`:
    what makes another program of this one (`tests.nodes.programs`), for its next start.
    """

    process: ForkServerProcess
    program: Callable[[], None] | None = None

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self.environ, self.port, self.log = environ, int(environ["LEAPFROG_PORT"]), log
        self.over = asyncio.Event()

    async def start(self) -> None:
        self.process = forked(self.environ, self.log, self.program)
        self.over = asyncio.Event()
        await asyncio.to_thread(self.process.start)
        asyncio.get_running_loop().add_reader(self.process.sentinel, self._ended)

    def _ended(self) -> None:
        asyncio.get_running_loop().remove_reader(self.process.sentinel)
        self.process.join()
        self.over.set()

    def signal(self, number: signal.Signals) -> None:
        assert self.process.pid
        os.kill(self.process.pid, number)

    async def ended(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.over.wait()


class RunningTown:
    """The nodes that are meant to be there, and the proxy before them."""

    def __init__(self, door: Proxy, nodes: Sequence[RunningNode]) -> None:
        self.door, self.nodes = door, list(nodes)

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.door.port}"

    async def start(self, *nodes: RunningNode) -> None:
        """At once. Returns when the proxy sees all, these and the others."""
        await asyncio.gather(*(one.start() for one in nodes))
        await self.is_seen()

    async def is_seen(self, but: Sequence[RunningNode] = ()) -> None:
        """Waits until the proxy takes all nodes for ready that live, `but` these. Fails when one
        ends by itself meanwhile.
        """
        living = [one for one in self.nodes if not one.over.is_set()]
        seen = asyncio.create_task(self.door.sees(one.port for one in living if one not in but))
        ends = [asyncio.create_task(one.over.wait()) for one in living]
        await asyncio.wait({seen, *ends}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        for task in (seen, *ends):
            task.cancel()
        assert seen.done(), [one.log.read_text()[-2000:] for one in living]


@asynccontextmanager
async def running_town(folder: Path, count: int, **more: str) -> AsyncIterator[RunningTown]:
    """So many nodes, all started at once; killed at the end, should they still run."""
    async with AsyncExitStack() as stack:
        door = await stack.enter_async_context(proxy())
        more |= {"LEAPFROG_HOST": HOST, "LEAPFROG_ORIGIN": f"http://{HOST}:{door.port}"}
        nodes = [_node(folder, free_port(), **more) for _ in range(count)]
        town = RunningTown(door, nodes)
        for one in nodes:
            door.add(one.port)
        stack.push_async_callback(_kill, nodes)
        await town.start(*nodes)
        yield town


def another(node: RunningNode, program: Callable[[], None]) -> RunningNode:
    """A node with the settings of this one, at a port of its own."""
    port = free_port()
    own = {"LEAPFROG_PORT": str(port)}
    made = RunningNode(node.environ | own, node.log.with_name(f"{port}.log"))
    made.program = program
    return made


def _node(folder: Path, port: int, **more: str) -> RunningNode:
    """All have one home, in which the files of people lie."""
    return RunningNode(environment(folder / "home", port, **more), folder / f"{port}.log")


async def _kill(nodes: Sequence[RunningNode]) -> None:
    for one in nodes:
        one.process.kill()
        await one.ended()
