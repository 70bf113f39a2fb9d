"""SQL of payments, orders, their lines and what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.orders.model import NEVER, CartPayment, OrderLine, ShopOrder, State

PAYMENT_COLUMNS = "id, buyer_id, digest, total, currency, at"
PAYMENTS = f"select {PAYMENT_COLUMNS} from orders_payment where id = any($1::uuid[])"
ADD_PAYMENTS = f"""
insert into orders_payment ({PAYMENT_COLUMNS})
select * from unnest(
    $1::uuid[], $2::uuid[], $3::bytea[], $4::bigint[], $5::text[], $6::timestamptz[]
)
"""
COLUMNS = """
id, payment_id, merchant_id, buyer_id, state, refund, delivery, for_name, for_phone, for_address,
note, total, refunded, released, currency, coupons, trader, returns_days, code, code_tries,
code_locked_until, packed_at, sent_at, received_at, ended_at, due_at, created_at, changed_at
"""
NEW = (
    "id",
    "payment_id",
    "merchant_id",
    "buyer_id",
    "state",
    "delivery",
    "for_name",
    "for_phone",
    "for_address",
    "note",
    "total",
    "currency",
    "coupons",
    "trader",
    "returns_days",
    "code",
    "due_at",
    "created_at",
    "changed_at",
)
ADD = f"""
insert into orders_order ({", ".join(NEW)})
select {", ".join(NEW).replace("coupons", "coupons::jsonb")} from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::text[], $10::text[], $11::bigint[], $12::text[], $13::text[], $14::boolean[],
    $15::integer[], $16::text[], $17::timestamptz[], $18::timestamptz[], $19::timestamptz[]
) as o ({", ".join(NEW)})
"""
FIND = f"select {COLUMNS} from orders_order where id = any($1::uuid[])"
OF_PAYMENTS = f"select {COLUMNS} from orders_order where payment_id = any($1::uuid[]) order by id"
LOCK = f"select {COLUMNS} from orders_order where id = $1 for no key update"
OF_BUYER = f"""
select {COLUMNS} from orders_order
where buyer_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
order by created_at desc, id desc limit $4
"""
OF_MERCHANT = f"""
select {COLUMNS} from orders_order
where merchant_id = $1 and state = any($2::text[])
    and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
order by created_at desc, id desc limit $5
"""
# What has no time at which something happens comes last.
BY_DUE = """
and ($2::timestamptz is null or (coalesce(due_at, $4::timestamptz), id) > ($2, $3::uuid))
order by coalesce(due_at, $4::timestamptz), id limit $5
"""
SENDING_OF = f"""
select {COLUMNS} from orders_order
where merchant_id = $1 and state in ('paid', 'sent_part') {BY_DUE}
"""
ASKED_OF = f"""
select {COLUMNS} from orders_order
where merchant_id = $1 and refund not in ('none', 'agreed', 'judged') {BY_DUE}
"""
RUNNING = f"""
select {COLUMNS} from orders_order
where buyer_id = $1 and state in ('paid', 'sent_part', 'sent')
order by due_at, id limit 5
"""
COUNTS = """
select
    count(*) filter (where state in ('paid', 'sent_part')),
    count(*) filter (where state = 'sent'),
    count(*) filter (where refund not in ('none', 'agreed', 'judged'))
from orders_order where merchant_id = $1
"""
APPEALED = f"""
select {COLUMNS} from orders_order where refund = 'appealed'
    and ($1::timestamptz is null or (changed_at, id) > ($1, $2::uuid))
order by changed_at, id limit $3
"""
OF_PERSON = f"select {COLUMNS} from orders_order where buyer_id = $1 order by created_at, id"
OF_MERCHANTS = f"""
select {COLUMNS} from orders_order where merchant_id = any($1::uuid[]) order by created_at, id
"""
SAVE = """
update orders_order set state = $2, refund = $3, refunded = $4, released = $5, code_tries = $6,
    code_locked_until = $7, packed_at = $8, sent_at = $9, received_at = $10, ended_at = $11,
    due_at = $12, changed_at = $13
where id = $1
"""
FORGET_OLD = """
update orders_order set for_name = '', for_phone = '', for_address = '', note = ''
where ended_at < $1 and (for_name <> '' or for_phone <> '' or for_address <> '' or note <> '')
    and refund in ('none', 'agreed', 'judged')
