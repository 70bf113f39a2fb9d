"""SQL of invoices."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.papers.model import Invoice, IssuedCredit, IssuedInvoice

# Kinds of papers, each with a series of its own (UNTDID 1001).
INVOICES, CREDITS = "380", "381"
NEXT = """
insert into papers_series (merchant_id, year, kind, last) values ($1, $2, $3, 1)
on conflict (merchant_id, year, kind) do update set last = papers_series.last + 1
returning last
"""
ADD = """
insert into papers_invoice (order_id, merchant_id, year, n, content, issued_at)
values ($1, $2, $3, $4, $5, $6)
"""
COLUMNS = "i.order_id, i.merchant_id, i.content, i.issued_at"
OF_ORDER = f"select {COLUMNS} from papers_invoice i where i.order_id = $1"
OF_ORDERS = f"""
select {COLUMNS} from papers_invoice i where i.order_id = any($1::uuid[])
order by i.issued_at, i.order_id
"""
OF_BUYER = f"""
select {COLUMNS} from papers_invoice i join orders_order o on o.id = i.order_id
where o.buyer_id = $1 order by i.issued_at, i.order_id
"""
OF_SHOPS = f"""
select {COLUMNS} from papers_invoice i where i.merchant_id = any($1::uuid[])
order by i.merchant_id, i.year, i.n
"""

ADD_CREDIT = """
insert into papers_credit (order_id, no, merchant_id, year, n, content, issued_at)
values ($1, $2, $3, $4, $5, $6, $7)
"""
CREDIT_COLUMNS = "c.order_id, c.no, c.merchant_id, c.content, c.issued_at"
CREDITS_OF_ORDER = f"""
select {CREDIT_COLUMNS} from papers_credit c where c.order_id = $1 order by c.no
"""
CREDITS_OF_ORDERS = f"""
select {CREDIT_COLUMNS} from papers_credit c where c.order_id = any($1::uuid[])
order by c.issued_at, c.order_id, c.no
"""
CREDITS_OF_BUYER = f"""
select {CREDIT_COLUMNS} from papers_credit c join orders_order o on o.id = c.order_id
where o.buyer_id = $1 order by c.issued_at, c.order_id, c.no
"""
CREDITS_OF_SHOPS = f"""
select {CREDIT_COLUMNS} from papers_credit c where c.merchant_id = any($1::uuid[])
order by c.merchant_id, c.year, c.n
"""


async def next_number(db: Db, merchant_id: UUID, year: int, kind: str) -> int:
    """The next of a shop, year and kind; nobody else gets one until the transaction ends."""
    found: int = await db.value(NEXT, merchant_id, year, kind)
    return found


async def add(db: Db, made: IssuedInvoice, year: int, n: int) -> None:
    content = msgspec.to_builtins(made.content)
    await db.run(ADD, made.order_id, made.merchant_id, year, n, content, made.issued_at)


async def of_order(db: Db, order_id: UUID) -> IssuedInvoice | None:
    """The invoice of an order of any kind, without looking who asks; None where none
    was written.
    """
    found = await db.one_as(IssuedInvoice, OF_ORDER, order_id)
    return _whole(found) if found else None


async def of_orders(db: Db, orders: Iterable[UUID]) -> list[IssuedInvoice]:
    """The invoices of these orders, in the order in which they were issued."""
    return [_whole(one) for one in await db.all_as(IssuedInvoice, OF_ORDERS, list(orders))]


async def of_buyer(db: Db, person_id: UUID) -> list[IssuedInvoice]:
    return [_whole(one) for one in await db.all_as(IssuedInvoice, OF_BUYER, person_id)]


async def of_shops(db: Db, shops: Iterable[UUID]) -> list[IssuedInvoice]:
    return [_whole(one) for one in await db.all_as(IssuedInvoice, OF_SHOPS, list(shops))]


async def add_credit(db: Db, made: IssuedCredit, year: int, n: int) -> None:
    content = msgspec.to_builtins(made.content)
    await db.run(
        ADD_CREDIT, made.order_id, made.no, made.merchant_id, year, n, content, made.issued_at
    )


async def credits_of_order(db: Db, order_id: UUID) -> list[IssuedCredit]:
    """In the order in which they were issued."""
    return _credits(await db.all_as(IssuedCredit, CREDITS_OF_ORDER, order_id))


async def credits_of_orders(db: Db, orders: Iterable[UUID]) -> list[IssuedCredit]:
    """The credit notes of these orders, in the order in which they were issued."""
    return _credits(await db.all_as(IssuedCredit, CREDITS_OF_ORDERS, list(orders)))


async def credits_of_buyer(db: Db, person_id: UUID) -> list[IssuedCredit]:
    return _credits(await db.all_as(IssuedCredit, CREDITS_OF_BUYER, person_id))


async def credits_of_shops(db: Db, shops: Iterable[UUID]) -> list[IssuedCredit]:
    return _credits(await db.all_as(IssuedCredit, CREDITS_OF_SHOPS, list(shops)))


def _credits(raw: Iterable[IssuedCredit]) -> list[IssuedCredit]:
    return [
        msgspec.structs.replace(one, content=msgspec.convert(one.content, Invoice)) for one in raw
    ]


def _whole(raw: IssuedInvoice) -> IssuedInvoice:
    return msgspec.structs.replace(raw, content=msgspec.convert(raw.content, Invoice))
