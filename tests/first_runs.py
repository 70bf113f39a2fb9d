"""What comes again and again by itself, in towns that are opened for one test: at the start of a
town it is due at once, which in one where nobody lives and nothing happened finds nothing to do.
That took a third of what a town costs here. Such a town begins as if it had been through already;
one in whose database somebody is, or something was scheduled before, does as always.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from leapfrog import best_sellers, order_checks, parcel_checks, portability, warehouses
from leapfrog.best_sellers.counting import COUNTED_EVERY
from leapfrog.kernel import timers
from leapfrog.kernel.db import Db
from leapfrog.order_checks.checking import CHECK_EVERY as ORDERS_EVERY
from leapfrog.parcel_checks.checking import CHECK_EVERY as PARCELS_EVERY
from leapfrog.portability import sweeping
from leapfrog.reactions import SWEEP
from leapfrog.reactions.switchboard import SWEEP_EVERY
from leapfrog.warehouses.watching import TEND_EVERY
from leapfrog.web import taking_part

# What each of them says at its end about when it comes again.
AGAIN = {
    SWEEP: SWEEP_EVERY,
    portability.SWEEP: sweeping.EVERY,
    order_checks.CHECK: ORDERS_EVERY,
    parcel_checks.CHECK: PARCELS_EVERY,
    warehouses.TEND: TEND_EVERY,
    best_sellers.COUNT: COUNTED_EVERY,
}
IS_FRESH = """
select not exists (select 1 from identity_person)
    and not exists (select 1 from kernel_timer where kind = any($1::text[]))
"""


async def due_later(db: Db, kinds: Sequence[str]) -> None:
    """`due_now` for a town that is not fresh; for a fresh one as after the first run."""
    wanted = [kind for kind in kinds if kind in AGAIN]
    if not wanted or not await db.value(IS_FRESH, wanted):
        await timers.due_now(db, kinds)
        return
    await timers.due_now(db, [kind for kind in kinds if kind not in AGAIN])
    await timers.schedule_missing(db, [(kind, "", db.now + AGAIN[kind]) for kind in wanted])


@contextmanager
def been_through() -> Iterator[None]:
    """Towns that are opened meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(taking_part, "due_now", due_later)
        yield
