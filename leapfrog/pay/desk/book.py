"""The desk's book: who did what, for whom. Rows are only added."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.pay.desk import store
from leapfrog.pay.desk.model import BookLine, DeskEntry, What


async def enter(
    db: Db,
    by_id: UUID,
    what: What,
    *,
    entry_id: UUID | None = None,
    person_id: UUID | None = None,
    amount: int = 0,
    note: str = "",
    ref: UUID | None = None,
    operation_id: UUID | None = None,
) -> DeskEntry:
    """Adds a line of now to the book, once for its id; without one it gets a new one."""
    line = DeskEntry(
        id=entry_id or new_id(),
        what=what,
        by_id=by_id,
        person_id=person_id,
        amount=amount,
        note=note,
        ref=ref,
        operation_id=operation_id,
        at=db.now,
    )
    await store.note(db, line)
    return line


async def note(db: Db, by_id: UUID, what: What, person_id: UUID | None, why: str) -> None:
    """Notes an act of an operator or clerk that moves no money in the desk's book, with whom it is
    about and why.
    """
    await enter(db, by_id, what, person_id=person_id, note=why)


async def read(db: Db, before: datetime | None, limit: int) -> list[BookLine]:
    """The newest first."""
    found = await store.book(db, before, limit)
    ids = {one for operation in found for one in (operation.by_id, operation.person_id) if one}
    names = {one: person.display_name for one, person in (await named(db, list(ids))).items()}
    return [
        BookLine(
            **msgspec.structs.asdict(operation),
            by_name=names.get(operation.by_id, ""),
            person_name=names.get(operation.person_id, "") if operation.person_id else "",
        )
        for operation in found
    ]
