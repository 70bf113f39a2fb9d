"""Who carries: our own couriers, a carrier from elsewhere whose number is typed in, or one that an
adapter speaks with (docs/carriers.md). What a carrier cannot do, its adapter says.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.metadata import EntryPoints, entry_points
from typing import Literal, Protocol

import msgspec
import structlog

from leapfrog.kernel.outgoing import Outgoing
from leapfrog.parcels.errors import BadCarrierNews
from leapfrog.parcels.model import Parcel, new_number
from leapfrog.parcels.people import line_of

# Installed packages that bring carriers name their adapters in this group of entry points.
GROUP = "leapfrog.carriers"
MOST_NEWS, LONGEST_ID = 500, 100

# not_there: nobody took it at the door. Of the last two a shop hears, and decides.
CarrierWord = Literal[
    "collected", "on_the_way", "not_there", "received", "returning", "returned", "lost"
]
log = structlog.get_logger()


class CarrierRefused(Exception):
    """The carrier does not take this parcel, ever; the message says why, for the shop."""


class CarrierParcel(msgspec.Struct, frozen=True, kw_only=True):
    """What a carrier is told to book. `number`: ours, the same each time, by which a second
    question is known; `shop_lat`, `shop_lon`: where it is fetched, if the shop said so.
    """

    number: str
    weight_g: int | None
    shop_name: str
    shop_lat: float | None
    shop_lon: float | None
    for_name: str
    for_phone: str
    for_address: str
    lat: float | None
    lon: float | None


class CarrierLabel(msgspec.Struct, frozen=True):
    """What a carrier booked: its own number, and the label that the shop sticks on, as PDF, PNG or
    ZPL (`media_type`); empty where our own label does.
    """

    number: str
    content: bytes = b""
    media_type: str = ""


class CarrierNews(msgspec.Struct, frozen=True):
    """Something that a carrier tells of a parcel. `id`: the carrier's own, by which it counts once;
    `number`: of the parcel, the carrier's; `at`: by the carrier's clock.
    """

    id: str
    number: str
    word: CarrierWord
    at: datetime
    text: str = ""


class Carrier(Protocol):
    """An adapter. `name`: as people know it; `hands`: people of this town scan its parcels;
    `follows`: what becomes of them is heard here; `books`: it is asked for a number and a label;
    `tracks`: it is asked from time to time what became of a parcel.
    """

    name: str
    hands: bool
    follows: bool
    books: bool
    tracks: bool

    def number(self) -> str:
        """Our own number of the label that the shop puts on."""

    def read(self, typed: str) -> str:
        """The carrier's own number that somebody typed, as it is kept. Raises `Invalid`."""

    def link(self, number: str) -> str | None:
        """Where the carrier shows what became of it."""

    async def book(self, out: Outgoing, parcel: CarrierParcel) -> CarrierLabel:
        """Books a parcel; again with the same number is the same booking. Raises `CarrierRefused`;
        `CallFailed` and all else means that it is asked again later.
        """

    async def track(self, out: Outgoing, number: str) -> Sequence[CarrierNews]:
        """All that the carrier knows of a parcel; what was told before does no harm."""

    def heard(self, headers: Mapping[str, str], body: bytes) -> Sequence[CarrierNews]:
        """What a message of the carrier to the town says; names of headers in small letters.
        Raises `BadCarrierNews` unless the carrier proves that it is from it.
        """


class BaseCarrier:
    """A carrier that neither books nor tells anything: what an adapter can do, it says beside."""

    name = ""
    hands = False
    follows = False
    books = False
    tracks = False

    def number(self) -> str:
        return new_number()

    def read(self, typed: str) -> str:
        return line_of(typed.upper(), "carrier_number", 40)

    def link(self, number: str) -> str | None:
        return None

    async def book(self, out: Outgoing, parcel: CarrierParcel) -> CarrierLabel:
        raise CarrierRefused(f"{self.name} is not asked for labels.")

    async def track(self, out: Outgoing, number: str) -> Sequence[CarrierNews]:
        return []

    def heard(self, headers: Mapping[str, str], body: bytes) -> Sequence[CarrierNews]:
        raise BadCarrierNews


class LocalCarrier(BaseCarrier):
    """The couriers and points of this town."""

    hands = follows = True

    def read(self, typed: str) -> str:
        return line_of(typed, "carrier_number", 0)


class TypedCarrier(BaseCarrier):
    """A carrier from elsewhere: the shop types the number, and says what became of it."""

    def read(self, typed: str) -> str:
        return line_of(typed.upper(), "carrier_number", 40, 4)


CARRIERS: dict[str, Carrier] = {"local": LocalCarrier(), "other": TypedCarrier()}


@cache
def _installed() -> EntryPoints:
    """To look through all packages takes ten milliseconds, and finds what it found at the start."""
    return entry_points(group=GROUP)


def bring_carriers() -> None:
    """Adapters of installed packages are there from now on. One that cannot be loaded is logged,
    and the town opens without it; nobody takes the place of our own.
    """
    for one in _installed():
        if one.name in CARRIERS:
            continue
        try:
            CARRIERS[one.name] = one.load()()
        except Exception as cause:
            log.error("carrier_not_loaded", carrier=one.name, exc_info=cause)


def carrier_of(parcel: Parcel) -> Carrier:
    """Its adapter; of one that is not installed any more only the number is known."""
    return CARRIERS.get(parcel.carrier, CARRIERS["other"])


def name_of(carrier: str) -> str:
    """How people know it; of one that is not installed any more its id."""
    return CARRIERS[carrier].name if carrier in CARRIERS else carrier


def is_followed(parcel: Parcel) -> bool:
    """Whether a parcel's carrier tells its steps; else only shop and buyer say them."""
    return carrier_of(parcel).follows


def is_in_hand(parcel: Parcel) -> bool:
    """Whether people of this town carry and scan it."""
    return carrier_of(parcel).hands
