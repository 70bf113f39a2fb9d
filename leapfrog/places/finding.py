"""Finding places: by words, by kind, by where they are."""

from leapfrog.kernel.db import Db
from leapfrog.places import store
from leapfrog.places.errors import NoMap, NoPlace
from leapfrog.places.model import Point, TownMap, TownPlace
from leapfrog.places.words import asked_pieces, asked_words

NOWHERE = Point(0, 0)


async def town_map(db: Db) -> TownMap:
    """The town's map. Raises `NoMap`."""
    found = await store.town_map(db)
    if found is None:
        raise NoMap
    return found


async def place(db: Db, place_id: str) -> TownPlace:
    """One place. Raises `NoPlace`."""
    found = await store.place(db, place_id)
    if found is None:
        raise NoPlace
    return found


async def find(
    db: Db, words: str, *, near: Point | None, kind: str | None, limit: int
) -> list[TownPlace]:
    """The places that have all of these words in their names, in the words for their kind or in how
    these sound, the best first; without words the nearest. `near`: the town's centre if None;
    `kind`: also a category.
    """
    if near is None:
        here = await store.town_map(db)
        near = here.centre if here else NOWHERE
    query = store.PlaceQuery(near, kind, limit)
    known = asked_words(words)
    if not known:
        return await store.nearest(db, query)
    return await store.found(db, query, asked_pieces(known), known)
