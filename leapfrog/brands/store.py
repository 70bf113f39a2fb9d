"""SQL of brands and their documents."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.brands.model import Brand, BrandDocument, EndedWhy
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position

COLUMNS = """
id, merchant_id, name, alike, claim, register, words, state, by_id, made_at, asked_at, reason,
first_reason, decided_at, decided_by, until, appeal, appealed_at, ended_at, ended_why, forget_at
"""
FIND = f"select {COLUMNS} from brands_brand where id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from brands_brand where id = $1 for no key update"
ADD = """
insert into brands_brand (
    id, merchant_id, name, alike, claim, register, words, state, by_id, made_at
) values ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9)
on conflict do nothing
"""
CHANGE = """
update brands_brand set name = $2, alike = $3, claim = $4, register = $5, words = $6 where id = $1
"""
HAND_IN = "update brands_brand set state = 'asked', asked_at = $2 where id = $1"
APPEAL = """
update brands_brand
set state = 'appealed', appeal = $2, appealed_at = $3, asked_at = $3, first_reason = reason,
    reason = '', forget_at = null
where id = $1
"""
DECIDE = """
update brands_brand
set state = $2, reason = $3, decided_by = $4, decided_at = $5, until = $6, forget_at = $7
where id = $1
"""
END = """
update brands_brand
set state = 'ended', ended_why = $2, ended_at = $3, forget_at = $4,
    reason = case when $5 = '' then reason else $5 end
where id = $1
"""
OF_SHOPS = f"""
select {COLUMNS} from brands_brand where merchant_id = any($1::uuid[])
order by made_at desc, id desc
"""
VERIFIED = f"""
select {COLUMNS} from brands_brand
where merchant_id = any($1::uuid[]) and state = 'verified' and until > $2
"""
WAITING = f"""
select {COLUMNS} from brands_brand where state in ('asked', 'appealed')
    and ($1::timestamptz is null or (asked_at, id) > ($1, $2::uuid))
order by asked_at, id limit $3
"""
HOLDING = f"""
select {COLUMNS} from brands_brand where state = 'verified' and until > $1
    and ($2::timestamptz is null or (until, id) > ($2, $3::uuid))
order by until, id limit $4
"""
DIRECTORY = f"""
select {COLUMNS} from brands_brand b where state = 'verified' and until > $1
    and exists (
        select from market_front f where f.merchant_id = b.merchant_id and f.state = 'open'
    )
