"""Money from another town for somebody here: offered, shown, accepted or not. Nobody here has
anything of it before the other town has decided.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import contacts, pay, towns, wallet
from leapfrog.clearing import letters, paying, store, store_partners
from leapfrog.clearing.errors import NoPartner, PartnerStopped, TownPaymentTooLate
from leapfrog.clearing.model import (
    GIFT,
    LATER,
    UNDECIDED,
    Happening,
    HomeBody,
    OfferBody,
    Partner,
    PaymentState,
    Terms,
    TownPayment,
    TownRequest,
    local_id,
    step,
)
from leapfrog.clearing.steps import DUE, apply, changed, in_time, new_payment, refused, show
from leapfrog.identity import lived_in, named, person_of_pid
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import schedule
from leapfrog.pay import AlreadySettled
from leapfrog.towns import TownSaidOfMoney
from leapfrog.wallet import Hold, Reason

# What ends a payment of somebody who leaves.
GIVEN_UP_BY: Mapping[PaymentState, Happening] = {
    "held": "cancel",
    "shown": "decline",
    "taken": "leave",
}


class _No(Exception):
    """Why an offer is not taken, as a word for the other town."""


async def offered(db: Db, event: TownSaidOfMoney) -> None:
    """Somebody there offers money to somebody here. The same offer again is answered as it stands;
    what cannot be is refused, and nothing of it is kept.
    """
    body = msgspec.convert(event.body, OfferBody)
    assert event.sender_id is not None
    before = await store.lock_wire(db, event.domain, "in", body.id)
    if before:
        if (before.other_id, before.person_id) == (event.sender_id, event.receiver_id):
            await apply(db, before, "ask")
        return
    try:
        async with db.savepoint():
            made, at_once = await _show(db, event, body)
    except _No as why:
        # Also to who has no agreement: a town that takes no answers is written none.
        if await towns.has_room(db, event.domain):
            await letters.tell(db, event.domain, "pay.no", {"id": str(body.id), "code": str(why)})
        return
    if at_once:
        await apply(db, made, "accept")


async def followed(db: Db, event: TownSaidOfMoney) -> None:
    """Money of somebody who moved here, from their town of before: offered to themselves. That they
    lived there is not for that town to say, since nobody has to accept it: their own record does.
    """
    body = msgspec.convert(event.body, HomeBody)
    who = await person_of_pid(db, body.pid)
    person = (await named(db, [who])).get(who) if who else None
    came = who and person and person.kind == "person" and await lived_in(db, who, event.domain)
    here = who if came else None
    sender = who or UUID(int=0)
    await offered(db, msgspec.structs.replace(event, sender_id=sender, receiver_id=here))


async def _show(db: Db, event: TownSaidOfMoney, body: OfferBody) -> tuple[TownPayment, bool]:
    assert event.sender_id is not None
    partner, terms = await _agreed(db, event.domain)
    receiver, sender = event.receiver_id, event.sender_id
    if receiver is None:
        # Of who moved here, it is their own town of before that asks.
        raise _No("no_account" if event.kind == "pay.home" else "not_between_you")
    to_oneself = receiver == sender
    if not to_oneself and not await contacts.may_talk(db, [(sender, receiver)]):
        raise _No("not_between_you")
    if body.currency != terms.currency:
        raise _No("currencies_differ")
    today = await store.of_day(
        db, event.domain, "in", db.now.replace(hour=0, minute=0, second=0, microsecond=0)
    )
    if body.amount > terms.once or today + body.amount > terms.daily:
        raise _No("over_town_limit")
    if body.until.tzinfo is None:
        raise _No("no_time")
    of = await _given_back(db, event, body) if body.of else None
    request = await _asked(db, event, body) if body.request else None
    at_once = to_oneself or of is not None or request is not None
    made = await _hold(db, partner, event, body, request)
    if of:
        made = msgspec.structs.replace(made, of_id=of.id)
    made = msgspec.structs.replace(made, at_once=at_once)
    await store.add(db, made)
    await schedule(db, DUE, str(made.id), made.until + LATER)
    await show(db, made)
    changed(db, made)
    return made, at_once


async def _agreed(db: Db, domain: str) -> tuple[Partner, Terms]:
    try:
        return await paying.agreement(db, domain)
    except (NoPartner, PartnerStopped) as why:
        raise _No(why.code) from None


async def _hold(
    db: Db,
    partner: Partner,
    event: TownSaidOfMoney,
    body: OfferBody,
    request: TownRequest | None,
) -> TownPayment:
    """What the other town would owe is reserved: of its limit, of nobody's money."""
    assert event.receiver_id is not None
    assert event.sender_id is not None
    assert partner.account_id is not None
    accounts = await pay.wallet_account_ids(db, [event.receiver_id])
    if event.receiver_id not in accounts:
        raise _No("no_account")
    made_id = local_id(event.domain, body.id, "payment")
    hold = Hold(
        id=new_id(),
        payer=partner.account_id,
        payee=accounts[event.receiver_id],
        amount=body.amount,
        code=Reason.TRANSFER,
        ref=made_id,
    )
    [result] = await wallet.post(db, [hold])
    if isinstance(result, Problem):
        raise _No(refused(result))
    return new_payment(
        request,
        id=made_id,
        wire_id=body.id,
        domain=event.domain,
        direction="in",
        person_id=event.receiver_id,
        other_id=event.sender_id,
        amount=body.amount,
        currency=body.currency,
        note=paying.noted(body.note),
        at_once=body.at_once,
        state="shown",
        hold_id=result.id,
        payer=partner.account_id,
        payee=accounts[event.receiver_id],
        until=_until(event, body, db.now),
        made_at=db.now,
    )


