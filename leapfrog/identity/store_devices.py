"""SQL of app passwords and of the links by which a phone vouches for a computer."""

from datetime import datetime
from uuid import UUID

from leapfrog.identity.model import AppPassword, ClientInfo, DeviceLink
from leapfrog.kernel.db import Db

APP_PASSWORD = "id, name, created_at, last_used_at"
APP_PASSWORDS = f"""
select {APP_PASSWORD} from identity_app_password where person_id = $1 order by created_at, id
"""
PUT_APP_PASSWORD = """
insert into identity_app_password as a (id, person_id, name, password_hash, created_at)
values ($1, $2, $3, $4, $5)
on conflict (id) do update set name = excluded.name, password_hash = excluded.password_hash
where a.person_id = excluded.person_id
"""
DROP_APP_PASSWORD = "delete from identity_app_password where person_id = $1 and id = $2"
DROP_APP_PASSWORDS = "delete from identity_app_password where person_id = $1"
APP_PASSWORD_OF = """
select a.id, a.person_id, a.last_used_at
from identity_app_password a join identity_person p on p.id = a.person_id
where a.password_hash = $2 and p.handle = $1 and p.domain = ''
"""
APP_PASSWORD_USED = "update identity_app_password set last_used_at = $2 where id = $1"

ADD_LINK = """
insert into identity_device_link
    (id, code, secret_hash, device_name, address, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
"""
OWN_LINK = """
select code, device_name, address, created_at, expires_at from identity_device_link
where id = $1 and secret_hash = $2 and not used and expires_at > $3
"""
LINK = """
select code, device_name, address, created_at, expires_at from identity_device_link
where code = $1 and not used and expires_at > $3 and (approved_by is null or approved_by = $2)
"""
APPROVE = """
update identity_device_link set approved_by = $2
where code = $1 and not used and expires_at > $3 and (approved_by is null or approved_by = $2)
"""
USE_LINK = """
update identity_device_link set used = true
where id = $1 and secret_hash = $2 and approved_by is not null and not used and expires_at > $3
returning approved_by
"""


async def app_passwords(db: Db, person_id: UUID) -> list[AppPassword]:
    return await db.all_as(AppPassword, APP_PASSWORDS, person_id)


async def put_app_password(
    db: Db, password_id: UUID, person_id: UUID, name: str, password_hash: bytes
) -> bool:
    """False when the id is somebody else's."""
    args = (password_id, person_id, name, password_hash, db.now)
    return await db.run(PUT_APP_PASSWORD, *args) == 1


async def drop_app_password(db: Db, person_id: UUID, password_id: UUID) -> bool:
    return await db.run(DROP_APP_PASSWORD, person_id, password_id) == 1


async def drop_app_passwords(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_APP_PASSWORDS, person_id)


async def app_password_of(
    db: Db, handle: str, password_hash: bytes
) -> tuple[UUID, UUID, datetime | None] | None:
    """(its id, the person's id, when it was last used)."""
    row = await db.row(APP_PASSWORD_OF, handle, password_hash)
    return (row[0], row[1], row[2]) if row else None


async def app_password_used(db: Db, password_id: UUID) -> None:
    await db.run(APP_PASSWORD_USED, password_id, db.now)


async def add_link(
    db: Db, link_id: UUID, code: str, secret_hash: bytes, device: ClientInfo, expires_at: datetime
) -> bool:
    """False when the id or the code is taken."""
    args = (link_id, code, secret_hash, device.name, device.address, db.now, expires_at)
    return await db.run(ADD_LINK, *args) == 1


async def own_link(db: Db, link_id: UUID, secret_hash: bytes) -> DeviceLink | None:
    """A living link, for the browser that asked for it."""
    return await db.one_as(DeviceLink, OWN_LINK, link_id, secret_hash, db.now)


async def link(db: Db, code: str, person_id: UUID) -> DeviceLink | None:
    """A living link that nobody else has vouched for."""
    return await db.one_as(DeviceLink, LINK, code, person_id, db.now)


async def approve(db: Db, code: str, person_id: UUID) -> bool:
    return await db.run(APPROVE, code, person_id, db.now) == 1


async def use_link(db: Db, link_id: UUID, secret_hash: bytes) -> UUID | None:
    """Uses an approved link up; answers who vouched."""
    found: UUID | None = await db.value(USE_LINK, link_id, secret_hash, db.now)
    return found
