"""SQL of where erased people live now."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db

PUT = """
insert into fediverse_forward (person_id, handle_hash, moved_to, until)
select id, sha256(convert_to(handle, 'UTF8')), $2, $3 from identity_person
where id = $1 and kind = 'person' on conflict do nothing
"""
OF_PERSON = "select moved_to from fediverse_forward where person_id = $1 and until > $2"
OF_HANDLE = """
select moved_to from fediverse_forward
where handle_hash = sha256(convert_to($1::text, 'UTF8')) and until > $2
"""
DROP_OVER = "delete from fediverse_forward where until <= $1"


async def put(db: Db, person_id: UUID, moved_to: str, until: datetime) -> None:
    """Of somebody who has their handle still."""
    await db.run(PUT, person_id, moved_to, until)


async def of_person(db: Db, person_id: UUID) -> str | None:
    found: str | None = await db.value(OF_PERSON, person_id, db.now)
    return found


async def of_handle(db: Db, handle: str) -> str | None:
    found: str | None = await db.value(OF_HANDLE, handle, db.now)
    return found


async def drop_over(db: Db) -> None:
    await db.run(DROP_OVER, db.now)
