"""What one's contacts recommend, by reviewing it well under their names, and what they spoke of in
public posts, well or not. What somebody bought says nothing here.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import market
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.market import ItemSummary

LAST = timedelta(days=180)
LEAST_STARS = 4
MOST, MOST_EACH, MOST_LOOKED_AT = 30, 5, 200
How = Literal["review", "post"]

# Whom one does not want to see is left out, as is whoever is no contact any more.
CONTACTS = """
select c.person_id from contacts_contact c
where c.owner_id = $1 and c.connected and c.person_id is not null and not exists (
    select from mutes_mute m where m.owner_id = $1 and m.kind = 'person'
        and m.value = c.person_id::text and (m.until is null or m.until > $2)
)
"""
REVIEWED = f"""
select r.author_id as by_id, r.item_id, 'review' as how, r.id as ref, r.stars, r.text,
    r.created_at as at
from reviews_review r
where r.author_id in ({CONTACTS}) and r.stars >= $3 and not r.anonymous and not r.taken_down
    and r.created_at > $4
order by r.created_at desc, r.id limit 200
"""
# Of posts only what is for everybody: followers and circles are somebody's own.
POSTED = f"""
select p.author_id as by_id, p.id as ref, p.text, p.at
from posts_post p
where p.author_id in ({CONTACTS}) and p.audience = 'public' and p.form <> 'repost'
    and p.removed_at is null and not p.detached and p.at > $3 and position($4 in p.text) > 0
order by p.at desc, p.id limit 200
"""


class GoodWord(msgspec.Struct, frozen=True):
    """A contact said something good of an item, or spoke of it."""

    by_id: UUID
    item_id: UUID
    how: How
    ref: UUID
    stars: int | None
    text: str
    at: datetime


class _Posted(msgspec.Struct, frozen=True):
    by_id: UUID
    ref: UUID
    text: str
    at: datetime


class Recommendation(msgspec.Struct, frozen=True):
    """A contact who recommends it by a `review` with so many stars, or speaks of it in a public
    `post`, which is `ref`.
    """

    by: Person
    how: How
    ref: UUID
    stars: int | None
    text: str
    at: datetime


class RecommendedItem(msgspec.Struct, frozen=True):
    """An item for sale with those who recommend it or speak of it, the last one first."""

    item: ItemSummary
    by: list[Recommendation]


async def recommended(db: Db, me: UUID, origin: str) -> list[RecommendedItem]:
    """What my contacts recommended or spoke of in the last 180 days, for sale in shops that are
    open; first what most recommended, then what most spoke of, then what was said last. `origin`:
    of the town, as links to it begin.
    """
    since = db.now - LAST
    said = await db.all_as(GoodWord, REVIEWED, me, db.now, LEAST_STARS, since)
    start = f"{origin}/market/items/"
    for one in await db.all_as(_Posted, POSTED, me, db.now, since, start):
        said += [_shared(one, item) for item in _items_in(one.text, start)]
    by_item: dict[UUID, list[GoodWord]] = {}
    for each in sorted(said, key=lambda one: one.at, reverse=True):
        known = by_item.setdefault(each.item_id, [])
        if each.by_id not in {one.by_id for one in known}:
            known.append(each)
    people = await named(db, list({one.by_id for one in said}))
    first = sorted(by_item, key=lambda item: _weight(by_item[item]), reverse=True)
    shown = await market.items_in_small(db, first[:MOST_LOOKED_AT])
    fronts = await market.fronts(db, {one.merchant_id for one in shown})
    some = [one for one in shown if fronts[one.merchant_id].state == "open"]
    return [RecommendedItem(one, _by(by_item[one.id], people)) for one in some[:MOST]]


def _weight(said: Sequence[GoodWord]) -> tuple[int, int]:
    return sum(one.how == "review" for one in said), len(said)


def _items_in(text: str, start: str) -> list[UUID]:
    found = re.findall(re.escape(start) + r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b", text)
    return [UUID(one) for one in dict.fromkeys(found)]


def _shared(one: _Posted, item: UUID) -> GoodWord:
    return GoodWord(
        by_id=one.by_id,
        item_id=item,
        how="post",
        ref=one.ref,
        stars=None,
        text=one.text,
        at=one.at,
    )


def _by(said: Sequence[GoodWord], people: Mapping[UUID, Person]) -> list[Recommendation]:
    return [
        Recommendation(people[one.by_id], one.how, one.ref, one.stars, one.text[:500], one.at)
        for one in said[:MOST_EACH]
        if one.by_id in people
    ]
