"""A process says that it is there, looks who else is, and whether it may serve."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from functools import cache
from importlib.metadata import version
from uuid import UUID

import msgspec
import structlog

from leapfrog.bus import Bus
from leapfrog.kernel.closing import end
from leapfrog.kernel.db import TRANSIENT, Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import PROGRAM_VERSION, timeline
from leapfrog.kernel.stream import SERVICE_RESTART
from leapfrog.nodes import store
from leapfrog.nodes.model import GONE_AFTER, Node, State, differing, hashes

BEAT_SECONDS = 5.0
# So soon a process looks again that waits to take part: for others that begin, or to be gone.
AGAIN_SECONDS = 0.2
WAITING_SECONDS = 1.0

Adopt = Callable[[Db], Awaitable[None]]
Working = Callable[[], AbstractAsyncContextManager[None]]

log = structlog.get_logger()


class TakingPart:
    """What a process does for the town while its settings are those of the others. `adopt`: writes
    its settings, in the transaction in which it gets ready; `working`: a context in which it works,
    entered after that and left when it does not fit any more.
    """

    def __init__(self, adopt: Adopt, working: Working) -> None:
        self.adopt, self._working = adopt, working
        self.adopted = self._works = False
        self._held = AsyncExitStack()

    async def follow(self) -> None:
        """Begins to work, or ends that."""
        if self.adopted and not self._works:
            await self._held.enter_async_context(self._working())
            self._works = True
        elif self._works and not self.adopted:
            await self.end()

    async def end(self) -> None:
        self._works = False
        await self._held.aclose()


@asynccontextmanager
async def beating(town: Town, adopt: Adopt, working: Working) -> AsyncIterator[None]:
    """A context in which the process of an open town is listed among its nodes and says regularly
    that it lives. It writes what its settings say (`adopt`) and works (`working`) only while they
    are those of the nodes that are ready. A town of one process does both at once.
    """
    if town.settings.alone:
        async with town.database.transaction() as db:
            await adopt(db)
        async with working():
            yield
        return
    node, stop, part = _node(town), asyncio.Event(), TakingPart(adopt, working)
    running: list[asyncio.Task[None]] = []
    try:
        await _join(town, node, part)
        await part.follow()
        running.append(asyncio.create_task(_run(town, node, stop, part)))
        yield
    finally:
        stop.set()
        if running:
            await end(*running)
        try:
            await part.end()
        finally:
            with suppress(*TRANSIENT, OSError):
                async with town.database.transaction() as db:
                    await store.leave(db, node)


async def _join(town: Town, node: Node, part: TakingPart) -> None:
    """Returns when it is known whether the process fits, and it has begun if it does."""
    await _beat(town, node, part)
    while not (part.adopted or town.readiness.differing or town.readiness.draining):
        await asyncio.sleep(AGAIN_SECONDS)
        await _beat(town, node, part)


@cache
def _schema() -> int:
    """The last migration of this program, whose files are those that it began with."""
    return max(one.number for one in timeline())


@cache
def _version() -> str:
    """Of this program, as its package says it; a process asks once."""
    return version("leapfrog")


def _node(town: Town) -> Node:
    return Node(
        id=new_id(),
        name=f"{socket.gethostname()}:{town.settings.port}",
        version=_version(),
        program=PROGRAM_VERSION,
        schema=_schema(),
        settings=hashes(town.settings),
        state="joining",
        started_at=town.clock.now(),
        silent=timedelta(),
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
        if self._town.clock.now() < self._blind_until:
            return
        here = {one.id for one in others if one.is_here}
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


async def _run(town: Town, node: Node, stop: asyncio.Event, part: TakingPart) -> None:
    watch = NodeWatch(town)
    while await _pause(town, stop, part):
        try:
            watch.sees(await _beat(town, node, part))
            await part.follow()
            if town.readiness.differing and not town.readiness.draining:
                # They come back at a node that fits.
                town.hub.hang_up(len(town.hub), SERVICE_RESTART)
        except (*TRANSIENT, OSError):
            watch.is_blind()
        except Exception:
            log.exception("heartbeat_failed")


async def _pause(town: Town, stop: asyncio.Event, part: TakingPart) -> bool:
    """Until the next beat, which comes soon for who waits to take part, and for who has begun to
    drain: others may wait for that. False when there is none any more.
    """
    drained, left = town.readiness.draining, BEAT_SECONDS
    while left > 0 and town.readiness.draining == drained:
        step = min(WAITING_SECONDS, left)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), step)
            return False
        left = left - step if part.adopted else 0
    return True


async def _beat(town: Town, node: Node, part: TakingPart | None = None) -> list[Node]:
    """Answers the other nodes that were here within a day. Of those that begin at once one after
    the other gets ready: it writes what its settings say before the next one looks. None waits for
    that within a statement, which would be given up.
    """
    readiness = town.readiness
    async with town.database.transaction() as db:
        joins = part is not None and not part.adopted and await store.may_join(db)
        others = [one for one in await store.all_nodes(db) if one.id != node.id]
        found = differing(node, others)
        if part is not None and joins and not found and not readiness.draining:
            await part.adopt(db)
        bus = town.database.publisher
        carrier = bus.carrier or "" if isinstance(bus, Bus) else ""
        fits = not found and (part is None or part.adopted or joins)
        state = _state(town, fits=fits)
        asked = await store.beat(db, msgspec.structs.replace(node, state=state, carrier=carrier))
        lowest = await store.lowest_program(db)
    if found and found != readiness.differing:
        log.error("settings_differ", settings=found)
    if found or fits:
        readiness.differing = found
    # Who drains ends what it has begun.
    if part is not None and not readiness.draining:
        part.adopted = fits
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


def _state(town: Town, *, fits: bool) -> State:
    if town.readiness.draining:
        return "draining"
    return "ready" if fits else "joining"
