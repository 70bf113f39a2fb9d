"""SQL of lists of what is fetched for orders."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.warehouses.model import PickLine, PickRun

COLUMNS = "id, merchant_id, by_id, at, over_at"
ADD = f"insert into warehouses_pick ({COLUMNS}) values ($1, $2, $3, $4, $5) on conflict do nothing"
LOCK = f"select {COLUMNS} from warehouses_pick where id = $1 for no key update"
OPEN_OF = f"""
select {COLUMNS} from warehouses_pick where merchant_id = $1 and over_at is null
order by at desc, id desc limit 50
"""
OF_SHOPS = f"""
select {COLUMNS} from warehouses_pick where merchant_id = any($1::uuid[]) order by at, id
"""
OVER = "update warehouses_pick set over_at = $2 where id = $1"
LINE_COLUMNS = "pick_id, order_id, no, place, n, picked, is_open"
ADD_LINES = f"""
insert into warehouses_pick_line ({LINE_COLUMNS})
select * from unnest(
    $1::uuid[], $2::uuid[], $3::smallint[], $4::smallint[], $5::integer[], $6::integer[],
    $7::boolean[]
) on conflict do nothing
"""
LINES = f"""
select {LINE_COLUMNS} from warehouses_pick_line where pick_id = any($1::uuid[])
order by pick_id, place
"""
TAKEN = """
select distinct order_id from warehouses_pick_line where is_open and order_id = any($1::uuid[])
"""
PICK = """
update warehouses_pick_line set picked = picked + $4
where pick_id = $1 and order_id = $2 and no = $3
"""
CLOSE_LINES = "update warehouses_pick_line set is_open = false where pick_id = $1"
SCAN = "select pick_id from warehouses_pick_scan where id = $1"
ADD_SCAN = "insert into warehouses_pick_scan (id, pick_id, order_id, no) values ($1, $2, $3, $4)"


async def add(db: Db, made: PickRun) -> bool:
    """Keeps a run of picking; answers whether its id was free."""
    return bool(await db.run(ADD, *(getattr(made, name) for name in PickRun.__struct_fields__)))


async def add_lines(db: Db, lines: Sequence[PickLine]) -> bool:
    """Keeps lines of a run; answers whether nobody else is fetching one of them."""
    names = PickLine.__struct_fields__
    columns = ([getattr(one, name) for one in lines] for name in names)
    return await db.run(ADD_LINES, *columns) == len(lines)


async def lock(db: Db, pick_id: UUID) -> PickRun | None:
    return await db.one_as(PickRun, LOCK, pick_id)


async def open_of(db: Db, merchant_id: UUID) -> list[PickRun]:
    """Those along whose shelves somebody walks now, the newest first."""
    return await db.all_as(PickRun, OPEN_OF, merchant_id)


async def of_shops(db: Db, merchants: Iterable[UUID]) -> list[PickRun]:
    return await db.all_as(PickRun, OF_SHOPS, list(merchants))


async def lines(db: Db, picks: Iterable[UUID]) -> dict[UUID, list[PickLine]]:
    """In the order in which one walks."""
    found: dict[UUID, list[PickLine]] = {}
    for one in await db.all_as(PickLine, LINES, list(picks)):
        found.setdefault(one.pick_id, []).append(one)
    return found


async def taken(db: Db, orders: Iterable[UUID]) -> set[UUID]:
    """Those of these orders that somebody is fetching."""
    return {row[0] for row in await db.rows(TAKEN, list(orders))}


async def pick(db: Db, line: PickLine, units: int) -> None:
    """So many more of a line were scanned."""
    await db.run(PICK, line.pick_id, line.order_id, line.no, units)


async def scan_of(db: Db, scan_id: UUID) -> UUID | None:
    """The list that a scan was of."""
    found: UUID | None = await db.value(SCAN, scan_id)
    return found


async def add_scan(db: Db, scan_id: UUID, line: PickLine) -> None:
    await db.run(ADD_SCAN, scan_id, line.pick_id, line.order_id, line.no)


async def close(db: Db, pick_id: UUID) -> None:
    """It is over: what it has not fetched others may."""
    await db.run(OVER, pick_id, db.now)
    await db.run(CLOSE_LINES, pick_id)
