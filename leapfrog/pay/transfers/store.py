"""SQL of transfers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.pay.transfers.model import MoneyTransfer, TransferState

COLUMNS = """
id, sender_id, receiver_id, amount, currency, note, state, operation_id, payer, payee, request_id,
made_at, expires_at, ended_at
"""
# One row for each account, and one without when there is none.
GROUND = """
select t.currency, exists (select from pay_transfer where id = any($2::uuid[])) as was_made,
    a.person_id, a.account_id
from pay_town t
left join pay_wallet_account a on a.currency = t.currency and a.person_id = any($1::uuid[])
"""
OF_IDS = f"select {COLUMNS} from pay_transfer where id = any($1::uuid[])"
ADD = f"""
insert into pay_transfer ({COLUMNS})
select * from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[],
    $8::uuid[], $9::bigint[], $10::bigint[], $11::uuid[], $12::timestamptz[],
    $13::timestamptz[], $14::timestamptz[]
)
"""
LOCK = f"select {COLUMNS} from pay_transfer where id = $1 for update"
END = "update pay_transfer set state = $2, ended_at = $3 where id = $1"
WAITING = f"""
select {COLUMNS} from pay_transfer where state = 'waiting' and id in (
    select id from pay_transfer where sender_id = $1
    union all select id from pay_transfer where receiver_id = $1
) order by made_at desc, id limit 200
"""
OF_PERSON = f"""
select {COLUMNS} from pay_transfer where sender_id = $1 or receiver_id = $1 order by made_at, id
"""
# What answers a request has the words of who asked.
FORGET_NOTES = """
update pay_transfer t set note = '' where t.note <> '' and (
    t.sender_id = $1 or t.receiver_id = $1 and exists (
        select from pay_request r where r.id = t.request_id and r.asker_id = $1
    )
)
"""


class Ground(msgspec.Struct, frozen=True):
    """What transfers stand on: the town's currency, whether one of them was made before, and whose
    account is which.
    """

    currency: str
    was_made: bool
    accounts: dict[UUID, int]


async def ground(db: Db, people: Iterable[UUID], ids: Iterable[UUID]) -> Ground | None:
    """None in a town without money. Who has no account yet is not in it."""
    rows = await db.rows(GROUND, list(people), list(ids))
    if not rows:
        return None
    accounts = {row[2]: row[3] for row in rows if row[2]}
    return Ground(rows[0][0], rows[0][1], accounts)


async def of_ids(db: Db, ids: Iterable[UUID]) -> dict[UUID, MoneyTransfer]:
    return {one.id: one for one in await db.all_as(MoneyTransfer, OF_IDS, list(ids))}


async def add(db: Db, new: Sequence[MoneyTransfer]) -> None:
    columns = zip(*map(_values, new), strict=True)
    await db.run(ADD, *map(list, columns))


async def lock(db: Db, transfer_id: UUID) -> MoneyTransfer | None:
    """Nobody else changes it until the end of the transaction."""
    return await db.one_as(MoneyTransfer, LOCK, transfer_id)


async def end(db: Db, transfer_id: UUID, state: TransferState, at: datetime) -> None:
    await db.run(END, transfer_id, state, at)


async def waiting(db: Db, person_id: UUID) -> list[MoneyTransfer]:
    """Those of and to a person that wait to be accepted, the newest first."""
    return await db.all_as(MoneyTransfer, WAITING, person_id)


async def of_person(db: Db, person_id: UUID) -> list[MoneyTransfer]:
    """All of and to a person, the oldest first."""
    return await db.all_as(MoneyTransfer, OF_PERSON, person_id)


async def forget_notes(db: Db, person_id: UUID) -> int:
    """Takes away what a person wrote beside what they sent, and what they asked for and got."""
    return await db.run(FORGET_NOTES, person_id)


def _values(one: MoneyTransfer) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in MoneyTransfer.__struct_fields__)
