"""SQL of goods that buyers lay into lockers."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.lockers.model import LockerReturn, ReturnState

COLUMNS = """
id, case_id, order_id, merchant_id, person_id, locker_id, size, code, state, at, until, dropped_at
"""
ADD = f"""
insert into lockers_return ({COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict do nothing
"""
FIND = f"select {COLUMNS} from lockers_return where id = $1"
OF_CASE = f"""
select {COLUMNS} from lockers_return where case_id = $1 and state <> 'lapsed'
"""
BY_CODE = f"""
select {COLUMNS} from lockers_return
where locker_id = $1 and code = $2 and state = 'asked' and until > $3
"""
SET_STATE = """
update lockers_return set state = $2, dropped_at = $3 where id = $1 and state = 'asked'
"""
OF_PERSON = f"select {COLUMNS} from lockers_return where person_id = $1 order by at, id"
ASKED_AT = f"select {COLUMNS} from lockers_return where locker_id = $1 and state = 'asked'"
DROP_PERSON = "delete from lockers_return where person_id = $1"


async def add(db: Db, one: LockerReturn) -> bool:
    """False where the id, the case or the code was used."""
    names = [name.strip() for name in COLUMNS.split(",")]
    return bool(await db.run(ADD, *(getattr(one, name) for name in names)))


async def find(db: Db, return_id: UUID) -> LockerReturn | None:
    return await db.one_as(LockerReturn, FIND, return_id)


async def of_case(db: Db, case_id: UUID) -> LockerReturn | None:
    """What is or was to be laid in for it."""
    return await db.one_as(LockerReturn, OF_CASE, case_id)


async def by_code(db: Db, locker_id: UUID, code: str) -> LockerReturn | None:
    """What may be laid into this locker now by this code."""
    return await db.one_as(LockerReturn, BY_CODE, locker_id, code, db.now)


async def set_state(db: Db, return_id: UUID, state: ReturnState) -> bool:
    """Whether it was still asked for."""
    dropped_at = db.now if state == "dropped" else None
    return bool(await db.run(SET_STATE, return_id, state, dropped_at))


async def of_person(db: Db, person_id: UUID) -> list[LockerReturn]:
    return await db.all_as(LockerReturn, OF_PERSON, person_id)


async def asked_at(db: Db, locker_id: UUID) -> list[LockerReturn]:
    """What may still be laid into a locker."""
    return await db.all_as(LockerReturn, ASKED_AT, locker_id)


async def drop_person(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_PERSON, person_id)
