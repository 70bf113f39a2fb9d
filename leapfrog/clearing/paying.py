"""Paying somebody of another town: the money is held here until that town has answered, and this
one alone decides.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import pay, towns, wallet
from leapfrog.clearing import letters, store, store_partners
from leapfrog.clearing.errors import NoPartner, NoTownPayment, OverTownLimit, PartnerStopped
from leapfrog.clearing.model import (
    AT_ONCE,
    GIFT,
    LATER,
    LONGEST_NOTE,
    SELDOM,
    Partner,
    Terms,
    TownPayment,
    TownRequest,
)
from leapfrog.clearing.steps import DUE, apply, changed, new_payment, show
from leapfrog.contacts import may_talk
from leapfrog.identity import named, pids_of, plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import schedule
from leapfrog.pay import (
    AlreadySettled,
    Consent,
    NotBetweenYou,
    OperationIdUsed,
    Order,
    PaymentToConfirm,
)
from leapfrog.wallet import Hold, MoreThanPaid, Reason


class NewTownPayment(msgspec.Struct, frozen=True):
    """What somebody sends to another town; `id` is made by their device. `of_id`: what they got and
    give back; `request_id`: what they were asked for.
    """

    id: UUID
    sender_id: UUID
    receiver_id: UUID
    amount: int
    currency: str
    note: str = ""
    of_id: UUID | None = None
    request_id: UUID | None = None
    consent: Consent = Consent()


class TownPayable(msgspec.Struct, frozen=True):
    """Whether somebody of another town can be paid. `most`: in one payment now, in minor units;
    `why`: why not.
    """

    town: str
    currency: str
    exponent: int
    most: int
    why: str | None


async def send(db: Db, wanted: NewTownPayment) -> TownPayment:
    """Holds the money and offers it to the other town. The same id again is the same payment, as it
    is now. Raises `NotBetweenYou`, `NoPartner`, `PartnerStopped`, `NoTownPayment`,
    `AlreadySettled`, `OverTownLimit`, `OperationIdUsed`, what is not confirmed, or what the
    wallet refuses.
    """
    held = await pay.hold_consents(db, [(wanted.sender_id, wanted.consent)])
    before = (await store.of_ids(db, [wanted.id])).get(wanted.id)
    if before:
        return _same(before, wanted)
    domain = await domain_of(db, wanted.sender_id, wanted.receiver_id)
    await towns.line_to(db, domain)
    before = (await store.of_ids(db, [wanted.id])).get(wanted.id)
    if before:
        return _same(before, wanted)
    partner, terms = await agreement(db, domain)
    request = await _request(db, wanted) if wanted.request_id else None
    of = await _given_back(db, wanted) if wanted.of_id else None
    await check_sum(db, partner, terms, wanted.amount, wanted.currency)
    await held.take(_payment(wanted))
    return await offer(db, partner, wanted, of, request)


async def offer(
    db: Db,
    partner: Partner,
    wanted: NewTownPayment,
    of: TownPayment | None = None,
    request: TownRequest | None = None,
) -> TownPayment:
    """The money is held, and the other town told; all else was checked. Raises what the wallet
    refuses, `OverTownLimit`.
    """
    at_once = of is not None or request is not None or wanted.sender_id == wanted.receiver_id
    account = await pay.wallet_account_of(db, wanted.sender_id)
    assert partner.account_id is not None
    hold = Hold(
        id=wanted.id,
        payer=account.id,
        payee=partner.account_id,
        amount=wanted.amount,
        code=Reason.TRANSFER,
        ref=wanted.id,
    )
    [result] = await wallet.post(db, [hold])
    if isinstance(result, wallet.OverBalanceLimit):
        raise OverTownLimit(most=await _room(db, partner))
    if isinstance(result, Problem):
        raise result
    made = new_payment(
        request,
        id=wanted.id,
        wire_id=wanted.id,
        domain=partner.domain,
        direction="out",
        person_id=wanted.sender_id,
        other_id=wanted.receiver_id,
        amount=wanted.amount,
        currency=wanted.currency,
        note=noted(wanted.note),
        at_once=at_once,
        state="held",
        hold_id=result.id,
        payer=account.id,
        payee=partner.account_id,
        until=db.now + (AT_ONCE if of or request else GIFT),
        made_at=db.now,
    )
    if of:
        made = msgspec.structs.replace(made, of_id=of.id)
    await store.add(db, made)
    await schedule(db, DUE, str(made.id), made.until)
    await letters.offer(db, made, of, request)
    await show(db, made)
    changed(db, made)
    return made


def noted(note: str) -> str:
    """A note as it is kept: one line without what deceives the eye."""
    return " ".join(plain(note).split())[:LONGEST_NOTE]


async def cancel(db: Db, person_id: UUID, payment_id: UUID) -> TownPayment:
    """Who pays takes back what the other town has not taken. Twice is one operation. Raises
    `NoTownPayment`, `AlreadySettled`.
    """
    found = await own(db, person_id, payment_id, "out")
    if found.state == "returned":
        return found
    if found.state != "held":
        raise AlreadySettled(state=found.state)
    return await apply(db, found, "cancel")


async def own(db: Db, person_id: UUID, payment_id: UUID, direction: str) -> TownPayment:
    """One of somebody's own, locked after its line. Raises `NoTownPayment`."""
    seen = (await store.of_ids(db, [payment_id])).get(payment_id)
    if seen is None or (seen.person_id, seen.direction) != (person_id, direction):
        raise NoTownPayment
    await towns.line_to(db, seen.domain)
    await store_partners.lock(db, seen.domain)
    found = await store.lock(db, payment_id)
    assert found is not None
    return found


