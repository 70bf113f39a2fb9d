"""Opening and closing the town: what one process holds, and the loops that run beside its
requests.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import structlog

from leapfrog.bus import Bus, Postgres, over_nats
from leapfrog.contacts import set_region
from leapfrog.identity import set_town
from leapfrog.kernel import breaker, cursor, jobs
from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.clock import Clock, SystemClock
from leapfrog.kernel.closing import close, end
from leapfrog.kernel.db import TRANSIENT, Database, Db
from leapfrog.kernel.events import AT_ONCE, Switchboard, relay, relay_found, unsettled
from leapfrog.kernel.files import Files
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.kernel.limits import Limiter
from leapfrog.kernel.looking import Poller
from leapfrog.kernel.outgoing import Outgoing
from leapfrog.kernel.publisher import Publisher
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.shared_limits import share
from leapfrog.kernel.standby import StandbyReader
from leapfrog.kernel.storage import MB, set_quota
from leapfrog.kernel.stream import Hub
from leapfrog.kernel.timers import LOOK_EVERY, Handlers, run_next, run_one
from leapfrog.push import make_key
from leapfrog.web.looking import Looker

# Seconds. What this process left for its loops is looked for at once, what falls due when it does;
# what others left, who may have died, at least every so often. While a device is behind, or work
# fails, it is tried again after a tick.
TICK = 0.2
# So many due rows are done before events and jobs are looked for again.
AT_A_TURN = 10
# While the database is away it is asked again after longer and longer times.
LONGEST_AWAY = 5.0

log = structlog.get_logger()


@asynccontextmanager
async def open_town(
    settings: Settings,
    clock: Clock | None = None,
    limiter: Limiter | None = None,
    *,
    serves: bool = False,
) -> AsyncIterator[Town]:
    """A context with an open town: connects to everything, and closes it again. `limiter`: who
    counts for the town already. What its settings say is written at once, but by one that `serves`:
    other nodes may say something else.
    """
    assert settings.database_url is not None
    clock = clock or SystemClock()
    database = await Database.connect(settings.database_url, settings.pool_size, clock)
    files = Files(settings.home / "media", settings.media_url, settings.free_disk * MB)
    outgoing = Outgoing(private=settings.private_calls)
    batchers, hub = Batchers(database), Hub()
    database.breaker.tells = hub.hold
    town = Town(
        settings=settings,
        clock=clock,
        database=database,
        batchers=batchers,
        files=files,
        limiter=limiter or Limiter(),
        hub=hub,
        outgoing=outgoing,
        standby=_standby(settings, clock),
    )
    try:
        async with database.transaction() as db:
            await make_key(db)
            if not serves:
                await write_settings(db, settings)
        async with publishing(settings, database, town.hub) as publisher:
            database.publisher = publisher
            if not settings.alone:
                share(town.limiter, publisher, town.hub)
            yield town
    finally:
        await close(batchers.close())
        await close(outgoing.close())
        if town.standby is not None:
            await town.standby.close()
        await database.close()


async def write_settings(db: Db, settings: Settings) -> None:
    """Notes what the settings say of the town itself."""
    await set_town(db, settings.town_name, settings.town_domain, settings.operators)
    await set_region(db, settings.region)
    await set_quota(db, settings.storage)


def _standby(settings: Settings, clock: Clock) -> StandbyReader | None:
    """It is not asked before somebody wants to read, so it may be away at the start."""
    url = settings.database_standby_url
    return StandbyReader(url, settings.pool_size, clock) if url else None


@asynccontextmanager
async def publishing(settings: Settings, database: Database, hub: Hub) -> AsyncIterator[Publisher]:
    """The hub itself for a process that is alone; else the bus to all that share the database."""
    if settings.alone:
        yield hub
    else:
        async with await _bus(settings, database, hub) as bus:
            yield bus


async def _bus(settings: Settings, database: Database, hub: Hub) -> Bus:
    carrier = Postgres(direct(settings))
    if not settings.nats_url:
        return Bus(carrier, hub)
    async with database.reading() as db:
        here = await cursor.here(db)
    return Bus(over_nats(settings.nats_url, here.epoch.hex), hub, stand_in=carrier)


def direct(settings: Settings) -> str:
    """The DSN of the database for LISTEN, which does not work through a pooler."""
    return settings.database_direct_url or settings.database_url or ""


@asynccontextmanager
async def loops(
    town: Town,
    switchboard: Switchboard,
    due: Handlers,
    works: Mapping[str, Work],
    pollers: Sequence[Poller] = (),
) -> AsyncIterator[None]:
    """Runs the relay, the due rows, the jobs, the hub's care and `pollers` while the town is
    open.
    """
    stop, last_taken = asyncio.Event(), asyncio.Event()
    looker = Looker(due, pollers)

    async def turn() -> float:
        """Seconds until there may be something again."""
        if town.readiness.draining:
            last_taken.set()
        return await _turn(town, looker, switchboard)

    running = [
        asyncio.create_task(_until(stop, town, turn)),
        asyncio.create_task(jobs.work(direct(town.settings), works, stop, last_taken)),
    ]
    try:
        yield
    finally:
        stop.set()
        town.database.woken.set()
        await end(*running)


async def _turn(town: Town, looker: Looker, switchboard: Switchboard) -> float:
    """One look, and some of what it found; answers in how many seconds there may be more."""
    found = await looker.look(town.database)
    moved = await relay_found(town.database, switchboard) if found.events else None
    more = moved is not None and moved.events >= AT_ONCE
    reactions = found.reactions or (town.clock.now() if moved and moved.due else None)
    left = [
        await _some(town, looker.timers, found.timers),
        await _some(town, looker.reactions, reactions),
    ]
    for waits, poller in zip(found.waiting, looker.pollers, strict=True):
        if waits and await poller.take(town.database):
            more = True
    return 0 if more else min(left)


async def _some(town: Town, due: Handlers, first: datetime | None) -> float:
    """Does what is due, from `first` on and as far as one turn goes; answers in how many seconds
    there is more.
    """
    for _ in range(AT_A_TURN):
        left = (first - town.clock.now()).total_seconds() if first else LOOK_EVERY
        ran = await run_next(town.database, due) if left <= 0 else None
        if ran is None:
            return left
        first = ran.next_due
    return 0


async def settle(town: Town, switchboard: Switchboard, due: Handlers) -> None:
    """Does everything that is due in an open town now, and waits for what other processes are at:
    for stories and tests.
    """
    while (
        await relay(town.database, switchboard)
        or await run_one(town.database, due)
        or await unsettled(town.database, due)
    ):
        pass


async def _until(stop: asyncio.Event, town: Town, turn: Callable[[], Awaitable[float]]) -> None:
    """Turns until `stop`. `away`: the database is not there, and was asked again after so long."""
    clock, next_look, away = asyncio.get_running_loop().time, 0.0, 0.0
    while not stop.is_set():
        if (town.database.woken.is_set() and not away) or clock() >= next_look:
            town.database.woken.clear()
            try:
                wait, away = await turn(), 0.0
            except (*TRANSIENT, OSError) as cause:
                if not away:
                    breaker.note(cause)
                wait = away = min(2 * away or TICK, LONGEST_AWAY)
            except Exception:
                log.exception("loop_failed")
                wait = TICK
            next_look = clock() + (away or min(wait, LOOK_EVERY))
            if not wait:
                continue
        town.hub.catch_up()
        # Devices that fell behind are looked after in each tick; with nobody there it can sleep.
        pause = TICK if away or town.hub else max(TICK, next_look - clock())
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await (stop if away else town.database.woken).wait()
