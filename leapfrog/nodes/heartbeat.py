"""A process says that it is there, looks who else is, and whether it may serve."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cache
from importlib.metadata import version
from uuid import UUID

import msgspec
import structlog

from leapfrog.bus import Bus
from leapfrog.kernel.closing import end
from leapfrog.kernel.db import TRANSIENT
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import PROGRAM_VERSION, timeline
from leapfrog.nodes import store
from leapfrog.nodes.model import GONE_AFTER, Node, State, differing, hashes

BEAT_SECONDS = 5.0

log = structlog.get_logger()


@asynccontextmanager
async def beating(town: Town) -> AsyncIterator[None]:
    """A context in which the process of an open town is listed among its nodes and says regularly
    that it lives. Does nothing for a town of one process.
    """
    if town.settings.alone:
        yield
        return
    node, stop = _node(town), asyncio.Event()
    await _beat(town, node)
    running = asyncio.create_task(_run(town, node, stop))
    try:
        yield
    finally:
        stop.set()
        await end(running)
        with suppress(*TRANSIENT, OSError):
            async with town.database.transaction() as db:
                await store.leave(db, node)


@cache
def _schema() -> int:
    """The last migration of this program, whose files are those that it began with."""
    return max(one.number for one in timeline())


@cache
def _version() -> str:
    """Of this program, as its package says it; a process asks once."""
    return version("leapfrog")


def _node(town: Town) -> Node:
    now = town.clock.now()
    return Node(
        id=new_id(),
        name=f"{socket.gethostname()}:{town.settings.port}",
        version=_version(),
        program=PROGRAM_VERSION,
        schema=_schema(),
        settings=hashes(town.settings),
        state="joining",
        started_at=now,
        seen_at=now,
    )


class NodeWatch:
    """Whom a process knows to be here besides itself."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._here: set[UUID] = set()
        self._blind_until = town.clock.now()

    def sees(self, others: Sequence[Node]) -> None:
        """Looks who is here now. When one of those who were is gone without a word, it may have
        written something of which it told nobody.
        """
        now = self._town.clock.now()
        if now < self._blind_until:
            return
        here = {one.id for one in others if one.is_here(now)}
        died = [one.name for one in others if one.id in self._here - here]
        self._here = here
        if died:
            log.warning("nodes_gone", nodes=died)
            self._town.hub.all_missed()

    def is_blind(self) -> None:
        """The database was not there to be asked. What the others wrote last may be old by now,
        too: until everybody had time to say a word again nobody counts as gone.
        """
        self._blind_until = self._town.clock.now() + GONE_AFTER


async def _run(town: Town, node: Node, stop: asyncio.Event) -> None:
    watch = NodeWatch(town)
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), BEAT_SECONDS)
            return
        try:
            watch.sees(await _beat(town, node))
        except (*TRANSIENT, OSError):
            watch.is_blind()
        except Exception:
            log.exception("heartbeat_failed")


async def _beat(town: Town, node: Node) -> list[Node]:
    """Answers the other nodes that were here within a day."""
    readiness = town.readiness
    async with town.database.transaction() as db:
        now = town.clock.now()
        others = [one for one in await store.all_nodes(db) if one.id != node.id]
        found = differing(node, others, now)
        if found and found != readiness.differing:
            log.error("settings_differ", settings=found)
        readiness.differing = found
        bus = town.database.publisher
        carrier = bus.carrier or "" if isinstance(bus, Bus) else ""
        now_so = msgspec.structs.replace(node, state=_state(town), seen_at=now, carrier=carrier)
        asked = await store.beat(db, now_so)
        lowest = await store.lowest_program(db)
    if lowest > PROGRAM_VERSION and not readiness.draining:
        log.error("schema_moved_on", lowest_program=lowest, program=PROGRAM_VERSION)
        readiness.shut_out = True
    if (asked or readiness.shut_out) and not readiness.draining:
        _end(town)
    return others


def _end(town: Town) -> None:
    """Of several processes the one that began them would start another one: it is told."""
    if town.settings.processes == 1:
        os.kill(os.getpid(), signal.SIGTERM)
    else:
        how = signal.SIGUSR1 if town.readiness.shut_out else signal.SIGTERM
        os.kill(os.getppid(), how)


def _state(town: Town) -> State:
    if town.readiness.draining:
        return "draining"
    return "joining" if town.readiness.differing else "ready"
