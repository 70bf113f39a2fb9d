"""SQL of those who run the town, and of the codes with which they join."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db

HANDLES = "select operators from identity_town"
FIND = """
select id, operator, created_at from identity_person where handle = $1 and domain = ''
"""
APPOINT = """
update identity_person set operator = true, last_xid = pg_current_xact_id() where id = $1
"""
IS_OPERATOR = """
select p.operator and p.handle = any(t.operators)
from identity_person p cross join identity_town t where p.id = $1
"""
PEOPLE = """
select p.id from identity_person p cross join identity_town t
where p.operator and p.domain = '' and p.handle = any(t.operators) order by p.id
"""
SET_CODE = """
insert into identity_operator_code (handle, code_hash, expires_at) values ($1, $2, $3)
on conflict (handle) do update set
    code_hash = excluded.code_hash, expires_at = excluded.expires_at
"""
OFFER_CODE = """
insert into identity_operator_code as told (handle, code_hash, expires_at) values ($1, $2, $3)
on conflict (handle) do update set
    code_hash = excluded.code_hash, expires_at = excluded.expires_at
where told.expires_at <= $4
"""
CODE_UNTIL = "select expires_at from identity_operator_code where handle = $1"
USE_CODE = """
delete from identity_operator_code where handle = $1 and code_hash = $2 and expires_at > $3
"""


async def handles(db: Db) -> list[str]:
    """Those that the settings of the town's last start name."""
    return await db.value(HANDLES) or []


async def find(db: Db, handle: str) -> tuple[UUID, bool, datetime] | None:
    """Who of this town has the handle: id, whether made an operator, when they joined."""
    row = await db.row(FIND, handle)
    return (row[0], row[1], row[2]) if row else None


async def people(db: Db) -> list[UUID]:
    """All who are operators now."""
    return [row[0] for row in await db.rows(PEOPLE)]


async def appoint(db: Db, person_id: UUID) -> None:
    await db.run(APPOINT, person_id)


async def is_operator(db: Db, person_id: UUID) -> bool:
    """Whether they were made one, and the settings still name their handle."""
    return bool(await db.value(IS_OPERATOR, person_id))


async def set_code(db: Db, handle: str, code_hash: bytes, expires_at: datetime) -> None:
    """The one before is void."""
    await db.run(SET_CODE, handle, code_hash, expires_at)


async def offer_code(db: Db, handle: str, code_hash: bytes, expires_at: datetime) -> bool:
    """Whether this is its code now; while another one is good it is not."""
    return await db.run(OFFER_CODE, handle, code_hash, expires_at, db.now) == 1


async def code_until(db: Db, handle: str) -> datetime | None:
    """When the code of a handle ends."""
    found: datetime | None = await db.value(CODE_UNTIL, handle)
    return found


async def use_code(db: Db, handle: str, code_hash: bytes) -> bool:
    return await db.run(USE_CODE, handle, code_hash, db.now) == 1
