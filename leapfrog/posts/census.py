"""How much there is in the town, as it tells other towns and programs: counted now and then, for
counting takes longer than an answer may.
"""

import msgspec

from leapfrog import identity
from leapfrog.kernel.db import Db
from leapfrog.posts import store_census


class Census(msgspec.Struct, frozen=True):
    """People of the town, those who were here within 30 and within 180 days, other towns of which
    somebody is known; posts and comments that were written here, whoever may see them.
    """

    people: int = 0
    month: int = 0
    half_year: int = 0
    towns: int = 0
    posts: int = 0
    comments: int = 0


async def take(db: Db) -> None:
    """Counts anew."""
    people = await identity.census(db)
    written = await store_census.count(db)
    await store_census.keep(db, (*msgspec.structs.astuple(people), *written))


async def last(db: Db) -> Census:
    """As it was counted last."""
    row = await store_census.kept(db)
    return Census(*row) if row else Census()
