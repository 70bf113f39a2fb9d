"""SQL of quotas, products and lines of orders."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.concessions.model import ConcessionLine, LineState, ProductQuota, ShowProduct
from leapfrog.kernel.db import Db

PUT_QUOTA = """
insert into concessions_quota (show_id, n, name, units) values ($1, $2, $3, $4)
on conflict (show_id, n) do update set name = excluded.name, units = excluded.units
"""
QUOTAS = "select n, name, units from concessions_quota where show_id = $1 order by n"
PRODUCT = """
id, show_id, n, kind, name, price, proof, hidden, quotas, most_each, on_sale
"""
# What it is stays; what it is called and costs is of those who buy from now on.
PUT_PRODUCT = f"""
insert into concessions_product ({PRODUCT})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (id) do update
set n = excluded.n, name = excluded.name, price = excluded.price, proof = excluded.proof,
    hidden = excluded.hidden, quotas = excluded.quotas, most_each = excluded.most_each,
    on_sale = excluded.on_sale
where concessions_product.show_id = excluded.show_id and concessions_product.kind = excluded.kind
"""
SHELVE = "update concessions_product set on_sale = false where show_id = $1"
PRODUCTS = f"""
select {PRODUCT} from concessions_product where show_id = any($1::uuid[])
order by show_id, on_sale desc, n
"""
BY_ID = f"select {PRODUCT} from concessions_product where id = any($1::uuid[])"
SHARE = f"{BY_ID} order by id for share"
LOCK_PRODUCTS = f"""
select {PRODUCT} from concessions_product where show_id = $1 order by id for no key update
"""
IN_ORDERS = """
select distinct product_id from concessions_line
where product_id = any($1::uuid[]) and state in ('held', 'paid')
"""
LINE = """
id, order_id, show_id, product_id, ticket_id, units, before, price, state, cash, handed_at,
handed_act
"""
ADD_LINE = f"""
insert into concessions_line ({LINE})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""
OF_ORDERS = f"""
select {LINE} from concessions_line where order_id = any($1::uuid[]) order by order_id, id
"""
LOCK_LINES = f"""
select {LINE} from concessions_line where id = any($1::uuid[]) order by id for update
"""
OF_TICKETS = f"""
select {LINE} from concessions_line where ticket_id = any($1::uuid[]) order by id
"""
REMOVE = "delete from concessions_line where id = any($1::uuid[])"
SET_STATE = "update concessions_line set state = $2, cash = $3 where id = any($1::uuid[])"
BACK = """
update concessions_line set state = 'back', handed_at = null, handed_act = null
where id = any($1::uuid[])
"""
HAND = """
update concessions_line set state = 'handed', handed_at = $2, handed_act = $3 where id = $1
"""
SUMS = """
select product_id, coalesce(sum(units) filter (where state in ('paid', 'handed')), 0)::bigint
    as sold, coalesce(sum(units) filter (where state = 'handed'), 0)::bigint as handed,
    coalesce(sum(price) filter (where state in ('paid', 'handed')), 0)::bigint as taken
from concessions_line where product_id = any($1::uuid[]) group by product_id
"""
DROP_FARES = """
delete from concessions_line where ticket_id = any($1::uuid[]) and state = 'held' returning id
"""
PROOF = """
select l.ticket_id, p.proof from concessions_line l
join concessions_product p on p.id = l.product_id
where p.proof <> '' and l.state = 'paid'
"""
PROOFS = f"{PROOF} and p.show_id = $1 and l.ticket_id is not null"
PROOFS_OF = f"{PROOF} and l.ticket_id = any($1::uuid[])"
FORGET = """
update concessions_product set name = '', proof = '' where show_id = any($1::uuid[])
"""
FORGET_QUOTAS = "update concessions_quota set name = '' where show_id = any($1::uuid[])"


class ProductSums(msgspec.Struct, frozen=True):
    """Units sold and not given back, units handed over, and what was paid for them."""

    sold: int
    handed: int
    taken: int


async def put_quota(db: Db, show_id: UUID, one: ProductQuota) -> None:
    await db.run(PUT_QUOTA, show_id, one.n, one.name, one.units)


async def quotas(db: Db, show_id: UUID) -> list[ProductQuota]:
    """The quotas of a show in their order, each with its number, name and units."""
    return await db.all_as(ProductQuota, QUOTAS, show_id)


