"""What a ride costs and what a car carries: known before one gets in, the same for everybody,
whoever asks and however many do. What is short is not dearer. Pure.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from leapfrog.places import metres_apart

CarClass = Literal["taxi", "car", "van", "bike", "accessible"]
Carried = Literal["child_seat", "wheelchair", "pet", "luggage"]
# Of the fare, in hundredths of a percent.
MOST_TOWN_FEE, WHOLE = 3_000, 10_000
# Calling off late costs a fifth of the price at most.
MOST_OF_PRICE = 5
BY_DAY, MOST_BY_NIGHT = 100, 300
MOST_SEATS, MOST_ZONES, MOST_HOLIDAYS, LONGEST_FREE = 8, 12, 60, 60
# A price that was told holds for so long, whatever the town sets meanwhile.
TOLD = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


class CarLimits(msgspec.Struct, frozen=True):
    """So many passengers at most, and what such a car may carry besides."""

    seats: int
    carries: frozenset[Carried]


WITHOUT_WHEELCHAIR: frozenset[Carried] = frozenset({"child_seat", "pet", "luggage"})
CLASSES: Mapping[CarClass, CarLimits] = {
    "taxi": CarLimits(4, WITHOUT_WHEELCHAIR),
    "car": CarLimits(4, WITHOUT_WHEELCHAIR),
    "van": CarLimits(MOST_SEATS, WITHOUT_WHEELCHAIR | {"wheelchair"}),
    "accessible": CarLimits(4, WITHOUT_WHEELCHAIR | {"wheelchair"}),
    "bike": CarLimits(1, frozenset()),
}
# Which rides a car of a class is asked for: large and accessible taxis are taxis too.
SERVES: Mapping[CarClass, frozenset[CarClass]] = {
    "taxi": frozenset({"taxi"}),
    "car": frozenset({"car"}),
    "van": frozenset({"van", "taxi"}),
    "accessible": frozenset({"accessible", "taxi"}),
    "bike": frozenset({"bike"}),
}


class RideNeeds(msgspec.Struct, frozen=True):
    """What a ride has to have room for: so many people, a child's seat, a wheelchair, a pet, large
    luggage.
    """

    seats: int = 1
    child_seat: bool = False
    wheelchair: bool = False
    pet: bool = False
    luggage: bool = False

    @property
    def carried(self) -> frozenset[Carried]:
        """Which of them besides people."""
        names: Sequence[Carried] = ("child_seat", "wheelchair", "pet", "luggage")
        return frozenset(one for one in names if getattr(self, one))


# Somebody with nothing besides.
ALONE = RideNeeds()


class DriverCar(msgspec.Struct, frozen=True):
    """What somebody drives, for how many, and what it carries; `asked_class`: what they say that it
    is, which counts once the desk has seen it.
    """

    person_id: UUID
    car_class: CarClass = "taxi"
    seats: int = 4
    child_seat: bool = False
    wheelchair: bool = False
    pet: bool = False
    luggage: bool = True
    asked_class: CarClass | None = None

    @property
    def carried(self) -> frozenset[Carried]:
        """What it carries besides people, as far as its class may."""
        own = RideNeeds(1, self.child_seat, self.wheelchair, self.pet, self.luggage)
        return own.carried & CLASSES[self.car_class].carries


class Tariff(msgspec.Struct, frozen=True):
    """Amounts in minor units: to begin with, for each kilometre and minute, and no ride is cheaper
    than the `minimum`. `cancel_fee`: for calling off late, at most a fifth of the price.
    `town_fee`: what the town keeps of the fare, in hundredths of a percent; `per_stop`: for each
    stop on the way; `per_pet`, `per_luggage`: for a pet, and for large luggage. `night_percent`:
    what a ride by night or on a holiday costs of one by day, without stops, pets, luggage and
    zones. Waiting at the door costs nothing for `waiting_free` minutes, then for each whole minute,
    `waiting_most` at most.
    """

    base: int
    per_km: int
    per_minute: int
    minimum: int
    cancel_fee: int
    town_fee: int
    per_stop: int = 0
    night_percent: int = BY_DAY
    waiting_free: int = 3
    waiting_per_minute: int = 0
    waiting_most: int = 0
    per_pet: int = 0
    per_luggage: int = 0


class SetTariff(Tariff, frozen=True):
    """The tariff of a class of cars, since when, and the how many-th of the town it is; the first
    is the program's own. Not `offered`: the town has no such cars.
    """

    car_class: CarClass = "taxi"
    offered: bool = True
    version: int = 0
    set_at: datetime | None = None


class PricedZone(msgspec.Struct, frozen=True):
    """A ride that begins or ends within so many metres of there (degrees), such as an airport,
    costs this more (minor units).
    """

    name: str
    lat: float
    lon: float
    metres: int
    amount: int


class Surcharges(msgspec.Struct, frozen=True):
    """When it is night, from one hour to another by the clock of `time_zone` (IANA; None: never),
    which days are holidays there, and which places cost more.
    """

    from_hour: int | None = None
    until_hour: int | None = None
    time_zone: str = "UTC"
    holidays: tuple[date, ...] = ()
    zones: tuple[PricedZone, ...] = ()

    def is_dearer(self, at: datetime) -> bool:
        """Whether it is night or a holiday then."""
        there = at.astimezone(ZoneInfo(self.time_zone))
        if there.date() in self.holidays:
            return True
        begins, ends = self.from_hour, self.until_hour
        if begins is None or ends is None:
            return False
        if begins < ends:
            return begins <= there.hour < ends
        return there.hour >= begins or there.hour < ends


class AgreedTariff(Tariff, frozen=True):
    """A tariff as it was agreed for one ride: whether by that of night, and with which zones."""

    at_night: bool = False
    zones: tuple[PricedZone, ...] = ()


class PriceLine(msgspec.Struct, frozen=True):
    """A part of a price, in minor units; `name`: of the stop or the zone that it is for."""

    what: Literal[
        "base",
        "distance",
        "time",
        "stop",
        "pet",
        "luggage",
        "zone",
        "minimum",
        "night",
        "waiting",
    ]
    amount: int
    name: str = ""


class PricedPlace(Protocol):
    """Where a trip begins, ends or stops, in degrees."""

    @property
    def lat(self) -> float: ...

    @property
    def lon(self) -> float: ...

    @property
    def name(self) -> str: ...


class PricedTrip(Protocol):
    """From where to where, and by road how long (seconds) and how far (metres)."""

    @property
    def origin(self) -> PricedPlace: ...

    @property
    def destination(self) -> PricedPlace: ...

    @property
    def seconds(self) -> int: ...

    @property
    def metres(self) -> int: ...

    @property
    def stops(self) -> Sequence[PricedPlace]: ...


def agreed(tariff: Tariff, surcharges: Surcharges, at: datetime) -> AgreedTariff:
    """What holds for a ride that begins then."""
    amounts = {name: getattr(tariff, name) for name in Tariff.__struct_fields__}
    return AgreedTariff(**amounts, at_night=surcharges.is_dearer(at), zones=surcharges.zones)


def price_lines(
    tariff: AgreedTariff, trip: PricedTrip, needs: RideNeeds = ALONE
) -> list[PriceLine]:
    """The lines whose sum is the price of a trip by this tariff (minor units): base, distance,
    time, stops, minimum, night, pet, luggage, zones; those of 0 are left out.
    """
    distance = round(tariff.per_km * trip.metres / 1000)
    time = round(tariff.per_minute * trip.seconds / 60)
    stops = [PriceLine("stop", tariff.per_stop, one.name) for one in trip.stops]
    driven = tariff.base + distance + time
    least = max(0, tariff.minimum - driven - tariff.per_stop * len(stops))
    more = tariff.night_percent - BY_DAY if tariff.at_night else 0
    lines = [
        PriceLine("base", tariff.base),
        PriceLine("distance", distance),
        PriceLine("time", time),
        *stops,
        PriceLine("minimum", least),
        PriceLine("night", round((driven + least) * more / 100)),
        PriceLine("pet", tariff.per_pet if needs.pet else 0),
        PriceLine("luggage", tariff.per_luggage if needs.luggage else 0),
        *(PriceLine("zone", one.amount, one.name) for one in zones_of(tariff, trip)),
    ]
    return [line for line in lines if line.amount or line.what == "base"]


def zones_of(tariff: AgreedTariff, trip: PricedTrip) -> list[PricedZone]:
    """Those in which a trip begins or ends, each once."""
    ends = (trip.origin, trip.destination)
    return [
        zone
        for zone in tariff.zones
        if any(metres_apart(zone.lat, zone.lon, one.lat, one.lon) <= zone.metres for one in ends)
    ]


def price_of(tariff: AgreedTariff, trip: PricedTrip, needs: RideNeeds = ALONE) -> int:
    """The price of a trip by this tariff, in minor units."""
    return sum(line.amount for line in price_lines(tariff, trip, needs))


def cancel_fee_of(tariff: Tariff, price: int) -> int:
    """What calling off a ride of this price late costs (minor units): the tariff's fee, at most a
    fifth of the price.
    """
    return min(tariff.cancel_fee, price // MOST_OF_PRICE)


def town_part(town_fee: int, fare: int) -> int:
    """The town's part of a fare (minor units), rounded down; `town_fee` in hundredths
    of a percent.
    """
    return fare * town_fee // WHOLE


def waiting_fee(tariff: Tariff, since: datetime | None, until: datetime) -> int:
    """What a driver's waiting at the door costs (minor units), from `since` (None: not waiting) to
    `until`.
    """
    if since is None:
        return 0
    minutes = (until - since) // MINUTE - tariff.waiting_free
    return min(max(0, minutes) * tariff.waiting_per_minute, tariff.waiting_most)


def may_have(car_class: CarClass, needs: RideNeeds) -> bool:
    """Whether any car of this class may carry these needs (seats, what is carried)."""
    limits = CLASSES[car_class]
    return 1 <= needs.seats <= limits.seats and needs.carried <= limits.carries


def fits(car: DriverCar, car_class: CarClass, needs: RideNeeds) -> bool:
    """Whether a car serves rides of this class with these needs (seats, what is carried)."""
    return (
        car_class in SERVES[car.car_class]
        and needs.seats <= car.seats
        and needs.carried <= car.carried
    )
