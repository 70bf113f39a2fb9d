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
where person_id = $1 and code_hash = $2 and used_at is null
"""


async def replace(db: Db, person_id: UUID, hashes: Sequence[bytes]) -> None:
    await db.run(DROP, person_id)
    await db.run(ADD, person_id, list(hashes))


async def use(db: Db, person_id: UUID, code_hash: bytes) -> bool:
    """Uses a code up; False when it is none, or was used."""
    return await db.run(USE, person_id, code_hash, db.now) == 1
