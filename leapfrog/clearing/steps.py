"""Carrying out a row of the table: the state, the books, and the word to the other town, in one
transaction.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import rfc8785
import structlog

from leapfrog import chat, pay, towns, wallet
from leapfrog.chat import MessageDraft
from leapfrog.clearing import letters, store, store_partners
from leapfrog.clearing.model import (
    Happening,
    OfferBody,
    PaymentSide,
    TownPayment,
    TownRequest,
    receipt_said,
    step,
    take_said,
)
from leapfrog.fediverse import site
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import cancel
from leapfrog.wallet import CaptureHold, Operation, Posted, Reason, Transfer, Void

DUE = "clearing.until"
log = structlog.get_logger()


async def apply(db: Db, one: TownPayment, happening: Happening, code: str = "") -> TownPayment:
    """What comes of something that happens to a payment, which is locked. `code`: why it was
    refused. What the other town signed is checked and put into `one` before.
    """
    found = step(one.state, happening)
    now = one
    if found.state:
        now = msgspec.structs.replace(one, state=found.state, code=code or one.code)
        if found.state == "paid" and happening == "take":
            now = await _decide(db, now)
        if found.state == "taken":
            now = msgspec.structs.replace(
                now, take=await towns.sign_as_town(db, await said(db, now))
            )
        else:
            now = msgspec.structs.replace(now, ended_at=db.now)
            await cancel(db, DUE, str(one.id))
        if found.money:
            now = await _book(db, now, _operation(now, found.money))
        await store.change(db, now)
        await _request_is_paid(db, now)
        changed(db, now)
    if found.letter:
        await _tell(db, now, found.letter)
    return now


async def said(db: Db, one: TownPayment) -> dict[str, Any]:
    """What the town that takes a payment signs of it."""
    mine, theirs = await letters.pids(db, one)
    incoming = one.direction == "in"
    return await said_of(db, one, theirs if incoming else mine, mine if incoming else theirs)


async def said_of(db: Db, one: TownPayment, payer: str, payee: str) -> dict[str, Any]:
    """What the town that takes a payment signs of it, with the pids `payer` and `payee`: who was
    erased has none any more, who moved in another one.
    """
    site_here = await site(db)
    here = site_here.domain if site_here else ""
    incoming = one.direction == "in"
    paying = PaymentSide(one.domain if incoming else here, payer)
    paid = PaymentSide(here if incoming else one.domain, payee)
    body = OfferBody(one.wire_id, one.amount, one.currency, one.until)
    return take_said(body, paying, paid)


async def _decide(db: Db, one: TownPayment) -> TownPayment:
    """Who pays lives here: from this on it is paid, and this town owes it."""
    receipt = receipt_said(await said(db, one), one.take or "", db.now)
    receipt["sig"] = await towns.sign_as_town(db, receipt)
    kept = rfc8785.dumps(receipt).decode()
    return msgspec.structs.replace(one, receipt=kept, decided_at=db.now)


async def _tell(db: Db, one: TownPayment, letter: str) -> None:
    body: dict[str, Any] = {"id": str(one.wire_id)}
    if letter == "take":
        body["sig"] = one.take or ""
    elif letter in ("done", "proof"):
        body["receipt"] = msgspec.json.decode(one.receipt or "{}")
    elif letter == "no":
        body["code"] = one.code or "declined"
    await letters.tell(db, one.domain, f"pay.{letter}", body)


def _operation(one: TownPayment, money: str) -> Operation:
    between: dict[str, Any] = {"payer": one.payer, "payee": one.payee}
    if money == "post":
        at = derived_id(one.id, "paid")
        return CaptureHold(id=at, hold=one.hold_id, code=Reason.TRANSFER, **between)
    if money == "void":
        at = derived_id(one.id, "void")
        return Void(id=at, hold=one.hold_id, code=Reason.REVERSAL, **between)
    at = derived_id(one.id, "again")
    return Transfer(id=at, amount=one.amount, ref=one.id, code=Reason.TRANSFER, **between)


async def _book(db: Db, one: TownPayment, operation: Operation) -> TownPayment:
    """What was paid and cannot go to whose it is, say since the account was closed, waits in
    suspense; what the books refuse beside that is a difference, and payments stop.
    """
    to_put_aside = one.direction == "in" and one.state == "received"
    suspense = await pay.town_account(db, "suspense", "clearing")
    [result] = await wallet.post(db, [operation], [suspense.id] if to_put_aside else [])
    if isinstance(result, Posted):
        moved = not isinstance(operation, Void)
        return msgspec.structs.replace(one, operation_id=result.id) if moved else one
    if to_put_aside:
        aside = _operation(msgspec.structs.replace(one, payee=suspense.id), "transfer")
        void = [_operation(one, "void")] if isinstance(operation, CaptureHold) else []
        *_, second = await wallet.post(db, [*void, aside])
        if isinstance(second, Posted):
            log.warning("clearing_to_suspense", payment=str(one.id), why=result.code)
            return msgspec.structs.replace(one, operation_id=second.id, code="suspense")
    raise result


async def differs(db: Db, domain: str, why: str) -> None:
    """What the two towns say of their payments is not the same: they stop, people's own money does
    not. The agreement is locked.
    """
    found = await store_partners.lock(db, domain)
    if found and found.stopped != "books_differ":
        # Also where they are stopped for less: what was not paid goes on by itself once it is.
        log.error("clearing_books_differ", domain=domain, why=why)
        await store_partners.stop(db, found, "books_differ")


async def _request_is_paid(db: Db, one: TownPayment) -> None:
    if one.request_id and one.state in ("paid", "received"):
        await store.end_request(db, one.request_id, "paid")
        found = (await store.requests(db, [one.request_id])).get(one.request_id)
        if found:
            changed(db, found)


async def show(db: Db, one: TownPayment | TownRequest) -> None:
    """A card in the conversation of the two, by whoever gives or asks."""
    by = one.giver_id if isinstance(one, TownPayment) else one.asker_id
    other = one.other_id if by == one.person_id else one.person_id
    if by == other:
        return
    place = await chat.direct_of(db, by, other)
    client_id = derived_id(one.id, "card")
    if not await chat.is_said(db, place, by, client_id):
        draft = MessageDraft(place, by, client_id, one.note, "card", meta={"ref": one.ref})
        await chat.note(db, draft)


def changed(db: Db, one: TownPayment | TownRequest) -> None:
    """Whoever here looks at it sees it anew."""
    stream.tell(db, (one.person_id,), {"t": "changed", "what": "card", "ref": one.ref})


def new_payment(one: TownRequest | None, **given: Any) -> TownPayment:
    """A payment at its beginning; `one`: the request that it pays."""
    blank: dict[str, Any] = dict.fromkeys(
        ("code", "of_id", "operation_id", "take", "receipt", "decided_at", "ended_at")
    )
    return TownPayment(**{**blank, "request_id": one.id if one else None, **given})


def refused(problem: Problem) -> str:
    """What the other town is told of a refusal of the books here: nothing of who is frozen."""
    if isinstance(problem, wallet.BadAmount | wallet.CurrenciesDiffer):
        return problem.code
    if isinstance(problem, wallet.InsufficientFunds):
        return "over_town_limit"
    return "cannot_receive"


def in_time(one: TownPayment, now: datetime) -> bool:
    return now < one.until


def wire(body_id: UUID) -> dict[str, Any]:
    """The body of a word about one payment."""
    return {"id": str(body_id)}
