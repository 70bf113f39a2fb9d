"""Asking somebody of another town for money."""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import contacts, pay, towns, wallet
from leapfrog.clearing import letters, paying, steps, store, store_partners
from leapfrog.clearing.errors import NoTownRequest
from leapfrog.clearing.model import (
    IdBody,
    MoneyAskBody,
    RequestState,
    TownRequest,
    local_id,
)
from leapfrog.kernel.db import Db
from leapfrog.pay import AlreadySettled, NotForYou, OperationIdUsed
from leapfrog.towns import TownSaidOfMoney
from leapfrog.wallet import LARGEST

# So often somebody there asks somebody here in a day.
MOST_ASKED = 20
A_DAY = timedelta(days=1)


class NewTownRequest(msgspec.Struct, frozen=True):
    """What somebody asks somebody of another town for; `id` is made by their device."""

    id: UUID
    asker_id: UUID
    payer_id: UUID
    amount: int
    currency: str
    note: str = ""


async def ask(db: Db, wanted: NewTownRequest) -> TownRequest:
    """Asks a contact in another town. The same id again is the same request. Raises `BadAmount`,
    `NotBetweenYou`, `NoPartner`, `PartnerStopped`, `CurrenciesDiffer`, `OperationIdUsed`.
    """
    if not 0 < wanted.amount <= LARGEST:
        raise wallet.BadAmount
    domain = await paying.domain_of(db, wanted.asker_id, wanted.payer_id)
    await towns.line_to(db, domain)
    before = (await store.requests(db, [wanted.id])).get(wanted.id)
    if before:
        return _same(before, wanted)
    _, terms = await paying.agreement(db, domain)
    if wanted.currency != terms.currency:
        raise wallet.CurrenciesDiffer
    await pay.wallet_account_of(db, wanted.asker_id)
    made = TownRequest(
        id=wanted.id,
        wire_id=wanted.id,
        domain=domain,
        direction="out",
        person_id=wanted.asker_id,
        other_id=wanted.payer_id,
        amount=wanted.amount,
        currency=wanted.currency,
        note=paying.noted(wanted.note),
        state="waiting",
        made_at=db.now,
        ended_at=None,
    )
    await store.add_request(db, made)
    await letters.ask(db, made)
    await steps.show(db, made)
    return made


async def heard(db: Db, event: TownSaidOfMoney) -> None:
    """Somebody there asks somebody here. Whoever may not is told no, whatever the reason."""
    body = msgspec.convert(event.body, MoneyAskBody)
    assert event.sender_id is not None
    receiver, sender = event.receiver_id, event.sender_id
    made_id = local_id(event.domain, body.id, "request")
    if (await store.requests(db, [made_id])).get(made_id):
        return
    partner = await store_partners.one(db, event.domain)
    terms = partner.agreed if partner and not partner.stopped else None
    may = receiver is not None and await contacts.may_talk(db, [(sender, receiver)])
    asked = await store.asked_since(db, sender, receiver, db.now - A_DAY) if receiver else 0
    fits = terms is not None and terms.currency == body.currency
    if receiver is None or not may or not fits or asked >= MOST_ASKED:
        said = {"id": str(body.id), "code": "not_between_you"}
        await letters.tell(db, event.domain, "pay.request.no", said)
        return
    made = TownRequest(
        id=made_id,
        wire_id=body.id,
        domain=event.domain,
        direction="in",
        person_id=receiver,
        other_id=sender,
        amount=body.amount,
        currency=body.currency,
        note=paying.noted(body.note),
        state="waiting",
        made_at=db.now,
        ended_at=None,
    )
    await store.add_request(db, made)
    await steps.show(db, made)


async def decline(db: Db, person_id: UUID, request_id: UUID) -> TownRequest:
    """Who is asked says no. Twice is one operation. Raises `NoTownRequest`, `NotForYou`,
    `AlreadySettled`.
    """
    return await _end(db, person_id, request_id, "declined")


async def cancel(db: Db, person_id: UUID, request_id: UUID) -> TownRequest:
    """Who asked does not any more. Raises as `decline` does."""
    return await _end(db, person_id, request_id, "cancelled")


async def heard_no(db: Db, event: TownSaidOfMoney) -> None:
    """Who was asked there says no."""
    await refused(db, event.domain, msgspec.convert(event.body, IdBody))


async def refused(db: Db, domain: str, body: IdBody) -> None:
    """A request of somebody here comes to nothing."""
    found = await store.lock_request(db, body.id)
    if found and (found.domain, found.direction, found.state) == (domain, "out", "waiting"):
        await _put(db, found, "declined")


async def heard_end(db: Db, event: TownSaidOfMoney) -> None:
    """Who asked there does not any more."""
    body = msgspec.convert(event.body, IdBody)
    found = await store.lock_request(db, local_id(event.domain, body.id, "request"))
    if found and found.state == "waiting":
        await _put(db, found, "cancelled")


async def give_up(db: Db, person_id: UUID) -> int:
    """Somebody leaves: what they asked for, and what they were asked for, is over. What the other
    town decides now stays, as its payment does.
    """
    found = [
        one for one in await store.waiting(db, person_id) if not await store.answers(db, one.id)
    ]
    for one in found:
        mine = one.person_id == person_id
        state: RequestState = "cancelled" if one.direction == "out" else "declined"
        if mine:
            await _end(db, person_id, one.id, state)
        else:
            await _put(db, one, state)
    return len(found)


async def _end(db: Db, person_id: UUID, request_id: UUID, state: RequestState) -> TownRequest:
    seen = (await store.requests(db, [request_id])).get(request_id)
    if seen is None or seen.person_id != person_id:
        raise NoTownRequest
    if seen.direction != ("in" if state == "declined" else "out"):
        raise NotForYou
    await towns.line_to(db, seen.domain)
    found = await store.lock_request(db, request_id)
    assert found is not None
    if found.state == state:
        return found
    if found.state != "waiting":
        raise AlreadySettled(state=found.state)
    if await store.answers(db, found.id):
        raise AlreadySettled(state="paid")
    ended = await _put(db, found, state)
    word = "no" if state == "declined" else "end"
    await letters.tell(db, found.domain, f"pay.request.{word}", {"id": str(found.wire_id)})
    return ended


async def _put(db: Db, found: TownRequest, state: RequestState) -> TownRequest:
    await store.end_request(db, found.id, state)
    ended = msgspec.structs.replace(found, state=state, ended_at=db.now)
    steps.changed(db, ended)
    return ended


def _same(before: TownRequest, one: NewTownRequest) -> TownRequest:
    then = (before.direction, before.person_id, before.other_id, before.amount, before.currency)
    if then != ("out", one.asker_id, one.payer_id, one.amount, one.currency):
        raise OperationIdUsed
    return before
