"""Goods that go back are laid into a locker by who bought them, and from there a courier brings
them to their shop. They are a parcel of their own from the moment the door is closed on them.
"""

import secrets
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import orders, parcels, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.lockers import store, store_returns
from leapfrog.lockers.errors import NoLocker, NoLockerReturn, NothingToReturn, OpeningIdUsed
from leapfrog.lockers.model import RETURN_WITHIN, Door, DoorOpening, LockerReturn
from leapfrog.orders import Said
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.parcels import AgreedDelivery, NewParcel, ParcelAct, ParcelLabel

LAPSES, SENT_BACK = "lockers.return_lapses", "lockers.sent_back"
# Two of six digits at one locker may be the same; then others are made.
TRIES = 20


def parcel_of(return_id: UUID) -> UUID:
    """The parcel that goods become which are laid into a locker."""
    return derived_id(return_id, "parcel")


class ReturnAsked(msgspec.Struct, frozen=True):
    """What goes back of the goods of a question, into which locker; `id`: made by the buyer."""

    id: UUID
    case_id: UUID
    locker_id: UUID
    size: ParcelSize


async def ask(db: Db, me: UUID, asked: ReturnAsked) -> LockerReturn:
    """I bring what goes back of an order of mine to a locker, within a week: with this code its
    keys open a compartment, too. The same id again is the same; what was to go into another locker,
    or lapsed, goes into this one. Raises `OpeningIdUsed`, `NothingToReturn`, `NoLocker`.
    """
    known = await store_returns.find(db, asked.id)
    if known is not None:
        if (known.person_id, known.case_id) != (me, asked.case_id):
            raise OpeningIdUsed
        return known
    order = await orders.awaited_back(db, me, asked.case_id)
    if order is None:
        raise NothingToReturn
    point = (await parcels.points_of(db, [asked.locker_id])).get(asked.locker_id)
    locker = (await store.lockers(db, [asked.locker_id])).get(asked.locker_id)
    if point is None or locker is None or point.state != "open" or locker.resting_at is not None:
        raise NoLocker
    await _give_up_before(db, asked.case_id)
    for _ in range(TRIES):
        made = LockerReturn(
            id=asked.id,
            case_id=asked.case_id,
            order_id=order.id,
            merchant_id=order.merchant_id,
            person_id=me,
            locker_id=asked.locker_id,
            size=asked.size,
            code=f"{secrets.randbelow(10**6):06}",
            at=db.now,
            until=db.now + RETURN_WITHIN,
        )
        if await store_returns.add(db, made):
            await schedule(db, LAPSES, str(made.id), made.until)
            return made
    raise OpeningIdUsed


async def _give_up_before(db: Db, case_id: UUID) -> None:
    """What was asked for before and is not laid in will not be. Raises `NothingToReturn` for what
    lies in a locker, or may in a moment.
    """
    before = await store_returns.of_case(db, case_id)
    if before is None:
        return
    if await store.doors_of(db, [parcel_of(before.id)]):
        raise NothingToReturn
    await store_returns.set_state(db, before.id, "lapsed")
    await cancel(db, LAPSES, str(before.id))


async def last_opening(db: Db, one: LockerReturn) -> DoorOpening | None:
    """How the last try to lay it in went."""
    return await store.last_of_parcel(db, parcel_of(one.id))


async def mine(db: Db, me: UUID, return_id: UUID) -> LockerReturn:
    """Raises `NoLockerReturn`."""
    found = await store_returns.find(db, return_id)
    if found is None or found.person_id != me:
        raise NoLockerReturn
    return found


async def is_still_asked(db: Db, one: LockerReturn) -> bool:
    """Whether it may be laid in now: the shop still waits for it."""
    if one.state != "asked" or one.until <= db.now:
        return False
    return await orders.awaited_back(db, one.person_id, one.case_id) is not None


async def return_lapses(db: Db, ref: str, _body: object) -> None:
    """The due row: nobody came within a week."""
    await store_returns.set_state(db, UUID(ref), "lapsed")


async def dropped(db: Db, one: DoorOpening, door: Door) -> bool:
    """The door is closed on what goes back: it is a parcel from now on, on its way to the shop;
    False where it was something else meanwhile.
    """
    found = await _of_parcel(db, one)
    if found is None or not await store_returns.set_state(db, found.id, "dropped"):
        return False
    await cancel(db, LAPSES, str(found.id))
    await _announced(db, found, door)
    steps: tuple[tuple[str, Literal["arrive", "turn_back"]], ...] = (
        ("arrive", "arrive"),
        ("back", "turn_back"),
    )
    for word, act in steps:
        step = ParcelAct(
            id=derived_id(one.id, word),
            act=act,
            role="locker",
            by_id=found.person_id,
            point_id=door.locker_id,
            shelf=door.label,
        )
        done = await parcels.move(db, parcel_of(found.id), step)
        if isinstance(done, Problem):
            raise done
    # The order is another lock, and comes before this one.
    await schedule(db, SENT_BACK, str(found.id), db.now)
    return True


async def _of_parcel(db: Db, one: DoorOpening) -> LockerReturn | None:
    locker_returns = await store_returns.asked_at(db, one.locker_id)
    return next((each for each in locker_returns if parcel_of(each.id) == one.parcel_id), None)


async def _announced(db: Db, one: LockerReturn, door: Door) -> None:
    """A parcel for the shop, of nobody's order: what becomes of the money its case says."""
    shop = await till.merchant(db, one.merchant_id)
    delivery = AgreedDelivery(
        id=derived_id(one.id, "delivery"),
        merchant_id=one.merchant_id,
        buyer_id=None,
        service="point",
        for_name=shop.name,
        for_phone="",
        for_address="",
        point_id=door.locker_id,
        code=parcels.new_code(),
        price=0,
        fee=0,
        currency=shop.currency,
        promised_for=db.now.date(),
        created_at=db.now,
    )
    await parcels.agree(db, [delivery])
    new = NewParcel(
        id=parcel_of(one.id),
        delivery_id=delivery.id,
        label=ParcelLabel(size=one.size),
        by="buyer",
    )
    await parcels.announce_parcel(db, one.person_id, new)


async def sent_back(db: Db, ref: str, _body: object) -> None:
    """The due row: the shop hears that what goes back is on its way."""
    found = await store_returns.find(db, UUID(ref))
    if found is None or await orders.awaited_back(db, found.person_id, found.case_id) is None:
        return
    said = Said("send_back")
    entry = derived_id(found.id, "sent back")
    await orders.say(db, found.person_id, found.case_id, entry, said)
