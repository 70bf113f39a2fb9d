"""SQL of batches and coupons."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from leapfrog.coupons.model import BatchState, Coupon, CouponBatch
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position

BATCH_COLUMNS = """
id, merchant_id, name, kind, least, off, percent, most, variant_id, price, units, per_person, state,
until, made_by, created_at
"""
BATCHES = f"select {BATCH_COLUMNS} from coupons_batch where id = any($1::uuid[])"
LOCK_BATCH = f"select {BATCH_COLUMNS} from coupons_batch where id = $1 for no key update"
OF_SHOP = f"""
select {BATCH_COLUMNS} from coupons_batch
where merchant_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
order by created_at desc, id desc limit $4
"""
RUNNING = f"""
select {BATCH_COLUMNS} from coupons_batch
where merchant_id = $1 and state = 'running' and until > $2 order by created_at desc, id limit 50
"""
MADE_BY = f"select {BATCH_COLUMNS} from coupons_batch where made_by = $1 order by created_at, id"
ADD_BATCH = f"""
insert into coupons_batch ({BATCH_COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
on conflict do nothing
"""
SET_STATE = "update coupons_batch set state = $2 where id = $1"
COUNT_OPEN = """
select count(*) from coupons_batch where merchant_id = $1 and state <> 'stopped' and until > $2
"""
USED = """
select batch_id, count(*) from coupons_coupon
where batch_id = any($1::uuid[]) and state = 'used' group by batch_id
"""
COLUMNS = "id, batch_id, person_id, state, order_id, taken_at, used_at"
FIND = f"select {COLUMNS} from coupons_coupon where id = $1"
OF_PERSON = f"""
select {COLUMNS} from coupons_coupon where person_id = $1 order by taken_at desc, id limit $2
"""
ALL_OF_PERSON = f"""
select {COLUMNS} from coupons_coupon where person_id = $1 order by taken_at, id
"""
HELD = """
select c.id, c.batch_id, c.person_id, c.state, c.order_id, c.taken_at, c.used_at
from coupons_coupon c join coupons_batch b on b.id = c.batch_id
where c.person_id = $1 and c.state = 'held' and b.until > $2
    and b.merchant_id = any($3::uuid[]) order by b.until, c.id
"""
HELD_OF = """
select batch_id, count(*) from coupons_coupon
where person_id = $1 and batch_id = any($2::uuid[]) group by batch_id
"""
TAKE = """
insert into coupons_coupon (id, batch_id, person_id, state, taken_at)
values ($1, $2, $3, 'held', $4)
"""
# Always in one order: two payments that use the same ones wait for each other.
LOCK = """
select c.id, c.person_id from coupons_coupon c join coupons_batch b on b.id = c.batch_id
where c.id = any($1::uuid[]) and c.state = 'held' and b.until > $2
order by c.id for no key update of c
"""
USE = """
update coupons_coupon c set state = 'used', order_id = n.order_id, used_at = $3
from unnest($1::uuid[], $2::uuid[]) as n (id, order_id) where c.id = n.id
"""
GIVE_BACK = """
update coupons_coupon set state = 'held', order_id = null, used_at = null where order_id = $1
"""
FORGET = "delete from coupons_coupon where person_id = $1"


async def batches(db: Db, ids: Iterable[UUID]) -> dict[UUID, CouponBatch]:
    return {one.id: one for one in await db.all_as(CouponBatch, BATCHES, list(ids))}


async def lock_batch(db: Db, batch_id: UUID) -> CouponBatch | None:
    """Nobody else changes its state until the end of the transaction."""
    return await db.one_as(CouponBatch, LOCK_BATCH, batch_id)


async def of_shop(db: Db, merchant_id: UUID, before: Position, limit: int) -> list[CouponBatch]:
    """The newest first."""
    return await db.all_as(CouponBatch, OF_SHOP, merchant_id, before.at, before.id, limit)


async def running(db: Db, merchant_id: UUID) -> list[CouponBatch]:
    """Those of a shop that are given out now."""
    return await db.all_as(CouponBatch, RUNNING, merchant_id, db.now)


async def made_by(db: Db, person_id: UUID) -> list[CouponBatch]:
    return await db.all_as(CouponBatch, MADE_BY, person_id)


async def add_batch(db: Db, new: CouponBatch) -> bool:
    """False when the id was used."""
    names = [name.strip() for name in BATCH_COLUMNS.split(",")]
    return await db.run(ADD_BATCH, *(getattr(new, name) for name in names)) == 1


async def set_state(db: Db, batch_id: UUID, state: BatchState) -> None:
    await db.run(SET_STATE, batch_id, state)


async def count_open(db: Db, merchant_id: UUID) -> int:
    """How many of a shop are not stopped and not over."""
    return int(await db.value(COUNT_OPEN, merchant_id, db.now))


async def used(db: Db, ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many coupons are used, of those batches of which some are."""
    return {row[0]: row[1] for row in await db.rows(USED, list(ids))}


async def find(db: Db, coupon_id: UUID) -> Coupon | None:
    return await db.one_as(Coupon, FIND, coupon_id)


async def of_person(db: Db, person_id: UUID, limit: int | None) -> list[Coupon]:
    """The newest first; without a limit all, the oldest first."""
    if limit is None:
        return await db.all_as(Coupon, ALL_OF_PERSON, person_id)
    return await db.all_as(Coupon, OF_PERSON, person_id, limit)


async def held(db: Db, person_id: UUID, merchants: Iterable[UUID]) -> list[Coupon]:
    """What somebody could use in these shops now, what ends first first."""
    return await db.all_as(Coupon, HELD, person_id, db.now, list(merchants))


async def held_of(db: Db, person_id: UUID, batches: Iterable[UUID]) -> dict[UUID, int]:
    """How many of each of these somebody took."""
    rows = await db.rows(HELD_OF, person_id, list(batches))
    return {row[0]: row[1] for row in rows}


async def take(db: Db, coupon_id: UUID, batch_id: UUID, person_id: UUID) -> None:
    await db.run(TAKE, coupon_id, batch_id, person_id, db.now)


async def lock(db: Db, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Whose those of these are that can be used now; nobody else uses them until the end of the
    transaction.
    """
    return {row[0]: row[1] for row in await db.rows(LOCK, list(ids), db.now)}


async def use(db: Db, used: Mapping[UUID, UUID]) -> None:
    """These (coupon: order) are used."""
    await db.run(USE, list(used), list(used.values()), db.now)


async def give_back(db: Db, order_id: UUID) -> int:
    """What was used for an order can be used again."""
    return await db.run(GIVE_BACK, order_id)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
