"""SQL of how many people there are."""

from datetime import timedelta

import msgspec

from leapfrog.kernel.db import Db

MONTH, HALF_YEAR = timedelta(days=30), timedelta(days=180)
CENSUS = """
select (select count(*) from identity_person where kind = 'person') as people,
    count(distinct person_id) filter (where last_seen_at > $1) as month,
    count(distinct person_id) as half_year,
    (select count(distinct domain) from identity_person where kind = 'remote') as towns
from identity_session where last_seen_at > $2
"""


class PeopleCensus(msgspec.Struct, frozen=True):
    """People of the town; those of them who were here within 30 and within 180 days; and of how
    many other towns somebody is known.
    """

    people: int = 0
    month: int = 0
    half_year: int = 0
    towns: int = 0


async def census(db: Db) -> PeopleCensus:
    """How many people live here, how many of them were here within a month and half a year, and how
    many other towns have people who are known here. Reads all rows: for jobs, not for requests.
    """
    found = await db.one_as(PeopleCensus, CENSUS, db.now - MONTH, db.now - HALF_YEAR)
    assert found is not None
    return found
