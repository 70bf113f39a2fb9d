"""Pay-outs: a person asks for their money in cash or at their bank; the desk hands it over.

It leaves the wallet when it is asked for, into a clearing account of the town that is empty when
nobody waits.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sepaxml import SepaTransfer

from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import confirming, wallet_accounts
from leapfrog.pay.confirming import Consent, Order, PaymentToConfirm
from leapfrog.pay.desk import book, store_bank
from leapfrog.pay.desk.cash import booked, issuing
from leapfrog.pay.desk.iban import checked
from leapfrog.pay.desk.model import BankTransfer, OpenPayout, Payout, PayoutState, Way, What
from leapfrog.pay.errors import AlreadySettled, NoBankAccount, NoPayout, OperationIdUsed
from leapfrog.wallet import Reason, Refund, Transfer

OWN_IDS = re.compile(rb"<(MsgId|PmtInfId)>[^<]*<")
SCHEMA = "pain.001.001.03"
CLEARING = "pay-out"


class PayoutRequest(msgspec.Struct, frozen=True):
    """What somebody wants out; `iban` and `name` for the bank's way."""

    id: UUID
    person_id: UUID
    amount: int
    currency: str
    way: Way
    iban: str
    name: str


async def ask(db: Db, wanted: PayoutRequest, consent: Consent) -> Payout:
    """The same id again is the same pay-out. Raises `NotInThisMode`, `CurrenciesDiffer`,
    `BadIban`, `OperationIdUsed`, what is not confirmed, or what the wallet refuses.
    """
    await issuing(db, wanted.currency)
    iban = checked(wanted.iban) if wanted.way == "bank" else ""
    held = await confirming.hold(db, [(wanted.person_id, consent)])
    before = await store_bank.payout(db, wanted.id)
    if before:
        same = (before.person_id, before.amount, before.way, before.iban)
        if same != (wanted.person_id, wanted.amount, wanted.way, iban):
            raise OperationIdUsed
        return before
    await held.take(_payment(wanted, iban, consent))
    payer = await wallet_accounts.wallet_account(db, wanted.person_id)
    clearing = await wallet_accounts.town(db, "clearing", CLEARING)
    operation = Transfer(
        id=wanted.id,
        payer=payer.id,
        payee=clearing.id,
        amount=wanted.amount,
        code=Reason.PAY_OUT,
        ref=wanted.id,
    )
    posted = await booked(db, operation)
    name = wanted.name if wanted.way == "bank" else ""
    new = Payout(
        id=wanted.id,
        person_id=wanted.person_id,
        amount=wanted.amount,
        way=wanted.way,
        iban=iban,
        name=name,
        state="asked",
        file_id=None,
        operation_id=posted,
        made_at=db.now,
        ended_at=None,
    )
    await store_bank.add_payout(db, new)
    return new


def _payment(wanted: PayoutRequest, iban: str, consent: Consent) -> PaymentToConfirm:
    order = Order("pay_out", wanted.id, iban or wanted.way, wanted.amount)
    return PaymentToConfirm(wanted.person_id, consent, order)


async def waiting(db: Db) -> list[OpenPayout]:
    """Those that are not over, the oldest first, and who comes for them."""
    found = await store_bank.open_payouts(db)
    people = await named(db, [one.person_id for one in found])
    return [
        OpenPayout(
            **msgspec.structs.asdict(one),
            person_name=people[one.person_id].display_name,
            person_handle=people[one.person_id].handle,
        )
        for one in found
    ]


async def done(db: Db, by_id: UUID, payout_id: UUID) -> Payout:
    """It was handed over, or the bank did it. Twice is one operation. Raises `NoPayout`,
    `AlreadySettled`.
    """
    found = await _locked(db, payout_id)
    if found.state in ("asked", "filed"):
        clearing = await wallet_accounts.town(db, "clearing", CLEARING)
        issuer = await wallet_accounts.town(db, "issuer", found.way)
        operation = Transfer(
            id=derived_id(found.id, "done"),
            payer=clearing.id,
            payee=issuer.id,
            amount=found.amount,
            code=Reason.PAY_OUT,
            ref=found.id,
        )
        return await _end(db, by_id, found, "done", await booked(db, operation))
    return _over(found, "done")


