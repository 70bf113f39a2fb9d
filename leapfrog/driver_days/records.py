"""The record of how somebody drove here, signed by this town for others to read; and those that
other towns have signed, brought here.
"""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import pay, rides
from leapfrog.driver_days import store
from leapfrog.driver_days.errors import BadRideRecord, NoRideRecord, RideRecordTaken
from leapfrog.driver_days.store import KeptRecord, RecordState
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.settings import DOMAIN
from leapfrog.kernel.signing import InvalidStatement, Statement, check

KIND = "ride-record"
VERIFY = "driver_days.verify"
# As ratings are shown: once both have rated, or after that time; and from five on.
SHOWN_AFTER, FEWEST = timedelta(days=7), 5
LARGEST, MOST_RECORDS = 64 * 1024, 20
KM = 1000
OWN_TOWN = "it is of this very town, where your ratings count by themselves"
YEAR, STARS = re.compile("[0-9]{4}"), frozenset("12345")
Counts = dict[str, int]


class RideRecordSaid(msgspec.Struct, frozen=True):
    """What a record says: `of` whom (an address), rides and kilometres since a day; which part of
    the rides that they had accepted they did not give back (0 to 1); by year how many rated them
    with how many stars; and which of the fixed words were said how often.
    """

    town: str
    of: str
    name: str
    since: str
    at: str
    rides: int
    kilometres: int
    kept_promises: float | None
    ratings: dict[str, Counts]
    words: Counts


class RecordShown(msgspec.Struct, frozen=True):
    """Beside what people of this town say, never within it: the average of all years, None for
    fewer than five ratings, and from how many of them and how many rides, says `town`.
    """

    id: UUID
    town: str
    of: str
    state: RecordState
    reason: str
    since: str
    rides: int
    kilometres: int
    ratings: int
    average: float | None


async def own_record(db: Db, me: UUID) -> Statement:
    """How I drove here, signed by the town's key as take-outs are (Ed25519 over RFC 8785). Raises
    `NotDriving`, `NoMoney` in a town without a key.
    """
    await rides.ride_driver(db, me)
    return await record_of(db, me)


async def record_of(db: Db, me: UUID) -> Statement:
    """How I drove here, signed by the town's key, also for who drives no longer. Raises `NoMoney`
    in a town without a key.
    """
    person = (await named(db, [me]))[me]
    drove, before = await store.drove(db, me), db.now - SHOWN_AFTER
    kept, accepted = await store.promises(db, me)
    ratings: dict[str, Counts] = {}
    for year, stars, count in await store.stars(db, me, before):
        ratings.setdefault(str(year), dict.fromkeys("12345", 0))[str(stars)] = count
    told = sum(sum(one.values()) for one in ratings.values()) >= FEWEST
    said = RideRecordSaid(
        town=person.address.rpartition("@")[2],
        of=person.address,
        name=person.display_name,
        since=(drove.since or db.now).date().isoformat(),
        at=db.now.date().isoformat(),
        rides=drove.rides,
        kilometres=drove.metres // KM,
        kept_promises=round(kept / accepted, 3) if accepted else None,
        ratings=ratings if told else {},
        words=await store.words(db, me, before) if told else {},
    )
    return await pay.sign_statement(db, KIND, msgspec.to_builtins(said))


def read_record(content: bytes) -> RideRecordSaid:
    """What a record says whose signature is right; whether the key is the town's is another
    question. Raises `BadRideRecord`, which says why.
    """
    if len(content) > LARGEST:
        raise BadRideRecord("It is too long.")
    try:
        checked = check(KIND, content, None)
        said = msgspec.convert(checked.said, RideRecordSaid)
    except InvalidStatement as cause:
        raise BadRideRecord(f"It does not hold: {cause}.") from cause
    except msgspec.ValidationError as cause:
        raise BadRideRecord("It does not hold: what is signed is no record of rides.") from cause
    # The town is asked for its keys at this name: a path in it would let anybody name their own.
    if not DOMAIN.fullmatch(said.town):
        raise BadRideRecord("It does not hold: its town is no town.")
    if not all(
        YEAR.fullmatch(year) and STARS.issuperset(said.ratings[year]) for year in said.ratings
    ):
        raise BadRideRecord("It does not hold: its ratings are no stars of a year.")
    rated = _count(said)
    if min(said.rides, said.kilometres, *_numbers(said), 0) < 0 or rated > said.rides:
        raise BadRideRecord("It does not hold: its numbers cannot be.")
    if said.of.rpartition("@")[2] != said.town:
        raise BadRideRecord("It does not hold: it is of somebody of another town.")
    return said


def _numbers(said: RideRecordSaid) -> list[int]:
    return [n for year in said.ratings.values() for n in year.values()] + [*said.words.values()]


def _count(said: RideRecordSaid) -> int:
    return sum(n for year in said.ratings.values() for n in year.values())


def average(said: RideRecordSaid) -> float | None:
    """Of all years; None for fewer than five ratings."""
    count = _count(said)
    if count < FEWEST:
        return None
    stars = sum(int(n) * many for year in said.ratings.values() for n, many in year.items())
    return round(stars / count, 1)


async def keep(db: Db, me: UUID, content: bytes, *, known: bool) -> KeptRecord:
    """I bring what another town has signed; `known`: the key is one that this town publishes, else
    that is looked at later. Raises `BadRideRecord`, `RideRecordTaken`.
    """
    said = read_record(content)
    if said.town == await _domain(db, me):
        raise BadRideRecord(f"It cannot count: {OWN_TOWN}.")
    if await store.is_taken(db, said.town, said.of, me):
        raise RideRecordTaken
    others = [one for one in await store.records(db, me) if one.town != said.town]
    if len(others) >= MOST_RECORDS:
        raise BadRideRecord("You have brought enough of them.")
    made = KeptRecord(
        id=new_id(),
        person_id=me,
        town=said.town,
        address=said.of,
        statement=content.decode(),
        state="verified" if known else "waiting",
        reason="",
        at=db.now,
    )
    await store.put_record(db, made)
    if not known:
        await enqueue(db, VERIFY, {"id": str(made.id)})
    return made


async def drop(db: Db, me: UUID, record_id: UUID) -> None:
    """I take a record away again. Raises `NoRideRecord`."""
    if not await store.drop_record(db, record_id, me):
        raise NoRideRecord


async def brought(db: Db, me: UUID) -> list[RecordShown]:
    """What I have brought, with what became of it."""
    return [shown(one) for one in await store.records(db, me)]


async def of_my_driver(db: Db, me: UUID, ride_id: UUID) -> list[RecordShown]:
    """What other towns say of who drives me. Raises `NoRideRecord` for a ride that is not mine, or
    has no driver.
    """
    driver = await store.driver_of(db, ride_id, me)
    if driver is None:
        raise NoRideRecord
    return [shown(one) for one in await store.verified(db, driver)]


def shown(kept: KeptRecord) -> RecordShown:
    """As it is shown beside the local average."""
    said = msgspec.json.decode(kept.statement, type=RideRecordSaid)
    return RecordShown(
        id=kept.id,
        town=kept.town,
        of=kept.address,
        state=kept.state,
        reason=kept.reason,
        since=said.since,
        rides=said.rides,
        kilometres=said.kilometres,
        ratings=_count(said),
        average=average(said),
    )


async def _domain(db: Db, me: UUID) -> str:
    person = (await named(db, [me]))[me]
    return person.address.rpartition("@")[2]


def as_statement(kept: KeptRecord) -> dict[str, Any]:
    """As it was brought."""
    found: dict[str, Any] = msgspec.json.decode(kept.statement)
    return found
