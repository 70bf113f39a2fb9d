"""SQL of requests for money."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.pay.transfers.model import MoneyRequest, RequestState

COLUMNS = "id, asker_id, payer_id, amount, currency, note, state, made_at, ended_at"
ADD = f"""
insert into pay_request ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, 'waiting', $7, null)
on conflict do nothing
"""
OF_IDS = f"select {COLUMNS} from pay_request where id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from pay_request where id = any($1::uuid[]) order by id for update"
END = "update pay_request set state = $2, ended_at = $3 where id = any($1::uuid[])"
WAITING = f"""
select {COLUMNS} from pay_request where state = 'waiting' and id in (
    select id from pay_request where asker_id = $1
    union all select id from pay_request where payer_id = $1
) order by made_at desc, id limit 200
"""
OF_PERSON = f"""
select {COLUMNS} from pay_request where asker_id = $1 or payer_id = $1 order by made_at, id
"""
FORGET_NOTES = "update pay_request set note = '' where asker_id = $1"


async def add(db: Db, new: MoneyRequest) -> bool:
    """False when the id is there already."""
    values = (new.id, new.asker_id, new.payer_id, new.amount, new.currency, new.note)
    return await db.run(ADD, *values, new.made_at) == 1


async def of_ids(db: Db, ids: Iterable[UUID]) -> dict[UUID, MoneyRequest]:
    return {one.id: one for one in await db.all_as(MoneyRequest, OF_IDS, list(ids))}


async def lock(db: Db, ids: Iterable[UUID]) -> dict[UUID, MoneyRequest]:
    """Nobody else changes these until the end of the transaction."""
    return {one.id: one for one in await db.all_as(MoneyRequest, LOCK, list(ids))}


async def end(db: Db, ids: Iterable[UUID], state: RequestState, at: datetime) -> None:
    await db.run(END, list(ids), state, at)


async def waiting(db: Db, person_id: UUID) -> list[MoneyRequest]:
    """Those of and to a person that wait for an answer, the newest first."""
    return await db.all_as(MoneyRequest, WAITING, person_id)


async def of_person(db: Db, person_id: UUID) -> list[MoneyRequest]:
    """All of and to a person, the oldest first."""
    return await db.all_as(MoneyRequest, OF_PERSON, person_id)


async def forget_notes(db: Db, person_id: UUID) -> int:
    """Takes away what a person wrote beside what they asked for."""
    return await db.run(FORGET_NOTES, person_id)
