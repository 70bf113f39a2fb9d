"""SQL of sales, of what dropped, and of disputes."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.vending.model import Dispute, DisputeState, Drops, Sale, SaleItem, State

COLUMNS = """
id, machine_id, payer_id, nonce, amount, offline, state, hold_id, transfer_id, captured, refunded,
created_at, deadline, done_at
"""
ADD = f"""
insert into vending_sale ({COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
on conflict do nothing
"""
ADD_ITEMS = """
insert into vending_item (sale_id, place, slot_id, label, name, price)
select * from unnest(
    $1::uuid[], $2::smallint[], $3::uuid[], $4::text[], $5::text[], $6::bigint[]
)
"""
FIND = f"select {COLUMNS} from vending_sale where id = $1"
LOCK = f"{FIND} for update"
BY_NONCE = "select id from vending_sale where machine_id = $1 and nonce = $2"
ITEMS = """
select sale_id, place, slot_id, label, name, price, dropped from vending_item
where sale_id = any($1::uuid[]) order by sale_id, place
"""
WAITING = f"""
select {COLUMNS} from vending_sale
where machine_id = $1 and state in ('authorised', 'commanded') and deadline > $2 and not offline
order by created_at, id for update
"""
COMMANDED = """
update vending_sale set state = 'commanded' where id = any($1::uuid[]) and state = 'authorised'
"""
END = """
update vending_sale set state = $2, captured = $3, transfer_id = $4, done_at = $5 where id = $1
"""
GIVE_BACK = "update vending_sale set refunded = refunded + $2 where id = $1"
DROP = """
update vending_item i set dropped = d.dropped
from unnest($2::smallint[], $3::boolean[]) as d (place, dropped)
where i.sale_id = $1 and i.place = d.place
"""
PAGE = f"""
select {COLUMNS} from vending_sale where machine_id = $1 order by created_at desc, id limit $2
"""
OF_PAYER = f"select {COLUMNS} from vending_sale where payer_id = $1 order by created_at, id"
TAKINGS = """
select count(*), coalesce(sum(captured - refunded), 0)::bigint from vending_sale
where machine_id = $1 and captured > 0 and created_at >= $2
"""
ADD_DISPUTE = """
insert into vending_dispute (sale_id, kind, amount, at) values ($1, $2, $3, $4)
on conflict do nothing
"""
DISPUTE_COLUMNS = "sale_id, kind, amount, at, state, resolved_at"
DISPUTE = f"select {DISPUTE_COLUMNS} from vending_dispute where sale_id = $1 for update"
DISPUTES = f"""
select {DISPUTE_COLUMNS} from vending_dispute where sale_id in (
    select id from vending_sale where machine_id = any($1::uuid[])
) order by state = 'open' desc, at desc limit 200
"""
OF_SALES = f"select {DISPUTE_COLUMNS} from vending_dispute where sale_id = any($1::uuid[])"
RESOLVE = "update vending_dispute set state = $2, resolved_at = $3 where sale_id = $1"


async def add(db: Db, sale: Sale, items: Sequence[SaleItem]) -> bool:
    """False when the id, or the offer, was used."""
    if not await db.run(ADD, *msgspec.structs.astuple(sale)):
        return False
    names = SaleItem.__struct_fields__[:-1]
    await db.run(ADD_ITEMS, *[[getattr(item, name) for item in items] for name in names])
    return True


async def sale(db: Db, sale_id: UUID) -> Sale | None:
    return await db.one_as(Sale, FIND, sale_id)


async def lock(db: Db, sale_id: UUID) -> Sale | None:
    """Nobody else decides it until the end of the transaction."""
    return await db.one_as(Sale, LOCK, sale_id)


async def by_nonce(db: Db, machine_id: UUID, nonce: str) -> UUID | None:
    found: UUID | None = await db.value(BY_NONCE, machine_id, nonce)
    return found


async def items(db: Db, sales: Iterable[UUID]) -> dict[UUID, list[SaleItem]]:
    found: dict[UUID, list[SaleItem]] = {}
    for one in await db.all_as(SaleItem, ITEMS, list(sales)):
        found.setdefault(one.sale_id, []).append(one)
    return found


async def waiting(db: Db, machine_id: UUID) -> list[Sale]:
    """What the machine still has to be told, or to be told again; locked."""
    return await db.all_as(Sale, WAITING, machine_id, db.now)


async def commanded(db: Db, sales: Sequence[UUID]) -> None:
    await db.run(COMMANDED, list(sales))


async def end(
    db: Db, sale_id: UUID, state: State, captured: int = 0, transfer: UUID | None = None
) -> None:
    await db.run(END, sale_id, state, captured, transfer, db.now)


async def give_back(db: Db, sale_id: UUID, amount: int) -> None:
    await db.run(GIVE_BACK, sale_id, amount)


async def drop(db: Db, sale_id: UUID, drops: Drops) -> None:
    """Notes what dropped and what did not."""
    await db.run(DROP, sale_id, list(drops), list(drops.values()))


async def page(db: Db, machine_id: UUID, limit: int) -> list[Sale]:
    """The newest first."""
    return await db.all_as(Sale, PAGE, machine_id, limit)


async def of_payer(db: Db, payer_id: UUID) -> list[Sale]:
    """The oldest first."""
    return await db.all_as(Sale, OF_PAYER, payer_id)


async def takings(db: Db, machine_id: UUID, since: object) -> tuple[int, int]:
    """(sales, sum) of a machine since then."""
    row = await db.row(TAKINGS, machine_id, since)
    assert row is not None
    return row[0], row[1]


async def add_dispute(db: Db, sale_id: UUID, kind: str, amount: int) -> bool:
    """False when there is one already."""
    return await db.run(ADD_DISPUTE, sale_id, kind, amount, db.now) == 1


async def dispute(db: Db, sale_id: UUID) -> Dispute | None:
    """Locked."""
    return await db.one_as(Dispute, DISPUTE, sale_id)


async def disputes(db: Db, machines: Iterable[UUID]) -> list[Dispute]:
    """The open ones first, the newest first."""
    return await db.all_as(Dispute, DISPUTES, list(machines))


async def of_sales(db: Db, sales: Iterable[UUID]) -> dict[UUID, Dispute]:
    return {one.sale_id: one for one in await db.all_as(Dispute, OF_SALES, list(sales))}


async def resolve(db: Db, sale_id: UUID, state: DisputeState) -> None:
    await db.run(RESOLVE, sale_id, state, db.now)
