"""SQL of payments and requests between towns."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.clearing.model import Direction, RequestState, TownPayment, TownRequest
from leapfrog.kernel.db import Db

COLUMNS = """
id, wire_id, domain, direction, person_id, other_id, amount, currency, note, at_once, state, code,
of_id, request_id, hold_id, operation_id, payer, payee, take, receipt, decided_at, until, made_at,
ended_at
"""
OF_IDS = f"select {COLUMNS} from clearing_payment where id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from clearing_payment where id = $1 for update"
LOCK_WIRE = f"""
select {COLUMNS} from clearing_payment where (domain, direction, wire_id) = ($1, $2, $3) for update
"""
ADD = f"""
insert into clearing_payment ({COLUMNS}) values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24
)
"""
CHANGE = """
update clearing_payment set state = $2, code = $3, operation_id = $4, take = $5, receipt = $6,
    decided_at = $7, ended_at = $8
where id = $1
"""
# What of a day counts against its measure: all but what came to nothing.
OF_DAY = """
select coalesce(sum(amount), 0)::bigint from clearing_payment
where (domain, direction) = ($1, $2) and made_at >= $3
    and state in ('held', 'paid', 'shown', 'taken', 'received')
"""
GIVEN_BACK = """
select of_id, sum(amount)::bigint from clearing_payment
where of_id = any($1::uuid[]) and state in ('held', 'paid', 'shown', 'taken', 'received')
group by of_id
"""
ANSWERS = """
select exists (
    select from clearing_payment
    where request_id = $1 and state in ('held', 'paid', 'shown', 'taken', 'received')
)
"""
DECIDED = """
select wire_id, amount from clearing_payment
where (domain, direction) = ($1, $2) and decided_at >= $3 and decided_at < $4
order by wire_id
"""
OPEN = f"""
select {COLUMNS} from clearing_payment where state in ('held', 'shown', 'taken')
    and (person_id = $1 or other_id = $1)
order by id
"""
HELD = f"""
select {COLUMNS} from clearing_payment where state = 'held' and id > $1 order by id limit 500
"""
OF_PERSON = f"""
select {COLUMNS} from clearing_payment where person_id = $1 and id > $2 order by id limit 500
"""
UNSETTLED = f"""
select {COLUMNS} from clearing_payment
where domain = $1 and state in ('held', 'shown', 'taken') order by until, id limit 100
"""
FORGET_NOTES = """
update clearing_payment set note = '' where person_id = $1 and note <> ''
"""

REQUEST = """
id, wire_id, domain, direction, person_id, other_id, amount, currency, note, state, made_at,
ended_at
"""
REQUESTS = f"select {REQUEST} from clearing_request where id = any($1::uuid[])"
LOCK_REQUEST = f"select {REQUEST} from clearing_request where id = $1 for update"
ADD_REQUEST = f"""
insert into clearing_request ({REQUEST})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""
END_REQUEST = "update clearing_request set state = $2, ended_at = $3 where id = $1"
WAITING = f"""
select {REQUEST} from clearing_request where state = 'waiting'
    and (person_id = $1 or other_id = $1) order by id
"""
REQUESTS_OF = f"""
select {REQUEST} from clearing_request where person_id = $1 and id > $2 order by id limit 500
"""
ASKED_TODAY = """
select count(*) from clearing_request
where (direction, other_id, person_id) = ('in', $1, $2) and made_at >= $3
"""
FORGET_REQUEST_NOTES = """
update clearing_request set note = '' where person_id = $1 and note <> ''
"""
FIRST = UUID(int=0)


async def of_ids(db: Db, ids: Iterable[UUID]) -> dict[UUID, TownPayment]:
    return {one.id: one for one in await db.all_as(TownPayment, OF_IDS, list(ids))}


async def lock(db: Db, payment_id: UUID) -> TownPayment | None:
    """A payment; nobody else changes it until the end of the transaction."""
    return await db.one_as(TownPayment, LOCK, payment_id)


