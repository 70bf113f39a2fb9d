"""SQL of PINs, of wrong ones, of what was confirmed, and of limits that people set themselves."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.pay.confirming.model import (
    FIRST_WAIT,
    LONGEST_WAIT,
    MOST_TRIES,
    Confirmed,
    Kept,
    LockedSmall,
    Safety,
    Small,
)

KEPT = """
select pin, step_up, small_once, small_daily, code_once, code_daily from pay_safety
where person_id = $1
"""
# In the order of their ids, so that nobody waits in a ring.
LOCK = """
select person_id, pin, step_up, small_once, small_daily, code_once, code_daily from pay_safety
where person_id = any($1::uuid[]) order by person_id for no key update
"""
MAKE = """
insert into pay_safety (person_id) select unnest($1::uuid[]) order by 1 on conflict do nothing
"""
SET_PIN = """
insert into pay_safety (person_id, pin) values ($1, $2)
on conflict (person_id) do update set pin = excluded.pin
"""
SET_LIMITS = """
insert into pay_safety (person_id, step_up, small_once, small_daily, code_once, code_daily)
values ($1, $2, $3, $4, $5, $6)
on conflict (person_id) do update set
    step_up = excluded.step_up, small_once = excluded.small_once,
    small_daily = excluded.small_daily, code_once = excluded.code_once,
    code_daily = excluded.code_daily
"""
LOCK_SMALL = "select * /* acts */ from pay_lock_small($1, $2)"
SPEND_SMALL = "select /* acts */ pay_spend_small($1, $2, $3)"
# Counted before it is looked at, so that a hundred guesses at once are a hundred. The exponent is
# bounded for the sake of the interval's.
# While tries are free nobody waits: of two at once, the one counted later may have begun earlier.
TRY = """
insert into pay_pin_try as t (session_id, person_id, wrong, next_at) values ($1, $2, 1, $3)
on conflict (session_id) do update set wrong = t.wrong + 1, next_at = case
    when t.wrong + 1 < $4 then $3::timestamptz
    else $3::timestamptz + least($5::interval * 4 ^ least(t.wrong + 1 - $4, 8), $6::interval)
end
where t.wrong < $4 or t.next_at <= $3 returning wrong
"""
NEXT_TRY = "select next_at from pay_pin_try where session_id = $1"
FORGET_TRIES = "delete from pay_pin_try where session_id = $1"
FORGET_ALL_TRIES = "delete from pay_pin_try where person_id = $1"
CONFIRM = """
insert into pay_confirmation
(token_hash, person_id, session_id, use, id, payee, amount, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
LOCK_CONFIRMED = """
select token_hash, person_id, session_id, use, id, payee as to, amount from pay_confirmation
where token_hash = any($1::bytea[]) and expires_at > $2 order by token_hash for update
"""
BURN = "delete from pay_confirmation where token_hash = any($1::bytea[])"
BURN_ALL = "delete from pay_confirmation where person_id = $1"
DROP_OVER = "delete from pay_confirmation where expires_at <= $1"
FORGET = "delete from pay_safety where person_id = $1"
DROP_OLD_TRIES = "delete from pay_pin_try where next_at < $1"


async def kept(db: Db, person_id: UUID) -> Kept:
    return await db.one_as(Kept, KEPT, person_id) or Kept()


async def set_pin(db: Db, person_id: UUID, encoded: str) -> None:
    await db.run(SET_PIN, person_id, encoded)


async def lock(db: Db, people: Iterable[UUID]) -> dict[UUID, Kept]:
    """The rows of these people, made where there are none: nobody else changes them until the
    transaction ends.
    """
    ids = list(people)
    found = await db.map_as(Kept, LOCK, ids)
    if len(found) < len(ids):
        await db.run(MAKE, ids)
        found = await db.map_as(Kept, LOCK, ids)
    return found


async def set_limits(db: Db, person_id: UUID, wanted: Safety) -> None:
    limits = (wanted.step_up, wanted.small_once, wanted.small_daily)
    await db.run(SET_LIMITS, person_id, *limits, wanted.code_once, wanted.code_daily)


async def lock_small(db: Db, people: Iterable[UUID]) -> dict[UUID, Small]:
    """What each of these may pay today without being asked: nobody else changes it until the end of
    the transaction.
    """
    found = await db.one_as(LockedSmall, LOCK_SMALL, list(people), db.now.date())
    return found.by_person() if found else {}


async def spend_small(db: Db, spent: Mapping[UUID, int]) -> None:
    """Counts what these paid without being asked."""
    await db.value(SPEND_SMALL, list(spent), list(spent.values()), db.now.date())


async def confirm(db: Db, one: Confirmed, expires_at: datetime) -> None:
    whose = (one.token_hash, one.person_id, one.session_id)
    await db.run(CONFIRM, *whose, *msgspec.structs.astuple(one.order), expires_at)


async def lock_confirmed(db: Db, hashes: Iterable[bytes]) -> dict[bytes, Confirmed]:
    """Those of these that are still good: nobody else uses them until the transaction ends."""
    found = await db.all_as(Confirmed, LOCK_CONFIRMED, list(hashes), db.now)
    return {one.token_hash: one for one in found}


async def burn(db: Db, hashes: Iterable[bytes]) -> None:
    await db.run(BURN, list(hashes))


async def burn_all(db: Db, person_id: UUID) -> None:
    """Nothing that somebody confirmed is good any more."""
    await db.run(BURN_ALL, person_id)


async def take_try(db: Db, session_id: UUID, person_id: UUID) -> int | None:
    """Counts one try; the how manieth it is, or None when it is not time for one."""
    waits = (MOST_TRIES, FIRST_WAIT, LONGEST_WAIT)
    found: int | None = await db.value(TRY, session_id, person_id, db.now, *waits)
    return found


async def next_try(db: Db, session_id: UUID) -> datetime:
    found: datetime | None = await db.value(NEXT_TRY, session_id)
    return found or db.now


async def forget_tries(db: Db, session_id: UUID) -> None:
    await db.run(FORGET_TRIES, session_id)


async def forget_all_tries(db: Db, person_id: UUID) -> None:
    await db.run(FORGET_ALL_TRIES, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)


async def drop_over(db: Db) -> None:
    """Confirmations that were never used."""
    await db.run(DROP_OVER, db.now)


async def drop_old_tries(db: Db, before: datetime) -> None:
    await db.run(DROP_OLD_TRIES, before)
