"""A pair of a driver and a ride."""

import msgspec


class OfferPair(msgspec.Struct, frozen=True):
    """The how many-th driver is asked about the how many-th ride, so many seconds away."""

    driver: int
    ride: int
    seconds: int
