"""SQL of payment codes."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.till.codes.presented import UsedCode

SECRET = "select secret from till_code_secret"
MAKE_SECRET = "insert into till_code_secret (secret) values ($1) on conflict do nothing"
KEYS = """
select number, person_id, session_id, secret from till_code_key where number = any($1::integer[])
"""
OF_SESSION = "select number, person_id, session_id, secret from till_code_key where session_id = $1"
MAKE_KEY = """
insert into till_code_key (number, person_id, session_id, secret, made_at)
values ($1, $2, $3, $4, $5) on conflict do nothing
"""
USE = """
insert into till_code_used (number, step, counter)
select * from unnest($1::integer[], $2::bigint[], $3::smallint[])
on conflict do nothing returning number, step, counter
"""
FORGET_USED = "delete from till_code_used where step < $1"
DROP_KEYS = "delete from till_code_key where person_id = $1"
COUNT_KEYS = "select count(*) from till_code_key where person_id = $1"


class DeviceKey(msgspec.Struct, frozen=True):
    """A device's key; it dies with the session of the device."""

    number: int
    person_id: UUID
    session_id: UUID
    secret: bytes


async def secret(db: Db) -> bytes | None:
    found: bytes | None = await db.value(SECRET)
    return found


async def make_secret(db: Db, made: bytes) -> None:
    """Where there is none yet."""
    await db.run(MAKE_SECRET, made)


async def keys(db: Db, numbers: Iterable[int]) -> dict[int, DeviceKey]:
    return {one.number: one for one in await db.all_as(DeviceKey, KEYS, list(numbers))}


async def of_session(db: Db, session_id: UUID) -> DeviceKey | None:
    return await db.one_as(DeviceKey, OF_SESSION, session_id)


async def make_key(db: Db, key: DeviceKey) -> bool:
    """False when the number is taken, or the session has one."""
    given = (key.number, key.person_id, key.session_id, key.secret, db.now)
    return await db.run(MAKE_KEY, *given) == 1


async def use(db: Db, codes: Sequence[UsedCode]) -> set[UsedCode]:
    """Marks these as used; answers those that were not yet."""
    columns = [[getattr(one, name) for one in codes] for name in UsedCode.__struct_fields__]
    return {*await db.all_as(UsedCode, USE, *columns)}


async def forget_used(db: Db, before: int) -> None:
    """Codes of steps so old that they would not be taken anyway."""
    await db.run(FORGET_USED, before)


async def drop_keys(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_KEYS, person_id)


async def count_keys(db: Db, person_id: UUID) -> int:
    return int(await db.value(COUNT_KEYS, person_id))
