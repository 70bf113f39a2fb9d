"""SQL of disputes."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.rides_dispute.model import RideDispute, RideRuling

COLUMNS = """
ride_id, opened_at, amount, hold_id, rider_words, driver_words, ruled_at, by_id, refund, for_rider,
for_driver
"""
ADD = """
insert into rides_dispute (ride_id, opened_at, amount, hold_id, rider_words)
values ($1, $2, $3, $4, $5)
"""
FIND = f"select {COLUMNS} from rides_dispute where ride_id = $1"
LOCK = f"{FIND} for update"
OPEN = f"""
select {COLUMNS} from rides_dispute where ruled_at is null order by opened_at, ride_id limit $1
"""
NOT_RULED_OF = """
select exists (
    select from rides_dispute d join rides_ride r on r.id = d.ride_id
    where d.ruled_at is null and $1 in (r.rider_id, r.driver_id)
)
"""
OF_DRIVER = f"""
select {COLUMNS} from rides_dispute d
where exists (select from rides_ride r where r.id = d.ride_id and r.driver_id = $1)
order by opened_at, ride_id
"""
OF_RIDER = f"""
select {COLUMNS} from rides_dispute d
where exists (select from rides_ride r where r.id = d.ride_id and r.rider_id = $1)
order by opened_at, ride_id
"""
ANSWER = "update rides_dispute set driver_words = $2 where ride_id = $1"
RULE = """
update rides_dispute set ruled_at = $2, by_id = $3, refund = $4, for_rider = $5, for_driver = $6
where ride_id = $1
"""
# What each said, or was told, is theirs alone.
FORGET_WORDS = """
update rides_dispute d set
    rider_words = case when r.rider_id = $1 then '' else rider_words end,
    for_rider = case when r.rider_id = $1 then '' else for_rider end,
    driver_words = case when r.driver_id = $1 then '' else driver_words end,
    for_driver = case when r.driver_id = $1 then '' else for_driver end
from rides_ride r where r.id = d.ride_id and $1 in (r.rider_id, r.driver_id)
"""


async def add(db: Db, ride_id: UUID, amount: int, hold_id: UUID | None, words: str) -> None:
    await db.run(ADD, ride_id, db.now, amount, hold_id, words)


async def find(db: Db, ride_id: UUID) -> RideDispute | None:
    """The dispute about a ride, without looking who asks; None for none."""
    return await db.one_as(RideDispute, FIND, ride_id)


async def lock(db: Db, ride_id: UUID) -> RideDispute | None:
    """Nobody else changes it until the end of the transaction."""
    return await db.one_as(RideDispute, LOCK, ride_id)


async def not_ruled(db: Db, limit: int) -> list[RideDispute]:
    """Those that wait for the desk, the oldest first."""
    return await db.all_as(RideDispute, OPEN, limit)


async def waits_for_ruling(db: Db, person_id: UUID) -> bool:
    """Whether the desk has yet to decide about a ride that somebody drove or rode in."""
    return bool(await db.value(NOT_RULED_OF, person_id))


async def disputes_of_driver(db: Db, person_id: UUID) -> list[RideDispute]:
    """All about rides that somebody drove, the oldest first."""
    return await db.all_as(RideDispute, OF_DRIVER, person_id)


async def disputes_of_rider(db: Db, person_id: UUID) -> list[RideDispute]:
    """All about rides that somebody rode in, the oldest first."""
    return await db.all_as(RideDispute, OF_RIDER, person_id)


async def answer(db: Db, ride_id: UUID, words: str) -> None:
    await db.run(ANSWER, ride_id, words)


async def rule(db: Db, ride_id: UUID, by: UUID, ruling: RideRuling) -> None:
    told = (ruling.refund, ruling.for_rider, ruling.for_driver)
    await db.run(RULE, ride_id, db.now, by, *told)


async def forget_words(db: Db, person_id: UUID) -> int:
    """Of who leaves: what they said and were told about rides."""
    return await db.run(FORGET_WORDS, person_id)
