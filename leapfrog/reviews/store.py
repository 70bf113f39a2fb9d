"""SQL of reviews, their pictures, votes and what was said before."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.reviews.model import (
    BroughtReview,
    Received,
    Review,
    ReviewEdit,
    ReviewPicture,
    Sort,
    rank,
)
from leapfrog.reviews.scores import Rating

COLUMNS = """
id, order_id, item_id, merchant_id, author_id, options, stars, text, anonymous, later, later_at,
answer, answered_by, answered_at, helpful, taken_down, created_at, changed_at
"""
FIND = f"select {COLUMNS} from reviews_review where id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from reviews_review where id = $1 for no key update"
OF_ORDER = "select id from reviews_review where order_id = $1 and item_id = $2"
ADD = f"""
insert into reviews_review ({COLUMNS}, rank) values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, null, null, null, null, null, 0, false, $10, $10, $11
) on conflict do nothing
"""
EDIT = """
update reviews_review set stars = $2, text = $3, anonymous = $4, changed_at = $5 where id = $1
"""
KEEP_EDIT = """
insert into reviews_edit (review_id, at, stars, text) values ($1, $2, $3, $4)
on conflict do nothing
"""
EDITS = """
select review_id, at, stars, text from reviews_edit
where review_id = any($1::uuid[]) order by review_id, at
"""
COUNT_EDITS = "select count(*) from reviews_edit where review_id = $1"
ADD_LATER = "update reviews_review set later = $2, later_at = $3 where id = $1"
ANSWER = """
update reviews_review set answer = $2, answered_by = $3, answered_at = $4 where id = $1
"""
VOTE = (
    "insert into reviews_vote (review_id, person_id, at) values ($1, $2, $3) on conflict do nothing"
)
UNVOTE = "delete from reviews_vote where review_id = $1 and person_id = $2"
COUNT = "update reviews_review set helpful = $2, rank = $3 where id = $1"
VOTED = "select review_id from reviews_vote where person_id = $1 and review_id = any($2::uuid[])"
VOTES_OF = "select review_id, at from reviews_vote where person_id = $1 order by at, review_id"
OF_ITEM = f"""
select {COLUMNS} from reviews_review r where item_id = $1 and not taken_down
    and ($2 <> 'pictures' or exists (select from reviews_picture p where p.review_id = r.id))
order by case when $2 = 'newest' then created_at end desc, case when $2 = 'lowest' then stars end,
    rank desc, id
