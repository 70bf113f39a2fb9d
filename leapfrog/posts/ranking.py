"""Ranking: what is hot, computed beside all requests, by the formula that everybody can read."""

from datetime import timedelta

from leapfrog import follows, topics
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.posts import store_ranking

RANK = "posts.rank"
EVERY = timedelta(minutes=2)


async def rank(db: Db, ref: str, _body: object) -> None:
    """Ranks posts and topics anew, and comes again."""
    await store_ranking.heat(db, db.now)
    await topics.rank(db, await store_ranking.topics(db, db.now))
    await follows.widen(db)
    await schedule(db, RANK, ref, db.now + EVERY)
