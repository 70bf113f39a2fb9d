"""SQL of carts."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

COLUMNS = "person_id, variant_id, merchant_id, n, price_seen, title, options, picture, at"
OF_PERSON = f"select {COLUMNS} from orders_cart where person_id = $1 order by at desc, variant_id"
LOCK_PERSON = "select pg_advisory_xact_lock(hashtextextended('orders_cart:' || $1::text, 0))"
COUNT = "select count(*) from orders_cart where person_id = $1 and variant_id <> $2"
PUT = f"""
insert into orders_cart ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (person_id, variant_id) do update set
    n = excluded.n, price_seen = excluded.price_seen, title = excluded.title,
    options = excluded.options, picture = excluded.picture
"""
DROP = "delete from orders_cart where person_id = $1 and variant_id = $2"
DROP_BOUGHT = """
delete from orders_cart c using unnest($1::uuid[], $2::uuid[]) as b (person_id, variant_id)
where c.person_id = b.person_id and c.variant_id = b.variant_id
"""
EMPTY = "delete from orders_cart where person_id = $1"


class CartRow(msgspec.Struct, frozen=True):
    """So many of a variant in somebody's cart, as it was called and cost when it was put there."""

    person_id: UUID
    variant_id: UUID
    merchant_id: UUID
    n: int
    price_seen: int
    title: str
    options: list[str]
    picture: UUID | None
    at: datetime


async def of_person(db: Db, person_id: UUID) -> list[CartRow]:
    """The newest first."""
    return await db.all_as(CartRow, OF_PERSON, person_id)


async def count_others(db: Db, person_id: UUID, variant_id: UUID) -> int:
    """How many other variants are in the cart; nobody puts any there until the end of the
    transaction.
    """
    await db.run(LOCK_PERSON, str(person_id))
    return int(await db.value(COUNT, person_id, variant_id))


async def put(db: Db, row: CartRow) -> None:
    await db.run(PUT, *msgspec.structs.astuple(row))


async def drop(db: Db, person_id: UUID, variant_id: UUID) -> None:
    await db.run(DROP, person_id, variant_id)


async def drop_bought(db: Db, bought: Iterable[tuple[UUID, UUID]]) -> None:
    """Takes these (person, variant), which were bought, out of the carts."""
    pairs = list(bought)
    await db.run(DROP_BOUGHT, [person for person, _ in pairs], [variant for _, variant in pairs])


async def empty(db: Db, person_id: UUID) -> int:
    return await db.run(EMPTY, person_id)
