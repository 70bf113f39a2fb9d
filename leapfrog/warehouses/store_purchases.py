"""SQL of suppliers, what is ordered from them, and what came."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.warehouses.model import (
    PurchaseState,
    ReceivedLot,
    Supplier,
    SupplierLine,
    SupplierOrder,
    SupplierReceipt,
)

SUPPLIER = "id, merchant_id, name, contact, at"
PUT_SUPPLIER = f"""
insert into warehouses_supplier ({SUPPLIER}) values ($1, $2, $3, $4, $5)
on conflict (id) do update set name = excluded.name, contact = excluded.contact
where warehouses_supplier.merchant_id = excluded.merchant_id
"""
SUPPLIERS = f"""
select {SUPPLIER} from warehouses_supplier where merchant_id = any($1::uuid[]) order by name, id
"""
COLUMNS = (
    "id, merchant_id, supplier_id, warehouse_id, state, expected_on, note, by_id, at, ended_at"
)
ADD = f"""
insert into warehouses_purchase ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict do nothing
"""
LOCK = f"select {COLUMNS} from warehouses_purchase where id = $1 for no key update"
OF_SHOP = f"""
select {COLUMNS} from warehouses_purchase
where merchant_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
order by at desc, id desc limit $4
"""
OF_SHOPS = f"""
select {COLUMNS} from warehouses_purchase where merchant_id = any($1::uuid[]) order by at, id
"""
FINISH = """
update warehouses_purchase set state = $2, ended_at = $3 where id = $1
"""
LINE_COLUMNS = "purchase_id, variant_id, n, cost, received"
ADD_LINES = f"""
insert into warehouses_purchase_line ({LINE_COLUMNS})
select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[])
"""
LINES = f"""
select {LINE_COLUMNS} from warehouses_purchase_line where purchase_id = any($1::uuid[])
order by purchase_id, variant_id
"""
RECEIVED = """
update warehouses_purchase_line l set received = l.received + n.units
from unnest($2::uuid[], $3::bigint[]) as n (variant_id, units)
where l.purchase_id = $1 and l.variant_id = n.variant_id
"""
EXPECTED = """
select l.variant_id, sum(l.n - l.received)::bigint from warehouses_purchase_line l
join warehouses_purchase p on p.id = l.purchase_id
where p.merchant_id = $1 and p.state = 'open' and l.variant_id = any($2::uuid[]) group by 1
"""
ADD_RECEIPT = """
insert into warehouses_receipt (id, purchase_id, by_id, units, at) values ($1, $2, $3, $4, $5)
"""
RECEIPT = "select purchase_id, units from warehouses_receipt where id = $1"
RECEIPTS = """
select id, purchase_id, by_id, units, at from warehouses_receipt
where purchase_id = any($1::uuid[]) order by at, id
"""
FORGET_SUPPLIERS = """
update warehouses_supplier set name = '', contact = ''
where merchant_id = any($1::uuid[]) and (name <> '' or contact <> '')
"""
FORGET_NOTES = """
update warehouses_purchase set note = '' where merchant_id = any($1::uuid[]) and note <> ''
"""


async def put_supplier(db: Db, one: Supplier) -> bool:
    """Whether the id is free, or this shop's."""
    return bool(await db.run(PUT_SUPPLIER, one.id, one.merchant_id, one.name, one.contact, one.at))


async def suppliers(db: Db, merchants: Iterable[UUID]) -> dict[UUID, Supplier]:
    return {one.id: one for one in await db.all_as(Supplier, SUPPLIERS, list(merchants))}


async def add(db: Db, made: SupplierOrder, lines: Sequence[SupplierLine]) -> bool:
    """Whether the id was free."""
    names = SupplierOrder.__struct_fields__
    if not await db.run(ADD, *(getattr(made, name) for name in names)):
        return False
    columns = SupplierLine.__struct_fields__
    await db.run(ADD_LINES, *([getattr(one, name) for one in lines] for name in columns))
    return True


async def lock(db: Db, purchase_id: UUID) -> SupplierOrder | None:
    return await db.one_as(SupplierOrder, LOCK, purchase_id)


async def of_shop(db: Db, merchant_id: UUID, before: Position, limit: int) -> list[SupplierOrder]:
    """The newest first."""
    return await db.all_as(SupplierOrder, OF_SHOP, merchant_id, before.at, before.id, limit)


async def of_shops(db: Db, merchants: Iterable[UUID]) -> list[SupplierOrder]:
    return await db.all_as(SupplierOrder, OF_SHOPS, list(merchants))


async def finish(db: Db, purchase_id: UUID, state: PurchaseState) -> None:
    """It is `received`, or `ended` before."""
    await db.run(FINISH, purchase_id, state, db.now)


async def lines(db: Db, purchases: Iterable[UUID]) -> dict[UUID, list[SupplierLine]]:
    found: dict[UUID, list[SupplierLine]] = {}
    for one in await db.all_as(SupplierLine, LINES, list(purchases)):
        found.setdefault(one.purchase_id, []).append(one)
    return found


async def receive(db: Db, purchase_id: UUID, units: Mapping[UUID, int]) -> None:
    """So many more of these came."""
    await db.run(RECEIVED, purchase_id, list(units), list(units.values()))


async def expected(db: Db, merchant_id: UUID, variants: Sequence[UUID]) -> dict[UUID, int]:
    """How many of each variant are ordered and have not come."""
    return dict(await db.rows(EXPECTED, merchant_id, variants))


async def add_receipt(
    db: Db, receipt_id: UUID, purchase_id: UUID, by_id: UUID, lots: Sequence[ReceivedLot]
) -> None:
    await db.run(
        ADD_RECEIPT, receipt_id, purchase_id, by_id, msgspec.to_builtins(list(lots)), db.now
    )


async def receipt(db: Db, receipt_id: UUID) -> tuple[UUID, list[ReceivedLot]] | None:
    """Of which purchase it is, and what came."""
    for row in await db.rows(RECEIPT, receipt_id):
        return row[0], msgspec.convert(row[1], list[ReceivedLot])
    return None


async def receipts(db: Db, purchases: Iterable[UUID]) -> list[SupplierReceipt]:
    """What came when, the oldest first."""
    return await db.all_as(SupplierReceipt, RECEIPTS, list(purchases))


async def forget(db: Db, merchants: Sequence[UUID]) -> int:
    """Who these shops bought from, and what they wrote beside it."""
    await db.run(FORGET_NOTES, list(merchants))
    return await db.run(FORGET_SUPPLIERS, list(merchants))
