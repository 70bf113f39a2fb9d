"""What a ride costs: known before one gets in, the same for everybody, whoever asks and however
many do. What is short is not dearer.
"""

from uuid import UUID

import msgspec

from leapfrog import pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.rides.hailing import store
from leapfrog.rides.hailing.model import DrivenTrip, HailedRide, PriceLine, SetTariff, Tariff
from leapfrog.wallet import LARGEST

# Of the fare, in hundredths of a percent.
MOST_TOWN_FEE, WHOLE = 3_000, 10_000
# Calling off late costs a fifth of the price at most.
MOST_OF_PRICE = 5
CENTS = 2


FIRST = SetTariff(
    base=390, per_km=110, per_minute=60, minimum=700, cancel_fee=390, town_fee=0, per_stop=100
)


async def tariff(db: Db) -> SetTariff:
    """The one that holds now. Raises `NoMoney`."""
    found = await store.tariff(db)
    if found is not None:
        return found
    unit = 10 ** (await pay.money_terms(db)).exponent
    first = {name: getattr(FIRST, name) * unit // 10**CENTS for name in _AMOUNTS}
    return msgspec.structs.replace(FIRST, **first | {"minimum": max(1, first["minimum"])})


async def set_tariff(db: Db, by: UUID, new: Tariff) -> SetTariff:
    """From now on this holds, for rides that are asked for from now on. Raises `Invalid`,
    `NoMoney`.
    """
    amounts = [getattr(new, name) for name in _AMOUNTS]
    if not all(0 <= one <= LARGEST // WHOLE for one in amounts) or new.minimum < 1:
        raise Invalid("Amounts are 0 or more, and the minimum at least 1.")
    if not 0 <= new.town_fee <= MOST_TOWN_FEE:
        raise Invalid(f"The town's part is 0 to {MOST_TOWN_FEE}.")
    await store.add_tariff(db, by, new)
    return await tariff(db)


def price_lines(tariff: Tariff, trip: DrivenTrip) -> list[PriceLine]:
    """How the price of a trip comes about; it is their sum."""
    distance = round(tariff.per_km * trip.metres / 1000)
    time = round(tariff.per_minute * trip.seconds / 60)
    stops = [PriceLine("stop", tariff.per_stop, one.name) for one in trip.stops]
    so_far = tariff.base + distance + time + tariff.per_stop * len(stops)
    lines = [
        PriceLine("base", tariff.base),
        PriceLine("distance", distance),
        PriceLine("time", time),
        *stops,
        PriceLine("minimum", max(0, tariff.minimum - so_far)),
    ]
    return [line for line in lines if line.amount or line.what == "base"]


def price_of(tariff: Tariff, trip: DrivenTrip) -> int:
    """In minor units."""
    return sum(line.amount for line in price_lines(tariff, trip))


def cancel_fee_of(tariff: Tariff, price: int) -> int:
    """What calling off late costs at most, of a ride of this price."""
    return min(tariff.cancel_fee, price // MOST_OF_PRICE)


def town_part(town_fee: int, fare: int) -> int:
    """What the town keeps of a fare; never more than its part, so rounded down."""
    return fare * town_fee // WHOLE


def earnings_of(ride: HailedRide) -> int:
    """What the driver gets of the price that was agreed, with what the rider added."""
    return ride.price - town_part(ride.town_fee, ride.price) + ride.thanks


def earned(ride: HailedRide) -> int:
    """What the driver has got of the fare, or of the fee for calling off late or not coming."""
    paid = ride.fare or ride.fee
    return paid - town_part(ride.town_fee, paid)


_AMOUNTS = ("base", "per_km", "per_minute", "minimum", "cancel_fee", "per_stop")
