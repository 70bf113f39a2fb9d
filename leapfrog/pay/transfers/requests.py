"""Requests: asking somebody for money, and what they say to it."""

from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.contacts import may_write
from leapfrog.identity import check_here
from leapfrog.kernel.db import Db
from leapfrog.pay import wallet_accounts
from leapfrog.pay.errors import (
    AlreadySettled,
    NoPaymentRequest,
    NotBetweenYou,
    NotForYou,
    OperationIdUsed,
)
from leapfrog.pay.transfers import notifying, store_requests
from leapfrog.pay.transfers.model import MoneyRequest, RequestState, noted
from leapfrog.wallet import LARGEST


async def ask(db: Db, wanted: MoneyRequest) -> MoneyRequest:
    """Asks a contact for money (minor units), as a card in the conversation. The same id again is
    the same request. Raises `BadAmount`, `NoMoney`, `CurrenciesDiffer`, `SameAccount`, `MovedAway`,
    `NotBetweenYou`, `OperationIdUsed`.
    """
    if not 0 < wanted.amount <= LARGEST:
        raise wallet.BadAmount
    if wanted.currency != (await wallet_accounts.terms(db)).currency:
        raise wallet.CurrenciesDiffer
    if wanted.asker_id == wanted.payer_id:
        raise wallet.SameAccount
    if not await may_write(db, [(wanted.asker_id, wanted.payer_id)]):
        await check_here(db, [wanted.payer_id])
        raise NotBetweenYou
    new = msgspec.structs.replace(wanted, note=noted(wanted.note))
    if not await store_requests.add(db, new):
        return await _before(db, new)
    await notifying.show(db, [new])
    return new


async def one(db: Db, person_id: UUID, request_id: UUID) -> MoneyRequest:
    """A request of or to somebody. Raises `NoPaymentRequest`."""
    found = (await store_requests.of_ids(db, [request_id])).get(request_id)
    if found is None or person_id not in (found.asker_id, found.payer_id):
        raise NoPaymentRequest
    return found


async def decline(db: Db, person_id: UUID, request_id: UUID) -> MoneyRequest:
    """Who is asked says no. Twice is one operation. Raises `NoPaymentRequest`, `NotForYou`,
    `AlreadySettled`.
    """
    found = await _locked(db, person_id, request_id)
    if found.payer_id != person_id:
        raise NotForYou
    return await _end(db, found, "declined")


async def cancel(db: Db, person_id: UUID, request_id: UUID) -> MoneyRequest:
    """Who asked does not any more. Raises as `decline` does."""
    found = await _locked(db, person_id, request_id)
    if found.asker_id != person_id:
        raise NotForYou
    return await _end(db, found, "cancelled")


async def _before(db: Db, new: MoneyRequest) -> MoneyRequest:
    found = (await store_requests.of_ids(db, [new.id]))[new.id]
    unlike = {"note", "state", "made_at", "ended_at"}
    names = [name for name in MoneyRequest.__struct_fields__ if name not in unlike]
    if any(getattr(found, name) != getattr(new, name) for name in names):
        raise OperationIdUsed
    return found


async def _locked(db: Db, person_id: UUID, request_id: UUID) -> MoneyRequest:
    found = (await store_requests.lock(db, [request_id])).get(request_id)
    if found is None or person_id not in (found.asker_id, found.payer_id):
        raise NoPaymentRequest
    return found


async def _end(db: Db, found: MoneyRequest, state: RequestState) -> MoneyRequest:
    if found.state == state:
        return found
    if found.state != "waiting":
        raise AlreadySettled(state=found.state)
    await store_requests.end(db, [found.id], state, db.now)
    ended = msgspec.structs.replace(found, state=state, ended_at=db.now)
    notifying.changed(db, [ended])
    return ended
