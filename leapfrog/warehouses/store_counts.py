"""SQL of counts."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.warehouses.model import CountLine, StockCount

COLUMNS = "id, merchant_id, warehouse_id, by_id, at, booked_at"
PUT = f"""
insert into warehouses_count ({COLUMNS}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""
LOCK = f"select {COLUMNS} from warehouses_count where id = $1 for no key update"
OF_SHOP = f"""
select {COLUMNS} from warehouses_count
where merchant_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
order by at desc, id desc limit $4
"""
OF_SHOPS = f"""
select {COLUMNS} from warehouses_count where merchant_id = any($1::uuid[]) order by at, id
"""
LINE_COLUMNS = "count_id, variant_id, lot, pool_id, counted, expected, reason"
DROP_LINES = "delete from warehouses_count_line where count_id = $1"
ADD_LINES = f"""
insert into warehouses_count_line ({LINE_COLUMNS})
select * from unnest(
    $1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::bigint[], $6::bigint[], $7::text[]
)
"""
LINES = f"""
select {LINE_COLUMNS} from warehouses_count_line where count_id = any($1::uuid[])
order by count_id, variant_id, lot
"""
BOOKED = "update warehouses_count set booked_at = $2 where id = $1"


async def put(db: Db, made: StockCount) -> None:
    await db.run(PUT, *(getattr(made, name) for name in StockCount.__struct_fields__))


async def lock(db: Db, count_id: UUID) -> StockCount | None:
    return await db.one_as(StockCount, LOCK, count_id)


async def of_shop(db: Db, merchant_id: UUID, before: Position, limit: int) -> list[StockCount]:
    """The newest first."""
    return await db.all_as(StockCount, OF_SHOP, merchant_id, before.at, before.id, limit)


async def of_shops(db: Db, merchants: Iterable[UUID]) -> list[StockCount]:
    return await db.all_as(StockCount, OF_SHOPS, list(merchants))


async def set_lines(db: Db, count_id: UUID, lines: Sequence[CountLine]) -> None:
    """These and no others."""
    await db.run(DROP_LINES, count_id)
    names = CountLine.__struct_fields__
    await db.run(ADD_LINES, *([getattr(one, name) for one in lines] for name in names))


async def lines(db: Db, counts: Iterable[UUID]) -> dict[UUID, list[CountLine]]:
    found: dict[UUID, list[CountLine]] = {}
    for one in await db.all_as(CountLine, LINES, list(counts)):
        found.setdefault(one.count_id, []).append(one)
    return found


async def booked(db: Db, count_id: UUID) -> None:
    await db.run(BOOKED, count_id, db.now)
