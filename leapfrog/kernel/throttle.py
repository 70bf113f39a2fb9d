"""Limits that all processes of a town count together, for guesses at secrets: the generic cell
rate algorithm (GCRA, ITU-T I.371) in the database.

For load each process has its own `Limiter`, which costs nothing. A guess is dear anyway, and who
guesses must not get one more turn for each process.
"""

import hashlib
import math
from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import RateLimited
from leapfrog.kernel.limits import Limit

# One statement, so that a hundred guesses at once are a hundred; a refused one writes nothing.
TAKE = """
insert into kernel_throttle as t (id, due) values ($1, $2::timestamptz + $3::interval)
on conflict (id) do update set due = greatest(t.due, $2) + $3
where greatest(t.due, $2) <= $2 + $4::interval
"""
DUE = "select due from kernel_throttle where id = $1"
GIVE_BACK = "update kernel_throttle set due = due - $2::interval where id = $1 and due > $3"
FORGET = "delete from kernel_throttle where id = $1"
DROP_IDLE = "delete from kernel_throttle where due <= $1"


async def take(db: Db, limit: Limit, key: str) -> None:
    """Counts one act once this is committed, or raises `RateLimited` with the seconds to wait."""
    step = timedelta(seconds=limit.seconds / limit.count)
    burst = timedelta(seconds=limit.seconds) - step
    if not await db.run(TAKE, _id(limit, key), db.now, step, burst):
        due = await db.value(DUE, _id(limit, key)) or db.now
        raise RateLimited(max(1, math.ceil((due - db.now - burst).total_seconds())))


async def give_back(db: Db, limit: Limit, key: str) -> None:
    """Uncounts one act that turned out to be good."""
    step = timedelta(seconds=limit.seconds / limit.count)
    await db.run(GIVE_BACK, _id(limit, key), step, db.now)


async def forget(db: Db, limit: Limit, key: str) -> None:
    """Starts anew for one key (a good sign-in clears the bad ones)."""
    await db.run(FORGET, _id(limit, key))


async def drop_idle(db: Db) -> None:
    """Drops what says nothing any more."""
    await db.run(DROP_IDLE, db.now)


def _id(limit: Limit, key: str) -> bytes:
    """Not the key itself: what is typed as a name is now and then a password."""
    return hashlib.sha256(f"{limit.name}\0{key}".encode()).digest()[:16]
