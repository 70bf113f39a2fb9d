"""Finding places: by words, by kind, by where they are."""

from collections.abc import Sequence

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.places import store, store_finding
from leapfrog.places.errors import NoMap, NoPlace
from leapfrog.places.interpolating import AskedHouse, asked_house, between
from leapfrog.places.model import (
    EARTH_WIDTH,
    Box,
    PlaceCluster,
    Point,
    TownMap,
    TownPlace,
    Whereabouts,
    metres_apart,
)
from leapfrog.places.store_finding import ClusterQuery, PlaceQuery
from leapfrog.search_words import asked_pieces, asked_words, is_dense

NOWHERE = Point(0, 0)
# With fewer answers than this, what is spelt like it is looked for too; not for short words, to
# which too much is alike.
ENOUGH, SHORTEST_MISSPELT, ALIKE = 5, 4, 0.45
# Metres from an address that is one's own, and from a place that one is "by".
AT, BY = 40.0, 150.0
# A cluster is of an eighth of a tile (64 of 512 pixels).
PARTS_OF_TILE = 8
MOST_CLUSTERS = 300
# Of one street, as many numbers as it may well have.
MOST_HOUSES = 500


async def town_map(db: Db) -> TownMap:
    """What the town's map is: version, bounds, centre. Raises `NoMap` in a town without one."""
    found = await store.town_map(db)
    if found is None:
        raise NoMap
    return found


async def place(db: Db, place_id: str) -> TownPlace:
    """A place by its id, also one outside of the town's map. Raises `NoPlace`."""
    found = await store_finding.place(db, place_id)
    if found is None:
        raise NoPlace
    return found


async def place_on_map(db: Db, place_id: str) -> TownPlace | None:
    """A place by its id; None where there is none, or it lies outside of the town's map."""
    found, here = await store_finding.place(db, place_id), await store.town_map(db)
    if found is None or here is None or not here.bounds.holds(Point(found.lat, found.lon)):
        return None
    return found


async def find(
    db: Db, words: str, *, near: Point | None, kind: str | None, limit: int
) -> list[TownPlace]:
    """The places that have all of these words in their names, in the words for their kind or in how
    these sound, the best first; without words the nearest. A house whose number nobody has written
    down is about between its neighbours (kind `interpolated`). `near`: the town's centre if None;
    `kind`: also a category.
    """
    if near is None:
        here = await store.town_map(db)
        near = here.centre if here else NOWHERE
    query = PlaceQuery(near, kind, limit)
    known = asked_words(words)
    if not known:
        # What consists of signs alone is in no name.
        return [] if words.strip() else await store_finding.nearest(db, query)
    found = await store_finding.found(db, query, asked_pieces(known), known)
    if kind in (None, "address") and (house := asked_house(known)):
        found = [*await _about(db, house, near), *found]
    if len(found) < min(ENOUGH, limit) and _may_be_misspelt(known):
        ids = [one.id for one in found]
        found += await store_finding.misspelt(db, query, " ".join(known), ids, ALIKE)
    return found[:limit]


async def _about(db: Db, house: AskedHouse, near: Point) -> list[TownPlace]:
    """About where a house is whose number nobody has written down, if its neighbours say so."""
    pieces = asked_pieces(house.street)
    known = await store_finding.on_street(db, near, pieces, house.street, MOST_HOUSES)
    about = between(house, known)
    if about is None:
        return []
    metres = metres_apart(near.lat, near.lon, about.lat, about.lon)
    return [msgspec.structs.replace(about, metres=metres)]


async def whereabouts(db: Db, point: Point) -> Whereabouts:
    """Where a point is, in words: an address, by something that has a name, or on a street. Raises
    `NoPlace` where nothing is near.
    """
    if address := await store_finding.address_near(db, point, AT):
        return Whereabouts("at", address.address, {}, address.metres or 0, address)
    if named := await store_finding.named_near(db, point, BY):
        return Whereabouts("by", named.name, named.names, named.metres or 0, named)
    if street := await store_finding.street_near(db, point, BY):
        return Whereabouts("on", street.name, street.names, street.metres, None)
    raise NoPlace


async def addresses_at(db: Db, points: Sequence[Point]) -> list[str]:
    """The address that is nearest to each of these points, within 40 metres; an empty text where
    none is.
    """
    return await store_finding.addresses_near(db, points, AT)


async def clusters(
    db: Db, box: Box, zoom: int, *, kind: str | None = None, own: bool = False
) -> list[PlaceCluster]:
    """The places in a box as a map of this zoom can show them: what is close together counts as
    one, and what weighs most stands for it. `own`: only those that modules of the town have put
    there.
    """
    side = EARTH_WIDTH / (PARTS_OF_TILE << zoom)
    return await store_finding.clusters(db, ClusterQuery(box, side, kind, own, MOST_CLUSTERS))


def _may_be_misspelt(words: Sequence[str]) -> bool:
    text = " ".join(words)
    return len(text) >= SHORTEST_MISSPELT and not is_dense(text)