"""
FORGET_BUYER = """
update orders_order set for_name = '', for_phone = '', for_address = '', note = ''
where buyer_id = $1
"""
LINE_COLUMNS = """
order_id, no, variant_id, item_id, title, options, picture, kind, tax_class, no_withdrawal, n,
unit_price, paid, pool_id, claim_id, sent, cancelled, freed, returned, refunded,
fee_bp
"""
NEW_LINE = """
order_id, no, variant_id, item_id, title, options, picture, kind, tax_class, no_withdrawal, n,
unit_price, paid, pool_id, claim_id, fee_bp
"""
# A list of lists has no type in SQL: options go as JSON.
ADD_LINES = f"""
insert into orders_line ({NEW_LINE})
select order_id, no, variant_id, item_id, title,
    array(select jsonb_array_elements_text(options)), picture, kind, tax_class, no_withdrawal, n,
    unit_price, paid, pool_id, claim_id, fee_bp
from unnest(
    $1::uuid[], $2::smallint[], $3::uuid[], $4::uuid[], $5::text[], $6::jsonb[], $7::uuid[],
    $8::text[], $9::text[], $10::boolean[], $11::integer[], $12::bigint[], $13::bigint[],
    $14::uuid[], $15::uuid[], $16::integer[]
) as l ({NEW_LINE})
"""
LINES = f"""
select {LINE_COLUMNS} from orders_line where order_id = any($1::uuid[]) order by order_id, no
"""
SAVE_LINES = """
update orders_line l set sent = n.sent, cancelled = n.cancelled, freed = n.freed,
    returned = n.returned, refunded = n.refunded
