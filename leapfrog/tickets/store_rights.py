"""SQL of who may take tickets before their sale opens to everybody."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.tickets.model import EarlyRight

COLUMNS = "show_id, person_id, count, until"
OF = f"select {COLUMNS} from tickets_right where show_id = $1 and person_id = $2"
OF_SHOW = f"select {COLUMNS} from tickets_right where show_id = $1 order by until, person_id"
OF_PERSON = f"select {COLUMNS} from tickets_right where person_id = $1 order by until, show_id"
GIVE = """
insert into tickets_right (show_id, person_id, count, until)
select $1, one, $3, $4 from unnest($2::uuid[]) as one
on conflict (show_id, person_id) do update set count = excluded.count, until = excluded.until
"""
FORGET = "delete from tickets_right where person_id = $1"


async def of(db: Db, show_id: UUID, person_id: UUID) -> EarlyRight | None:
    """The early right of a person to tickets of a show; None for none."""
    return await db.one_as(EarlyRight, OF, show_id, person_id)


async def of_show(db: Db, show_id: UUID) -> list[EarlyRight]:
    """All early rights to a show, open or over, by their ends."""
    return await db.all_as(EarlyRight, OF_SHOW, show_id)


async def of_person(db: Db, person_id: UUID) -> list[EarlyRight]:
    """All early rights of a person, open or over, by their ends."""
    return await db.all_as(EarlyRight, OF_PERSON, person_id)


async def give(db: Db, show_id: UUID, people: Sequence[UUID], count: int, until: datetime) -> None:
    """Lets these people take so many tickets each until then, before everybody else."""
    await db.run(GIVE, show_id, people, count, until)


async def forget(db: Db, person_id: UUID) -> int:
    """Deletes a person's early rights; answers how many."""
    return await db.run(FORGET, person_id)
