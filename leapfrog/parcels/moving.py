"""What people and the clock do with a parcel: an act, its event and its money are one transaction.

Locked are, in this order: the point, the delivery, the parcel, escrows, accounts of the wallet.
"""

from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.parcels import carriage, news, store, store_joined, store_people
from leapfrog.parcels.carriers import is_followed
from leapfrog.parcels.errors import (
    HandoverProofNeeded,
    NoParcel,
    NotByYou,
    ParcelCodeLocked,
    ParcelElsewhere,
    ParcelEventIdUsed,
    ParcelNotNow,
    PointFull,
    TooMuchCash,
    WrongParcelCode,
)
from leapfrog.parcels.events import ParcelChanged
from leapfrog.parcels.model import (
    LOCKED,
    MOST_FAILURES,
    MOST_TRIES,
    SILENCE,
    TERMINAL,
    Act,
    AgreedDelivery,
    Parcel,
    ParcelEvent,
    Role,
    rule_for,
)
from leapfrog.parcels.people import MOST_CASH, CashTaken, line_of, shelf_for

DUE = "parcels.due"


class ParcelAct(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody does something with a parcel. `id`: made by them; `point_id`: at which point, or to
    which one; `shelf`: the compartment of a locker in which it lies; `code`, `signature`: by which
    it was given away.
    """

    id: UUID
    act: Act
    role: Role
    by_id: UUID | None = None
    reason: str = ""
    code: str = ""
    signature: str = ""
    point_id: UUID | None = None
    shelf: str = ""


class HeldParcel(msgspec.Struct, frozen=True):
    """A parcel and its delivery, both locked."""

    delivery: AgreedDelivery
    parcel: Parcel


async def hold(db: Db, parcel_id: UUID) -> HeldParcel:
    """Raises `NoParcel`."""
    known = (await store.find(db, [parcel_id])).get(parcel_id)
    if known is None:
        raise NoParcel
    delivery = await store.lock_delivery(db, known.delivery_id)
    parcel = await store.lock(db, parcel_id)
    assert delivery is not None
    assert parcel is not None
    return HeldParcel(delivery, parcel)


async def move(db: Db, parcel_id: UUID, one: ParcelAct) -> Parcel | Problem:
    """Does an act with a parcel; the same act again is the same. A wrong code is counted, so it is
    answered and not raised: `WrongParcelCode`, `ParcelCodeLocked`. Raises `NoParcel`, `Invalid`,
    `ParcelEventIdUsed`, `ParcelNotNow`, `NotByYou`, `HandoverProofNeeded`, `ParcelElsewhere`,
    `PointFull`, `TooMuchCash`.
    """
    if one.act == "arrive" and one.point_id is not None:
        await store_people.lock_point(db, one.point_id)
    held = await hold(db, parcel_id)
    known = await store.event(db, one.id)
    if known is not None:
        if (known.parcel_id, known.act) != (parcel_id, one.act):
            raise ParcelEventIdUsed
        return held.parcel
    return await _moved(db, held, one)


async def _moved(db: Db, held: HeldParcel, one: ParcelAct) -> Parcel | Problem:
    rule = rule_for(one.act, held.parcel.state)
    if rule is None:
        raise ParcelNotNow(state=held.parcel.state)
    if one.role not in rule.by:
        raise NotByYou
    if held.delivery.service == "point" and one.act in ("deliver", "fail"):
        # It goes to the point; nobody has it at a door.
        raise ParcelNotNow(state=held.parcel.state)
    refused = await _proven(db, held, one)
    if refused is not None:
        return refused
    parcel = replace(held.parcel, state=rule.to, changed_at=db.now)
    parcel = await _changed(db, held.delivery, parcel, one)
    return await _kept(db, held.delivery, parcel, one)


async def _proven(db: Db, held: HeldParcel, one: ParcelAct) -> Problem | None:
    """Whether who gets it may have it. A point has looked the code up among its own."""
    parcel = held.parcel
    if one.act != "deliver":
        return None
    if not one.code:
        if held.delivery.by_code or not one.signature.strip():
            raise HandoverProofNeeded
        return None
    if parcel.locked_until is not None and parcel.locked_until > db.now:
        return ParcelCodeLocked(int((parcel.locked_until - db.now).total_seconds()) + 1)
    joined = await store_joined.deliveries_in(db, parcel.id)
    if one.code in (held.delivery.code, *(each.code for each in joined)):
        return None
    tries = parcel.tries + 1
    full = tries >= MOST_TRIES
    locked = db.now + LOCKED if full else None
    await store.save(db, replace(parcel, tries=0 if full else tries, locked_until=locked))
    return WrongParcelCode(tries_left=MOST_TRIES - tries)


async def _changed(db: Db, delivery: AgreedDelivery, parcel: Parcel, one: ParcelAct) -> Parcel:
    """What else is different afterwards."""
    if one.act in ("collect", "depart") and one.by_id is not None:
        if delivery.cash and one.role == "courier":
            await _check_cash(db, delivery, parcel, one.by_id)
        return replace(parcel, courier_id=one.by_id, point_id=None, shelf="")
    if one.act == "arrive":
        return await _shelved(db, delivery, parcel, one)
    if one.act == "redirect":
        await _redirected(db, delivery, parcel, one)
        return parcel
    if one.act == "fail":
        # A carrier from elsewhere says itself when it turns back.
        return replace(parcel, failures=parcel.failures + (one.role != "carrier"))
    if one.act in ("hand_out", "deliver"):
        by_code = one.act == "hand_out" or bool(one.code)
        proof = replace(parcel, proof="code" if by_code else "signature", tries=0)
        return replace(proof, signature=line_of(one.signature, "signature"), point_id=None)
    if one.act == "turn_back" and await _lies_in_locker(db, parcel):
        # Nobody has it in hand until somebody takes it out.
        return replace(parcel, courier_id=None, point_id=None, shelf="")
    return replace(parcel, point_id=None, shelf="")


async def _lies_in_locker(db: Db, parcel: Parcel) -> bool:
    if parcel.point_id is None:
        return False
    return (await store_people.points(db, [parcel.point_id]))[parcel.point_id].is_locker


async def _check_cash(db: Db, delivery: AgreedDelivery, parcel: Parcel, courier_id: UUID) -> None:
    """One sum can be as high as it wants; beside it nothing more than `MOST_CASH` in all is in the
    courier's hand, or will be.
    """
    # Of two parcels that are taken along at once, the second one sees the first.
    await lock(db, "parcels.cash", courier_id)
    in_hand = sum(one.amount for one in await store_people.cash_of(db, courier_id))
    in_hand += await store.cash_to_take(db, courier_id, but=parcel.id)
    if in_hand and in_hand + delivery.cash > MOST_CASH:
        raise TooMuchCash(most=MOST_CASH)


async def _shelved(db: Db, delivery: AgreedDelivery, parcel: Parcel, one: ParcelAct) -> Parcel:
    assert one.point_id is not None
    if delivery.point_id != one.point_id:
        raise ParcelElsewhere
    if one.shelf:
        # What lies in which compartment a locker knows by itself.
        return replace(parcel, point_id=one.point_id, shelf=one.shelf)
    point = (await store_people.points(db, [one.point_id]))[one.point_id]
    if await store.count_at(db, point.id) >= point.capacity:
        raise PointFull(capacity=point.capacity)
    shelf = shelf_for(point, await store.on_shelves(db, point.id))
    return replace(parcel, point_id=point.id, shelf=shelf)


async def _redirected(db: Db, delivery: AgreedDelivery, parcel: Parcel, one: ParcelAct) -> None:
    """All that lie in one parcel go where it goes."""
    assert one.point_id is not None
    if delivery.service != "point":
        raise ParcelNotNow(state=parcel.state)
    beside = await store_joined.deliveries_in(db, parcel.id)
    await store.redirect(db, [delivery.id, *(each.id for each in beside)], one.point_id)


async def _kept(db: Db, delivery: AgreedDelivery, parcel: Parcel, one: ParcelAct) -> Parcel:
    over = parcel.state in TERMINAL
    parcel = replace(
        parcel,
        ended_at=db.now if over else None,
        due_at=None if over else db.now + await _patience(db, parcel),
    )
    if parcel.state == "received":
        parcel = await _given_away(db, delivery, parcel, one)
    await store.save(db, parcel)
    await _note(db, parcel, one)
    if parcel.due_at is not None:
        await schedule(db, DUE, str(parcel.id), parcel.due_at)
    else:
        await cancel(db, DUE, str(parcel.id))
    await news.changed(db, delivery, parcel, one.by_id)
    await announced(db, delivery, parcel)
    if over and delivery.buyer_id is None:
        await store.end(db, delivery.id)
    if parcel.state == "failed" and parcel.failures >= MOST_FAILURES:
        back = ParcelAct(id=derived_id(one.id, "back"), act="turn_back", role="clock")
        turned = await move(db, parcel.id, back)
        assert isinstance(turned, Parcel)
        return turned
    return parcel


async def announced(db: Db, delivery: AgreedDelivery, parcel: Parcel) -> None:
    """Each order that lies in it follows it."""
    await announce(db, ParcelChanged(parcel.id, delivery.id, parcel.state, parcel.proof))
    for each in (await store_joined.joined(db, [parcel.id])).get(parcel.id, []):
        await announce(db, ParcelChanged(each.id, each.delivery_id, parcel.state, parcel.proof))


async def _patience(db: Db, parcel: Parcel) -> timedelta:
    if parcel.point_id is not None:
        point = (await store_people.points(db, [parcel.point_id]))[parcel.point_id]
        return timedelta(days=point.keeps_days)
    return SILENCE


async def _given_away(db: Db, delivery: AgreedDelivery, parcel: Parcel, one: ParcelAct) -> Parcel:
    """The price of the delivery is earned, and cash was taken."""
    payee = await carriage.payee_of(db, delivery, parcel)
    if delivery.buyer_id is not None:
        delivery = await carriage.release(db, delivery, payee)
    if delivery.cash and one.by_id is not None:
        taken = CashTaken(
            parcel_id=parcel.id,
            courier_id=one.by_id,
            merchant_id=delivery.merchant_id,
            amount=delivery.cash,
            currency=delivery.currency,
            taken_at=db.now,
        )
        await store_people.take_cash(db, taken)
    return await carriage.pay_fee(db, delivery, parcel, payee)


async def _note(db: Db, parcel: Parcel, one: ParcelAct) -> None:
    made = ParcelEvent(
        id=one.id,
        parcel_id=parcel.id,
        act=one.act,
        state=parcel.state,
        by_id=one.by_id,
        role=one.role,
        reason=line_of(one.reason, "reason"),
        at=db.now,
        no=0,
    )
    await store.add_event(db, made)


async def falls_due(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a parcel: what nobody fetched goes back, what nobody collected
    is called off, what nobody heard of is lost.
    """
    known = (await store.find(db, [UUID(ref)])).get(UUID(ref))
    if known is None:
        return
    held = await hold(db, known.id)
    parcel = held.parcel
    if parcel.due_at is None or parcel.due_at > db.now or not is_followed(parcel):
        # Of a parcel that others carry, silence says nothing.
        return
    acts: dict[str, Act] = {"at_point": "turn_back", "announced": "call_off"}
    act = acts.get(parcel.state, "lose")
    step = derived_id(parcel.id, f"{act} {parcel.due_at.isoformat()}")
    done = await move(db, parcel.id, ParcelAct(id=step, act=act, role="clock"))
    if isinstance(done, Problem):
        raise done
