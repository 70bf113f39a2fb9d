"""SQL of transfers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.pay.confirming import LockedSmall
from leapfrog.pay.transfers.model import MoneyTransfer, TransferState
from leapfrog.wallet import Reason

COLUMNS = """
id, sender_id, receiver_id, amount, currency, note, state, operation_id, payer, payee, request_id,
made_at, expires_at, ended_at
"""
GROUND = "select * /* acts */ from pay_transfer_ground($1, $2, $3, $4, $5, $6, $7)"
OF_IDS = f"select {COLUMNS} from pay_transfer where id = any($1::uuid[])"
ADD = f"""
insert into pay_transfer ({COLUMNS})
select * from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[],
    $8::uuid[], $9::bigint[], $10::bigint[], $11::uuid[], $12::timestamptz[],
    $13::timestamptz[], $14::timestamptz[]
) where (select pay_spend_small($15, $16, $17))
"""
SEND_SMALL = """
select * /* acts */ from pay_send_small($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
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


class Ground(LockedSmall, frozen=True):
    """What transfers stand on: what their payers may pay without being asked; the town's currency,
    None in a town without money; whether one of them was made before, whether any of those two
    blocked the other, whether a receiver moved away, whether one has a device to push to; and who
    has which account.
    """

    currency: str | None
    was_made: bool | None
    has_blocked: bool | None
    has_moved: bool | None
    has_devices: bool | None
    accounts: list[int | None] | None


async def ground(
    db: Db,
    payers: Sequence[UUID],
    people: Sequence[UUID],
    pairs: Sequence[tuple[UUID, UUID]],
    ids: Sequence[UUID],
) -> Ground:
    """Locks what `payers` may pay without being asked. `accounts` are in the order of `people`,
    None for who has none yet; `pairs`: senders and receivers.
    """
    both = [one for one, _ in pairs], [other for _, other in pairs]
    found = await db.one_as(Ground, GROUND, db.now, db.now.date(), payers, people, *both, ids)
    assert found is not None
    return found


async def of_ids(db: Db, ids: Iterable[UUID]) -> dict[UUID, MoneyTransfer]:
    return {one.id: one for one in await db.all_as(MoneyTransfer, OF_IDS, list(ids))}


async def add(db: Db, new: Sequence[MoneyTransfer], spent: Mapping[UUID, int]) -> None:
    """Also counts what was `spent` by each of these payers of their day's allowance."""
    columns = [[getattr(one, name) for one in new] for name in MoneyTransfer.__struct_fields__]
    await db.run(ADD, *columns, list(spent), list(spent.values()), db.now.date())


class SentSmall(msgspec.Struct, frozen=True):
    """What came of a small transfer: as what the wallet refused it; to which account it went, whose
    accounts moved, and whether the receiver has a device to push to. All None: nothing was done.
    """

    refused: int | None
    payee: int | None
    owners: list[UUID | None] | None
    has_devices: bool | None


async def send_small(db: Db, one: MoneyTransfer) -> SentSmall:
    """Sends one out of its sender's day's allowance, to whichever account its receiver has."""
    who = (one.id, one.sender_id, one.receiver_id)
    booked = (one.payer, one.operation_id, Reason.TRANSFER)
    what = (one.amount, one.currency, one.note)
    day = one.made_at.date()
    done = await db.one_as(SentSmall, SEND_SMALL, one.made_at, day, *who, *what, *booked)
    assert done is not None
    return done


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
