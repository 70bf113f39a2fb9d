"""SQL of the passkeys and of their ceremonies."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity.ceremonies import PasskeyRow
from leapfrog.identity.model import Passkey
from leapfrog.kernel.db import Db

ADD_CHALLENGE = """
insert into identity_challenge (id, challenge, purpose, person_id, user_handle, expires_at)
values ($1, $2, $3, $4, $5, $6)
"""
OPEN_CHALLENGE = """
select challenge, user_handle, person_id, passkey_id from identity_challenge
where id = $1 and purpose = $2 and expires_at > $3 for update
"""
CLOSE_CHALLENGE = "update identity_challenge set person_id = $2, passkey_id = $3 where id = $1"
SPEND_CHALLENGE = """
delete from identity_challenge where id = $1 and purpose = 'sign_in' and expires_at > $2
returning challenge
"""
ADD = """
insert into identity_passkey
    (id, person_id, credential_id, public_key, sign_count, user_handle, name, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
PASSKEY = "id, name, created_at, last_used_at"
PASSKEYS = f"select {PASSKEY} from identity_passkey where person_id = $1 order by created_at, id"
ONE = f"select {PASSKEY} from identity_passkey where person_id = $1 and id = $2"
CREDENTIALS = "select credential_id, user_handle from identity_passkey where person_id = $1"
PUBLIC_KEYS = "select id, public_key from identity_passkey where person_id = $1"
KEY = """
select id, person_id, credential_id, public_key, sign_count from identity_passkey
where credential_id = $1 and user_handle = $2 for update
"""
USED = "update identity_passkey set sign_count = $2, last_used_at = $3 where id = $1"
RENAME = f"""
update identity_passkey set name = $3 where person_id = $1 and id = $2 returning {PASSKEY}
"""
REMOVE = "delete from identity_passkey where person_id = $1 and id = $2"
REMOVE_ALL = "delete from identity_passkey where person_id = $1"


class Challenge(msgspec.Struct, frozen=True):
    """A registration under way; `passkey_id` is what it made already."""

    challenge: bytes
    user_handle: bytes
    person_id: UUID | None
    passkey_id: UUID | None


async def add_challenge(
    db: Db,
    challenge_id: UUID,
    challenge: bytes,
    purpose: str,
    *,
    person_id: UUID | None,
    user_handle: bytes | None,
    expires_at: datetime,
) -> None:
    """`person_id`, where they are known; `user_handle`: of the passkey to be made."""
    who = (person_id, user_handle)
    await db.run(ADD_CHALLENGE, challenge_id, challenge, purpose, *who, expires_at)


async def open_challenge(db: Db, challenge_id: UUID, purpose: str) -> Challenge | None:
    """A registration's challenge, for this transaction only."""
    return await db.one_as(Challenge, OPEN_CHALLENGE, challenge_id, purpose, db.now)


async def close_challenge(db: Db, challenge_id: UUID, person_id: UUID, passkey_id: UUID) -> None:
    await db.run(CLOSE_CHALLENGE, challenge_id, person_id, passkey_id)


async def spend_challenge(db: Db, challenge_id: UUID) -> bytes | None:
    found: bytes | None = await db.value(SPEND_CHALLENGE, challenge_id, db.now)
    return found


async def add(
    db: Db, passkey_id: UUID, person_id: UUID, key: PasskeyRow, user_handle: bytes, name: str
) -> bool:
    """False when the town knows this credential already."""
    args = (key.credential_id, key.public_key, key.sign_count, user_handle, name, db.now)
    return await db.run(ADD, passkey_id, person_id, *args) == 1


async def passkeys(db: Db, person_id: UUID) -> list[Passkey]:
    return await db.all_as(Passkey, PASSKEYS, person_id)


async def passkey(db: Db, person_id: UUID, passkey_id: UUID) -> Passkey | None:
    return await db.one_as(Passkey, ONE, person_id, passkey_id)


async def credentials(db: Db, person_id: UUID) -> list[tuple[bytes, bytes]]:
    """(credential id, user handle) of each of a person's passkeys."""
    return [(row[0], row[1]) for row in await db.rows(CREDENTIALS, person_id)]


async def public_keys(db: Db, person_id: UUID) -> dict[UUID, bytes]:
    """The COSE public key of each passkey."""
    return {row[0]: row[1] for row in await db.rows(PUBLIC_KEYS, person_id)}


async def key(
    db: Db, credential_id: bytes, user_handle: bytes
) -> tuple[UUID, UUID, PasskeyRow] | None:
    """The id, the person and the key of a credential, for this transaction only."""
    row = await db.row(KEY, credential_id, user_handle)
    return (row[0], row[1], PasskeyRow(row[2], row[3], row[4])) if row else None


async def used(db: Db, passkey_id: UUID, sign_count: int) -> None:
    await db.run(USED, passkey_id, sign_count, db.now)


async def rename(db: Db, person_id: UUID, passkey_id: UUID, name: str) -> Passkey | None:
    return await db.one_as(Passkey, RENAME, person_id, passkey_id, name)


async def remove(db: Db, person_id: UUID, passkey_id: UUID) -> bool:
    return await db.run(REMOVE, person_id, passkey_id) == 1


async def remove_all(db: Db, person_id: UUID) -> int:
    return await db.run(REMOVE_ALL, person_id)
