"""Counting now and then, for counting takes longer than an answer may."""

from leapfrog import identity
from leapfrog.census import store
from leapfrog.census.store import Census
from leapfrog.kernel.db import Db


async def take(db: Db) -> None:
    """Counts people, posts and comments of the town and keeps the numbers for `last`. Looks at all
    rows: for a job, not for a request.
    """
    people, written = await identity.census(db), await store.count(db)
    found = Census(
        people=people.people,
        month=people.month,
        half_year=people.half_year,
        towns=people.towns,
        posts=written.posts,
        comments=written.comments,
    )
    await store.keep(db, found)


async def last(db: Db) -> Census:
    """How many people, posts and comments there were when the town was counted last."""
    return await store.kept(db)
