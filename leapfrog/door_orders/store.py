"""SQL of orders that are paid at the door, and of which shops allow that."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from leapfrog.door_orders.model import DoorLine, DoorOrder, DoorTerms, GivenBack, State
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position

TERMS = """
select t.most, p.merchant_id is not null as paused
from (select $1::uuid as merchant_id) s
left join door_orders_terms t on t.merchant_id = s.merchant_id
left join door_orders_pause p on p.merchant_id = s.merchant_id
"""
PUT_TERMS = """
insert into door_orders_terms (merchant_id, most, by_id, at) values ($1, $2, $3, $4)
on conflict (merchant_id) do update
set most = excluded.most, by_id = excluded.by_id, at = excluded.at
"""
DROP_TERMS = "delete from door_orders_terms where merchant_id = $1"
PAUSE = "insert into door_orders_pause (merchant_id, at) values ($1, $2) on conflict do nothing"
LOCK_PAUSE = "select merchant_id from door_orders_pause where merchant_id = $1 for update"
RESUME = "delete from door_orders_pause where merchant_id = $1"
COLUMNS = """
id, merchant_id, buyer_id, state, service, for_name, for_phone, for_address, lat, lon, note, goods,
delivery_price, currency, fee_bp, paid_by, paid_at, delivery_id, parcel_id, ended_by, why, due_at,
created_at, sent_at, ended_at, changed_at, trader, returns_days
"""
ADD = f"""
insert into door_orders_order ({COLUMNS}) values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24, $25, $26, $27, $28
) on conflict (id) do nothing
"""
FIND = f"select {COLUMNS} from door_orders_order where id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from door_orders_order where id = $1 for no key update"
# Reviews, papers and people name an order by its id alone.
IS_OF_ORDER = "select exists (select from orders_order where id = $1)"
BY_DELIVERY = "select id from door_orders_order where delivery_id = $1"
SAVE = """
update door_orders_order set state = $2, paid_by = $3, paid_at = $4, delivery_id = $5,
    parcel_id = $6, ended_by = $7, why = $8, due_at = $9, sent_at = $10, ended_at = $11,
    changed_at = $12
where id = $1
"""
OF_BUYER = f"""
select {COLUMNS} from door_orders_order
where buyer_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
order by created_at desc, id desc limit $4
"""
OF_MERCHANT = f"""
select {COLUMNS} from door_orders_order
where merchant_id = $1 and state = any($2::text[])
    and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