from unnest(
    $1::uuid[], $2::smallint[], $3::integer[], $4::integer[], $5::integer[], $6::integer[],
    $7::bigint[]
) as n (order_id, no, sent, cancelled, freed, returned, refunded)
where l.order_id = n.order_id and l.no = n.no
"""
ADD_SHIPMENT = """
insert into orders_shipment (id, order_id, by_id, units, at) values ($1, $2, $3, $4, $5)
"""
SHIPMENT = "select order_id from orders_shipment where id = $1"
SECRET = "select secret from orders_secret"
MAKE_SECRET = "insert into orders_secret (secret) values ($1) on conflict do nothing"


class OrderCounts(msgspec.Struct, frozen=True):
    """How many orders of a shop wait to be sent, are on their way, have a question open."""

    to_send: int
    on_the_way: int
    asked: int


async def payments(db: Db, ids: Iterable[UUID]) -> dict[UUID, CartPayment]:
    return {one.id: one for one in await db.all_as(CartPayment, PAYMENTS, list(ids))}


async def add_payments(db: Db, made: Sequence[CartPayment]) -> None:
    names = CartPayment.__struct_fields__
    await db.run(ADD_PAYMENTS, *([getattr(one, name) for one in made] for name in names))


async def add(db: Db, made: Sequence[ShopOrder], lines: Sequence[OrderLine]) -> None:
    """New orders and their lines."""
    columns = {name: [getattr(one, name) for one in made] for name in NEW}
    # A list of lists would be one list to SQL.
    columns["coupons"] = [msgspec.json.encode(one.coupons).decode() for one in made]
    await db.run(ADD, *columns.values())
    names = [name.strip() for name in NEW_LINE.split(",")]
    await db.run(ADD_LINES, *([getattr(one, name) for one in lines] for name in names))


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, ShopOrder]:
    return {one.id: one for one in await db.all_as(ShopOrder, FIND, list(ids))}


async def of_payments(db: Db, ids: Iterable[UUID]) -> dict[UUID, list[ShopOrder]]:
    found: dict[UUID, list[ShopOrder]] = {}
    for one in await db.all_as(ShopOrder, OF_PAYMENTS, list(ids)):
        found.setdefault(one.payment_id, []).append(one)
    return found


async def lock(db: Db, order_id: UUID) -> ShopOrder | None:
    """Nobody else changes it until the end of the transaction."""
    return await db.one_as(ShopOrder, LOCK, order_id)


async def of_buyer(db: Db, buyer_id: UUID, before: Position, limit: int) -> list[ShopOrder]:
    """The newest first."""
    return await db.all_as(ShopOrder, OF_BUYER, buyer_id, before.at, before.id, limit)


async def of_merchant(
    db: Db, merchant_id: UUID, states: Sequence[State], before: Position, limit: int
) -> list[ShopOrder]:
    """The newest first."""
    place = (before.at, before.id)
    return await db.all_as(ShopOrder, OF_MERCHANT, merchant_id, list(states), *place, limit)


async def sending_of(db: Db, merchant_id: UUID, after: Position, limit: int) -> list[ShopOrder]:
    """Those to be sent; first what is due first."""
    place = (after.at, after.id, NEVER)
    return await db.all_as(ShopOrder, SENDING_OF, merchant_id, *place, limit)


async def asked_of(db: Db, merchant_id: UUID, after: Position, limit: int) -> list[ShopOrder]:
    """Those about which a question is open; first what is due first."""
    place = (after.at, after.id, NEVER)
    return await db.all_as(ShopOrder, ASKED_OF, merchant_id, *place, limit)


async def running(db: Db, buyer_id: UUID) -> list[ShopOrder]:
    """What is bought and not received; first what happens first."""
    return await db.all_as(ShopOrder, RUNNING, buyer_id)


async def counts(db: Db, merchant_id: UUID) -> OrderCounts:
    row = await db.row(COUNTS, merchant_id)
    assert row is not None
    return OrderCounts(*row)


async def appealed(db: Db, after: Position, limit: int) -> list[ShopOrder]:
    """Which the town is to judge, the oldest first."""
    return await db.all_as(ShopOrder, APPEALED, after.at, after.id, limit)


async def of_person(db: Db, buyer_id: UUID) -> list[ShopOrder]:
    """The oldest first."""
    return await db.all_as(ShopOrder, OF_PERSON, buyer_id)


async def of_merchants(db: Db, merchants: Iterable[UUID]) -> list[ShopOrder]:
    """The oldest first."""
    return await db.all_as(ShopOrder, OF_MERCHANTS, list(merchants))


async def save(db: Db, order: ShopOrder) -> None:
    """What of an order changes."""
    names = (
        "id",
        "state",
        "refund",
        "refunded",
        "released",
        "code_tries",
        "code_locked_until",
        "packed_at",
        "sent_at",
        "received_at",
        "ended_at",
        "due_at",
    )
    await db.run(SAVE, *(getattr(order, name) for name in names), db.now)


async def lines(db: Db, orders: Iterable[UUID]) -> dict[UUID, list[OrderLine]]:
    """Of each of these, in their order."""
    found: dict[UUID, list[OrderLine]] = {each: [] for each in orders}
    for one in await db.all_as(OrderLine, LINES, list(found)):
        found[one.order_id].append(one)
    return found


async def save_lines(db: Db, changed: Sequence[OrderLine]) -> None:
    """What of lines changes."""
    names = ("order_id", "no", "sent", "cancelled", "freed", "returned", "refunded")
    if changed:
        await db.run(SAVE_LINES, *([getattr(one, name) for one in changed] for name in names))


async def shipment_of(db: Db, shipment_id: UUID) -> UUID | None:
    """Of which order a shipment is."""
    found: UUID | None = await db.value(SHIPMENT, shipment_id)
    return found


async def add_shipment(
    db: Db, shipment_id: UUID, order_id: UUID, by_id: UUID, units: Mapping[int, int]
) -> None:
    kept = {str(no): n for no, n in units.items()}
    await db.run(ADD_SHIPMENT, shipment_id, order_id, by_id, kept, db.now)


async def secret(db: Db) -> bytes | None:
    found: bytes | None = await db.value(SECRET)
    return found


async def make_secret(db: Db, made: bytes) -> None:
    await db.run(MAKE_SECRET, made)


async def forget_old(db: Db, kept: timedelta) -> None:
    """For whom and where orders were that ended so long ago, and what was noted."""
    await db.run(FORGET_OLD, db.now - kept)


async def forget_buyer(db: Db, buyer_id: UUID) -> int:
    """Where somebody wanted things to be sent."""
    return await db.run(FORGET_BUYER, buyer_id)
