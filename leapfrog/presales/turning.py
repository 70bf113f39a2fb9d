"""What happens with a pre-sale by itself: it closes, the rest falls due, who forgot is told, it is
over. And what follows when the money of a booking moved.

Locked are, in this order: the pre-sale, bookings, rights to buy, pools of the stock, escrows.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from leapfrog import escrow, market, orders, stock
from leapfrog.escrow import EscrowAct, EscrowChanged
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.orders import BuyingRight
from leapfrog.presales import news, store
from leapfrog.presales.model import AT_ONCE, Booking, EndedBy, Presale, booking_of, presale_of
from leapfrog.stock import PoolTurned

TURN = "presales.turn"
SELLING = ("open", "limited")
# What could not go back is tried again after so long.
LATER = timedelta(hours=1)


async def turn(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a pre-sale: closes it, asks for the rest, calls it off or ends
    it, whatever is due. Safe to run twice, too early and too late.
    """
    presale = await store.lock(db, UUID(ref))
    if presale is None:
        return
    if presale.state != "open":
        await _settle(db, presale)
        return
    if db.now >= presale.closes_at and not presale.shelved:
        # By itself: units are not locked before rights to buy.
        await _close(db, presale)
        return
    if db.now >= presale.rest_from:
        # Nobody loses a deposit because a timer was late.
        late = db.now >= presale.rest_by and await store.without_right(db, presale.id, 1)
        if late or not await can_sell(db, presale):
            await end(db, replace(presale, state="called_off", ended_why=None))
            return
        if db.now >= presale.rest_by:
            over = replace(presale, state="over")
            await store.save(db, over)
            await _settle(db, over)
            return
        if await _give_rights(db, presale):
            await schedule(db, TURN, str(presale.id), db.now)
            return
        if db.now >= presale.remind_at and not presale.reminded:
            presale = replace(presale, reminded=True)
            await store.save(db, presale)
            await news.tell(db, presale, await store.waiting(db, presale.id))
    due = presale.next_turn(db.now)
    if due is not None:
        await schedule(db, TURN, str(presale.id), due)


async def end(db: Db, ended: Presale) -> Presale:
    """A locked pre-sale is called off: all deposits go back, and what is left lies in the shop."""
    ended = replace(ended, shelved=True)
    await store.save(db, ended)
    await news.tell_shop(db, ended)
    await _settle(db, ended)
    return ended


async def can_sell(db: Db, presale: Presale) -> bool:
    """Whether the shop is there, and sells what it promised."""
    offers = await market.offers(db, [presale.variant_id])
    front = (await market.fronts(db, [presale.merchant_id])).get(presale.merchant_id)
    return bool(offers) and front is not None and front.state in SELLING


async def give_back(
    db: Db, presale: Presale, bookings: Sequence[Booking], why: EndedBy, by_id: UUID | None = None
) -> list[UUID]:
    """Gives the deposits of these back, whole; answers of which that was so: not of those whose
    rest was paid at this moment. What they had taken is free by the reaction to the money.
    """
    bookings = await _without_rest(db, bookings)
    acts = [
        EscrowAct(
            derived_id(one.trade_id, "deposit back"),
            one.trade_id,
            presale.merchant_id,
            escrow.GiveBack(one.deposit, one.deposit),
            by_id,
        )
        for one in bookings
    ]
    return await _ended(db, presale, bookings, acts, why)


async def _keep(db: Db, presale: Presale, bookings: Sequence[Booking]) -> list[UUID]:
    """The deposits of these are the shop's, as was agreed; answers of which that was so."""
    bookings = await _without_rest(db, bookings)
    acts = [
        EscrowAct(derived_id(one.trade_id, "deposit kept"), one.trade_id, None, escrow.Forfeit())
        for one in bookings
    ]
    return await _ended(db, presale, bookings, acts, "time")


async def _without_rest(db: Db, bookings: Sequence[Booking]) -> list[Booking]:
    """Those of these that cannot pay the rest any more. Whoever pays it at this moment is waited
    for, and keeps it.
    """
    rights = [one.right_id for one in bookings if one.right_id]
    await orders.void_rights(db, rights)
    used = {key for key, one in (await orders.buying_rights(db, rights)).items() if one.used_at}
    return [one for one in bookings if one.right_id not in used]


