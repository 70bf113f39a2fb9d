"""SQL of rights to buy."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.orders.model import BuyingRight

COLUMNS = """
id, person_id, of, variant_id, pool_id, price, until, given_at, used_at, payment_id, voided_at,
deposit, trade_id, sends_by
"""
NEW = (
    "id",
    "person_id",
    "of",
    "variant_id",
    "pool_id",
    "price",
    "until",
    "deposit",
    "trade_id",
    "sends_by",
)
GIVE = f"""
insert into orders_right ({", ".join(NEW)}, given_at)
select *, $11::timestamptz from unnest(
    $1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[], $7::timestamptz[],
    $8::bigint[], $9::uuid[], $10::timestamptz[]
) on conflict do nothing returning id
"""
FIND = f"select {COLUMNS} from orders_right where id = any($1::uuid[])"
LOCK = f"{FIND} order by id for no key update"
OF_PERSON = f"select {COLUMNS} from orders_right where person_id = $1 order by given_at, id"
# What is used at this moment is waited for, and left alone then. They are locked in the order in
# which a payment locks them, so that neither waits for the other.
VOID = """
with open as (
    select id from orders_right
    where id = any($1::uuid[]) and used_at is null and voided_at is null
    order by id for no key update
)
update orders_right r set voided_at = $2 from open where r.id = open.id returning r.id
"""
USE = """
update orders_right r set used_at = $3, payment_id = n.payment_id
from unnest($1::uuid[], $2::uuid[]) as n (id, payment_id)
where r.id = n.id and r.used_at is null and r.voided_at is null and r.until > $3
"""
OPEN_OF_PERSON = """
select id from orders_right where person_id = $1 and used_at is null and voided_at is null
"""


async def give(db: Db, rights: Sequence[BuyingRight]) -> set[UUID]:
    """Answers those that are new: who has had one of the same kind gets none."""
    values = ([getattr(one, name) for one in rights] for name in NEW)
    return {row[0] for row in await db.rows(GIVE, *values, db.now)}


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, BuyingRight]:
    return {one.id: one for one in await db.all_as(BuyingRight, FIND, list(ids))}


async def lock(db: Db, ids: Iterable[UUID]) -> dict[UUID, BuyingRight]:
    """These rights to buy by id; nobody else uses or ends them until the end of the transaction."""
    return {one.id: one for one in await db.all_as(BuyingRight, LOCK, list(ids))}


async def of_person(db: Db, person_id: UUID) -> list[BuyingRight]:
    """The oldest first."""
    return await db.all_as(BuyingRight, OF_PERSON, person_id)


async def void(db: Db, ids: Iterable[UUID]) -> list[UUID]:
    """Ends those of these that were not used; answers them."""
    return [row[0] for row in await db.rows(VOID, list(ids), db.now)]


async def use(db: Db, used: Mapping[UUID, UUID]) -> int:
    """Rights by the payments that use them; answers how many could be."""
    return await db.run(USE, list(used), list(used.values()), db.now)


async def open_of_person(db: Db, person_id: UUID) -> list[UUID]:
    return [row[0] for row in await db.rows(OPEN_OF_PERSON, person_id)]
