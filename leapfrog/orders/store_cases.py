"""SQL of cases."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.orders.case_model import Case, CaseEntry, CaseLine, OpenCase

COLUMNS = "id, order_id, kind, amount, unsent, given, outcome, opened_at, ended_at"
LINE_COLUMNS = "case_id, no, n, amount"
ENTRY_COLUMNS = "id, case_id, by_id, side, act, text, at, for_shop, to_buyer"
FIND = f"select {COLUMNS} from orders_case where id = $1"
OPEN = f"select {COLUMNS} from orders_case where order_id = $1 and outcome is null"
OF_ORDERS = f"""
select {COLUMNS} from orders_case where order_id = any($1::uuid[]) order by opened_at, id
"""
LINES = f"select {LINE_COLUMNS} from orders_case_line where case_id = any($1::uuid[]) order by no"
ENTRIES = f"""
select {ENTRY_COLUMNS} from orders_case_entry where case_id = any($1::uuid[]) order by at, id
"""
ENTRY = f"select {ENTRY_COLUMNS} from orders_case_entry where id = $1"
ADD = f"insert into orders_case ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
ADD_LINES = f"""
insert into orders_case_line ({LINE_COLUMNS})
select * from unnest($1::uuid[], $2::smallint[], $3::integer[], $4::bigint[])
"""
ADD_ENTRY = f"""
insert into orders_case_entry ({ENTRY_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
SAVE = "update orders_case set given = $2, outcome = $3, ended_at = $4 where id = $1"
FORGET = "update orders_case_entry set text = '' where by_id = $1"


async def find(db: Db, case_id: UUID) -> Case | None:
    return await db.one_as(Case, FIND, case_id)


async def opened(db: Db, order_id: UUID) -> OpenCase | None:
    """The one that is open, of a locked order."""
    case = await db.one_as(Case, OPEN, order_id)
    if case is None:
        return None
    return OpenCase(case, await db.all_as(CaseLine, LINES, [case.id]))


async def of_orders(db: Db, orders: Iterable[UUID]) -> dict[UUID, list[Case]]:
    """The oldest first."""
    found: dict[UUID, list[Case]] = {}
    for one in await db.all_as(Case, OF_ORDERS, list(orders)):
        found.setdefault(one.order_id, []).append(one)
    return found


async def lines(db: Db, cases: Iterable[UUID]) -> dict[UUID, list[CaseLine]]:
    found: dict[UUID, list[CaseLine]] = {}
    for one in await db.all_as(CaseLine, LINES, list(cases)):
        found.setdefault(one.case_id, []).append(one)
    return found


async def entries(db: Db, cases: Iterable[UUID]) -> dict[UUID, list[CaseEntry]]:
    """The oldest first."""
    found: dict[UUID, list[CaseEntry]] = {}
    for one in await db.all_as(CaseEntry, ENTRIES, list(cases)):
        found.setdefault(one.case_id, []).append(one)
    return found


async def entry(db: Db, entry_id: UUID) -> CaseEntry | None:
    return await db.one_as(CaseEntry, ENTRY, entry_id)


async def add(db: Db, case: Case, asked: Sequence[CaseLine]) -> None:
    await db.run(ADD, *msgspec.structs.astuple(case))
    names = CaseLine.__struct_fields__
    await db.run(ADD_LINES, *([getattr(one, name) for one in asked] for name in names))


async def add_entry(db: Db, entry: CaseEntry) -> None:
    await db.run(ADD_ENTRY, *msgspec.structs.astuple(entry))


async def save(db: Db, case: Case) -> None:
    """What of a case changes."""
    await db.run(SAVE, case.id, case.given, case.outcome, case.ended_at)


async def forget(db: Db, person_id: UUID) -> int:
    """What somebody said."""
    return await db.run(FORGET, person_id)