async def _ended(
    db: Db,
    presale: Presale,
    bookings: Sequence[Booking],
    acts: Sequence[EscrowAct],
    why: EndedBy,
) -> list[UUID]:
    """Moves the money of these; answers of which it moved."""
    moved: dict[str, list[Booking]] = {"refunded": [], "released": []}
    for one, answer in zip(bookings, await escrow.act(db, acts), strict=True):
        if not isinstance(answer, Problem) and answer.state in moved:
            moved[answer.state].append(one)
    back, kept = ([one.id for one in some] for some in moved.values())
    await store.end(db, back, "back", why)
    await store.end(db, kept, "kept", why)
    done = {*back, *kept}
    await news.tell(db, presale, [one.person_id for one in bookings if one.id in done])
    return [one.id for one in bookings if one.id in done]


async def _settle(db: Db, presale: Presale) -> None:
    """A locked pre-sale is over or called off: some of the deposits of which the rest was not paid
    are somebody's, and once none is left, the units lie in the shop again.
    """
    moved = await settle_some(db, presale)
    if moved is None:
        await stock.put_back(db, presale.pool_id, presale.from_pool)
        return
    soon = moved or await store.untried(db, presale.id)
    await schedule(db, TURN, str(presale.id), db.now if soon else db.now + LATER)


async def settle_some(db: Db, presale: Presale) -> int | None:
    """Of so many the money moved, and what could not is tried again later; None: there are none."""
    some = await store.open_of(db, presale.id, AT_ONCE)
    if not some:
        return None
    if presale.state == "over" and presale.kept:
        done = await _keep(db, presale, some)
    else:
        done = await give_back(db, presale, some, "time" if presale.state == "over" else "shop")
    await store.tried(db, {one.id for one in some} - {*done})
    return len(done)


async def _close(db: Db, presale: Presale) -> None:
    """No more deposits are taken: what nobody took lies in the shop again."""
    closed = replace(presale, shelved=True)
    await store.save(db, closed)
    await stock.put_back(db, closed.pool_id, closed.from_pool)
    await schedule(db, TURN, str(presale.id), presale.rest_from)


async def _give_rights(db: Db, presale: Presale) -> bool:
    """Some of those who paid the deposit can pay the rest from now on, and are told; answers
    whether there are more.
    """
    some = await store.without_right(db, presale.id, AT_ONCE)
    if not some:
        return False
    rights = {one.id: derived_id(one.id, "right of a booking") for one in some}
    await orders.give_rights(
        db,
        [
            BuyingRight(
                id=rights[one.id],
                person_id=one.person_id,
                of=one.ref,
                variant_id=presale.variant_id,
                pool_id=presale.pool_id,
                price=one.price,
                until=presale.rest_by,
                deposit=one.deposit,
                trade_id=one.trade_id,
                sends_by=presale.sends_by,
            )
            for one in some
        ],
    )
    await store.give_rights(db, rights)
    await news.tell(db, presale, [one.person_id for one in some])
    return len(some) == AT_ONCE


async def deposit_moved(db: Db, event: EscrowChanged) -> None:
    """A reaction to money that moved in an escrow: ends the booking whose rest was paid by an
    order, or whose deposit went back or to the shop; the unit of the latter is free. Again, nothing
    happens.
    """
    booking_id = booking_of(event.of)
    if booking_id is None:
        order_id = orders.order_of(event.of)
        paid = await store.by_trade(db, order_id) if order_id else None
        if paid is not None and await store.end(db, [paid.id], "paid", None):
            await _tell(db, paid)
        return
    if event.state not in ("refunded", "released"):
        return
    one = await store.lock_booking(db, booking_id)
    if one is None:
        return
    state = "back" if event.state == "refunded" else "kept"
    if await store.end(db, [one.id], state, "time"):
        await _tell(db, one)
    if one.right_id:
        await orders.void_rights(db, [one.right_id])
    await stock.release(db, [orders.claim_of(one.trade_id, 0)])


async def presale_pool_turned(db: Db, event: PoolTurned) -> None:
    """A reaction to units of a pre-sale that are free again: the next one can have them while
    deposits are paid; later they lie in the shop.
    """
    presale_id = presale_of(event.owner)
    presale = await store.hold(db, presale_id) if presale_id else None
    if presale is not None and presale.shelved:
        await stock.put_back(db, presale.pool_id, presale.from_pool)


async def _tell(db: Db, one: Booking) -> None:
    presale = (await store.find(db, [one.presale_id]))[one.presale_id]
    await news.tell(db, presale, [one.person_id])
