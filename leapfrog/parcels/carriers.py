"""Who carries: our own couriers, or a carrier from elsewhere whose number is typed in. One adapter
for each; what a carrier cannot do, its adapter says.
"""

from typing import Protocol

from leapfrog.parcels.model import Parcel, new_number
from leapfrog.parcels.people import line_of


class Carrier(Protocol):
    """An adapter. `follows`: its parcels are scanned by people of this town."""

    follows: bool

    def number(self) -> str:
        """The number of the label that the shop puts on."""

    def read(self, typed: str) -> str:
        """The carrier's own number, as it is kept. Raises `Invalid`."""

    def link(self, number: str) -> str | None:
        """Where the carrier shows what became of it."""


class LocalCarrier:
    """The couriers and points of this town."""

    follows = True

    def number(self) -> str:
        return new_number()

    def read(self, typed: str) -> str:
        return line_of(typed, "carrier_number", 0)

    def link(self, _number: str) -> str | None:
        return None


class TypedCarrier:
    """A carrier from elsewhere: the shop types the number, and says what became of it."""

    follows = False

    def number(self) -> str:
        return new_number()

    def read(self, typed: str) -> str:
        return line_of(typed.upper(), "carrier_number", 40, 4)

    def link(self, _number: str) -> str | None:
        return None


CARRIERS: dict[str, Carrier] = {"local": LocalCarrier(), "other": TypedCarrier()}


def is_followed(parcel: Parcel) -> bool:
    """Whether people of this town scan it: of others only what the shop and the buyer say is
    known.
    """
    return CARRIERS[parcel.carrier].follows