async def due(db: Db, ref: str, _body: Any) -> None:
    """A timer: the time of a payment is over in one of both towns. What nobody took goes back; of
    what was taken here the other town is asked.
    """
    seen = (await store.of_ids(db, [UUID(ref)])).get(UUID(ref))
    if seen is None:
        return
    await towns.line_to(db, seen.domain)
    await store_partners.lock(db, seen.domain)
    found = await store.lock(db, seen.id)
    if found is None or found.state not in ("held", "shown", "taken"):
        return
    if found.state == "taken":
        await letters.tell(db, found.domain, "pay.ask", {"id": str(found.wire_id)})
        await schedule(db, DUE, ref, db.now + min(max(LATER, db.now - found.made_at), SELDOM))
        return
    await apply(db, found, "late")


async def payable(db: Db, person_id: UUID, other_id: UUID) -> TownPayable:
    """Whether, and how much, somebody here can pay somebody of another town now. Raises
    `NotBetweenYou`.
    """
    domain = await domain_of(db, person_id, other_id)
    money = await pay.money_terms(db)
    shown = (domain, money.currency, money.exponent)
    try:
        partner, terms = await agreement(db, domain, lock=False)
    except (NoPartner, PartnerStopped) as why:
        return TownPayable(*shown, most=0, why=why.code)
    today = await store.of_day(db, domain, "out", _midnight(db.now))
    most = max(0, min(terms.once, terms.daily - today, await _room(db, partner)))
    return TownPayable(*shown, most=most, why=None if most else OverTownLimit.code)


async def agreement(db: Db, domain: str, *, lock: bool = True) -> tuple[Partner, Terms]:
    """The agreement with a town, by which payments go now. Raises `NoPartner`,
    `PartnerStopped`.
    """
    find = store_partners.lock if lock else store_partners.one
    found = await find(db, domain)
    terms = found.agreed if found else None
    if found is None or terms is None or found.account_id is None:
        raise NoPartner
    if found.stopped or not await towns.spoken(db, domain):
        raise PartnerStopped(why=found.stopped or "not_spoken_with")
    if not await towns.has_room(db, domain):
        raise PartnerStopped(why="asleep")
    return found, terms


async def check_sum(db: Db, partner: Partner, terms: Terms, amount: int, currency: str) -> None:
    """Raises `BadAmount`, `CurrenciesDiffer`, `OverTownLimit`."""
    if not 0 < amount <= wallet.LARGEST:
        raise wallet.BadAmount
    if currency != terms.currency or (await pay.money_terms(db)).currency != currency:
        raise wallet.CurrenciesDiffer
    today = await store.of_day(db, partner.domain, "out", _midnight(db.now))
    most = max(0, min(terms.once, terms.daily - today))
    if amount > most:
        raise OverTownLimit(most=most)


async def domain_of(db: Db, sender: UUID, receiver: UUID) -> str:
    """The town of who is paid. Who is no contact, blocked one, or lives here, is answered alike.
    Raises `NotBetweenYou`.
    """
    two = await towns.two_of_towns(db, sender, receiver)
    if two is None or two.here.id != sender:
        raise NotBetweenYou
    if not await may_talk(db, [(sender, receiver)]):
        raise NotBetweenYou
    if not await pids_of(db, [two.there.id]):
        raise NotBetweenYou
    return two.domain


async def _request(db: Db, wanted: NewTownPayment) -> TownRequest:
    found = await store.lock_request(db, wanted.request_id or wanted.id)
    mine = found and (found.direction, found.person_id, found.other_id)
    if found is None or mine != ("in", wanted.sender_id, wanted.receiver_id):
        raise pay.NoPaymentRequest
    if found.state != "waiting" or await store.answers(db, found.id):
        raise AlreadySettled(state=found.state if found.state != "waiting" else "paid")
    if found.amount != wanted.amount:
        raise wallet.BadAmount
    return found


async def _given_back(db: Db, wanted: NewTownPayment) -> TownPayment:
    found = await store.lock(db, wanted.of_id or wanted.id)
    mine = found and (found.direction, found.person_id, found.other_id, found.state)
    if found is None or mine != ("in", wanted.sender_id, wanted.receiver_id, "received"):
        raise NoTownPayment
    left = found.amount - (await store.given_back(db, [found.id])).get(found.id, 0)
    if wanted.amount > left:
        raise MoreThanPaid
    return found


def _same(before: TownPayment, one: NewTownPayment) -> TownPayment:
    then = (before.direction, before.person_id, before.other_id, before.amount, before.currency)
    now = ("out", one.sender_id, one.receiver_id, one.amount, one.currency)
    if then != now or (before.of_id, before.request_id) != (one.of_id, one.request_id):
        raise OperationIdUsed
    return before


def _payment(one: NewTownPayment) -> PaymentToConfirm:
    order = Order("transfer", one.id, str(one.receiver_id), one.amount)
    return PaymentToConfirm(one.sender_id, one.consent, order)


async def _room(db: Db, partner: Partner) -> int:
    """How much more this town may owe the other one."""
    assert partner.account_id is not None
    found = await wallet.account(db, partner.account_id)
    return max(0, (found.limits.most or 0) - found.balance - found.incoming)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


async def names(db: Db, ones: list[UUID]) -> dict[UUID, str]:
    """What people are called."""
    return {one.id: one.display_name for one in (await named(db, ones)).values()}
