"""What the town has set, and by which of it a price was told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from leapfrog import pay
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.places import point_of
from leapfrog.ride_terms import store
from leapfrog.ride_terms.errors import ClassNotOffered
from leapfrog.ride_terms.model import (
    BY_DAY,
    CLASSES,
    LONGEST_FREE,
    MOST_BY_NIGHT,
    MOST_HOLIDAYS,
    MOST_TOWN_FEE,
    MOST_ZONES,
    TOLD,
    WHOLE,
    AgreedTariff,
    CarClass,
    PricedZone,
    SetTariff,
    Surcharges,
    agreed,
)
from leapfrog.wallet import LARGEST

CENTS = 2
ORDER = tuple(CLASSES)
AMOUNTS = (
    "base",
    "per_km",
    "per_minute",
    "minimum",
    "cancel_fee",
    "per_stop",
    "waiting_per_minute",
    "waiting_most",
    "per_pet",
    "per_luggage",
)
LONGEST_NAME, WIDEST, HOURS = 60, 30_000, 24
FIRST = SetTariff(
    base=390, per_km=110, per_minute=60, minimum=700, cancel_fee=390, town_fee=0, per_stop=100
)


class TownTariffs(msgspec.Struct, frozen=True):
    """What rides by hail cost in a town (minor units of `currency`): of each class of cars that
    there are; when it is night, and where a ride costs more.
    """

    currency: str
    tariffs: list[SetTariff]
    surcharges: Surcharges


async def town_tariffs(db: Db) -> TownTariffs:
    """All that holds now, taxis first. Raises `NoMoney`."""
    offered = [one for one in await _newest(db) if one.offered]
    return TownTariffs((await pay.money_terms(db)).currency, offered, await surcharges(db))


async def tariffs_at(db: Db, at: datetime) -> dict[CarClass, AgreedTariff]:
    """The tariff of each class of car that is offered, by class, for a ride that begins then.
    Raises `NoMoney`.
    """
    now = await surcharges(db)
    return {one.car_class: agreed(one, now, at) for one in await _newest(db) if one.offered}


async def tariffs_told(db: Db, car_class: CarClass, at: datetime | None) -> list[AgreedTariff]:
    """The tariffs of a class by which a price may have been told within five minutes, for a ride
    that begins at `at` (None: now), the newest first: one of them must make the price that was
    agreed. Raises `NoMoney`, `ClassNotOffered`.
    """
    since = db.now - TOLD
    tariffs = await store.since(db, car_class, since)
    if car_class == FIRST.car_class and all(_set_after(one.set_at, since) for one in tariffs):
        tariffs.append(await _first(db))
    if not tariffs or not tariffs[0].offered:
        raise ClassNotOffered
    dated = await store.surcharges_since(db, since)
    extras = [one.surcharges for one in dated]
    if all(_set_after(one.set_at, since) for one in dated):
        extras.append(Surcharges())
    times = [at] if at else [db.now, since]
    return [
        agreed(tariff, extra, when)
        for tariff in tariffs
        if tariff.offered
        for extra in extras
        for when in times
    ]


def _set_after(set_at: datetime | None, then: datetime) -> bool:
    """What the town set then for the first time was the program's own before."""
    return set_at is not None and set_at > then


async def surcharges(db: Db) -> Surcharges:
    """Those that hold now; none before the town has set any."""
    found = await store.surcharges_since(db, db.now)
    return found[0].surcharges if found else Surcharges()


async def set_tariff(db: Db, by: UUID, new: SetTariff) -> SetTariff:
    """Sets what rides in cars of a class cost from now on, or that there are none; those that were
    asked for before cost what was agreed. Answers the tariff. Raises `Invalid`, `NoMoney`.
    """
    amounts = [getattr(new, name) for name in AMOUNTS]
    if not all(0 <= one <= LARGEST // WHOLE for one in amounts) or new.minimum < 1:
        raise Invalid("Amounts are 0 or more, and the minimum at least 1.")
    if not 0 <= new.town_fee <= MOST_TOWN_FEE:
        raise Invalid(f"The town's part is 0 to {MOST_TOWN_FEE}.")
    if not BY_DAY <= new.night_percent <= MOST_BY_NIGHT:
        raise Invalid(f"A ride by night costs {BY_DAY} to {MOST_BY_NIGHT} percent of one by day.")
    if not 0 <= new.waiting_free <= LONGEST_FREE:
        raise Invalid(f"Waiting is free for 0 to {LONGEST_FREE} minutes.")
    await store.add_tariff(db, by, new)
    [done, *_] = await store.since(db, new.car_class, db.now)
    return done


async def set_surcharges(db: Db, by: UUID, new: Surcharges) -> Surcharges:
    """Sets from now on when it is night and a holiday, and where a ride costs more; answers what
    holds. Raises `Invalid`.
    """
    hours = (new.from_hour, new.until_hour)
    if hours != (None, None) and (None in hours or new.from_hour == new.until_hour):
        raise Invalid("A night begins at one hour and ends at another.")
    if not all(0 <= (one or 0) < HOURS for one in hours):
        raise Invalid("An hour is 0 to 23.")
    if len(new.holidays) > MOST_HOLIDAYS or len(new.zones) > MOST_ZONES:
        raise Invalid(f"At most {MOST_HOLIDAYS} holidays and {MOST_ZONES} places.")
    try:
        ZoneInfo(new.time_zone)
    except (ValueError, OSError, KeyError) as cause:
        raise Invalid("This is no time zone.") from cause
    kept = Surcharges(
        new.from_hour,
        new.until_hour,
        new.time_zone,
        tuple(sorted({*new.holidays})),
        tuple(_kept(one) for one in new.zones),
    )
    await store.add_surcharges(db, by, kept)
    return await surcharges(db)


def _kept(zone: PricedZone) -> PricedZone:
    """Raises `Invalid`."""
    at, name = point_of(zone.lat, zone.lon), " ".join(plain(zone.name).split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Invalid(f"1 to {LONGEST_NAME} characters.")
    if not (0 < zone.metres <= WIDEST and 0 < zone.amount <= LARGEST // WHOLE):
        raise Invalid(f"A place is up to {WIDEST} metres wide and costs something.")
    return PricedZone(name, at.lat, at.lon, zone.metres, zone.amount)


async def _newest(db: Db) -> Sequence[SetTariff]:
    found = await store.newest(db)
    own = [] if any(one.car_class == FIRST.car_class for one in found) else [await _first(db)]
    return sorted([*own, *found], key=lambda one: ORDER.index(one.car_class))


async def _first(db: Db) -> SetTariff:
    """The program's own, of taxis, until the town sets one. Raises `NoMoney`."""
    unit = 10 ** (await pay.money_terms(db)).exponent
    first = {name: getattr(FIRST, name) * unit // 10**CENTS for name in AMOUNTS}
    return msgspec.structs.replace(FIRST, **first | {"minimum": max(1, first["minimum"])})
