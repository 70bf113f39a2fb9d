"""SQL of invitations to work in a shop."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.till.merchants.model import StaffInvitation

COLUMNS = "id, merchant_id, role, by_id, token, until, used_by"
ADD = f"""
insert into till_invitation ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, null)
on conflict do nothing
"""
FIND = f"select {COLUMNS} from till_invitation where id = $1"
LOCK = f"select {COLUMNS} from till_invitation where token = $1 for update"
BY_TOKEN = f"select {COLUMNS} from till_invitation where token = $1"
OPEN = f"""
select {COLUMNS} from till_invitation where merchant_id = $1 and used_by is null and until > $2
order by id
"""
USE = "update till_invitation set used_by = $2 where id = $1"
DROP = "delete from till_invitation where id = $1 and merchant_id = $2 and used_by is null"
DROP_OLD = "delete from till_invitation where until <= $1"
FORGET = "delete from till_invitation where by_id = $1 or used_by = $1"


async def add(db: Db, one: StaffInvitation) -> None:
    """Nothing happens where the id was used."""
    given = (one.id, one.merchant_id, one.role, one.by_id, one.token, one.until)
    await db.run(ADD, *given)


async def find(db: Db, invitation_id: UUID) -> StaffInvitation | None:
    return await db.one_as(StaffInvitation, FIND, invitation_id)


async def by_token(db: Db, token: str) -> StaffInvitation | None:
    return await db.one_as(StaffInvitation, BY_TOKEN, token)


async def lock(db: Db, token: str) -> StaffInvitation | None:
    """Nobody else follows it until the transaction ends."""
    return await db.one_as(StaffInvitation, LOCK, token)


async def open_of(db: Db, merchant_id: UUID) -> list[StaffInvitation]:
    return await db.all_as(StaffInvitation, OPEN, merchant_id, db.now)


async def use(db: Db, invitation_id: UUID, person_id: UUID) -> None:
    await db.run(USE, invitation_id, person_id)


async def drop(db: Db, merchant_id: UUID, invitation_id: UUID) -> None:
    await db.run(DROP, invitation_id, merchant_id)


async def drop_old(db: Db, before: datetime) -> None:
    await db.run(DROP_OLD, before)


async def forget(db: Db, person_id: UUID) -> None:
    """Those that somebody made or followed."""
    await db.run(FORGET, person_id)
