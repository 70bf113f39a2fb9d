"""SQL of cases of what was paid at the door."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.door_cases.model import DoorCase, DoorCaseEntry, DoorCaseLine, DoorCaseState
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position

COLUMNS = """
id, order_id, kind, state, amount, given, judged, sent_back, paid_by, due_at, opened_at, changed_at,
ended_at, owed_at
"""
LINE_COLUMNS = "case_id, no, n, amount"
ENTRY_COLUMNS = "id, case_id, by_id, side, act, text, at, for_shop, to_buyer"
FIND = f"select {COLUMNS} from door_cases_case where id = $1"
OF_ORDERS = f"""
select {COLUMNS} from door_cases_case where order_id = any($1::uuid[]) order by opened_at, id
"""
IN_STATE = f"""
select {COLUMNS} from door_cases_case
where state = $1 and ended_at is null
    and ($2::timestamptz is null or (changed_at, id) > ($2, $3::uuid))
order by changed_at, id limit $4
"""
LINES = f"select {LINE_COLUMNS} from door_cases_line where case_id = any($1::uuid[]) order by no"
ENTRIES = f"""
select {ENTRY_COLUMNS} from door_cases_entry where case_id = any($1::uuid[]) order by at, id
"""
ENTRY = f"select {ENTRY_COLUMNS} from door_cases_entry where id = $1"
ADD = f"""
insert into door_cases_case ({COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
"""
ADD_LINES = f"""
insert into door_cases_line ({LINE_COLUMNS})
select * from unnest($1::uuid[], $2::smallint[], $3::integer[], $4::bigint[])
"""
ADD_ENTRY = f"""
insert into door_cases_entry ({ENTRY_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
SAVE = """
update door_cases_case set state = $2, given = $3, judged = $4, sent_back = $5, paid_by = $6,
    due_at = $7, ended_at = $8, owed_at = $9, changed_at = $10
where id = $1
"""
OPEN_OF = """
select c.id, c.order_id, c.kind, c.state, c.amount, c.given, c.judged, c.sent_back, c.paid_by,
    c.due_at, c.opened_at, c.changed_at, c.ended_at, c.owed_at
from door_cases_case c join door_orders_order o on o.id = c.order_id
where c.ended_at is null and o.buyer_id = $1 order by c.order_id
"""
OPEN_OF_SHOPS = """
select exists (
    select from door_cases_case c join door_orders_order o on o.id = c.order_id
    where c.ended_at is null and o.merchant_id = any($1::uuid[])
)
"""
OWES = """
select exists (
    select from door_cases_case c join door_orders_order o on o.id = c.order_id
    where c.state = 'owed' and c.owed_at <= $2 and o.merchant_id = $1
)
"""
FORGET = "update door_cases_entry set text = '', for_shop = '' where by_id = $1"
CHANGING = (
    *("id", "state", "given", "judged", "sent_back", "paid_by", "due_at", "ended_at"),
    "owed_at",
)


async def find(db: Db, case_id: UUID) -> DoorCase | None:
    """The case of this id about a door order; None where there is none."""
    return await db.one_as(DoorCase, FIND, case_id)


async def of_orders(db: Db, orders: Iterable[UUID]) -> dict[UUID, list[DoorCase]]:
    """Of each that has some, the oldest first."""
    found: dict[UUID, list[DoorCase]] = {}
    for one in await db.all_as(DoorCase, OF_ORDERS, list(orders)):
        found.setdefault(one.order_id, []).append(one)
    return found


async def in_state(db: Db, state: DoorCaseState, after: Position, limit: int) -> list[DoorCase]:
    """What stands so longest first."""
    return await db.all_as(DoorCase, IN_STATE, state, after.at, after.id, limit)


async def open_of(db: Db, buyer_id: UUID) -> list[DoorCase]:
    """What somebody asked that is open, in the order of the orders' ids."""
    return await db.all_as(DoorCase, OPEN_OF, buyer_id)


async def open_of_shops(db: Db, shops: Iterable[UUID]) -> bool:
    """Whether something is open that one of these shops is asked."""
    return bool(await db.value(OPEN_OF_SHOPS, list(shops)))


async def owes(db: Db, merchant_id: UUID, since: datetime) -> bool:
    """Whether a shop owes something since then, or longer."""
    return bool(await db.value(OWES, merchant_id, since))


async def lines(db: Db, cases: Iterable[UUID]) -> dict[UUID, list[DoorCaseLine]]:
    """Of each of these, in order."""
    found: dict[UUID, list[DoorCaseLine]] = {each: [] for each in cases}
    for one in await db.all_as(DoorCaseLine, LINES, list(found)):
        found[one.case_id].append(one)
    return found


async def entries(db: Db, cases: Iterable[UUID]) -> dict[UUID, list[DoorCaseEntry]]:
    """Of each of these, the oldest first."""
    found: dict[UUID, list[DoorCaseEntry]] = {each: [] for each in cases}
    for one in await db.all_as(DoorCaseEntry, ENTRIES, list(found)):
        found[one.case_id].append(one)
    return found


async def entry(db: Db, entry_id: UUID) -> DoorCaseEntry | None:
    return await db.one_as(DoorCaseEntry, ENTRY, entry_id)


async def add(db: Db, case: DoorCase, asked: Sequence[DoorCaseLine]) -> None:
    names = [name.strip() for name in COLUMNS.split(",")]
    await db.run(ADD, *(getattr(case, name) for name in names))
    columns = DoorCaseLine.__struct_fields__
    await db.run(ADD_LINES, *([getattr(one, name) for one in asked] for name in columns))


async def add_entry(db: Db, entry: DoorCaseEntry) -> None:
    await db.run(ADD_ENTRY, *msgspec.structs.astuple(entry))


async def save(db: Db, case: DoorCase) -> None:
    """What of a case changes."""
    await db.run(SAVE, *(getattr(case, name) for name in CHANGING), db.now)


async def forget(db: Db, person_id: UUID) -> int:
    """What somebody said."""
    return await db.run(FORGET, person_id)
