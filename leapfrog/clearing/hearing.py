"""What another town says about money. Whatever it says, and however often, or in which order: the
table decides, and what has no row does nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec
import rfc8785
import structlog

from leapfrog import pay, towns, wallet
from leapfrog.clearing import (
    agreements,
    letters,
    netting,
    requests,
    steps,
    store,
    store_partners,
    sums,
    taking,
)
from leapfrog.clearing.model import IdBody, TownPayment, local_id
from leapfrog.clearing.steps import apply, new_payment
from leapfrog.identity import InvalidHomeRecord, person_of_pid
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.towns import MoneyWordBounced, TownSaidOfMoney

# What is wrong with what the other town says; nothing of it is done, and nothing stands still.
WRONG = (Problem, msgspec.ValidationError, asyncpg.DataError, InvalidHomeRecord)
log = structlog.get_logger()


class TownReceipt(msgspec.Struct, frozen=True):
    """What a town that paid signed; see docs/between-towns.md."""

    id: UUID
    amount: int
    currency: str
    payer: str
    payee: str
    take: str
    at: datetime
    sig: str


async def word_is_heard(db: Db, event: TownSaidOfMoney) -> None:
    """A reaction to what another town says about money: does it, or logs why not and changes
    nothing. Locks the line to the town, then the agreement, then all else, as the verbs of people
    do.
    """
    await towns.line_to(db, event.domain)
    found = await store_partners.lock(db, event.domain)
    if found is None and event.kind not in ("pay.terms", "pay.offer", "pay.home"):
        return
    try:
        async with db.savepoint():
            await HANDLERS[event.kind](db, event)
    except WRONG as why:
        log.warning("clearing_not_done", domain=event.domain, kind=event.kind, why=str(why))


async def word_is_bounced(db: Db, event: MoneyWordBounced) -> None:
    """A reaction: the other town refused, or never got, what this one said about money. A payment
    that was offered comes back to its payer; a request is marked as refused.
    """
    if event.kind not in ("pay.offer", "pay.home", "pay.request"):
        return
    await towns.line_to(db, event.domain)
    await store_partners.lock(db, event.domain)
    body = msgspec.convert({**event.body, "code": event.code}, IdBody)
    if event.kind in ("pay.offer", "pay.home"):
        found = await store.lock_wire(db, event.domain, "out", body.id)
        if found:
            await apply(db, found, "no", event.code)
    else:
        await requests.refused(db, event.domain, body)


async def _no(db: Db, event: TownSaidOfMoney) -> None:
    body = msgspec.convert(event.body, IdBody)
    found = await store.lock_wire(db, event.domain, "out", body.id)
    if found:
        await apply(db, found, "no", body.code or "declined")


async def _take(db: Db, event: TownSaidOfMoney) -> None:
    """The other town takes it: this is the decision. Not after its time, nor while payments are
    stopped, nor for a signature that is not of that town.
    """
    body = msgspec.convert(event.body, IdBody)
    found = await store.lock_wire(db, event.domain, "out", body.id)
    if found is None:
        await letters.tell(db, event.domain, "pay.void", steps.wire(body.id))
        return
    if found.state != "held":
        await apply(db, found, "take")
        return
    if not await towns.signed_by_town(db, event.domain, await steps.said(db, found), body.sig):
        log.warning("clearing_take_not_signed", domain=event.domain, id=str(body.id))
        return
    partner = await store_partners.one(db, event.domain)
    stopped = partner is None or partner.stopped is not None
    if stopped or not steps.in_time(found, db.now):
        await apply(db, found, "late")
        return
    await apply(db, msgspec.structs.replace(found, take=body.sig), "take")


async def _ask(db: Db, event: TownSaidOfMoney) -> None:
    """The other town does not know any more how things stand."""
    body = msgspec.convert(event.body, IdBody)
    out = await store.lock_wire(db, event.domain, "out", body.id)
    come = await store.lock_wire(db, event.domain, "in", body.id)
    for found in (out, come):
        if found:
            await apply(db, found, "ask")
    if out is None and come is None:
        await letters.tell(db, event.domain, "pay.void", steps.wire(body.id))


async def _void(db: Db, event: TownSaidOfMoney) -> None:
    body = msgspec.convert(event.body, IdBody)
    found = await store.lock_wire(db, event.domain, "in", body.id)
    if found:
        await apply(db, found, "void")


async def _done(db: Db, event: TownSaidOfMoney) -> None:
    """The other town paid. It counts only for what this town took itself, as its own signature in
    the receipt shows: also where this town, back from a backup, does not know of it any more.
    """
    body = msgspec.convert(event.body, IdBody)
    receipt = msgspec.convert(body.receipt, TownReceipt)
    found = await store.lock_wire(db, event.domain, "in", body.id)
    if found is None:
        found = await _forgotten(db, event, receipt, "in")
    if found is None or not await _is_receipt(db, found, body.receipt, receipt):
        log.warning("clearing_done_not_taken", domain=event.domain, id=str(body.id))
        return
    kept = found.receipt or rfc8785.dumps(body.receipt).decode()
    at = found.decided_at or receipt.at
    known = msgspec.structs.replace(found, take=receipt.take, receipt=kept, decided_at=at)
    await _book(db, known, "done")


async def _proof(db: Db, event: TownSaidOfMoney) -> None:
    """The other town has a receipt of this one: it did pay, before it came back from a backup."""
    body = msgspec.convert(event.body, IdBody)
    receipt = msgspec.convert(body.receipt, TownReceipt)
    found = await store.lock_wire(db, event.domain, "out", body.id)
    if found is None:
        found = await _forgotten(db, event, receipt, "out")
    if found is None or not await _is_own_receipt(db, found, body.receipt, receipt):
        return
    kept = rfc8785.dumps(body.receipt).decode()
    known = msgspec.structs.replace(found, take=receipt.take, receipt=kept, decided_at=receipt.at)
    await _book(db, known, "proof")


async def _book(db: Db, one: TownPayment, happening: Literal["done", "proof"]) -> None:
    """What was paid for certain; if it cannot be booked any more, the books differ."""
    try:
        async with db.savepoint():
            await apply(db, one, happening)
    except Problem as why:
        await steps.differs(db, one.domain, f"{one.wire_id}: {why.code}")


async def _is_receipt(
    db: Db, one: TownPayment, whole: Mapping[str, Any], receipt: TownReceipt
) -> bool:
    """Whether this is what the other town signed of this payment, and this town took it: it is for
    the people whom this town itself named when it did.
    """
    if receipt.at.tzinfo is None:
        return False
    take = await steps.said_of(db, one, receipt.payer, receipt.payee)
    said = {name: value for name, value in whole.items() if name != "sig"}
    if said != {**take, "kind": "leapfrog.pay.receipt", "take": receipt.take, "at": whole["at"]}:
        return False
    ours = await towns.signed_by_this_town(db, take, receipt.take)
    return ours and await towns.signed_by_town(db, one.domain, said, receipt.sig)


async def _is_own_receipt(
    db: Db, one: TownPayment, whole: Mapping[str, Any], receipt: TownReceipt
) -> bool:
    take = await steps.said_of(db, one, receipt.payer, receipt.payee)
    said = {name: value for name, value in whole.items() if name != "sig"}
    if said != {**take, "kind": "leapfrog.pay.receipt", "take": receipt.take, "at": whole["at"]}:
        return False
    return await towns.signed_by_this_town(db, said, receipt.sig)


async def _forgotten(
    db: Db, event: TownSaidOfMoney, receipt: TownReceipt, direction: str
) -> TownPayment | None:
    """A payment of which this town knows nothing, by what was signed of it: as one that went back,
    of which something else turns out. Kept only when the signatures are good.
    """
    partner = await store_partners.one(db, event.domain)
    payer, payee = await person_of_pid(db, receipt.payer), await person_of_pid(db, receipt.payee)
    if not partner or partner.account_id is None or not payer or not payee:
        return None
    here, there = (payer, payee) if direction == "out" else (payee, payer)
    account = (await pay.wallet_account_ids(db, [here])).get(here)
    if account is None or not 0 < receipt.amount <= wallet.LARGEST:
        return None
    accounts = (
        (account, partner.account_id) if direction == "out" else (partner.account_id, account)
    )
    incoming = direction == "in"
    made = new_payment(
        None,
        id=local_id(event.domain, receipt.id, "payment") if incoming else receipt.id,
        wire_id=receipt.id,
        domain=event.domain,
        direction=direction,
        person_id=here,
        other_id=there,
        amount=receipt.amount,
        currency=receipt.currency,
        note="",
        at_once=False,
        state="returned",
        hold_id=receipt.id,
        payer=accounts[0],
        payee=accounts[1],
        until=receipt.at,
        made_at=db.now,
    )
    whole = event.body["receipt"]
    check = _is_receipt if incoming else _is_own_receipt
    if not await check(db, made, whole, receipt):
        return None
    await store.add(db, made)
    await steps.show(db, made)
    return made


Handler = Callable[[Db, TownSaidOfMoney], Awaitable[None]]
HANDLERS: Mapping[str, Handler] = {
    "pay.terms": agreements.heard,
    "pay.home": taking.followed,
    "pay.offer": taking.offered,
    "pay.no": _no,
    "pay.take": _take,
    "pay.done": _done,
    "pay.void": _void,
    "pay.ask": _ask,
    "pay.proof": _proof,
    "pay.request": requests.heard,
    "pay.request.no": requests.heard_no,
    "pay.request.end": requests.heard_end,
    "pay.sums": sums.heard,
    "pay.differ": sums.heard_differ,
    "clear.propose": netting.proposed,
    "clear.agree": netting.agreed,
    "clear.no": netting.refused,
    "clear.paid": netting.paid_there,
    "clear.unpaid": netting.unpaid_there,
}
