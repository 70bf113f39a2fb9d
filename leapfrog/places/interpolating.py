"""House numbers that nobody has written down: about between two of the same street that are known;
pure.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from leapfrog.places.model import TownPlace
from leapfrog.search_words import folded

NUMBER = re.compile(r"(\d{1,4})[a-z]?")
ADDRESS = re.compile(r"(.*\D) (\d{1,4})[a-z]?( .*)?")
# What stands behind a number in Chinese.
SIGNS = frozenset(("号", "號"))
# Two numbers farther apart say nothing of what is between.
FAR_APART = 30
KIND = "interpolated"


class KnownAddress(msgspec.Struct, frozen=True):
    """An address that somebody has written down, and where it is."""

    address: str
    lat: float
    lon: float


class AskedHouse(msgspec.Struct, frozen=True):
    """What somebody asks for who asks for a house: words of its street, and its number."""

    street: list[str]
    number: int


def asked_house(words: Sequence[str]) -> AskedHouse | None:
    """The street and number in these folded words, where there are both."""
    numbers = [found[1] for word in words if (found := NUMBER.fullmatch(word))]
    street = [word for word in words if not NUMBER.fullmatch(word) and word not in SIGNS]
    if len(numbers) != 1 or not any(len(word) > 1 for word in street):
        return None
    return AskedHouse(street, int(numbers[0]))


def between(house: AskedHouse, known: Sequence[KnownAddress]) -> TownPlace | None:
    """About where a house is by its neighbours: those on its side of the street if there are two.
    None where one of them is it, or nobody knows.
    """
    streets: dict[str, dict[int, KnownAddress]] = defaultdict(dict)
    for one in known:
        if found := ADDRESS.fullmatch(folded(one.address)):
            streets[found[1]].setdefault(int(found[2]), one)
    for numbers in sorted(streets.values(), key=len, reverse=True):
        if house.number in numbers:
            return None
        same_side = [one for one in numbers if one % 2 == house.number % 2]
        for some in (same_side, [*numbers]):
            low = max((one for one in some if one < house.number), default=None)
            high = min((one for one in some if one > house.number), default=None)
            if low is not None and high is not None and high - low <= FAR_APART:
                part = (house.number - low) / (high - low)
                return _about(house.number, numbers[low], numbers[high], part)
    return None


def _about(number: int, low: KnownAddress, high: KnownAddress, part: float) -> TownPlace:
    told = re.sub(r" \d[^,]*", f" {number}", low.address, count=1)
    return TownPlace(
        id="",
        source="osm",
        kind=KIND,
        category="address",
        name=told,
        names={},
        address=told,
        lat=low.lat + (high.lat - low.lat) * part,
        lon=low.lon + (high.lon - low.lon) * part,
        hours="",
    )