limit $3 offset $4
"""
OF_SHOP = f"""
select {COLUMNS} from reviews_review where merchant_id = $1 and not taken_down
order by created_at desc, id limit $2 offset $3
"""
STARS_OF_ITEM = """
select stars, count(*) from reviews_review where item_id = $1 and not taken_down group by stars
"""
# The newest of them: what is older weighs little beside so many.
RATINGS_OF_SHOP = """
select author_id as buyer_id, stars, created_at as at from reviews_review
where merchant_id = $1 and not taken_down order by created_at desc limit 2000
"""
STARS_OF_TOWN = """
select stars from reviews_review where not taken_down order by created_at desc limit 2000
"""
OF_AUTHOR = f"""
select {COLUMNS} from reviews_review
where author_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
order by created_at desc, id desc limit $4
"""
OF_ORDER_BY = f"""
select {COLUMNS} from reviews_review where order_id = $1 and author_id = $2 order by created_at, id
"""
ALL_OF_AUTHOR = f"select {COLUMNS} from reviews_review where author_id = $1 order by created_at, id"
ANSWERED_BY = f"""
select {COLUMNS} from reviews_review where answered_by = $1 order by answered_at, id
"""
PICTURE_COLUMNS = "id, review_id, place, sha256, small, width, height"
PICTURES = f"""
select {PICTURE_COLUMNS} from reviews_picture where review_id = any($1::uuid[])
order by review_id, place, id
"""
PICTURE = f"select {PICTURE_COLUMNS} from reviews_picture where id = $1"
ADD_PICTURE = f"""
insert into reviews_picture ({PICTURE_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
"""
DROP_PICTURE = "delete from reviews_picture where id = $1"
# Orders are read where they lie, also those that were paid at the door. Once for each item,
# whatever was bought of it.
RECEIVED = """
select distinct on (received_at, order_id, item_id)
    order_id, item_id, merchant_id, title, options, picture, received_at
from (
    select o.id as order_id, l.item_id, o.merchant_id, l.title, l.options, l.picture,
        o.received_at, l.no
    from orders_order o join orders_line l on l.order_id = o.id
    where o.buyer_id = $1 and o.received_at is not null and l.sent > 0
    union all
    select o.id, l.item_id, o.merchant_id, l.title, l.options, l.picture, o.ended_at, l.no
    from door_orders_order o join door_orders_line l on l.order_id = o.id
    where o.buyer_id = $1 and o.state = 'done'
) bought
"""
ONE_RECEIVED = f"""
{RECEIVED} where order_id = $2 and item_id = $3 order by received_at, order_id, item_id, no limit 1
"""
WAITING = f"""
{RECEIVED} where received_at > $2 and ($3::uuid is null or order_id = $3) and not exists (
    select from reviews_review r
    where r.order_id = bought.order_id and r.item_id = bought.item_id
) order by received_at desc, order_id, item_id, no limit 50
"""
TAKE_DOWN = "update reviews_review set taken_down = $2 where id = $1"
TITLES = """
select distinct on (l.item_id) l.item_id, l.title from (
    select order_id, item_id, no, title from orders_line
    union all
    select order_id, item_id, no, title from door_orders_line
) l
join reviews_review r on r.order_id = l.order_id and r.item_id = l.item_id
where r.author_id = $1 order by l.item_id, l.order_id, l.no
"""
FORGET_AUTHOR = """
update reviews_review set text = '',  later = null, later_at = null
where author_id = $1
"""
FORGET_EDITS = """
delete from reviews_edit e using reviews_review r where r.id = e.review_id and r.author_id = $1
"""
FORGET_PICTURES = """
delete from reviews_picture p using reviews_review r
where r.id = p.review_id and r.author_id = $1 returning p.id
"""
FORGET_ANSWERS = """
update reviews_review set answer = null, answered_by = null, answered_at = null
where answered_by = $1
"""
VOTED_FOR = f"""
select {COLUMNS} from reviews_review
where id in (select review_id from reviews_vote where person_id = $1) order by id
for no key update
"""
DROP_VOTES = "delete from reviews_vote where person_id = $1"
BROUGHT = """
select id, shop, title, stars, text, later, created_at from reviews_brought
where person_id = $1 order by created_at, id
"""
BRING = """
insert into reviews_brought (person_id, id, shop, title, stars, text, later, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
DROP_BROUGHT = "delete from reviews_brought where person_id = $1"


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, Review]:
    return {one.id: one for one in await db.all_as(Review, FIND, list(ids))}


async def lock(db: Db, review_id: UUID) -> Review | None:
    """Nobody else changes it until the end of the transaction."""
    return await db.one_as(Review, LOCK, review_id)


async def id_of(db: Db, order_id: UUID, item_id: UUID) -> UUID | None:
    """What was said of this item of an order."""
    found: UUID | None = await db.value(OF_ORDER, order_id, item_id)
    return found


async def add(db: Db, new: Review) -> bool:
    """False when somebody has said it meanwhile."""
    what = (new.id, new.order_id, new.item_id, new.merchant_id, new.author_id, new.options)
    said = (new.stars, new.text, new.anonymous, new.created_at)
    return await db.run(ADD, *what, *said, rank(0, new.created_at)) == 1


async def edit(db: Db, before: Review, after: Review) -> None:
    """Changes what it says, and keeps what it said."""
    await db.run(KEEP_EDIT, before.id, before.changed_at, before.stars, before.text)
    await db.run(EDIT, after.id, after.stars, after.text, after.anonymous, db.now)


async def count_edits(db: Db, review_id: UUID) -> int:
    """How often it was changed."""
    return int(await db.value(COUNT_EDITS, review_id))


async def edits(db: Db, reviews: Iterable[UUID]) -> dict[UUID, list[ReviewEdit]]:
    """Of each, the oldest first."""
    found: dict[UUID, list[ReviewEdit]] = {}
    for one in await db.all_as(ReviewEdit, EDITS, list(reviews)):
        found.setdefault(one.review_id, []).append(one)
    return found


async def add_later(db: Db, review_id: UUID, text: str) -> None:
    await db.run(ADD_LATER, review_id, text, db.now)


async def answer(db: Db, review_id: UUID, text: str, by_id: UUID) -> None:
    """The shop's answer; an empty one takes it away."""
    given = (text, by_id, db.now) if text else (None, None, None)
    await db.run(ANSWER, review_id, *given)


async def vote(db: Db, one: Review, person_id: UUID, *, helpful: bool) -> int:
    """Somebody finds it helpful, or does not; of a locked review. Answers how many do."""
    if helpful:
        change = await db.run(VOTE, one.id, person_id, db.now)
    else:
        change = -await db.run(UNVOTE, one.id, person_id)
    if change:
        await _count(db, one, one.helpful + change)
    return one.helpful + change


async def _count(db: Db, one: Review, helpful: int) -> None:
    await db.run(COUNT, one.id, helpful, rank(helpful, one.created_at))


async def voted(db: Db, person_id: UUID, reviews: Iterable[UUID]) -> set[UUID]:
    """Those of these that somebody found helpful."""
    return {row[0] for row in await db.rows(VOTED, person_id, list(reviews))}


async def votes_of(db: Db, person_id: UUID) -> list[tuple[UUID, datetime]]:
    """(review, when), the oldest first."""
    return [(row[0], row[1]) for row in await db.rows(VOTES_OF, person_id)]


async def of_item(db: Db, item_id: UUID, sort: Sort, limit: int, skipped: int) -> list[Review]:
    return await db.all_as(Review, OF_ITEM, item_id, sort, limit, skipped)


async def of_shop(db: Db, merchant_id: UUID, limit: int, skipped: int) -> list[Review]:
    """The newest first."""
    return await db.all_as(Review, OF_SHOP, merchant_id, limit, skipped)


async def stars_of_item(db: Db, item_id: UUID) -> dict[int, int]:
    """How many gave so many stars."""
    return {row[0]: row[1] for row in await db.rows(STARS_OF_ITEM, item_id)}


async def ratings_of_shop(db: Db, merchant_id: UUID) -> list[Rating]:
    return await db.all_as(Rating, RATINGS_OF_SHOP, merchant_id)


async def stars_of_town(db: Db) -> list[int]:
    """What the newest reviews of all shops gave."""
    return [row[0] for row in await db.rows(STARS_OF_TOWN)]


async def of_author(db: Db, author_id: UUID, before: Position, limit: int) -> list[Review]:
    """The newest first."""
    return await db.all_as(Review, OF_AUTHOR, author_id, before.at, before.id, limit)


async def all_of_author(db: Db, author_id: UUID) -> list[Review]:
    """The oldest first."""
    return await db.all_as(Review, ALL_OF_AUTHOR, author_id)


async def of_order(db: Db, author_id: UUID, order_id: UUID) -> list[Review]:
    """What somebody said of an order, the oldest first."""
    return await db.all_as(Review, OF_ORDER_BY, order_id, author_id)


async def answered_by(db: Db, person_id: UUID) -> list[Review]:
    return await db.all_as(Review, ANSWERED_BY, person_id)


async def pictures(db: Db, reviews: Iterable[UUID]) -> dict[UUID, list[ReviewPicture]]:
    """Of each, in their order."""
    found: dict[UUID, list[ReviewPicture]] = {}
    for one in await db.all_as(ReviewPicture, PICTURES, list(reviews)):
        found.setdefault(one.review_id, []).append(one)
    return found


async def picture(db: Db, picture_id: UUID) -> ReviewPicture | None:
    return await db.one_as(ReviewPicture, PICTURE, picture_id)


async def add_picture(db: Db, new: ReviewPicture) -> None:
    await db.run(
        ADD_PICTURE,
        *(new.id, new.review_id, new.place, new.sha256, new.small, new.width, new.height),
    )


async def drop_picture(db: Db, picture_id: UUID) -> None:
    await db.run(DROP_PICTURE, picture_id)


async def received(db: Db, buyer_id: UUID, order_id: UUID, item_id: UUID) -> Received | None:
    """An item of an order that this person bought and received."""
    return await db.one_as(Received, ONE_RECEIVED, buyer_id, order_id, item_id)


async def waiting(db: Db, buyer_id: UUID, since: datetime, order_id: UUID | None) -> list[Received]:
    """What somebody received since then and has said nothing of, the last first; of one order, if
    one is named.
    """
    return await db.all_as(Received, WAITING, buyer_id, since, order_id)


async def take_down(db: Db, review_id: UUID, *, down: bool) -> None:
    await db.run(TAKE_DOWN, review_id, down)


async def titles(db: Db, author_id: UUID) -> dict[UUID, str]:
    """What the items were called of which somebody said something."""
    return {row[0]: row[1] for row in await db.rows(TITLES, author_id)}


async def forget_author(db: Db, author_id: UUID) -> list[UUID]:
    """Their words are gone; that they gave so many stars stays. Answers their pictures."""
    await db.run(FORGET_EDITS, author_id)
    gone = [row[0] for row in await db.rows(FORGET_PICTURES, author_id)]
    await db.run(FORGET_AUTHOR, author_id)
    return gone


async def forget_answers(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_ANSWERS, person_id)


async def forget_votes(db: Db, person_id: UUID) -> int:
    """Answers how many there were."""
    for one in await db.all_as(Review, VOTED_FOR, person_id):
        await _count(db, one, one.helpful - 1)
    return await db.run(DROP_VOTES, person_id)


async def brought(db: Db, person_id: UUID) -> list[BroughtReview]:
    """The oldest first."""
    return await db.all_as(BroughtReview, BROUGHT, person_id)


async def bring(db: Db, person_id: UUID, one: BroughtReview) -> int:
    """Answers 0 where it is here already."""
    said = (one.shop, one.title, one.stars, one.text, one.later, one.created_at)
    return await db.run(BRING, person_id, one.id, *said)


async def drop_brought(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_BROUGHT, person_id)