def _until(event: TownSaidOfMoney, body: OfferBody, now: datetime) -> datetime:
    """When it goes back, by the clock here: the other town holds it for so long by its own, and
    how far the two are apart nobody knows. Too late is decided there.
    """
    held = body.until - (event.at or now)
    return now + min(max(held, timedelta()), GIFT)


async def _given_back(db: Db, event: TownSaidOfMoney, body: OfferBody) -> TownPayment:
    """What somebody here paid there, and gets back: at most as much as it was."""
    assert body.of is not None
    found = await store.lock_wire(db, event.domain, "out", body.of)
    theirs = found and (found.person_id, found.other_id, found.state)
    if found is None or theirs != (event.receiver_id, event.sender_id, "paid"):
        raise _No("no_original")
    if body.amount > found.amount - (await store.given_back(db, [found.id])).get(found.id, 0):
        raise _No("more_than_paid")
    return found


async def _asked(db: Db, event: TownSaidOfMoney, body: OfferBody) -> TownRequest:
    """What somebody here asked for: exactly that, once."""
    found = await store.lock_request(db, body.request or body.id)
    theirs = found and (found.domain, found.direction, found.person_id, found.other_id)
    here = (event.domain, "out", event.receiver_id, event.sender_id)
    if found is None or theirs != here or found.amount != body.amount:
        raise _No("no_payment_request")
    if found.state != "waiting" or await store.answers(db, found.id):
        raise _No("already_settled")
    return found


async def accept(db: Db, person_id: UUID, payment_id: UUID) -> TownPayment:
    """Who is paid takes it: the other town is told, and decides. Twice is one operation. Raises
    `NoTownPayment`, `AlreadySettled`, `TownPaymentTooLate`, `PartnerStopped`, `NoPartner`.
    """
    found = await paying.own(db, person_id, payment_id, "in")
    if found.state in ("taken", "received"):
        return found
    if found.state != "shown":
        raise AlreadySettled(state=found.state)
    if not in_time(found, db.now):
        raise TownPaymentTooLate
    await paying.agreement(db, found.domain)
    return await apply(db, found, "accept")


async def decline(db: Db, person_id: UUID, payment_id: UUID) -> TownPayment:
    """Who is paid does not want it: it is the payer's again. Twice is one operation. Raises
    `NoTownPayment`, `AlreadySettled`.
    """
    found = await paying.own(db, person_id, payment_id, "in")
    if found.state == "declined":
        return found
    if found.state != "shown":
        raise AlreadySettled(state=found.state)
    return await apply(db, found, "decline", "declined")


def answered(one: TownPayment) -> bool:
    """Whether the other town hears something when it asks."""
    return step(one.state, "ask").letter is not None


async def give_up(db: Db, person_id: UUID) -> int:
    """Somebody leaves: what nobody decided goes back to whose it is. What the other town decides
    now stays; it is settled before they can be erased, unless that town is silent for too long:
    what it says of it later comes to suspense. Answers how many went back or were given up.
    """
    count = 0
    for seen in await store.open_of(db, person_id):
        await towns.line_to(db, seen.domain)
        await store_partners.lock(db, seen.domain)
        found = await store.lock(db, seen.id)
        why = GIVEN_UP_BY.get(found.state) if found else None
        if found is None or why is None:
            continue
        if why == "leave" and db.now < found.until + UNDECIDED:
            continue
        await apply(db, found, why, "undecided" if why == "leave" else "declined")
        count += 1
    return count
