"""SQL of the recovery codes."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db

DROP = "delete from identity_recovery_code where person_id = $1"
ADD = """
insert into identity_recovery_code (person_id, code_hash) select $1, unnest($2::bytea[])
"""
USE = """
update identity_recovery_code set used_at = $3
where code_hash = $2 and used_at is null and person_id =
    (select id from identity_person where handle = $1 and domain = '')
returning person_id
"""
COUNT = """
select count(*), count(*) filter (where used_at is null) from identity_recovery_code
where person_id = $1
"""


async def drop(db: Db, person_id: UUID) -> int:
    return await db.run(DROP, person_id)


async def replace(db: Db, person_id: UUID, hashes: Sequence[bytes]) -> None:
    await drop(db, person_id)
    await db.run(ADD, person_id, list(hashes))


async def use(db: Db, handle: str, code_hash: bytes) -> UUID | None:
    """Uses a code up and answers whose it was; None when it is none, or was used."""
    found: UUID | None = await db.value(USE, handle, code_hash, db.now)
    return found


async def count(db: Db, person_id: UUID) -> tuple[int, int]:
    """How many there are, and how many of them are left."""
    row = await db.row(COUNT, person_id)
    return (row[0], row[1]) if row else (0, 0)
