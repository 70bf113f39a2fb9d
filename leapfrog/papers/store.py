"""SQL of invoices."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.papers.model import Invoice, IssuedInvoice

NEXT = """
insert into papers_series (merchant_id, year, last) values ($1, $2, 1)
on conflict (merchant_id, year) do update set last = papers_series.last + 1
returning last
"""
ADD = """
insert into papers_invoice (order_id, merchant_id, year, n, content, issued_at)
values ($1, $2, $3, $4, $5, $6)
"""
COLUMNS = "i.order_id, i.merchant_id, i.content, i.issued_at"
OF_ORDER = f"select {COLUMNS} from papers_invoice i where i.order_id = $1"
OF_BUYER = f"""
select {COLUMNS} from papers_invoice i join orders_order o on o.id = i.order_id
where o.buyer_id = $1 order by i.issued_at, i.order_id
"""
OF_SHOPS = f"""
select {COLUMNS} from papers_invoice i where i.merchant_id = any($1::uuid[])
order by i.merchant_id, i.year, i.n
"""


async def next_number(db: Db, merchant_id: UUID, year: int) -> int:
    """The next of a shop and year; nobody else gets one until the transaction ends."""
    found: int = await db.value(NEXT, merchant_id, year)
    return found


async def add(db: Db, made: IssuedInvoice, year: int, n: int) -> None:
    content = msgspec.to_builtins(made.content)
    await db.run(ADD, made.order_id, made.merchant_id, year, n, content, made.issued_at)


async def of_order(db: Db, order_id: UUID) -> IssuedInvoice | None:
    found = await db.one_as(IssuedInvoice, OF_ORDER, order_id)
    return _whole(found) if found else None


async def of_buyer(db: Db, person_id: UUID) -> list[IssuedInvoice]:
    return [_whole(one) for one in await db.all_as(IssuedInvoice, OF_BUYER, person_id)]


async def of_shops(db: Db, shops: Iterable[UUID]) -> list[IssuedInvoice]:
    return [_whole(one) for one in await db.all_as(IssuedInvoice, OF_SHOPS, list(shops))]


def _whole(raw: IssuedInvoice) -> IssuedInvoice:
    return msgspec.structs.replace(raw, content=msgspec.convert(raw.content, Invoice))
