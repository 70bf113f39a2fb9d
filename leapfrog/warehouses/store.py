"""SQL of watches, shelves, lots that expire, and transfers."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.warehouses.model import StockTransfer, StockWatch, TransferLine

WATCH_COLUMNS = "variant_id, merchant_id, low_water, warned_at"
PUT_WATCH = f"""
insert into warehouses_watch ({WATCH_COLUMNS}) values ($1, $2, $3, $4)
on conflict (variant_id) do update
set low_water = excluded.low_water, warned_at = excluded.warned_at
"""
DROP_WATCH = "delete from warehouses_watch where variant_id = $1"
LOCK_WATCH = f"""
select {WATCH_COLUMNS} from warehouses_watch where variant_id = $1 for no key update
"""
WATCHES = f"""
select {WATCH_COLUMNS} from warehouses_watch
where merchant_id = $1 and ($2::uuid[] is null or variant_id = any($2))
"""
PUT_SHELF = """
insert into warehouses_shelf (variant_id, warehouse_id, shelf)
select $1, * from unnest($2::uuid[], $3::text[])
on conflict (variant_id, warehouse_id) do update set shelf = excluded.shelf
"""
SHELVES = """
select variant_id, warehouse_id, shelf from warehouses_shelf where variant_id = any($1::uuid[])
"""
WARN_EXPIRY = """
insert into warehouses_expiry (pool_id, merchant_id, warned_at)
select *, $3::timestamptz from unnest($1::uuid[], $2::uuid[])
on conflict do nothing returning merchant_id
"""
TRANSFER_COLUMNS = """
id, merchant_id, from_id, to_id, note, sent_by, sent_at, arrived_by, arrived_at
"""
ADD_TRANSFER = f"""
insert into warehouses_transfer ({TRANSFER_COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
"""
TRANSFER = f"select {TRANSFER_COLUMNS} from warehouses_transfer where id = $1"
LOCK_TRANSFER = f"{TRANSFER} for no key update"
# What is on its way comes first.
TRANSFERS = f"""
select {TRANSFER_COLUMNS} from warehouses_transfer
where merchant_id = $1 and ($2::timestamptz is null or (sent_at, id) < ($2, $3::uuid))
order by sent_at desc, id desc limit $4
"""
ON_THE_WAY = """
select l.variant_id, sum(l.n)::bigint from warehouses_transfer t
join warehouses_transfer_line l on l.transfer_id = t.id
where t.merchant_id = $1 and t.arrived_at is null and l.variant_id = any($2::uuid[]) group by 1
"""
TRANSFERS_BY = f"""
select {TRANSFER_COLUMNS} from warehouses_transfer where merchant_id = any($1::uuid[])
order by sent_at, id
"""
LINE_COLUMNS = "transfer_id, variant_id, lot, expires_on, n, arrived"
ADD_LINES = f"""
insert into warehouses_transfer_line ({LINE_COLUMNS})
select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::bigint[], $6::bigint[])
"""
LINES = f"""
select {LINE_COLUMNS} from warehouses_transfer_line where transfer_id = any($1::uuid[])
order by transfer_id, variant_id, lot
"""
ARRIVED = """
update warehouses_transfer set arrived_by = $2, arrived_at = $3 where id = $1
"""
LINES_ARRIVED = """
update warehouses_transfer_line l set arrived = n.arrived
from unnest($2::uuid[], $3::text[], $4::bigint[]) as n (variant_id, lot, arrived)
where l.transfer_id = $1 and l.variant_id = n.variant_id and l.lot = n.lot
"""
FORGET = """
update warehouses_transfer set note = '' where merchant_id = any($1::uuid[]) and note <> ''
"""


async def put_watch(db: Db, one: StockWatch) -> None:
    await db.run(PUT_WATCH, one.variant_id, one.merchant_id, one.low_water, one.warned_at)


async def drop_watch(db: Db, variant_id: UUID) -> None:
    await db.run(DROP_WATCH, variant_id)


async def lock_watch(db: Db, variant_id: UUID) -> StockWatch | None:
    return await db.one_as(StockWatch, LOCK_WATCH, variant_id)


async def watches(
    db: Db, merchant_id: UUID, variants: Sequence[UUID] | None = None
) -> dict[UUID, StockWatch]:
    """By variant; None: all of the shop."""
    found = await db.all_as(StockWatch, WATCHES, merchant_id, variants)
    return {one.variant_id: one for one in found}


async def put_shelves(db: Db, variant_id: UUID, shelves: Mapping[UUID, str]) -> None:
    await db.run(PUT_SHELF, variant_id, list(shelves), list(shelves.values()))


async def shelves(db: Db, variants: Iterable[UUID]) -> dict[tuple[UUID, UUID], str]:
    """By variant and warehouse."""
    return {(row[0], row[1]): row[2] for row in await db.rows(SHELVES, list(variants))}


async def warn_expiry(db: Db, lots: Sequence[tuple[UUID, UUID]]) -> set[UUID]:
    """Notes of these (pool, shop) that the shop is warned; answers the shops of new ones."""
    pools, shops = [one[0] for one in lots], [one[1] for one in lots]
    return {row[0] for row in await db.rows(WARN_EXPIRY, pools, shops, db.now)}


async def add_transfer(db: Db, made: StockTransfer, lines: Sequence[TransferLine]) -> bool:
    """Whether the id was free."""
    names = StockTransfer.__struct_fields__
    if not await db.run(ADD_TRANSFER, *(getattr(made, name) for name in names)):
        return False
    columns = TransferLine.__struct_fields__
    await db.run(ADD_LINES, *([getattr(one, name) for one in lines] for name in columns))
    return True


async def transfer(db: Db, transfer_id: UUID) -> StockTransfer | None:
    return await db.one_as(StockTransfer, TRANSFER, transfer_id)


async def lock_transfer(db: Db, transfer_id: UUID) -> StockTransfer | None:
    return await db.one_as(StockTransfer, LOCK_TRANSFER, transfer_id)


async def transfers(db: Db, merchant_id: UUID, before: Position, limit: int) -> list[StockTransfer]:
    """The newest first."""
    return await db.all_as(StockTransfer, TRANSFERS, merchant_id, before.at, before.id, limit)


async def on_the_way(db: Db, merchant_id: UUID, variants: Sequence[UUID]) -> dict[UUID, int]:
    """How many of each are between warehouses."""
    return dict(await db.rows(ON_THE_WAY, merchant_id, variants))


async def transfers_of(db: Db, merchants: Iterable[UUID]) -> list[StockTransfer]:
    return await db.all_as(StockTransfer, TRANSFERS_BY, list(merchants))


async def transfer_lines(db: Db, transfers: Iterable[UUID]) -> dict[UUID, list[TransferLine]]:
    found: dict[UUID, list[TransferLine]] = {}
    for one in await db.all_as(TransferLine, LINES, list(transfers)):
        found.setdefault(one.transfer_id, []).append(one)
    return found


async def arrive(db: Db, transfer_id: UUID, by: UUID, lines: Sequence[TransferLine]) -> None:
    await db.run(ARRIVED, transfer_id, by, db.now)
    await db.run(
        LINES_ARRIVED,
        transfer_id,
        [one.variant_id for one in lines],
        [one.lot for one in lines],
        [one.arrived for one in lines],
    )


async def forget(db: Db, merchants: Sequence[UUID]) -> int:
    """What these shops wrote beside it."""
    return await db.run(FORGET, list(merchants))