async def shelve(db: Db, show_id: UUID) -> None:
    """Nothing of a show is on sale; what is put anew is."""
    await db.run(SHELVE, show_id)


async def put_product(db: Db, one: ShowProduct) -> bool:
    """False where the id is of another show, or of another kind."""
    return await db.run(PUT_PRODUCT, *msgspec.structs.astuple(one)) == 1


async def products(db: Db, shows: Iterable[UUID]) -> list[ShowProduct]:
    """The products of these shows, show by show in the organiser's order; last those that are not
    on sale any more.
    """
    return await db.all_as(ShowProduct, PRODUCTS, list(shows))


async def by_id(db: Db, ids: Iterable[UUID]) -> dict[UUID, ShowProduct]:
    """The products of these ids, by id; ids of none are left out."""
    wanted = list(ids)
    found = await db.all_as(ShowProduct, BY_ID, wanted) if wanted else []
    return {one.id: one for one in found}


async def share_products(db: Db, ids: Iterable[UUID]) -> dict[UUID, ShowProduct]:
    """They stay as they are until the end of the transaction."""
    return {one.id: one for one in await db.all_as(ShowProduct, SHARE, list(ids))}


async def lock_products(db: Db, show_id: UUID) -> dict[UUID, ShowProduct]:
    """All of a show; nobody puts one into an order until the end of the transaction."""
    return {one.id: one for one in await db.all_as(ShowProduct, LOCK_PRODUCTS, show_id)}


async def in_orders(db: Db, products: Sequence[UUID]) -> set[UUID]:
    """Which of these somebody holds or has paid, and can give back."""
    return {row[0] for row in await db.rows(IN_ORDERS, products)}


async def add_lines(db: Db, lines: Sequence[ConcessionLine]) -> None:
    await db.run_many(ADD_LINE, [msgspec.structs.astuple(one) for one in lines])


async def of_orders(db: Db, orders: Iterable[UUID]) -> list[ConcessionLine]:
    ids = list(orders)
    return await db.all_as(ConcessionLine, OF_ORDERS, ids) if ids else []


async def lock_lines(db: Db, ids: Iterable[UUID]) -> list[ConcessionLine]:
    """Nobody else hands them over or gives them back until the end of the transaction."""
    return await db.all_as(ConcessionLine, LOCK_LINES, list(ids))


async def of_tickets(db: Db, tickets: Iterable[UUID]) -> list[ConcessionLine]:
    """Their fares."""
    return await db.all_as(ConcessionLine, OF_TICKETS, list(tickets))


async def remove(db: Db, ids: Sequence[UUID]) -> None:
    await db.run(REMOVE, ids)


async def set_state(db: Db, ids: Sequence[UUID], state: LineState, *, cash: bool) -> None:
    await db.run(SET_STATE, ids, state, cash)


async def back(db: Db, ids: Sequence[UUID]) -> None:
    """Their money went back."""
    await db.run(BACK, ids)


async def hand(db: Db, line_id: UUID, at: datetime, act: UUID) -> None:
    await db.run(HAND, line_id, at, act)


async def drop_fares(db: Db, tickets: Sequence[UUID]) -> list[UUID]:
    """Fares that these tickets were held by; answers their claims."""
    return [row[0] for row in await db.rows(DROP_FARES, tickets)]


async def sums(db: Db, products: Sequence[UUID]) -> dict[UUID, ProductSums]:
    """By product, how many units were sold and handed over, and what was paid for them (minor
    units); a product of which nothing was sold is left out.
    """
    return await db.map_as(ProductSums, SUMS, products)


async def proofs(db: Db, show_id: UUID) -> dict[UUID, str]:
    """What the gate of a show asks to see (such as a student card), by ticket; tickets without a
    proof are left out.
    """
    return {row[0]: row[1] for row in await db.rows(PROOFS, show_id)}


async def proofs_of(db: Db, tickets: Iterable[UUID]) -> dict[UUID, str]:
    """What the gate asks to see for these tickets (such as a student card), by ticket; tickets
    without a proof are left out.
    """
    return {row[0]: row[1] for row in await db.rows(PROOFS_OF, list(tickets))}


async def forget(db: Db, shows: Sequence[UUID]) -> None:
    """Deletes the names and proofs of products and quotas of these shows; numbers and
    prices stay.
    """
    await db.run(FORGET, shows)
    await db.run(FORGET_QUOTAS, shows)