async def give_back(db: Db, by_id: UUID, payout_id: UUID) -> Payout:
    """It could not be handed over: it is the person's again. Raises as `done` does."""
    found = await _locked(db, payout_id)
    if found.state in ("asked", "filed"):
        clearing = await wallet_accounts.town(db, "clearing", CLEARING)
        payee = await wallet_accounts.wallet_account(db, found.person_id)
        operation = Refund(
            id=derived_id(found.id, "returned"),
            payer=clearing.id,
            payee=payee.id,
            of=found.operation_id,
            amount=found.amount,
            code=Reason.REFUND,
        )
        return await _end(db, by_id, found, "returned", await booked(db, operation))
    return _over(found, "returned")


async def file(db: Db, settings: Settings, by_id: UUID, file_id: UUID) -> bytes:
    """A pain.001 of all that are asked for at the bank, checked against its schema; the same id
    again is the same file. Raises `NoBankAccount`, `NoPayout` where there is nothing to pay.
    """
    await issuing(db)
    if not settings.bank_iban:
        raise NoBankAccount
    found = await store_bank.filed(db, file_id)
    if not found:
        found = await store_bank.to_file(db)
        if not found:
            raise NoPayout
        await store_bank.file(db, [one.id for one in found], file_id)
        total = sum(one.amount for one in found)
        text = f"{len(found)} pay-outs"
        await book.enter(
            db, by_id, "payout_file", entry_id=file_id, amount=total, note=text, ref=file_id
        )
    terms = await wallet_accounts.terms(db)
    return pain(settings, terms.currency, file_id, found, db.now.date())


def pain(
    settings: Settings,
    currency: str,
    file_id: UUID,
    payouts: Sequence[Payout | BankTransfer],
    day: date,
) -> bytes:
    """A file for the bank with these payouts from the town's own account on a day: customer credit
    transfer initiation (ISO 20022, pain.001.001.03), amounts in minor units, checked against its
    schema. Its ids are made of `file_id`, so that a bank which is given the same file again pays it
    once.
    """
    config = {
        "name": settings.town_name[:70],
        "IBAN": settings.bank_iban,
        "batch": True,
        "currency": currency,
        "domestic": True,
    }
    made = SepaTransfer(config, schema=SCHEMA, clean=True)
    for one in payouts:
        payment: dict[str, Any] = {
            "name": one.name[:70],
            "IBAN": one.iban,
            "amount": one.amount,
            "execution_date": day,
            "description": f"{settings.town_name} {one.id.hex}"[:140],
            "endtoend_id": one.id.hex,
        }
        made.add_payment(payment)
    exported: bytes = made.export(validate=True)
    # sepaxml has written ids of its own by now, which are others each time.
    return OWN_IDS.sub(rb"<\1>" + file_id.hex.encode() + b"<", exported)


async def _locked(db: Db, payout_id: UUID) -> Payout:
    found = await store_bank.lock_payout(db, payout_id)
    if found is None:
        raise NoPayout
    return found


async def _end(
    db: Db, by_id: UUID, found: Payout, state: PayoutState, operation_id: UUID
) -> Payout:
    what: What = "paid_out" if state == "done" else "payout_returned"
    await store_bank.end_payout(db, found.id, state)
    await book.enter(
        db,
        by_id,
        what,
        entry_id=derived_id(found.id, what),
        person_id=found.person_id,
        amount=found.amount,
        note=found.way,
        ref=found.id,
        operation_id=operation_id,
    )
    return msgspec.structs.replace(found, state=state, ended_at=db.now)


def _over(found: Payout, state: PayoutState) -> Payout:
    if found.state != state:
        raise AlreadySettled(state=found.state)
    return found
