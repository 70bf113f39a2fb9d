"""All SQL of who pays for rides."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.ride_payers.model import PaidRide, RidePayer

# $1: when a month began.
COLUMNS = """
c.payer_id, c.rider_id, c.monthly, c.since, coalesce((
    select sum(r.amount) from ride_payers_ride r
    where r.payer_id = c.payer_id and r.rider_id = c.rider_id and r.at >= $1
        and r.at < ($1 at time zone 'UTC' + interval '1 month') at time zone 'UTC'
), 0)::bigint as spent
"""
FOR_RIDER = f"""
select {COLUMNS} from ride_payers_consent c where c.rider_id = $2 order by c.since, c.payer_id
"""
OF_PAYER = f"""
select {COLUMNS} from ride_payers_consent c where c.payer_id = $2 order by c.since, c.rider_id
"""
LOCK = "select monthly from ride_payers_consent where payer_id = $1 and rider_id = $2 for update"
ONE = f"select {COLUMNS} from ride_payers_consent c where c.payer_id = $2 and c.rider_id = $3"
PUT = """
insert into ride_payers_consent (payer_id, rider_id, monthly, since) values ($1, $2, $3, $4)
on conflict (payer_id, rider_id) do update set monthly = excluded.monthly
"""
DROP = "delete from ride_payers_consent where payer_id = $1 and rider_id = $2"
TAKE = """
insert into ride_payers_ride (ride_id, payer_id, rider_id, amount, at) values ($1, $2, $3, $4, $5)
on conflict (ride_id) do update set amount = ride_payers_ride.amount + excluded.amount
"""
BEGAN = "select at from ride_payers_ride where ride_id = $1"
CAME_TO = "update ride_payers_ride set amount = $2, over = true where ride_id = $1"
LESS = "update ride_payers_ride set amount = greatest(0, amount - $2) where ride_id = $1"
PAID = """
select ride_id, payer_id, rider_id, amount, at, over from ride_payers_ride
where payer_id = $1 and at >= $2 and amount > 0 order by at desc, ride_id limit 200
"""
PAID_BY_OR_FOR = """
select ride_id, payer_id, rider_id, amount, at, over from ride_payers_ride
where $1 in (payer_id, rider_id) order by at, ride_id
"""
FORGET = """
with c as (delete from ride_payers_consent where $1 in (payer_id, rider_id))
delete from ride_payers_ride where $1 in (payer_id, rider_id)
"""


async def for_rider(db: Db, rider_id: UUID, month: datetime) -> list[RidePayer]:
    """Who pays for somebody, and what was taken in that month."""
    return await db.all_as(RidePayer, FOR_RIDER, month, rider_id)


async def of_payer(db: Db, payer_id: UUID, month: datetime) -> list[RidePayer]:
    """For whom somebody pays, and what was taken in that month."""
    return await db.all_as(RidePayer, OF_PAYER, month, payer_id)


async def lock(db: Db, payer_id: UUID, rider_id: UUID, month: datetime) -> RidePayer | None:
    """Nothing else is taken of it until the end of the transaction."""
    if await db.value(LOCK, payer_id, rider_id) is None:
        return None
    return await db.one_as(RidePayer, ONE, month, payer_id, rider_id)


async def put(db: Db, payer_id: UUID, rider_id: UUID, monthly: int) -> None:
    await db.run(PUT, payer_id, rider_id, monthly, db.now)


async def drop(db: Db, payer_id: UUID, rider_id: UUID) -> bool:
    """False where there was none."""
    return await db.run(DROP, payer_id, rider_id) == 1


async def began(db: Db, ride_id: UUID) -> datetime | None:
    """When something was taken first for that ride."""
    found: datetime | None = await db.value(BEGAN, ride_id)
    return found


async def take(db: Db, payer_id: UUID, rider_id: UUID, ride_id: UUID, amount: int) -> None:
    """So much more of it is for that ride."""
    await db.run(TAKE, ride_id, payer_id, rider_id, amount, db.now)


async def came_to(db: Db, ride_id: UUID, amount: int) -> None:
    """The ride is over, and took so much."""
    await db.run(CAME_TO, ride_id, amount)


async def less(db: Db, ride_id: UUID, amount: int) -> None:
    """The ride takes so much less."""
    await db.run(LESS, ride_id, amount)


async def paid(db: Db, payer_id: UUID, since: datetime) -> list[PaidRide]:
    """What somebody paid for since then, the newest first."""
    return await db.all_as(PaidRide, PAID, payer_id, since)


async def paid_by_or_for(db: Db, person_id: UUID) -> list[PaidRide]:
    """What somebody paid for, and what was paid for them, the oldest first."""
    return await db.all_as(PaidRide, PAID_BY_OR_FOR, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
