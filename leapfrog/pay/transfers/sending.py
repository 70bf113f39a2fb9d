"""Sending: checked, booked and written in one transaction, many at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.contacts import apart, may_write
from leapfrog.identity import MovedAway, moved
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import schedule_all
from leapfrog.pay import confirming, wallet_accounts
from leapfrog.pay.confirming import Held, Order, PaymentToConfirm, Small
from leapfrog.pay.errors import (
    AlreadySettled,
    NoMoney,
    NoPaymentRequest,
    NotBetweenYou,
    OperationIdUsed,
)
from leapfrog.pay.transfers import notifying, small, store, store_requests
from leapfrog.pay.transfers.model import WAITS, MoneyRequest, MoneyTransfer, NewTransfer, noted
from leapfrog.wallet import Hold, Posted, Reason

RETURN = "pay.return"
Sent = MoneyTransfer | Problem


class TransferContext(msgspec.Struct, frozen=True):
    """What decides about the sendings of a batch."""

    currency: str
    before: Mapping[UUID, MoneyTransfer]
    requests: Mapping[UUID, MoneyRequest]
    accounts: Mapping[UUID, int]
    small: dict[UUID, Small]
    has_devices: bool
    contacts: set[tuple[UUID, UUID]]
    apart: set[tuple[UUID, UUID]]
    moved: Mapping[UUID, str]


async def send(db: Db, sendings: Sequence[NewTransfer]) -> list[Sent]:
    """Sends each transfer, or says why not; one result per element, in order. The same id again
    answers the transfer that it made, as it is now.

    Refusals: `OperationIdUsed`, `NoAccount`, `MovedAway`, `NotBetweenYou`, `NoPaymentRequest`,
    `AlreadySettled`, then what is not confirmed, then the wallet's. Between contacts, what has to
    be accepted is a card in their conversation. Locks wallet accounts: call it last.
    """
    if len({one.id for one in sendings}) < len(sendings):
        return [(await send(db, [one]))[0] for one in sendings]
    payers = [(one.sender_id, one.consent) for one in sendings]
    confirmed = await confirming.lock_confirmed(db, payers)
    known = await _known(db, sendings, confirming.unasked_of(payers))
    held = Held(db, known.small, confirmed)
    payments = [_payment(one) for one in sendings]
    checked = [
        _refusal(one, known) or await held.refusal(payment)
        for one, payment in zip(sendings, payments, strict=True)
    ]
    going = [one for one, why in zip(sendings, checked, strict=True) if why is None]
    posted = iter(await wallet.post(db, [_operation(one, known) for one in going]))
    results: list[Sent] = []
    new: list[MoneyTransfer] = []
    gone: list[PaymentToConfirm] = []
    for one, payment, why in zip(sendings, payments, checked, strict=True):
        done = next(posted) if why is None else why
        if isinstance(done, Posted):
            new.append(made := _made(one, done, known, db.now))
            gone.append(payment)
            results.append(made)
        else:
            results.append(done)
    if new:
        await _write(db, new, await held.burn(gone), known)
    return results


async def send_gathered(db: Db, sendings: Sequence[NewTransfer]) -> list[Sent]:
    """The same, where the transaction does nothing else: one alone has a shorter way."""
    sent = await small.send(db, sendings[0]) if len(sendings) == 1 else None
    return [sent] if sent else await send(db, sendings)


# What comes twice goes the same way both times, so it never meets itself in another batch.
SENDING: HotVerb[NewTransfer, MoneyTransfer] = HotVerb(send_gathered, key=lambda one: one.id)


async def _known(
    db: Db, sendings: Sequence[NewTransfer], unasked: Sequence[UUID]
) -> TransferContext:
    people = list({person for one in sendings for person in (one.sender_id, one.receiver_id)})
    pairs = [(one.sender_id, one.receiver_id) for one in sendings]
    asked = {one.request_id for one in sendings if one.request_id}
    ids = [one.id for one in sendings]
    ground = await store.ground(db, unasked, people, pairs, ids)
    if ground.currency is None:
        raise NoMoney
    there = zip(people, ground.accounts or (), strict=True)
    accounts = {person: account for person, account in there if account}
    return TransferContext(
        currency=ground.currency,
        before=await store.of_ids(db, ids) if ground.was_made else {},
        requests=await store_requests.lock(db, asked) if asked else {},
        accounts=(
            accounts if len(accounts) == len(people) else await wallet_accounts.ids(db, people)
        ),
        small=ground.by_person(),
        has_devices=bool(ground.has_devices),
        contacts=await may_write(
            db, [pair for one, pair in zip(sendings, pairs, strict=True) if not one.at_once]
        ),
        apart=await apart(db, pairs) if ground.has_blocked else set(),
        moved=await moved(db, [receiver for _, receiver in pairs]) if ground.has_moved else {},
    )


def _refusal(one: NewTransfer, known: TransferContext) -> Sent | None:
    """What is known before the books are asked: why not, or what it was before."""
    before = known.before.get(one.id)
    if before:
        return before if _same(before, one) else OperationIdUsed()
    if one.sender_id not in known.accounts or one.receiver_id not in known.accounts:
        return wallet.NoAccount()
    pair, away = (one.sender_id, one.receiver_id), known.moved.get(one.receiver_id)
    if away and not one.request_id and pair not in known.apart:
        return MovedAway(moved_to=away)
    # What somebody asked for before they moved is paid to them.
    unknown = not one.at_once and not away and pair not in known.contacts
    if pair in known.apart or unknown:
        # To oneself is no question of who may, but of which accounts.
        return NotBetweenYou() if one.sender_id != one.receiver_id else wallet.SameAccount()
    if one.currency != known.currency:
        return wallet.CurrenciesDiffer()
    return _request_refusal(one, known) if one.request_id else None


def _request_refusal(one: NewTransfer, known: TransferContext) -> Problem | None:
    asked = known.requests.get(one.request_id) if one.request_id else None
    if asked is None or (asked.payer_id, asked.asker_id) != (one.sender_id, one.receiver_id):
        return NoPaymentRequest()
    if asked.state != "waiting":
        return AlreadySettled(state=asked.state)
    return None if asked.amount == one.amount else wallet.BadAmount()


def _same(before: MoneyTransfer, one: NewTransfer) -> bool:
    """Whether this is what made that transfer."""
    then = (before.sender_id, before.receiver_id, before.amount, before.currency, before.request_id)
    now = (one.sender_id, one.receiver_id, one.amount, one.currency, one.request_id)
    return then == now and one.at_once == (before.expires_at is None)


def _payment(one: NewTransfer) -> PaymentToConfirm:
    order = Order("transfer", one.id, str(one.receiver_id), one.amount)
    return PaymentToConfirm(one.sender_id, one.consent, order)


def _operation(one: NewTransfer, known: TransferContext) -> wallet.Transfer:
    payer, payee = known.accounts[one.sender_id], known.accounts[one.receiver_id]
    shape = wallet.Transfer if one.at_once else Hold
    made = shape(
        id=one.id, payer=payer, payee=payee, amount=one.amount, code=Reason.TRANSFER, ref=one.id
    )
    seconds = int(WAITS.total_seconds())
    return made if one.at_once else msgspec.structs.replace(made, seconds=seconds)


def _made(one: NewTransfer, posted: Posted, known: TransferContext, now: datetime) -> MoneyTransfer:
    return MoneyTransfer(
        id=one.id,
        sender_id=one.sender_id,
        receiver_id=one.receiver_id,
        amount=one.amount,
        currency=one.currency,
        note=noted(one.note),
        state="accepted" if one.at_once else "waiting",
        operation_id=posted.id,
        payer=known.accounts[one.sender_id],
        payee=known.accounts[one.receiver_id],
        request_id=one.request_id,
        made_at=now,
        expires_at=None if one.at_once else now + WAITS,
        ended_at=now if one.at_once else None,
    )


async def _write(
    db: Db, new: Sequence[MoneyTransfer], spent: Mapping[UUID, int], known: TransferContext
) -> None:
    await store.add(db, new, spent)
    asked = [one.request_id for one in new if one.request_id]
    if asked:
        await store_requests.end(db, asked, "paid", db.now)
        notifying.changed(db, (await store_requests.of_ids(db, asked)).values())
    waiting = [one for one in new if one.expires_at]
    if waiting:
        due = [(RETURN, str(one.id), None, one.expires_at) for one in waiting if one.expires_at]
        await schedule_all(db, due)
        await notifying.show(db, waiting)
    await notifying.sent(db, new, has_devices=known.has_devices)
