"""SQL of people who lived here and live elsewhere now."""

from uuid import UUID

from leapfrog.kernel.db import Db

FORWARD = """
insert into identity_forward (person_id, handle, at)
select id, handle, $2 from identity_person where id = $1 and kind = 'person'
on conflict (person_id) do update set at = excluded.at
"""
DEPART = """
update identity_person p
set kind = 'remote', handle = $2, domain = $3, moved_to = $2 || '@' || $3, operator = false,
    last_xid = pg_current_xact_id()
where p.id = $1 and p.kind = 'person' and not exists (
    select from identity_person o where (o.handle, o.domain) = ($2, $3) and o.id <> $1
)
"""
FORGET_WAYS = """
with w as (delete from identity_password where person_id = $1),
     c as (delete from identity_challenge where person_id = $1)
delete from identity_device_link where approved_by = $1
"""
# Nothing hangs on the row any more; an empty one stays.
FREE = """
update identity_person
set kind = 'erased', handle = 'erased-' || id, domain = '', display_name = '',
    last_xid = pg_current_xact_id()
where id = $1 and kind = 'remote'
"""
BY_HANDLE = "select person_id from identity_forward where handle = $1"
IS_FORWARDED = "select exists (select from identity_forward where person_id = $1)"


# Their row of before stays one that left; its handle, which no person can have, is nobody's.
GIVE_BACK = """
update identity_forward set handle = 'back-' || person_id where person_id = $1
    and handle not like 'back-%'
"""
HANDLE_OF = "select handle from identity_forward where person_id = $1"
RENAME = """
update identity_person p set handle = $2, last_xid = pg_current_xact_id()
where p.id = $1 and p.kind = 'person' and not exists (
    select from identity_person o where (o.handle, o.domain) = ($2, p.domain) and o.id <> $1
)
"""


async def give_back(db: Db, before: UUID, person_id: UUID) -> bool:
    """Somebody who left has the handle of then in another row; False where that is done, or another
    one has it.
    """
    handle = await db.value(HANDLE_OF, before)
    if not handle or await db.run(GIVE_BACK, before) != 1:
        return False
    return await db.run(RENAME, person_id, handle) == 1


async def forward(db: Db, person_id: UUID) -> None:
    """Their handle stays theirs."""
    await db.run(FORWARD, person_id, db.now)


async def depart(db: Db, person_id: UUID, handle: str, domain: str) -> bool:
    """False when somebody else is known by that address."""
    if await db.run(DEPART, person_id, handle, domain) != 1:
        return False
    await db.run(FORGET_WAYS, person_id)
    return True


async def by_handle(db: Db, handle: str) -> UUID | None:
    found: UUID | None = await db.value(BY_HANDLE, handle)
    return found


async def is_forwarded(db: Db, person_id: UUID) -> bool:
    return bool(await db.value(IS_FORWARDED, person_id))


async def free(db: Db, person_id: UUID) -> None:
    """Somebody elsewhere is known by another row: their address is that one's."""
    await db.run(FREE, person_id)
