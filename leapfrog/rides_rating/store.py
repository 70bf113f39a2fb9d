"""SQL of ratings."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.rides_rating.model import FEWEST, LAST, SHOWN_AFTER, RatingAverage, RideRating

COLUMNS = "ride_id, by_id, of_id, stars, words, at"
ADD = f"insert into rides_rating ({COLUMNS}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing"
OF_RIDE = f"select {COLUMNS} from rides_rating where ride_id = $1"
BY = f"select {COLUMNS} from rides_rating where by_id = $1 order by at, ride_id"
# Those that are shown to the two by now, and not under a dispute.
AVERAGES = """
select of_id, avg(stars) filter (where no <= $3)::float8 as average, count(*)::int as count
from (
    select g.of_id, g.stars, row_number() over (partition by g.of_id order by g.at desc) as no
    from rides_rating g
    where g.of_id = any($1::uuid[])
        and (g.at <= $2 or exists (
            select from rides_rating o where o.ride_id = g.ride_id and o.by_id = g.of_id
        ))
        and not exists (
            select from rides_dispute d where d.ride_id = g.ride_id and d.ruled_at is null
        )
) counted
group by of_id having count(*) >= $4
"""
FORGET = "delete from rides_rating where by_id = $1 or of_id = $1"


async def add(db: Db, rating: RideRating) -> bool:
    """False where they have rated that ride already."""
    return await db.run(ADD, *msgspec.structs.astuple(rating)) == 1


async def of_ride(db: Db, ride_id: UUID) -> dict[UUID, RideRating]:
    """By whom each is."""
    return {one.by_id: one for one in await db.all_as(RideRating, OF_RIDE, ride_id)}


async def export_by(db: Db, person_id: UUID) -> list[RideRating]:
    """All that somebody gave, the oldest first."""
    return await db.all_as(RideRating, BY, person_id)


async def averages(db: Db, people: Sequence[UUID]) -> dict[UUID, RatingAverage]:
    """Of those of these people who have enough."""
    before = db.now - SHOWN_AFTER
    rows = await db.rows(AVERAGES, people, before, LAST, FEWEST)
    return {row[0]: RatingAverage(round(row[1], 1), row[2]) for row in rows}


async def forget_ratings(db: Db, person_id: UUID) -> int:
    """What somebody gave, and what others said of them."""
    return await db.run(FORGET, person_id)
