"""All SQL of wishes."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.ride_wishes.model import (
    AreaWish,
    DriverPayment,
    HomeWish,
    WomanDriver,
    WomenWish,
)

RIDERS = "select person_id, women from ride_wishes_rider where person_id = any($1::uuid[])"
SET_RIDER = """
insert into ride_wishes_rider (person_id, women, said_at) values ($1, $2, $3)
on conflict (person_id) do update set women = excluded.women
"""
DROP_RIDER = "delete from ride_wishes_rider where person_id = $1"
COLUMNS = "person_id, said_at, confirmed_at, takes, from_hour, zone"
WOMEN = f"select {COLUMNS} from ride_wishes_woman where person_id = any($1::uuid[])"
ALL_WOMEN = f"""
select {COLUMNS} from ride_wishes_woman order by confirmed_at nulls first, said_at, person_id
limit 500
"""
# What the desk has confirmed stays so while she changes whom she takes.
SET_WOMAN = """
insert into ride_wishes_woman (person_id, said_at, takes, from_hour, zone)
values ($1, $2, $3, $4, $5)
on conflict (person_id) do update set takes = excluded.takes, from_hour = excluded.from_hour,
    zone = excluded.zone
"""
CONFIRM = "update ride_wishes_woman set confirmed_at = $2, by_id = $3 where person_id = $1"
DROP_WOMAN = "delete from ride_wishes_woman where person_id = $1"
FORGET_WOMEN = "with r as (delete from ride_wishes_rider) delete from ride_wishes_woman"
HOMES = "select person_id, lat, lon from ride_wishes_home where person_id = any($1::uuid[])"
SET_HOME = """
insert into ride_wishes_home (person_id, lat, lon) values ($1, $2, $3)
on conflict (person_id) do update set lat = excluded.lat, lon = excluded.lon
"""
AREAS = "select person_id, lat, lon, metres from ride_wishes_area where person_id = any($1::uuid[])"
SET_AREA = """
insert into ride_wishes_area (person_id, lat, lon, metres) values ($1, $2, $3, $4)
on conflict (person_id) do update set lat = excluded.lat, lon = excluded.lon,
    metres = excluded.metres
"""
DROP_AREA = "delete from ride_wishes_area where person_id = $1"
PAYMENTS = """
select person_id, no_meter, no_cash from ride_wishes_payment where person_id = any($1::uuid[])
"""
SET_PAYMENT = """
insert into ride_wishes_payment (person_id, no_meter, no_cash) values ($1, $2, $3)
on conflict (person_id) do update set no_meter = excluded.no_meter, no_cash = excluded.no_cash
"""
DROP_PAYMENT = "delete from ride_wishes_payment where person_id = $1"
DROP_HOME = "delete from ride_wishes_home where person_id = $1"


async def riders(db: Db, people: Sequence[UUID]) -> dict[UUID, WomenWish]:
    """What those of these riders have said who have."""
    return {row[0]: row[1] for row in await db.rows(RIDERS, people)}


async def set_rider(db: Db, person_id: UUID, women: WomenWish | None) -> int:
    """None: it is forgotten."""
    if women is None:
        return await db.run(DROP_RIDER, person_id)
    return await db.run(SET_RIDER, person_id, women, db.now)


async def women(db: Db, people: Sequence[UUID]) -> dict[UUID, WomanDriver]:
    """Those of these drivers who have said that they are women."""
    return {one.person_id: one for one in await db.all_as(WomanDriver, WOMEN, people)}


async def all_women(db: Db) -> list[WomanDriver]:
    """Those first whom the desk has not confirmed."""
    return await db.all_as(WomanDriver, ALL_WOMEN)


async def set_woman(db: Db, woman: WomanDriver) -> None:
    """What she has said; that the desk has confirmed it stays."""
    given = (woman.person_id, woman.said_at, woman.takes, woman.from_hour, woman.zone)
    await db.run(SET_WOMAN, *given)


async def confirm(db: Db, person_id: UUID, by_id: UUID | None) -> bool:
    """By whom, or that it is so no longer; False for who has not said it."""
    return await db.run(CONFIRM, person_id, db.now if by_id else None, by_id) == 1


async def drop_woman(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_WOMAN, person_id)


async def forget_women(db: Db) -> None:
    """Of everybody."""
    await db.run(FORGET_WOMEN)


async def homes(db: Db, people: Sequence[UUID]) -> dict[UUID, HomeWish]:
    """Of those of these drivers who want home."""
    return {one.person_id: one for one in await db.all_as(HomeWish, HOMES, people)}


async def set_home(db: Db, home: HomeWish) -> None:
    await db.run(SET_HOME, home.person_id, home.lat, home.lon)


async def drop_home(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_HOME, person_id)


async def areas(db: Db, people: Sequence[UUID]) -> dict[UUID, AreaWish]:
    """Where those of these drivers want to stay who want to stay somewhere."""
    return {one.person_id: one for one in await db.all_as(AreaWish, AREAS, people)}


async def set_area(db: Db, area: AreaWish) -> None:
    await db.run(SET_AREA, area.person_id, area.lat, area.lon, area.metres)


async def drop_area(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_AREA, person_id)


async def payments(db: Db, people: Sequence[UUID]) -> dict[UUID, DriverPayment]:
    """Of those of these drivers who do not take everything."""
    return {one.person_id: one for one in await db.all_as(DriverPayment, PAYMENTS, people)}


async def set_payment(db: Db, wish: DriverPayment) -> None:
    await db.run(SET_PAYMENT, wish.person_id, wish.no_meter, wish.no_cash)


async def drop_payment(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_PAYMENT, person_id)
