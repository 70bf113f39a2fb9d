"""SQL of presents: where they go, and what is said with them."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.orders.present_model import Gift, Present

COLUMNS = """
id, buyer_id, person_id, message, state, name, phone, address, lat, lon, hidden, payment_id,
asked_at, answered_at, until
"""
ADD = """
insert into orders_present (id, buyer_id, person_id, message, state, asked_at, until)
values ($1, $2, $3, $4, 'asked', $5, $6) on conflict (id) do nothing
"""
FIND = f"select {COLUMNS} from orders_present where id = any($1::uuid[])"
LOCK = f"{FIND} order by id for no key update"
COUNT_OPEN = """
select count(*) from orders_present
where buyer_id = $1 and state in ('asked', 'given') and until > $2
"""
OPEN_OF = f"""
select {COLUMNS} from orders_present
where buyer_id = $1 and state in ('asked', 'given') and until > $2 order by asked_at desc, id
"""
OF_PERSON = f"""
select {COLUMNS} from orders_present where buyer_id = $1 or person_id = $1 order by asked_at, id
"""
ANSWER = """
update orders_present set state = $2, name = $3, phone = $4, address = $5, lat = $6, lon = $7,
    hidden = $8, answered_at = $9
where id = $1
"""
END = """
update orders_present set state = $2, name = '', phone = '', address = '', lat = null, lon = null
where id = any($1::uuid[]) and state in ('asked', 'given')
"""
USE = """
update orders_present p set state = 'used', payment_id = n.payment_id, phone = '', address = '',
    lat = null, lon = null
from unnest($1::uuid[], $2::uuid[]) as n (id, payment_id)
where p.id = n.id and p.state = 'given'
"""
OVER = """
update orders_present set state = 'withdrawn', phone = '', address = '', lat = null, lon = null
where until < $1 and state in ('asked', 'given')
"""
# What somebody said, and where they live; whom it was about is the other's as well.
FORGET_BUYER = "update orders_present set message = '' where buyer_id = $1 and message <> ''"
FORGET_PERSON = "update orders_present set name = '' where person_id = $1 and name <> ''"
OPEN_WITH = """
select id from orders_present
where (buyer_id = $1 or person_id = $1) and state in ('asked', 'given')
"""
GIFT_COLUMNS = "order_id, present_id, message, hidden"
ADD_GIFTS = f"""
insert into orders_gift ({GIFT_COLUMNS})
select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[])
"""
GIFTS = f"select {GIFT_COLUMNS} from orders_gift where order_id = any($1::uuid[])"
FORGET_GIFTS = """
update orders_gift g set message = ''
from orders_order o where o.id = g.order_id and o.buyer_id = $1 and g.message <> ''
"""
# Of orders that are somebody's presents.
FORGET_WHERE = """
update orders_order o set for_name = '', for_phone = '', for_address = ''
from orders_gift g join orders_present p on p.id = g.present_id
where o.id = g.order_id and p.person_id = $1 returning o.id
"""
RECEIVED = """
select g.order_id from orders_gift g join orders_present p on p.id = g.present_id
where p.id = any($1::uuid[]) and p.state = 'used'
"""


async def add(db: Db, new: Present) -> bool:
    """False when the id was used."""
    given = (new.id, new.buyer_id, new.person_id, new.message, new.asked_at, new.until)
    return await db.run(ADD, *given) == 1


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, Present]:
    """The presents of these ids, by id, without looking who asks."""
    return {one.id: one for one in await db.all_as(Present, FIND, list(ids))}


async def lock(db: Db, ids: Iterable[UUID]) -> dict[UUID, Present]:
    """These presents by id; nobody else answers or uses them until the end of the transaction."""
    return {one.id: one for one in await db.all_as(Present, LOCK, list(ids))}


async def count_open(db: Db, buyer_id: UUID) -> int:
    return int(await db.value(COUNT_OPEN, buyer_id, db.now))


async def open_of(db: Db, buyer_id: UUID) -> list[Present]:
    """Presents that a buyer asked about and has not sent, the newest first."""
    return await db.all_as(Present, OPEN_OF, buyer_id, db.now)


async def of_person(db: Db, person_id: UUID) -> list[Present]:
    """What somebody asked and was asked, the oldest first."""
    return await db.all_as(Present, OF_PERSON, person_id)


async def answer(db: Db, one: Present) -> None:
    said = (one.name, one.phone, one.address, one.lat, one.lon, one.hidden)
    await db.run(ANSWER, one.id, one.state, *said, db.now)


async def end(db: Db, ids: Iterable[UUID], state: str) -> int:
    """Those of these that are open come to this end, and forget where it is."""
    return await db.run(END, list(ids), state)


async def use(db: Db, used: Mapping[UUID, UUID]) -> int:
    """Presents by the payments that use them; answers how many could be."""
    return await db.run(USE, list(used), list(used.values()))


async def end_old(db: Db) -> int:
    """What nobody used in its time is over, and forgets where it is."""
    return await db.run(OVER, db.now)


async def forget(db: Db, person_id: UUID) -> int:
    """What somebody said of presents, and where they live."""
    gone = await end(db, [row[0] for row in await db.rows(OPEN_WITH, person_id)], "withdrawn")
    gone += await db.run(FORGET_BUYER, person_id) + await db.run(FORGET_PERSON, person_id)
    return gone + await db.run(FORGET_GIFTS, person_id)


async def forget_where(db: Db, person_id: UUID) -> list[UUID]:
    """Where presents for somebody went; answers of which orders."""
    return [row[0] for row in await db.rows(FORGET_WHERE, person_id)]


async def orders_of(db: Db, present_id: UUID) -> list[UUID]:
    """The ids of the orders with which a present was sent."""
    return [row[0] for row in await db.rows(RECEIVED, [present_id])]


async def add_gifts(db: Db, gifts: Sequence[Gift]) -> None:
    names = Gift.__struct_fields__
    if gifts:
        await db.run(ADD_GIFTS, *([getattr(one, name) for one in gifts] for name in names))


async def gifts(db: Db, orders: Iterable[UUID]) -> dict[UUID, Gift]:
    """Those of these orders that are presents."""
    return {one.order_id: one for one in await db.all_as(Gift, GIFTS, list(orders))}
