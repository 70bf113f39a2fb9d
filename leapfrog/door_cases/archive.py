"""Record sets of cases of what was paid at the door: what somebody asked, and what their own shops
were asked.
"""

from collections.abc import AsyncIterator, Iterable
from uuid import UUID

from msgspec.structs import replace

from leapfrog import door_orders, till, wallet
from leapfrog.door_cases import moving, store
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db


async def export_asked(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for record in await _records(
        db, [one.id for one in await door_orders.of_person(db, person_id)]
    ):
        yield record


async def export_answered(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    shops = await till.shops_owned(db, person_id)
    for record in await _records(db, [one.id for one in await door_orders.of_merchants(db, shops)]):
        yield record


async def erase_asked(db: Db, person_id: UUID) -> int:
    """What the person asked is dropped, and what they said forgotten. Raises `MoneyLeft` while the
    town has yet to decide or the shop to pay: it could not reach them any more.
    """
    for one in await store.open_of(db, person_id):
        await door_orders.locked(db, one.order_id)
        case = await store.find(db, one.id)
        if case is None or case.ended_at:
            continue
        if case.state in ("appealed", "owed"):
            raise wallet.MoneyLeft(where="trade")
        await moving.keep(db, replace(case, state="dropped"))
    return await store.forget(db, person_id)


async def erase_answered(db: Db, person_id: UUID) -> int:
    """None: it is the buyers' as well. Raises `MoneyLeft` while one of their shops is asked for
    money: nobody else would pay it.
    """
    if await store.open_of_shops(db, await till.shops_owned(db, person_id)):
        raise wallet.MoneyLeft(where="shop")
    return 0


async def _records(db: Db, orders: Iterable[UUID]) -> list[Record]:
    cases = [one for each in (await store.of_orders(db, orders)).values() for one in each]
    ids = [one.id for one in cases]
    lines, entries = await store.lines(db, ids), await store.entries(db, ids)
    return [
        {
            **record_without(case, "due_at"),
            "lines": [record_without(line, "case_id") for line in lines[case.id]],
            "entries": [record_without(said, "case_id", "by_id") for said in entries[case.id]],
        }
        for case in cases
    ]


# An order is between a person and a shop of this town: it is history elsewhere.
RECORD_SETS = (
    RecordSet("door_cases", export_asked, None, erase_asked),
    RecordSet("door_cases_answered", export_answered, None, erase_answered),
)
