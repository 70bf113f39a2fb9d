"""SQL of what carriers are asked to book, and of what they tell."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.parcels.carriers import CarrierLabel, CarrierNews

ASK = """
insert into parcels_booking (parcel_id, carrier, state, at) values ($1, $2, 'asked', $3)
on conflict (parcel_id) do nothing
"""
BOOKING = """
select parcel_id, state, problem, label, media_type, at from parcels_booking where parcel_id = $1
"""
STATES = """
select parcel_id, carrier, state, problem, label is not null as has_label from parcels_booking
where parcel_id = any($1::uuid[])
"""
BOOKED = """
update parcels_booking set state = 'booked', label = $2, media_type = $3, problem = '', at = $4
where parcel_id = $1 and state = 'asked'
"""
REFUSED = """
update parcels_booking set state = 'refused', problem = $2, at = $3
where parcel_id = $1 and state = 'asked'
"""
SET_CARRIER = "update parcels_parcel set carrier = $2, carrier_number = $3 where id = $1"
BY_CARRIER = """
select id from parcels_parcel where carrier = $1 and carrier_number = $2 and carrier_number <> ''
"""
TELL = """
insert into parcels_told (carrier, id, parcel_id, word, text, at, told_at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict (carrier, id) do nothing
"""
TOLD = """
select parcel_id, word, text, at from parcels_told where parcel_id = any($1::uuid[])
order by at, id
"""
# What came to its end before a time, or was sent to somebody.
ENDED_OR_OF = """
select p.id from parcels_parcel p join parcels_delivery d on d.id = p.delivery_id
where d.ended_at < $1 or d.buyer_id = $2
"""
# Labels name who gets the parcel, and what a carrier writes may do so as well.
FORGET_LABELS = f"""
update parcels_booking set label = null, problem = ''
where (label is not null or problem <> '') and parcel_id in ({ENDED_OR_OF})
"""
FORGET_TOLD = f"""
update parcels_told set text = '' where text <> '' and parcel_id in ({ENDED_OR_OF})
"""
FORGET_REASONS = f"""
update parcels_event set reason = ''
where role = 'carrier' and reason <> '' and parcel_id in ({ENDED_OR_OF})
"""


class CarrierBooking(msgspec.Struct, frozen=True):
    """What a carrier was asked to book; `problem`: why it does not take it."""

    parcel_id: UUID
    state: Literal["asked", "booked", "refused"]
    problem: str
    label: bytes | None
    media_type: str
    at: datetime


class BookingState(msgspec.Struct, frozen=True):
    parcel_id: UUID
    carrier: str
    state: Literal["asked", "booked", "refused"]
    problem: str
    has_label: bool


class Told(msgspec.Struct, frozen=True):
    """What a carrier told of a parcel, at which time of its own."""

    parcel_id: UUID
    word: str
    text: str
    at: datetime


async def ask(db: Db, parcel_id: UUID, carrier: str) -> None:
    await db.run(ASK, parcel_id, carrier, db.now)


async def booking(db: Db, parcel_id: UUID) -> CarrierBooking | None:
    return await db.one_as(CarrierBooking, BOOKING, parcel_id)


async def states(db: Db, parcels: Iterable[UUID]) -> dict[UUID, BookingState]:
    found = await db.all_as(BookingState, STATES, list(parcels))
    return {one.parcel_id: one for one in found}


async def booked(db: Db, parcel_id: UUID, label: CarrierLabel) -> bool:
    """Whether it had been asked for and not answered."""
    content = label.content or None
    return bool(await db.run(BOOKED, parcel_id, content, label.media_type, db.now))


async def refused(db: Db, parcel_id: UUID, problem: str) -> bool:
    return bool(await db.run(REFUSED, parcel_id, problem, db.now))


async def set_carrier(db: Db, parcel_id: UUID, carrier: str, number: str) -> None:
    """Who carries it, under which number of their own."""
    await db.run(SET_CARRIER, parcel_id, carrier, number)


async def by_carrier(db: Db, carrier: str, number: str) -> UUID | None:
    """The parcel that has this number of the carrier."""
    found: UUID | None = await db.value(BY_CARRIER, carrier, number)
    return found


async def tell(db: Db, carrier: str, parcel_id: UUID, one: CarrierNews) -> bool:
    """Whether it is new."""
    row = (carrier, one.id, parcel_id, one.word, one.text, one.at, db.now)
    return bool(await db.run(TELL, *row))


async def told(db: Db, parcels: Iterable[UUID]) -> dict[UUID, list[Told]]:
    """Of each, in the order of the carrier's clock."""
    found: dict[UUID, list[Told]] = {}
    for one in await db.all_as(Told, TOLD, list(parcels)):
        found.setdefault(one.parcel_id, []).append(one)
    return found


async def forget(db: Db, before: datetime | None, buyer_id: UUID | None) -> int:
    """Labels and words of what came to its end before that time, or was somebody's."""
    every = (FORGET_LABELS, FORGET_TOLD, FORGET_REASONS)
    return sum([await db.run(one, before, buyer_id) for one in every])
