"""What a process writes and does for the town while its settings are those of the other nodes."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from leapfrog import (
    backup,
    best_sellers,
    chat_search,
    clearing,
    fediverse,
    mirrors,
    order_checks,
    parcel_checks,
    pay,
    portability,
    posts,
    ride_safety,
    ride_wishes,
    rides,
    towns,
    warehouses,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.timers import due_now
from leapfrog.reactions import DUE, POLLERS, SWEEP, SWITCHBOARD
from leapfrog.wallet import start_timers
from leapfrog.web.town import loops, write_settings
from leapfrog.web.works import works_of

WAITING = (*POLLERS, chat_search.POLLER, fediverse.POLLER)
OFTEN = (SWEEP, chat_search.INDEX, ride_safety.WATCH, posts.RANK, portability.SWEEP)
NIGHTLY = (
    order_checks.CHECK,
    parcel_checks.CHECK,
    warehouses.TEND,
    clearing.DAY,
    best_sellers.COUNT,
)

# What goes on beside a town that is open, with what it knows of its rides.
Beside = Callable[[Town, rides.RideDispatcher], AbstractAsyncContextManager[None]]


async def adopt(db: Db, settings: Settings) -> None:
    """At each start: makes the town what the settings say, and schedules what it does by itself."""
    await write_settings(db, settings)
    await due_now(db, [*OFTEN, *NIGHTLY])
    await start_timers(db)
    await pay.set_up(db, settings)
    await fediverse.set_place(db, settings)
    await towns.begin(db)
    await mirrors.begin(db)
    if not settings.women_wish:
        await ride_wishes.forget_women(db)


@asynccontextmanager
async def working(
    town: Town, dispatcher: rides.RideDispatcher, beside: Beside
) -> AsyncIterator[None]:
    """A context in which this process works off what is due, and keeps what is to be kept."""
    async with (
        backup.following(town),
        backup.sending_log(town),
        dispatcher.running(),
        beside(town, dispatcher),
        loops(town, SWITCHBOARD, DUE, works_of(town), WAITING),
    ):
        yield