order by alike, id limit $2 offset $3
"""
ALIKE = f"""
select {COLUMNS} from brands_brand
where alike = any($1::text[]) and state = 'verified' and until > $2
"""
DROP = "delete from brands_brand where id = any($1::uuid[])"
FORGET_BY = (
    "update brands_brand set by_id = null where by_id = $1",
    "update brands_brand set decided_by = null where decided_by = $1",
    "delete from brands_view where by_id = $1",
)
DOCUMENT = "id, brand_id, name, media_type, size, sha256, added_at"
ADD_DOCUMENT = f"insert into brands_document ({DOCUMENT}) values ($1, $2, $3, $4, $5, $6, $7)"
DOCUMENTS = f"""
select {DOCUMENT} from brands_document where brand_id = any($1::uuid[]) order by added_at, id
"""
FIND_DOCUMENT = f"select {DOCUMENT} from brands_document where id = $1"
DROP_DOCUMENT = "delete from brands_document where id = $1"
DROP_DOCUMENTS = "delete from brands_document where brand_id = any($1::uuid[])"
NOTE_VIEW = "insert into brands_view (document_id, by_id, at) values ($1, $2, $3)"


async def find(db: Db, brand_id: UUID) -> Brand | None:
    """The brand of this id, whatever its state; None where there is none."""
    return (await by_id(db, [brand_id])).get(brand_id)


async def by_id(db: Db, brands: Iterable[UUID]) -> dict[UUID, Brand]:
    return {one.id: one for one in await db.all_as(Brand, FIND, list(brands))}


async def lock(db: Db, brand_id: UUID) -> Brand | None:
    """Nobody else changes it, or what it shows, until the end of the transaction."""
    return await db.one_as(Brand, LOCK, brand_id)


async def add(db: Db, new: Brand) -> bool:
    """False where the id is taken, or the shop has asked already."""
    said = (new.name, new.alike, new.claim, new.register, new.words)
    return await db.run(ADD, new.id, new.merchant_id, *said, new.by_id, new.made_at) == 1


async def change(db: Db, one: Brand) -> None:
    await db.run(CHANGE, one.id, one.name, one.alike, one.claim, one.register, one.words)


async def hand_in(db: Db, brand_id: UUID) -> None:
    await db.run(HAND_IN, brand_id, db.now)


async def appeal(db: Db, brand_id: UUID, words: str) -> None:
    await db.run(APPEAL, brand_id, words, db.now)


async def decide(db: Db, one: Brand) -> None:
    """As this says."""
    by = (one.decided_by, one.decided_at)
    await db.run(DECIDE, one.id, one.state, one.reason, *by, one.until, one.forget_at)


async def end(db: Db, brand_id: UUID, why: EndedWhy, forget_at: datetime, reason: str) -> None:
    """`reason`: instead of what was checked, unless it is empty."""
    await db.run(END, brand_id, why, db.now, forget_at, reason)


async def of_shops(db: Db, merchants: Iterable[UUID]) -> list[Brand]:
    """All times that these asked, the last one first."""
    return await db.all_as(Brand, OF_SHOPS, list(merchants))


async def verified(db: Db, merchants: Iterable[UUID]) -> dict[UUID, Brand]:
    """Those of these shops that are verified brands now."""
    found = await db.all_as(Brand, VERIFIED, list(merchants), db.now)
    return {one.merchant_id: one for one in found}


async def waiting(db: Db, after: Position, limit: int) -> list[Brand]:
    """Who waits longest first."""
    return await db.all_as(Brand, WAITING, after.at, after.id, limit)


async def holding(db: Db, after: Position, limit: int) -> list[Brand]:
    """The verified brands, the one that ends first first."""
    return await db.all_as(Brand, HOLDING, db.now, after.at, after.id, limit)


async def directory(db: Db, limit: int, skipped: int) -> list[Brand]:
    """The verified brands that sell now, by name."""
    return await db.all_as(Brand, DIRECTORY, db.now, limit, skipped)


async def alike_verified(db: Db, names: Iterable[str]) -> list[Brand]:
    """The verified brands whose names are read as these."""
    return await db.all_as(Brand, ALIKE, list(names), db.now)


async def drop(db: Db, brands: list[UUID]) -> int:
    return await db.run(DROP, brands)


async def forget_by(db: Db, person_id: UUID) -> None:
    """Who asked for a shop, decided or looked, and leaves: it stays, by nobody."""
    for statement in FORGET_BY:
        await db.run(statement, person_id)


async def add_document(db: Db, new: BrandDocument) -> None:
    await db.run(ADD_DOCUMENT, *msgspec.structs.astuple(new))


async def documents(db: Db, brands: Iterable[UUID]) -> dict[UUID, list[BrandDocument]]:
    """In the order in which they were added."""
    found: dict[UUID, list[BrandDocument]] = {}
    for one in await db.all_as(BrandDocument, DOCUMENTS, list(brands)):
        found.setdefault(one.brand_id, []).append(one)
    return found


async def document(db: Db, document_id: UUID) -> BrandDocument | None:
    return await db.one_as(BrandDocument, FIND_DOCUMENT, document_id)


async def drop_document(db: Db, document_id: UUID) -> None:
    await db.run(DROP_DOCUMENT, document_id)


async def drop_documents(db: Db, brands: list[UUID]) -> int:
    """And who looked at them."""
    return await db.run(DROP_DOCUMENTS, brands)


async def note_view(db: Db, document_id: UUID, by_id: UUID) -> None:
    """Somebody of the desk looks at it now."""
    await db.run(NOTE_VIEW, document_id, by_id, db.now)
