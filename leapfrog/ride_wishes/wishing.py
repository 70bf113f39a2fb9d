"""Wishes said, confirmed and taken back."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.places import Point, point_of
from leapfrog.ride_wishes import store
from leapfrog.ride_wishes.errors import NotSaid
from leapfrog.ride_wishes.model import (
    NARROWEST,
    WIDEST,
    AreaWish,
    DriverPayment,
    DriverWishes,
    HomeWish,
    WomanDriver,
    WomanTakes,
    WomenWish,
    checked_zone,
)

# About ten metres; where somebody lives needs no more.
DIGITS = 4


async def rider_wish(db: Db, me: UUID) -> WomenWish | None:
    """What I have said as a rider."""
    return (await store.riders(db, [me])).get(me)


async def set_rider_wish(db: Db, me: UUID, women: WomenWish | None) -> None:
    """I am a woman, and would rather, or only, be driven by women; None: I have said nothing, and
    that I had is forgotten.
    """
    await store.set_rider(db, me, women)


async def driver_wishes(db: Db, me: UUID) -> DriverWishes:
    """All that a driver wishes: which riders a woman takes, where rides are to lead, within which
    area, how to be paid; None where nothing is wished.
    """
    woman = (await store.women(db, [me])).get(me)
    home = (await store.homes(db, [me])).get(me)
    area = (await store.areas(db, [me])).get(me)
    return DriverWishes(woman, home, area, (await store.payments(db, [me])).get(me))


async def set_woman(
    db: Db, me: UUID, takes: WomanTakes | None, from_hour: int | None, zone: str
) -> None:
    """Sets that a driver is a woman, which the desk shall confirm, and which riders she takes;
    None: she has said nothing, and what she had is deleted. `from_hour` with `women_from` alone.
    Raises `Invalid`.
    """
    if takes is None:
        await store.drop_woman(db, me)
        return
    if (takes == "women_from") != (from_hour is not None) or not 0 <= (from_hour or 0) <= 23:
        raise Invalid("An hour from 0 to 23, where it begins at one.")
    await store.set_woman(db, WomanDriver(me, db.now, None, takes, from_hour, checked_zone(zone)))


async def confirm_woman(db: Db, by: UUID, driver_id: UUID, *, yes: bool) -> None:
    """The desk has seen on a driver's licence that she is a woman, or that not. Raises `NotSaid`
    for who has not said so.
    """
    if not await store.confirm(db, driver_id, by if yes else None):
        raise NotSaid


async def women_drivers(db: Db) -> list[WomanDriver]:
    """The drivers who say that they are women, for the desk: those first whom it has not confirmed;
    500 at most.
    """
    return await store.all_women(db)


async def set_home(db: Db, me: UUID, home: Point | None) -> None:
    """Sets the place to which all rides of a driver are to lead, kept to about ten metres; None
    deletes it. Raises `Invalid`.
    """
    if home is None:
        await store.drop_home(db, me)
        return
    kept = point_of(home.lat, home.lon)
    await store.set_home(db, HomeWish(me, round(kept.lat, DIGITS), round(kept.lon, DIGITS)))


async def set_area(db: Db, me: UUID, middle: Point, metres: int) -> None:
    """Sets the area outside of which a driver is asked for no ride that ends there: `metres` (500
    to 30,000) around its middle, which is kept to about ten metres. Raises `Invalid`.
    """
    kept = point_of(middle.lat, middle.lon)
    if not NARROWEST <= metres <= WIDEST:
        raise Invalid(f"An area is {NARROWEST} to {WIDEST} metres from its middle.")
    await store.set_area(db, AreaWish(me, round(kept.lat, DIGITS), round(kept.lon, DIGITS), metres))


async def forget_area(db: Db, me: UUID) -> None:
    """Deletes the area in which a driver wants to stay, who is asked for rides anywhere then.
    Again, nothing happens.
    """
    await store.drop_area(db, me)


async def set_payment(db: Db, me: UUID, *, no_meter: bool, no_cash: bool) -> None:
    """Sets that a driver has no meter, or takes no cash, and is asked for no such ride; neither:
    they take all, and what they had said is deleted.
    """
    if no_meter or no_cash:
        await store.set_payment(db, DriverPayment(me, no_meter, no_cash))
    else:
        await store.drop_payment(db, me)


async def forget_women(db: Db) -> None:
    """Deletes all that drivers and riders have said about women, in a town that does not offer it
    any more.
    """
    await store.forget_women(db)
