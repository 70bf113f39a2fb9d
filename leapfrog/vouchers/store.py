"""SQL of batches, codes and uses of vouchers."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.vouchers.model import VoucherBatch, VoucherCode, VoucherUse

BATCH = """
id, merchant_id, show_id, name, effect, value, categories, products, opens, uses, per_person, until,
stopped_at, made_by, made_at
"""
ADD_BATCH = f"""
insert into vouchers_batch ({BATCH})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing
"""
BATCHES = f"select {BATCH} from vouchers_batch where id = any($1::uuid[])"
OF_SHOP = f"""
select {BATCH} from vouchers_batch where merchant_id = $1 order by made_at desc, id limit $2
"""
MADE_BY = f"select {BATCH} from vouchers_batch where made_by = $1 order by made_at, id"
STOP = "update vouchers_batch set stopped_at = $2 where id = $1 and stopped_at is null"
CODE = "code, batch_id, uses, used"
ADD_CODES = """
insert into vouchers_code (code, batch_id, uses)
select *, $2::uuid, $3::integer from unnest($1::text[]) on conflict do nothing
"""
CODES = f"select {CODE} from vouchers_code where batch_id = $1 order by code limit $2"
FIND = f"select {CODE} from vouchers_code where code = $1"
# Always in one order: two that exchange their codes wait for each other.
LOCK = f"select {CODE} from vouchers_code where code = any($1::text[]) order by code for update"
SUMS = """
select batch_id, count(*) as codes, coalesce(sum(used), 0)::bigint as used,
    count(*) filter (where used > 0) as touched
from vouchers_code where batch_id = any($1::uuid[]) group by batch_id
"""
OFF = """
select batch_id, sum(off)::bigint from vouchers_use where batch_id = any($1::uuid[])
group by batch_id
"""
USE = "id, code, batch_id, order_id, person_id, units, off, at"
USES = f"select {USE} from vouchers_use where id = any($1::uuid[])"
OF_ORDERS = f"select {USE} from vouchers_use where order_id = any($1::uuid[]) order by id"
HAS = """
select coalesce(sum(units), 0) from vouchers_use where batch_id = $1 and person_id = $2
"""
ADD_USE = f"insert into vouchers_use ({USE}) values ($1, $2, $3, $4, $5, $6, $7, $8)"
REMOVE = "delete from vouchers_use where id = any($1::uuid[])"
COUNT = "update vouchers_code set used = used + $2 where code = $1"
OF_PERSON = f"select {USE} from vouchers_use where person_id = $1 order by at, id"
FORGET = "update vouchers_use set person_id = null where person_id = $1"
NAMELESS = "update vouchers_batch set name = '' where made_by = $1"


class VoucherSums(msgspec.Struct, frozen=True):
    """How many codes there are of a batch, how often they were used, how many of them at all."""

    codes: int
    used: int
    touched: int


async def add_batch(db: Db, one: VoucherBatch) -> bool:
    """False where the id is taken."""
    terms = (one.show_id, one.name, one.effect, one.value)
    lists = (one.categories, one.products, one.opens)
    rest = (one.uses, one.per_person, one.until, one.stopped_at, one.made_by, one.made_at)
    return await db.run(ADD_BATCH, one.id, one.merchant_id, *terms, *lists, *rest) == 1


async def batches(db: Db, ids: Iterable[UUID]) -> dict[UUID, VoucherBatch]:
    return {one.id: one for one in await db.all_as(VoucherBatch, BATCHES, list(ids))}


async def of_shop(db: Db, merchant_id: UUID, limit: int) -> list[VoucherBatch]:
    """The newest first."""
    return await db.all_as(VoucherBatch, OF_SHOP, merchant_id, limit)


async def made_by(db: Db, person_id: UUID) -> list[VoucherBatch]:
    return await db.all_as(VoucherBatch, MADE_BY, person_id)


async def stop(db: Db, batch_id: UUID) -> None:
    await db.run(STOP, batch_id, db.now)


async def add_codes(db: Db, batch: VoucherBatch, codes: Sequence[str]) -> int:
    """How many of these were new in the town."""
    return await db.run(ADD_CODES, codes, batch.id, batch.uses)


async def codes(db: Db, batch_id: UUID, limit: int) -> list[VoucherCode]:
    return await db.all_as(VoucherCode, CODES, batch_id, limit)


async def code(db: Db, text: str) -> VoucherCode | None:
    return await db.one_as(VoucherCode, FIND, text)


async def lock(db: Db, codes: Iterable[str]) -> dict[str, VoucherCode]:
    """Nobody else uses them until the end of the transaction."""
    return {one.code: one for one in await db.all_as(VoucherCode, LOCK, list(codes))}


async def sums(db: Db, ids: Sequence[UUID]) -> dict[UUID, VoucherSums]:
    return await db.map_as(VoucherSums, SUMS, ids)


async def off(db: Db, ids: Sequence[UUID]) -> dict[UUID, int]:
    """What was paid less by each batch, in minor units."""
    return {row[0]: row[1] for row in await db.rows(OFF, ids)}


async def uses(db: Db, ids: Iterable[UUID]) -> list[VoucherUse]:
    """Of these tickets and lines."""
    return await db.all_as(VoucherUse, USES, list(ids))


async def of_orders(db: Db, orders: Iterable[UUID]) -> list[VoucherUse]:
    ids = list(orders)
    return await db.all_as(VoucherUse, OF_ORDERS, ids) if ids else []


async def has(db: Db, batch_id: UUID, person_id: UUID) -> int:
    """How many uses of a batch somebody has."""
    return int(await db.value(HAS, batch_id, person_id))


async def add_uses(db: Db, uses: Sequence[VoucherUse]) -> None:
    await db.run_many(ADD_USE, [msgspec.structs.astuple(one) for one in uses])


async def remove(db: Db, ids: Sequence[UUID]) -> None:
    await db.run(REMOVE, ids)


async def count(db: Db, code: str, units: int) -> None:
    """A locked code was used so often, or less often."""
    await db.run(COUNT, code, units)


async def of_person(db: Db, person_id: UUID) -> list[VoucherUse]:
    return await db.all_as(VoucherUse, OF_PERSON, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)


async def nameless(db: Db, person_id: UUID) -> int:
    """What somebody called their batches is forgotten."""
    return await db.run(NAMELESS, person_id)
