"""Places as they are kept: with the words and pieces by which they are found."""

from collections.abc import Mapping, Sequence

import msgspec

from leapfrog.places.model import Category, Point, Source
from leapfrog.places.store import TownPlaceRow
from leapfrog.search_words import found_by, pieces


class NamedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place before it is kept. `other_names`: by what it is found beside its names; `weight`:
    how many times more people look for it than for a café.
    """

    id: str
    source: Source
    kind: str
    category: Category
    name: str
    names: Mapping[str, str]
    address: str
    lat: float
    lon: float
    hours: str = ""
    weight: float
    other_names: Sequence[str] = ()


def row_of(named: NamedPlace) -> TownPlaceRow:
    """The row of a place."""
    lines = found_by([named.name, *named.names.values(), named.address, *named.other_names])
    return TownPlaceRow(
        id=named.id,
        source=named.source,
        kind=named.kind,
        category=named.category,
        name=named.name,
        names=dict(named.names),
        address=named.address,
        lat=named.lat,
        lon=named.lon,
        at=Point(named.lat, named.lon).metres,
        hours=named.hours,
        weight=named.weight,
        words="".join(f"\n{line}" for line in lines) + "\n",
        grams=pieces(lines),
    )
