"""Places that somebody keeps for themselves, and that nobody else sees."""

import re
from uuid import UUID

from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.places import store_own
from leapfrog.places.errors import NoPlace, PlacesFull
from leapfrog.places.model import point_of
from leapfrog.places.store_own import OwnPlace

MOST, LONGEST_NAME = 100, 120
WORD = re.compile(r"[\w-]{1,40}")


async def own_places(db: Db, me: UUID) -> list[OwnPlace]:
    """All of mine, by their words."""
    return await store_own.all_of(db, me)


async def own_place(db: Db, me: UUID, word: str) -> OwnPlace:
    """Raises `NoPlace`."""
    found = await store_own.one_of(db, me, word)
    if found is None:
        raise NoPlace
    return found


async def keep_place(db: Db, me: UUID, kept: OwnPlace) -> OwnPlace:
    """It is mine from now on, in the place of the one that had this word. Raises `Invalid`,
    `PlacesFull`.
    """
    if not WORD.fullmatch(kept.word):
        raise Invalid("A word of letters, digits and hyphens, at most 40.")
    point = point_of(kept.lat, kept.lon)
    name = " ".join(plain(kept.name).split())[:LONGEST_NAME]
    await store_own.lock(db, me)
    if await store_own.others(db, me, kept.word) >= MOST:
        raise PlacesFull
    made = OwnPlace(kept.word, name, point.lat, point.lon, kept.kept_at)
    await store_own.keep(db, me, made)
    return made


async def forget_place(db: Db, me: UUID, word: str) -> None:
    """It is mine no longer. Again, nothing happens."""
    await store_own.forget(db, me, word)
