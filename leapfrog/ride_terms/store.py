"""All SQL of the terms of rides."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.ride_terms.model import CarClass, DriverCar, PricedZone, SetTariff, Surcharges

AMOUNTS = """
base, per_km, per_minute, minimum, cancel_fee, town_fee, per_stop, night_percent, waiting_free,
waiting_per_minute, waiting_most, per_pet, per_luggage, car_class, offered
"""
NEWEST = f"""
select distinct on (car_class) {AMOUNTS}, version, set_at from ride_terms_tariff
order by car_class, version desc
"""
# What held at any time since then: each until the next was set.
SINCE = f"""
select {AMOUNTS}, version, set_at from (
    select *, lead(set_at) over (order by version) as until from ride_terms_tariff
    where car_class = $1
) t where until is null or until > $2 order by version desc
"""
ADD_TARIFF = f"""
insert into ride_terms_tariff ({AMOUNTS}, set_at, by_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
"""
SURCHARGES_SINCE = """
select from_hour, until_hour, time_zone, holidays, zones, set_at from (
    select *, lead(set_at) over (order by version) as until from ride_terms_surcharge
) t where until is null or until > $1 order by version desc
"""
ADD_SURCHARGES = """
insert into ride_terms_surcharge
    (from_hour, until_hour, time_zone, holidays, zones, set_at, by_id)
values ($1, $2, $3, $4, $5, $6, $7)
"""
CAR_COLUMNS = "person_id, car_class, seats, child_seat, wheelchair, pet, luggage, asked_class"
CARS = f"select {CAR_COLUMNS} from ride_terms_car where person_id = any($1::uuid[])"
PUT_CAR = f"""
insert into ride_terms_car ({CAR_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (person_id) do update set seats = excluded.seats, child_seat = excluded.child_seat,
    wheelchair = excluded.wheelchair, pet = excluded.pet, luggage = excluded.luggage,
    asked_class = excluded.asked_class
"""
CONFIRM_CAR = """
update ride_terms_car set car_class = asked_class, asked_class = null
where person_id = $1 and asked_class is not null
"""
REFUSE_CAR = """
update ride_terms_car set asked_class = null where person_id = $1 and asked_class is not null
"""
ASKING = "select person_id from ride_terms_car where asked_class is not null order by person_id"
DROP_CAR = "delete from ride_terms_car where person_id = $1"
TARIFF_NAMES = tuple(one for one in SetTariff.__struct_fields__ if one not in ("version", "set_at"))


class DatedSurcharges(msgspec.Struct, frozen=True):
    """Surcharges, and since when they hold."""

    surcharges: Surcharges
    set_at: datetime


async def newest(db: Db) -> list[SetTariff]:
    """Of each class that the town ever set, the newest."""
    return await db.all_as(SetTariff, NEWEST)


async def since(db: Db, car_class: CarClass, then: datetime) -> list[SetTariff]:
    """What held of a class at any time since then, the newest first."""
    return await db.all_as(SetTariff, SINCE, car_class, then)


async def add_tariff(db: Db, by_id: UUID, new: SetTariff) -> None:
    amounts = [getattr(new, name) for name in TARIFF_NAMES]
    await db.run(ADD_TARIFF, *amounts, db.now, by_id)


async def surcharges_since(db: Db, then: datetime) -> list[DatedSurcharges]:
    """What held at any time since then, the newest first."""
    found = []
    for row in await db.rows(SURCHARGES_SINCE, then):
        told = dict(row.items())
        set_at = told.pop("set_at")
        told["zones"] = msgspec.convert(told["zones"], tuple[PricedZone, ...])
        told["holidays"] = tuple(told["holidays"])
        found.append(DatedSurcharges(Surcharges(**told), set_at))
    return found


async def add_surcharges(db: Db, by_id: UUID, new: Surcharges) -> None:
    hours = (new.from_hour, new.until_hour, new.time_zone)
    zones = msgspec.to_builtins(new.zones)
    await db.run(ADD_SURCHARGES, *hours, list(new.holidays), zones, db.now, by_id)


async def cars(db: Db, drivers: Sequence[UUID]) -> Mapping[UUID, DriverCar]:
    """Of those of these drivers who have said what they drive."""
    return {one.person_id: one for one in await db.all_as(DriverCar, CARS, drivers)}


async def put_car(db: Db, car: DriverCar) -> None:
    """What the desk has seen it to be stays."""
    await db.run(PUT_CAR, *msgspec.structs.astuple(car))


async def decide_car(db: Db, driver_id: UUID, *, yes: bool) -> bool:
    """False for who does not ask."""
    return await db.run(CONFIRM_CAR if yes else REFUSE_CAR, driver_id) == 1


async def asking(db: Db) -> set[UUID]:
    """Who says to drive another class of car than the desk has seen."""
    return {row[0] for row in await db.rows(ASKING)}


async def drop_car(db: Db, driver_id: UUID) -> int:
    return await db.run(DROP_CAR, driver_id)
