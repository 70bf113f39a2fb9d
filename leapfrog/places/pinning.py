"""Pins: places that other modules of the town put on its map. A new map leaves them where they
are.
"""

from collections.abc import Mapping, Sequence

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.places import store
from leapfrog.places.kinds import words_for
from leapfrog.places.model import Category, Point, Source
from leapfrog.places.rows import NamedPlace, row_of

# Twice what most places of OpenStreetMap have: it is this town's own.
WEIGHT = 2.0


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """A place of a module's own. `ref`: by what the module knows it; `kind` as tags of OSM name it;
    `names` by language; `other_names`: by what it is found beside these and the words for its kind.
    """

    source: Source
    ref: str
    kind: str
    category: Category
    name: str
    point: Point
    names: Mapping[str, str] = {}
    address: str = ""
    hours: str = ""
    other_names: Sequence[str] = ()

    @property
    def place_id(self) -> str:
        """Of the place on the map."""
        return f"{self.source}:{self.ref}"


async def pin(db: Db, pins: Sequence[Pin]) -> None:
    """Puts these pins on the map, or changes those that are there (by source and ref); all of each
    is replaced.
    """
    await store.pin_all(db, [row_of(_named(one)) for one in pins])


async def unpin(db: Db, source: Source, refs: Sequence[str]) -> None:
    """Takes the pins of this source with these refs off the map. Again, nothing happens."""
    await store.unpin_all(db, [f"{source}:{ref}" for ref in refs])


def _named(pin: Pin) -> NamedPlace:
    return NamedPlace(
        id=pin.place_id,
        source=pin.source,
        kind=pin.kind,
        category=pin.category,
        name=pin.name,
        names=pin.names,
        address=pin.address,
        lat=pin.point.lat,
        lon=pin.point.lon,
        hours=pin.hours,
        weight=WEIGHT,
        other_names=[*pin.other_names, *words_for(pin.kind)],
    )
