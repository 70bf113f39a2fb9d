"""SQL of pictures of questions about orders, and of whose these are."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from leapfrog.case_pictures.model import CasePicture, QuestionedOrder
from leapfrog.kernel.db import Db

COLUMNS = "id, case_id, side, person_id, sha256, width, height, added_at"
ADD = f"insert into case_pictures_picture ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)"
FIND = f"select {COLUMNS} from case_pictures_picture where id = $1"
OF_CASE = f"select {COLUMNS} from case_pictures_picture where case_id = $1 order by added_at, id"
OF_PERSON = f"""
select {COLUMNS} from case_pictures_picture where person_id = $1 order by added_at, id
"""
DROP = "delete from case_pictures_picture where id = any($1::uuid[])"
WHOSE = """
select c.id as case_id, 'order' as of, o.id as order_id, o.merchant_id, o.buyer_id,
    c.outcome is null as is_open,
    exists (
        select from orders_case_entry e where e.case_id = c.id and e.act = 'appeal'
    ) as appealed
from orders_case c join orders_order o on o.id = c.order_id where c.id = $1
union all
select c.id, 'door', o.id, o.merchant_id, o.buyer_id, c.ended_at is null,
    exists (select from door_cases_entry e where e.case_id = c.id and e.act = 'appeal')
from door_cases_case c join door_orders_order o on o.id = c.order_id where c.id = $1
"""


async def whose(db: Db, case_id: UUID) -> QuestionedOrder | None:
    return await db.one_as(QuestionedOrder, WHOSE, case_id)


async def add(db: Db, new: CasePicture) -> None:
    await db.run(ADD, *msgspec.structs.astuple(new))


async def find(db: Db, picture_id: UUID) -> CasePicture | None:
    return await db.one_as(CasePicture, FIND, picture_id)


async def of_case(db: Db, case_id: UUID) -> list[CasePicture]:
    """In the order in which they were added."""
    return await db.all_as(CasePicture, OF_CASE, case_id)


async def of_person(db: Db, person_id: UUID) -> list[CasePicture]:
    """Those whose files count for somebody, the oldest first."""
    return await db.all_as(CasePicture, OF_PERSON, person_id)


async def drop(db: Db, pictures: Iterable[UUID]) -> None:
    await db.run(DROP, list(pictures))