async def lock_wire(db: Db, domain: str, direction: Direction, wire_id: UUID) -> TownPayment | None:
    """A payment by its id on the line between two towns; nobody else changes it until the end of
    the transaction.
    """
    return await db.one_as(TownPayment, LOCK_WIRE, domain, direction, wire_id)


async def add(db: Db, new: TownPayment) -> None:
    await db.run(ADD, *msgspec.structs.astuple(new))


async def change(db: Db, one: TownPayment) -> None:
    """Keeps what a payment has become."""
    now = (one.state, one.code, one.operation_id, one.take, one.receipt, one.decided_at)
    await db.run(CHANGE, one.id, *now, one.ended_at)


async def of_day(db: Db, domain: str, direction: Direction, since: datetime) -> int:
    """How much went in this direction since then, or is on its way."""
    return int(await db.value(OF_DAY, domain, direction, since))


async def given_back(db: Db, ids: Iterable[UUID]) -> dict[UUID, int]:
    """What of these was given back, or is on its way."""
    return {row[0]: row[1] for row in await db.rows(GIVEN_BACK, list(ids))}


async def answers(db: Db, request_id: UUID) -> bool:
    """Whether a request is paid, or money for it is on its way."""
    return bool(await db.value(ANSWERS, request_id))


async def decided(
    db: Db, domain: str, direction: Direction, since: datetime, until: datetime
) -> list[tuple[UUID, int]]:
    """What was paid in a time by the clock of the town that pays: (id on the line, amount)."""
    return [(row[0], row[1]) for row in await db.rows(DECIDED, domain, direction, since, until)]


async def open_of(db: Db, person_id: UUID) -> list[TownPayment]:
    """Those of and to somebody that are not over."""
    return await db.all_as(TownPayment, OPEN, person_id)


async def held(db: Db, after: UUID) -> list[TownPayment]:
    """Those from here that the other town has not answered, some at a time."""
    return await db.all_as(TownPayment, HELD, after)


async def unsettled(db: Db, domain: str) -> list[TownPayment]:
    """The first of those with a town that are not over, the one first whose time ends first."""
    return await db.all_as(TownPayment, UNSETTLED, domain)


async def of_person(db: Db, person_id: UUID) -> list[TownPayment]:
    found = list[TownPayment]()
    while page := await db.all_as(
        TownPayment, OF_PERSON, person_id, found[-1].id if found else FIRST
    ):
        found += page
    return found


async def forget_notes(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_NOTES, person_id)


async def requests(db: Db, ids: Iterable[UUID]) -> dict[UUID, TownRequest]:
    return {one.id: one for one in await db.all_as(TownRequest, REQUESTS, list(ids))}


async def lock_request(db: Db, request_id: UUID) -> TownRequest | None:
    return await db.one_as(TownRequest, LOCK_REQUEST, request_id)


async def add_request(db: Db, new: TownRequest) -> None:
    await db.run(ADD_REQUEST, *msgspec.structs.astuple(new))


async def end_request(db: Db, request_id: UUID, state: RequestState) -> None:
    await db.run(END_REQUEST, request_id, state, db.now)


async def waiting(db: Db, person_id: UUID) -> list[TownRequest]:
    """Requests of and to somebody that nobody answered."""
    return await db.all_as(TownRequest, WAITING, person_id)


async def requests_of(db: Db, person_id: UUID) -> list[TownRequest]:
    found = list[TownRequest]()
    while page := await db.all_as(
        TownRequest, REQUESTS_OF, person_id, found[-1].id if found else FIRST
    ):
        found += page
    return found


async def asked_since(db: Db, other_id: UUID, person_id: UUID, since: datetime) -> int:
    """How often somebody there asked somebody here for money since then."""
    return int(await db.value(ASKED_TODAY, other_id, person_id, since))


async def forget_request_notes(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_REQUEST_NOTES, person_id)


def values(one: msgspec.Struct) -> dict[str, Any]:
    """A row as a record of a take-out: without accounts and operations of the books."""
    shown: dict[str, Any] = msgspec.to_builtins(one)
    for name in ("payer", "payee", "hold_id", "operation_id"):
        shown.pop(name, None)
    return shown
