"""SQL of complaints of brands and what both sides show."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.brands.model import (
    FALSE_WITHIN,
    BrandComplaint,
    Evidence,
    MisuseState,
    decision_of,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position

COLUMNS = """
id, brand_id, merchant_id, item_id, kind, words, danger, by_id, at, answer_by, state, answer,
answered_at, for_brand, for_shop, ruled_at, ruled_by
"""
OF_COMPLAINT = ", ".join(f"c.{one.strip()}" for one in COLUMNS.split(","))
FIND = f"select {COLUMNS} from brands_complaint where id = $1"
LOCK = f"select {COLUMNS} from brands_complaint where id = $1 for no key update"
ADD = """
insert into brands_complaint (
    id, brand_id, merchant_id, item_id, kind, words, danger, by_id, at, answer_by, state
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')
on conflict do nothing
"""
ANSWER = """
update brands_complaint set state = 'answered', answer = $2, answered_at = $3 where id = $1
"""
RULE = """
update brands_complaint
set state = $2, for_brand = $3, for_shop = $4, ruled_at = $5, ruled_by = $6
where id = $1
"""
UPHELD = f"""
select {COLUMNS} from brands_complaint
where state = 'upheld' and (item_id = $1 or (item_id is null and merchant_id = $1))
"""
GRANTED = """
select decision_id from moderation_appeal where decision_id = any($1::uuid[]) and state = 'granted'
"""
OF_SHOP = f"""
select {OF_COMPLAINT} from brands_complaint c join brands_brand b on b.id = c.brand_id
where (c.merchant_id = $1 or b.merchant_id = $1)
    and ($2::timestamptz is null or (c.at, c.id) < ($2, $3::uuid))
order by c.at desc, c.id desc limit $4
"""
WAITING = f"""
select {COLUMNS} from brands_complaint where state in ('open', 'answered')
    and ($1::timestamptz is null or (at, id) > ($1, $2::uuid))
order by at, id limit $3
"""
# Of the shop, not of the one time that it asked: who asks anew has not forgotten.
FALSE_ONES = """
select b.merchant_id, c.ruled_at from brands_complaint c join brands_brand b on b.id = c.brand_id
where b.merchant_id = any($1::uuid[]) and c.state = 'false' and c.ruled_at > $2
order by c.ruled_at desc
"""
OF_PEOPLES_SHOPS = f"""
select {OF_COMPLAINT} from brands_complaint c join brands_brand b on b.id = c.brand_id
where c.merchant_id = any($1::uuid[]) or b.merchant_id = any($1::uuid[]) order by c.at, c.id
"""
DROP = "delete from brands_complaint where id = any($1::uuid[])"
FORGET_BY = (
    "update brands_complaint set by_id = null where by_id = $1",
    "update brands_complaint set ruled_by = null where ruled_by = $1",
)
EVIDENCE = "id, complaint_id, side, sha256, width, height, added_at"
ADD_EVIDENCE = f"insert into brands_evidence ({EVIDENCE}) values ($1, $2, $3, $4, $5, $6, $7)"
EVIDENCE_OF = f"""
select {EVIDENCE} from brands_evidence where complaint_id = any($1::uuid[]) order by added_at, id
"""
FIND_EVIDENCE = f"select {EVIDENCE} from brands_evidence where id = $1"
DROP_EVIDENCE = "delete from brands_evidence where complaint_id = any($1::uuid[])"


async def find(db: Db, complaint_id: UUID) -> BrandComplaint | None:
    return await db.one_as(BrandComplaint, FIND, complaint_id)


async def lock(db: Db, complaint_id: UUID) -> BrandComplaint | None:
    """Nobody else changes it, or what is shown for it, until the end of the transaction."""
    return await db.one_as(BrandComplaint, LOCK, complaint_id)


async def add(db: Db, new: BrandComplaint) -> bool:
    """False where the id is taken, or the brand has complained about this already."""
    about = (new.brand_id, new.merchant_id, new.item_id, new.kind)
    said = (new.words, new.danger, new.by_id, new.at, new.answer_by)
    return await db.run(ADD, new.id, *about, *said) == 1


async def answer(db: Db, complaint_id: UUID, words: str) -> None:
    await db.run(ANSWER, complaint_id, words, db.now)


async def rule(db: Db, one: BrandComplaint) -> None:
    """As this says."""
    said = (one.state, one.for_brand, one.for_shop)
    await db.run(RULE, one.id, *said, one.ruled_at, one.ruled_by)


async def withdraw(db: Db, complaint_id: UUID) -> None:
    state: MisuseState = "withdrawn"
    await db.run(RULE, complaint_id, state, "", "", db.now, None)


async def upheld(db: Db, ref: UUID) -> list[BrandComplaint]:
    """Those that were upheld about an item, or about a shop as a whole."""
    return await db.all_as(BrandComplaint, UPHELD, ref)


async def overturned(db: Db, complaints: Iterable[UUID]) -> set[UUID]:
    """Those of these complaints (ids) that the town upheld, and whose shop has appealed since and
    was right.
    """
    decisions = {decision_of(one): one for one in complaints}
    return {decisions[row[0]] for row in await db.rows(GRANTED, list(decisions))}


async def of_shop(db: Db, merchant_id: UUID, before: Position, limit: int) -> list[BrandComplaint]:
    """Those of a brand, and those about a shop, the last first."""
    return await db.all_as(BrandComplaint, OF_SHOP, merchant_id, before.at, before.id, limit)


async def false_ones(db: Db, merchants: Iterable[UUID]) -> dict[UUID, list[datetime]]:
    """When complaints of these brands were ruled false within a year, the last first."""
    found: dict[UUID, list[datetime]] = {}
    since = db.now - FALSE_WITHIN
    for merchant_id, at in await db.rows(FALSE_ONES, list(merchants), since):
        found.setdefault(merchant_id, []).append(at)
    return found


async def waiting(db: Db, after: Position, limit: int) -> list[BrandComplaint]:
    """Those that nobody ruled, the oldest first."""
    return await db.all_as(BrandComplaint, WAITING, after.at, after.id, limit)


async def of_shops(db: Db, merchants: list[UUID]) -> list[BrandComplaint]:
    """All complaints of these and about them."""
    return await db.all_as(BrandComplaint, OF_PEOPLES_SHOPS, merchants)


async def drop(db: Db, complaints: list[UUID]) -> int:
    return await db.run(DROP, complaints)


async def forget_by(db: Db, person_id: UUID) -> None:
    """Who complained for a shop, or ruled, and leaves: it stays, by nobody."""
    for statement in FORGET_BY:
        await db.run(statement, person_id)


async def add_evidence(db: Db, new: Evidence) -> None:
    await db.run(ADD_EVIDENCE, *msgspec.structs.astuple(new))


async def evidence(db: Db, complaints: Iterable[UUID]) -> dict[UUID, list[Evidence]]:
    """In the order in which it was added."""
    found: dict[UUID, list[Evidence]] = {}
    for one in await db.all_as(Evidence, EVIDENCE_OF, list(complaints)):
        found.setdefault(one.complaint_id, []).append(one)
    return found


async def one_evidence(db: Db, evidence_id: UUID) -> Evidence | None:
    return await db.one_as(Evidence, FIND_EVIDENCE, evidence_id)


async def drop_evidence(db: Db, complaints: list[UUID]) -> None:
    await db.run(DROP_EVIDENCE, complaints)
