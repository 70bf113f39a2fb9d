"""What becomes of a transfer that waits: accepted, declined, taken back, or returned by itself."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import Handlers
from leapfrog.kernel.timers import cancel as forget_timer
from leapfrog.pay.errors import AlreadySettled, NotForYou, NoTransfer
from leapfrog.pay.transfers import notifying, store
from leapfrog.pay.transfers.model import MoneyTransfer, TransferState
from leapfrog.pay.transfers.sending import RETURN
from leapfrog.wallet import CaptureHold, Operation, Reason, Void


async def accept(db: Db, person_id: UUID, transfer_id: UUID) -> MoneyTransfer:
    """The receiver takes a transfer that waits for them. Again, nothing happens. Raises
    `NoTransfer`, `NotForYou`, `AlreadySettled`, or what the wallet refuses.
    """
    found = await _locked(db, person_id, transfer_id)
    if found.receiver_id != person_id:
        raise NotForYou
    return await _end(db, found, "accepted", _post(found))


async def decline(db: Db, person_id: UUID, transfer_id: UUID) -> MoneyTransfer:
    """The receiver does not want it: it is the sender's again. Raises as `accept` does."""
    found = await _locked(db, person_id, transfer_id)
    if found.receiver_id != person_id:
        raise NotForYou
    return await _end(db, found, "declined", _void(found, "declined"))


async def cancel(db: Db, person_id: UUID, transfer_id: UUID) -> MoneyTransfer:
    """The sender takes back what was not accepted yet. Raises as `accept` does."""
    found = await _locked(db, person_id, transfer_id)
    if found.sender_id != person_id:
        raise NotForYou
    return await _end(db, found, "cancelled", _void(found, "cancelled"))


async def return_expired(db: Db, ref: str, _body: Any) -> None:
    """The due row of a transfer that nobody accepted in time."""
    found = await store.lock(db, UUID(ref))
    if found and found.state == "waiting":
        await _finish(db, found, "returned", _void(found, "expired"))


async def _locked(db: Db, person_id: UUID, transfer_id: UUID) -> MoneyTransfer:
    found = await store.lock(db, transfer_id)
    if found is None or person_id not in (found.sender_id, found.receiver_id):
        raise NoTransfer
    return found


async def _end(
    db: Db, found: MoneyTransfer, state: TransferState, operation: Operation
) -> MoneyTransfer:
    if found.state == state and found.expires_at is not None:
        return found
    if found.state != "waiting":
        raise AlreadySettled(state=found.state)
    if found.expires_at and found.expires_at <= db.now:
        # Its time is over, whether the timer came by or not.
        raise AlreadySettled(state="returned")
    return await _finish(db, found, state, operation)


async def _finish(
    db: Db, found: MoneyTransfer, state: TransferState, operation: Operation
) -> MoneyTransfer:
    await store.end(db, found.id, state, db.now)
    await forget_timer(db, RETURN, str(found.id))
    ended = msgspec.structs.replace(found, state=state, ended_at=db.now)
    notifying.changed(db, [ended])
    [result] = await wallet.post(db, [operation])
    # The wallet's own sweep may have given it back first; both know its void by one id.
    if isinstance(result, Problem):
        raise result
    return ended


def _post(found: MoneyTransfer) -> Operation:
    return CaptureHold(
        id=derived_id(found.id, "accepted"),
        payer=found.payer,
        payee=found.payee,
        hold=found.operation_id,
        code=Reason.TRANSFER,
    )


def _void(found: MoneyTransfer, word: str) -> Operation:
    """The one of an expired hold is the same as the wallet's own."""
    expired = word == "expired"
    return Void(
        id=derived_id(found.operation_id if expired else found.id, word),
        payer=found.payer,
        payee=found.payee,
        hold=found.operation_id,
        code=Reason.EXPIRED if expired else Reason.REVERSAL,
    )


TIMERS: Handlers = {RETURN: return_expired}
