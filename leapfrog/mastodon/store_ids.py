"""SQL that finds our ids by the numbers that client apps have for them. People can bring about ids
that begin alike: of several people, or posts, the one that was there first is meant.
"""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.mastodon.ids import IdRange

OwnKind = Literal["file", "list", "notification"]

STATUSES = """
select (select p.id from posts_post p
    where p.id between n.first and n.last order by p.at limit 1)
from unnest($1::uuid[], $2::uuid[]) with ordinality as n (first, last, place) order by n.place
"""
ACCOUNTS = """
select (select p.id from identity_person p
    where p.id between n.first and n.last order by p.created_at limit 1)
from unnest($1::uuid[], $2::uuid[]) with ordinality as n (first, last, place) order by n.place
"""
FILES = """
select (select f.id from post_media_file f
    where f.id between n.first and n.last and f.owner_id = $3 limit 1)
from unnest($1::uuid[], $2::uuid[]) with ordinality as n (first, last, place) order by n.place
"""
LISTS = """
select (select l.id from follows_list l
    where l.id between n.first and n.last and l.owner_id = $3 limit 1)
from unnest($1::uuid[], $2::uuid[]) with ordinality as n (first, last, place) order by n.place
"""
NOTIFICATIONS = """
select (select o.id from notifications_notification o
    where o.id between n.first and n.last and o.owner_id = $3 limit 1)
from unnest($1::uuid[], $2::uuid[]) with ordinality as n (first, last, place) order by n.place
"""
OWN: dict[OwnKind, str] = {"file": FILES, "list": LISTS, "notification": NOTIFICATIONS}


async def statuses(db: Db, ranges: Sequence[IdRange]) -> list[UUID | None]:
    """Posts, in the order of the ranges; None where there is none."""
    firsts, lasts = _ends(ranges)
    return [row[0] for row in await db.rows(STATUSES, firsts, lasts)]


async def accounts(db: Db, ranges: Sequence[IdRange]) -> list[UUID | None]:
    firsts, lasts = _ends(ranges)
    return [row[0] for row in await db.rows(ACCOUNTS, firsts, lasts)]


async def own(db: Db, kind: OwnKind, ranges: Sequence[IdRange], owner: UUID) -> list[UUID | None]:
    """For each of these ranges what is in it of a kind of which each has their own; None for what
    is not.
    """
    firsts, lasts = _ends(ranges)
    return [row[0] for row in await db.rows(OWN[kind], firsts, lasts, owner)]


def _ends(ranges: Sequence[IdRange]) -> tuple[list[UUID], list[UUID]]:
    return [one.first for one in ranges], [one.last for one in ranges]