order by created_at desc, id desc limit $5
"""
OF_PERSON = f"select {COLUMNS} from door_orders_order where buyer_id = $1 order by created_at, id"
OF_MERCHANTS = f"""
select {COLUMNS} from door_orders_order where merchant_id = any($1::uuid[]) order by created_at, id
"""
COUNT_OPEN = """
select count(*) from door_orders_order where buyer_id = $1 and state in ('placed', 'sent')
"""
COUNT_REFUSED = """
select count(*) from door_orders_order
where buyer_id = $1 and state = 'returned' and ended_by = 'buyer' and ended_at > $2
"""
FORGET_OLD = """
update door_orders_order
set for_name = '', for_phone = '', for_address = '', lat = null, lon = null, note = ''
where ended_at < $1 and (for_name <> '' or for_phone <> '' or for_address <> '' or note <> '')
"""
FORGET_BUYER = """
update door_orders_order
set for_name = '', for_phone = '', for_address = '', lat = null, lon = null, note = '', why = ''
where buyer_id = $1
"""
LINE_COLUMNS = """
order_id, no, variant_id, item_id, title, options, picture, n, price, pool_id, claim_id, tax_class,
no_withdrawal, returned, refunded
"""
ADD_LINE = f"""
insert into door_orders_line ({LINE_COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
"""
GIVE_BACK = """
update door_orders_line l set returned = l.returned + b.units, refunded = l.refunded + b.amount
from unnest($2::smallint[], $3::integer[], $4::bigint[]) as b (no, units, amount)
where l.order_id = $1 and l.no = b.no
"""
LINES = f"""
select {LINE_COLUMNS} from door_orders_line where order_id = any($1::uuid[]) order by order_id, no
"""
CHANGING = (
    "id",
    "state",
    "paid_by",
    "paid_at",
    "delivery_id",
    "parcel_id",
    "ended_by",
    "why",
    "due_at",
    "sent_at",
    "ended_at",
)


async def terms(db: Db, merchant_id: UUID) -> DoorTerms:
    """None of it where the shop never said so."""
    found = await db.one_as(DoorTerms, TERMS, merchant_id)
    assert found
    return found


async def put_terms(db: Db, merchant_id: UUID, wanted: DoorTerms, by_id: UUID) -> None:
    if wanted.most is None:
        await db.run(DROP_TERMS, merchant_id)
    else:
        await db.run(PUT_TERMS, merchant_id, wanted.most, by_id, db.now)


async def pause(db: Db, merchant_id: UUID) -> bool:
    """Pauses selling at the door for a shop; False where it was paused already."""
    return await db.run(PAUSE, merchant_id, db.now) == 1


async def lock_pause(db: Db, merchant_id: UUID) -> bool:
    """Whether selling at the door is paused for a shop; the pause is locked until the end of the
    transaction.
    """
    return await db.value(LOCK_PAUSE, merchant_id) is not None


async def resume(db: Db, merchant_id: UUID) -> None:
    """Ends the pause of a shop, which sells at the door by its own terms again."""
    await db.run(RESUME, merchant_id)


async def add(db: Db, one: DoorOrder, lines: Sequence[DoorLine]) -> bool:
    """False when the id was used."""
    names = [name.strip() for name in COLUMNS.split(",")]
    if await db.run(ADD, *(getattr(one, name) for name in names)) != 1:
        return False
    names = [name.strip() for name in LINE_COLUMNS.split(",")]
    await db.run_many(ADD_LINE, [[getattr(line, name) for name in names] for line in lines])
    return True


async def find(db: Db, order_id: UUID) -> DoorOrder | None:
    return await db.one_as(DoorOrder, FIND, [order_id])


async def by_ids(db: Db, ids: Iterable[UUID]) -> dict[UUID, DoorOrder]:
    """The door orders of these ids, by id; ids of none are left out."""
    return {one.id: one for one in await db.all_as(DoorOrder, FIND, list(ids))}


async def lock(db: Db, order_id: UUID) -> DoorOrder | None:
    """Nobody else changes it until the end of the transaction."""
    return await db.one_as(DoorOrder, LOCK, order_id)


async def is_of_order(db: Db, order_id: UUID) -> bool:
    """Whether an order that was paid before is called so."""
    return bool(await db.value(IS_OF_ORDER, order_id))


async def by_delivery(db: Db, delivery_id: UUID) -> UUID | None:
    """The order that is brought by a delivery."""
    found: UUID | None = await db.value(BY_DELIVERY, delivery_id)
    return found


async def save(db: Db, one: DoorOrder) -> None:
    """What of it changes."""
    await db.run(SAVE, *(getattr(one, name) for name in CHANGING), db.now)


async def of_buyer(db: Db, buyer_id: UUID, before: Position, limit: int) -> list[DoorOrder]:
    """The newest first."""
    return await db.all_as(DoorOrder, OF_BUYER, buyer_id, before.at, before.id, limit)


async def of_merchant(
    db: Db, merchant_id: UUID, states: Sequence[State], before: Position, limit: int
) -> list[DoorOrder]:
    """The newest first."""
    place = (before.at, before.id)
    return await db.all_as(DoorOrder, OF_MERCHANT, merchant_id, list(states), *place, limit)


async def of_person(db: Db, buyer_id: UUID) -> list[DoorOrder]:
    """All door orders that a person placed, the oldest first."""
    return await db.all_as(DoorOrder, OF_PERSON, buyer_id)


async def of_merchants(db: Db, merchants: Iterable[UUID]) -> list[DoorOrder]:
    """All door orders of these shops, the oldest first."""
    return await db.all_as(DoorOrder, OF_MERCHANTS, list(merchants))


async def count_open(db: Db, buyer_id: UUID) -> int:
    """How many of somebody's are not over."""
    return int(await db.value(COUNT_OPEN, buyer_id))


async def count_refused(db: Db, buyer_id: UUID, since: datetime) -> int:
    """How many of somebody's came back from their door after this time."""
    return int(await db.value(COUNT_REFUSED, buyer_id, since))


async def lines(db: Db, orders: Iterable[UUID]) -> dict[UUID, list[DoorLine]]:
    """The lines of each of these door orders, by order, in the order of their numbers; an empty
    list for one that is not there.
    """
    found: dict[UUID, list[DoorLine]] = {each: [] for each in orders}
    for one in await db.all_as(DoorLine, LINES, list(found)):
        found[one.order_id].append(one)
    return found


async def give_back(db: Db, order_id: UUID, back: Sequence[GivenBack]) -> None:
    """So much more of an order's lines came and went back."""
    names = ("no", "units", "amount")
    await db.run(GIVE_BACK, order_id, *([getattr(one, name) for one in back] for name in names))


async def forget_old(db: Db, kept: timedelta) -> None:
    """For whom and where orders were that ended so long ago, and what was noted."""
    await db.run(FORGET_OLD, db.now - kept)


async def forget_buyer(db: Db, buyer_id: UUID) -> int:
    """Where somebody wanted things to be brought."""
    return await db.run(FORGET_BUYER, buyer_id)
