"""SQL of the desk's book, of clerks and of references."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.pay.desk.model import DeskEntry

COLUMNS = "id, what, by_id, person_id, amount, note, ref, operation_id, at"
NOTE = f"""
insert into pay_desk_entry ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict do nothing
"""
ONE = f"select {COLUMNS} from pay_desk_entry where id = $1"
BOOK = f"""
select {COLUMNS} from pay_desk_entry
where $1::timestamptz is null or at < $1 order by at desc, id desc limit $2
"""
OF_PERSON = f"select {COLUMNS} from pay_desk_entry where person_id = $1 order by at, id"
IS_CLERK = "select exists (select from pay_clerk where person_id = $1)"
CLERKS = "select person_id from pay_clerk order by at, person_id"
ADD_CLERK = (
    "insert into pay_clerk (person_id, by_id, at) values ($1, $2, $3) on conflict do nothing"
)
DROP_CLERK = "delete from pay_clerk where person_id = $1"
REFERENCE = "select code from pay_reference where person_id = $1"
ADD_REFERENCE = "insert into pay_reference (person_id, code) values ($1, $2) on conflict do nothing"
DROP_REFERENCE = "delete from pay_reference where person_id = $1"
WHOSE = "select code, person_id from pay_reference where code = any($1::text[])"


async def note(db: Db, operation: DeskEntry) -> bool:
    """Adds a line to the book; False when it is there already."""
    values = [getattr(operation, name) for name in DeskEntry.__struct_fields__]
    return await db.run(NOTE, *values) == 1


async def one(db: Db, operation_id: UUID) -> DeskEntry | None:
    return await db.one_as(DeskEntry, ONE, operation_id)


async def book(db: Db, before: datetime | None, limit: int) -> list[DeskEntry]:
    """The newest first."""
    return await db.all_as(DeskEntry, BOOK, before, limit)


async def of_person(db: Db, person_id: UUID) -> list[DeskEntry]:
    """What was done for somebody, the oldest first."""
    return await db.all_as(DeskEntry, OF_PERSON, person_id)


async def is_clerk(db: Db, person_id: UUID) -> bool:
    return bool(await db.value(IS_CLERK, person_id))


async def clerks(db: Db) -> list[UUID]:
    return [row[0] for row in await db.rows(CLERKS)]


async def add_clerk(db: Db, person_id: UUID, by_id: UUID) -> bool:
    return await db.run(ADD_CLERK, person_id, by_id, db.now) == 1


async def drop_clerk(db: Db, person_id: UUID) -> bool:
    return await db.run(DROP_CLERK, person_id) == 1


async def reference(db: Db, person_id: UUID) -> str | None:
    found: str | None = await db.value(REFERENCE, person_id)
    return found


async def add_reference(db: Db, person_id: UUID, code: str) -> None:
    """Keeps the one that is there."""
    await db.run(ADD_REFERENCE, person_id, code)


async def drop_reference(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_REFERENCE, person_id)


async def whose(db: Db, codes: Iterable[str]) -> dict[str, UUID]:
    return {row[0]: row[1] for row in await db.rows(WHOSE, list(codes))}
