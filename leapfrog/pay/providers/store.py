"""SQL of charges: money that comes in by a provider."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

State = Literal["open", "captured", "failed", "refunded"]
COLUMNS = """
id, person_id, amount, currency, provider_id, checkout, state, operation_id, made_at, ended_at
"""
ADD = f"""
insert into pay_charge ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, 'open', null, $7, null)
on conflict do nothing
"""
ONE = f"select {COLUMNS} from pay_charge where id = $1"
LOCK = f"select {COLUMNS} from pay_charge where id = $1 for update"
END = """
update pay_charge set state = $2, operation_id = coalesce($3, operation_id), ended_at = $4
where id = $1
"""
OF_PERSON = f"select {COLUMNS} from pay_charge where person_id = $1 order by made_at, id"


class ChargeRow(msgspec.Struct, frozen=True):
    """A top-up by the provider; amounts in minor units, `checkout`: where the person pays it."""

    id: UUID
    person_id: UUID
    amount: int
    currency: str
    provider_id: str
    checkout: str
    state: State
    operation_id: UUID | None
    made_at: datetime
    ended_at: datetime | None


async def add(db: Db, new: ChargeRow) -> None:
    six = (new.id, new.person_id, new.amount, new.currency, new.provider_id, new.checkout)
    await db.run(ADD, *six, new.made_at)


async def one(db: Db, charge_id: UUID) -> ChargeRow | None:
    return await db.one_as(ChargeRow, ONE, charge_id)


async def lock(db: Db, charge_id: UUID) -> ChargeRow | None:
    return await db.one_as(ChargeRow, LOCK, charge_id)


async def end(db: Db, charge_id: UUID, state: State, operation_id: UUID | None) -> None:
    await db.run(END, charge_id, state, operation_id, db.now)


async def of_person(db: Db, person_id: UUID) -> list[ChargeRow]:
    return await db.all_as(ChargeRow, OF_PERSON, person_id)
