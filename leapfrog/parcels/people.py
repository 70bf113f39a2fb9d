"""Who has to do with parcels: buyers' address books, points, couriers, people with a paper card,
and the cash between them.
"""

import re
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.errors import Invalid
from leapfrog.parcel_sizes import ParcelSize

PointState = Literal["asked", "open", "refused", "closed"]
CourierState = Literal["asked", "approved", "refused", "stopped"]
LONGEST_LINE, LONGEST_TEXT, MOST_ADDRESSES = 100, 500, 30
# Open Location Code, whole: eight characters, a plus, two or three more.
PLUS_CODE = re.compile(r"[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}")
# Down to the village; other countries use fewer.
MOST_DIVISIONS = 5
# At most so much cash lies in one courier's pocket.
MOST_CASH = 100_000


class SavedAddress(msgspec.Struct, frozen=True, kw_only=True):
    """An address of somebody's book. `divisions`: from the largest down, in China province, city,
    county, township, village; `line`: street and number, or how people there find it; `lat`, `lon`:
    where they put the pin.
    """

    id: UUID
    label: str = ""
    name: str
    phone: str = ""
    country: str = "CN"
    divisions: list[str] = []
    line: str = ""
    plus_code: str = ""
    lat: float | None = None
    lon: float | None = None
    is_default: bool = False
    at: datetime


class PickupPoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where parcels are kept: the counter of a shop, whose id it has, or a locker with an id and a
    `name` of its own that belongs to a shop. `capacity`: so many at once; `keeps_days`: then one
    goes back; `fee`: what it gets for each that it hands out, minor units; `doors`: compartments of
    a locker that work, by size, for which there is a parcel each.
    """

    id: UUID
    merchant_id: UUID
    name: str = ""
    state: PointState
    about: str
    lat: float
    lon: float
    shelves: list[str]
    capacity: int
    keeps_days: int
    fee: int
    reason: str = ""
    tries: int = 0
    locked_until: datetime | None = None
    asked_by: UUID
    at: datetime
    doors: dict[ParcelSize, int] = {}

    @property
    def is_locker(self) -> bool:
        return self.id != self.merchant_id


class Courier(msgspec.Struct, frozen=True):
    """Who carries for every shop. `fee`: what they get for each parcel that they bring, minor
    units; without hours nobody knows when they set off. Hours as `CourierHours` says.
    """

    person_id: UUID
    state: CourierState
    about: str
    fee: int
    reason: str
    at: datetime
    weekdays: tuple[int, ...] = ()
    leaves_at: int | None = None
    ends_at: int | None = None
    zone: str = "UTC"


class CourierHours(msgspec.Struct, frozen=True):
    """On which weekdays (Monday is 1) a courier sets off, and until when they carry: minutes of
    the day by the clocks of `zone` (IANA); what ends before it begins ends on the next day.
    """

    weekdays: tuple[int, ...]
    leaves_at: int
    ends_at: int
    zone: str = "UTC"


class ReceiverCard(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody without a phone who has a paper card. `free_up_to`: cheaper orders need no digits of
    it, minor units.
    """

    id: UUID
    handle: str
    name: str
    address: str
    secret_hash: str
    free_up_to: int
    tries: int = 0
    locked_until: datetime | None = None
    made_by: UUID
    at: datetime


class CashTaken(msgspec.Struct, frozen=True):
    """What a courier took at a door for a shop, minor units."""

    parcel_id: UUID
    courier_id: UUID
    merchant_id: UUID
    amount: int
    currency: str
    taken_at: datetime


class CashCount(msgspec.Struct, frozen=True):
    """What a courier handed in, as the shop counted it."""

    id: UUID
    courier_id: UUID
    merchant_id: UUID
    expected: int
    counted: int
    by_id: UUID
    at: datetime


def line_of(text: str, field: str, most: int = LONGEST_LINE, least: int = 0) -> str:
    """A text as it is kept. Raises `Invalid`."""
    kept = text.strip()
    if not least <= len(kept) <= most:
        raise Invalid(f"Between {least} and {most} characters.", field=field)
    return kept


def checked_address(one: SavedAddress) -> SavedAddress:
    """An address as it is kept: villages have neither street nor code, so a pin or a plus code is
    enough. Raises `Invalid`.
    """
    code = one.plus_code.strip().upper()
    if code and not PLUS_CODE.fullmatch(code):
        raise Invalid("A plus code looks like 8FVC9G8F+6X.", field="plus_code")
    if not re.fullmatch("[A-Z]{2}", one.country):
        raise Invalid("Two capital letters.", field="country")
    if len(one.divisions) > MOST_DIVISIONS:
        raise Invalid(f"At most {MOST_DIVISIONS}.", field="divisions")
    kept = msgspec.structs.replace(
        one,
        label=line_of(one.label, "label"),
        name=line_of(one.name, "name", least=1),
        phone=line_of(one.phone, "phone"),
        divisions=[each for part in one.divisions if (each := line_of(part, "divisions"))],
        line=line_of(one.line, "line", LONGEST_TEXT),
        plus_code=code,
    )
    if not (kept.line or kept.divisions or kept.plus_code or kept.lat is not None):
        raise Invalid("Please say where it is.", field="line")
    return kept


def shelf_for(point: PickupPoint, taken: dict[str, int]) -> str:
    """Where the next parcel goes: on the shelf with the fewest, the first of these."""
    return min(point.shelves, key=lambda one: taken.get(one, 0))
