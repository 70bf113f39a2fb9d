"""SQL of shared trips and of help."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

SHARE = """
insert into ride_safety_sharing (ride_id, token_hash, made_at, for_guest) values ($1, $2, $3, $4)
"""
UNSHARE = "delete from ride_safety_sharing where ride_id = $1 and not for_guest"
UNSHARE_GUEST = "delete from ride_safety_sharing where ride_id = $1 and for_guest"
IS_SHARED = """
select exists (select from ride_safety_sharing where ride_id = $1 and not for_guest)
    or exists (select from ride_safety_follower where ride_id = $1)
"""
BY_TOKEN = "select ride_id, for_guest from ride_safety_sharing where token_hash = $1"
NUMBERS = "select name, number from ride_safety_number order by no"
DROP_NUMBERS = "delete from ride_safety_number"
ADD_NUMBER = "insert into ride_safety_number (no, name, number) values ($1, $2, $3)"
CALL = """
insert into ride_safety_call (id, ride_id, by_id, at) values ($1, $2, $3, $4) on conflict do nothing
"""
# At the desk until somebody has looked after it.
CALLS = """
select id, ride_id, by_id, at from ride_safety_call where seen_at is null order by at limit $1
"""
FIND_CALL = """
select id, ride_id, by_id, at from ride_safety_call where id = $1 and seen_at is null
"""
CALLS_BY = "select id, ride_id, by_id, at from ride_safety_call where by_id = $1 order by at, id"
DROP_SHARING = """
delete from ride_safety_sharing s using rides_hail h where h.ride_id = s.ride_id and h.ended_at < $1
"""
DROP_CALLS = "delete from ride_safety_call where seen_at < $1"
SEE = "update ride_safety_call set seen_at = $2 where id = $1 and seen_at is null"
FORGET = """
with s as (
    delete from ride_safety_sharing s using rides_ride r
    where r.id = s.ride_id and $1 in (r.rider_id, r.driver_id)
)
delete from ride_safety_call where by_id = $1
"""


class HelpNumber(msgspec.Struct, frozen=True):
    """Whom to call: a name, and a number as it is dialled."""

    name: str
    number: str


class HelpCall(msgspec.Struct, frozen=True):
    """Somebody in a ride wants help."""

    id: UUID
    ride_id: UUID
    by_id: UUID
    at: datetime


class TripLink(msgspec.Struct, frozen=True):
    """To which ride a link leads, and whether it is for who rides in the rider's place."""

    ride_id: UUID
    for_guest: bool


async def share(db: Db, ride_id: UUID, token_hash: bytes, *, for_guest: bool = False) -> None:
    """Also by this link from now on."""
    await db.run(SHARE, ride_id, token_hash, db.now, for_guest)


async def stop_guest(db: Db, ride_id: UUID) -> None:
    """Who rides in the rider's place has no link any more."""
    await db.run(UNSHARE_GUEST, ride_id)


async def stop_sharing(db: Db, ride_id: UUID) -> None:
    """Nobody follows any more."""
    await db.run(UNSHARE, ride_id)


async def is_shared(db: Db, ride_id: UUID) -> bool:
    return bool(await db.value(IS_SHARED, ride_id))


async def by_token(db: Db, token_hash: bytes) -> TripLink | None:
    """Where a link leads."""
    return await db.one_as(TripLink, BY_TOKEN, token_hash)


async def numbers(db: Db) -> list[HelpNumber]:
    return await db.all_as(HelpNumber, NUMBERS)


async def set_numbers(db: Db, new: Sequence[HelpNumber]) -> None:
    """These, and no others."""
    await db.run(DROP_NUMBERS)
    await db.run_many(ADD_NUMBER, [(no, one.name, one.number) for no, one in enumerate(new)])


async def call(db: Db, made: HelpCall) -> bool:
    """False when it was made before."""
    return await db.run(CALL, made.id, made.ride_id, made.by_id, made.at) == 1


async def calls(db: Db, limit: int) -> list[HelpCall]:
    """Those that nobody has looked after, the oldest first."""
    return await db.all_as(HelpCall, CALLS, limit)


async def open_call(db: Db, call_id: UUID) -> HelpCall | None:
    """A call for help that nobody has looked after yet; None otherwise."""
    return await db.one_as(HelpCall, FIND_CALL, call_id)


async def calls_by(db: Db, person_id: UUID) -> list[HelpCall]:
    """All of somebody's that are still there, the oldest first."""
    return await db.all_as(HelpCall, CALLS_BY, person_id)


async def drop_sharing(db: Db, before: datetime) -> int:
    """Links to trips that were over by then; answers how many."""
    return await db.run(DROP_SHARING, before)


async def drop_calls(db: Db, before: datetime) -> int:
    """Calls for help that somebody had looked after by then; answers how many."""
    return await db.run(DROP_CALLS, before)


async def see(db: Db, call_id: UUID) -> bool:
    """False where somebody has looked after it already, or there is none."""
    return await db.run(SEE, call_id, db.now) == 1


async def forget_calls(db: Db, person_id: UUID) -> int:
    """That somebody wanted help, and the links to trips of theirs; answers how many calls."""
    return await db.run(FORGET, person_id)
