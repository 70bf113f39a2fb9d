"""What is paid for a delivery: it waits in an escrow of its own until a parcel is handed over, then
it is the shop's, who pays the point or the courier of it in the same transaction. If nothing comes,
it goes back to the buyer.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from msgspec.structs import replace

from leapfrog import escrow, pay, till, wallet
from leapfrog.escrow import EscrowAct, EscrowAction, EscrowTerms, EscrowTimes
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.parcels import store, store_people
from leapfrog.parcels.model import AgreedDelivery, Parcel

FEE_DUE = "parcels.fee"
# Should nobody ever say what became of it, the price goes back by itself.
BACKSTOP = timedelta(days=120)
TRY_AGAIN = timedelta(days=1)
# A shop that has no money for so long after a parcel was handed over will not pay its fee.
FEE_TRIED_FOR = timedelta(days=90)

log = structlog.get_logger()


def price_trade(delivery_id: UUID) -> UUID:
    """The id of the escrow trade in which a delivery's price waits; the same each time."""
    return derived_id(delivery_id, "delivery")


def price_terms(delivery: AgreedDelivery, shop_account: int) -> EscrowTerms:
    """The terms of the escrow in which the price of a delivery (above 0) waits."""
    assert delivery.buyer_id is not None
    times = EscrowTimes(ship_within=BACKSTOP, confirm_within=timedelta(days=1))
    return EscrowTerms(
        id=price_trade(delivery.id),
        of=f"parcels:delivery:{delivery.id}",
        kind="parcel",
        buyer_id=delivery.buyer_id,
        seller_id=delivery.merchant_id,
        seller_account=shop_account,
        amount=delivery.price,
        times=times,
    )


def price_payment(delivery: AgreedDelivery) -> EscrowAct:
    """The act by which the buyer pays the price of a delivery into its escrow."""
    assert delivery.buyer_id is not None
    trade = price_trade(delivery.id)
    return EscrowAct(derived_id(trade, "pay"), trade, delivery.buyer_id, escrow.Pay())


async def release(db: Db, delivery: AgreedDelivery, payee: int | None = None) -> AgreedDelivery:
    """The price is the shop's. Again is the same, and what went elsewhere stays there. `payee`: the
    wallet account on which something of it goes on (`pay_fee`).
    """
    if delivery.settled is not None:
        return delivery
    if not delivery.price:
        return await _settled(db, delivery, "free")
    assert delivery.buyer_id is not None
    acts = (
        _act(delivery, "sent", delivery.merchant_id, escrow.Ship(delivery.price)),
        _act(delivery, "got", delivery.buyer_id, escrow.Confirm()),
    )
    also = [payee] if payee is not None else []
    return await _settled(db, delivery, "shop" if await _done(db, acts, also) else "buyer")


async def give_back(db: Db, delivery: AgreedDelivery) -> AgreedDelivery:
    """The price is the buyer's again. Again is the same, and what went elsewhere stays there."""
    [done] = await give_all_back(db, [delivery])
    return done


async def give_all_back(db: Db, some: Sequence[AgreedDelivery]) -> list[AgreedDelivery]:
    """The prices of several deliveries are their buyers' again. Again is the same."""
    left = [one for one in some if one.settled is None]
    paid = [one for one in left if one.price]
    await _done(db, [_back(one) for one in paid])
    now = {one.id: await _settled(db, one, "buyer" if one.price else "free") for one in left}
    return [now.get(one.id, one) for one in some]


def _back(delivery: AgreedDelivery) -> EscrowAct:
    all_of_it = escrow.GiveBack(delivery.price, delivery.price)
    return _act(delivery, "back", delivery.merchant_id, all_of_it)


def _act(delivery: AgreedDelivery, word: str, party: UUID, action: EscrowAction) -> EscrowAct:
    trade = price_trade(delivery.id)
    return EscrowAct(derived_id(trade, word), trade, party, action)


async def _done(db: Db, acts: Sequence[EscrowAct], also: Sequence[int] = ()) -> bool:
    """Whether the escrow went along. Only the backstop comes before us; raises all else."""
    for answer in await escrow.act(db, acts, also):
        if isinstance(answer, Problem) and answer.code != "not_now":
            raise answer
        if isinstance(answer, Problem):
            return False
    return True


async def _settled(db: Db, delivery: AgreedDelivery, whose: str) -> AgreedDelivery:
    await store.settle(db, delivery.id, whose)
    found = await store.lock_delivery(db, delivery.id)
    assert found is not None
    return found


async def pay_fee(db: Db, delivery: AgreedDelivery, parcel: Parcel, payee: int | None) -> Parcel:
    """Who handed a parcel over gets their part of the price, once: it comes from the shop's
    account, on which the price has just arrived. Where a shop has not got it, it is tried again
    each day, for `FEE_TRIED_FOR`.
    """
    fee = await _fee(db, delivery, parcel)
    if parcel.fee_paid_at is not None or not fee or payee is None:
        return parcel
    shop = await till.merchant(db, delivery.merchant_id)
    if shop.available == payee:
        return replace(parcel, fee_paid_at=db.now)
    [done] = await wallet.post(
        db,
        [
            wallet.Transfer(
                id=derived_id(parcel.id, f"fee {db.now.date()}"),
                payer=shop.available,
                payee=payee,
                amount=fee,
                code=wallet.Reason.FEE,
                ref=parcel.id,
            )
        ],
    )
    if isinstance(done, Problem):
        if db.now < (parcel.ended_at or db.now) + FEE_TRIED_FOR:
            await schedule(db, FEE_DUE, str(parcel.id), db.now + TRY_AGAIN)
        else:
            log.warning("parcel_fee_unpaid", parcel=str(parcel.id), fee=fee, why=done.code)
        return parcel
    return replace(parcel, fee_paid_at=db.now)


async def _fee(db: Db, delivery: AgreedDelivery, parcel: Parcel) -> int:
    if delivery.service == "point":
        return delivery.fee
    if parcel.courier_id is None or delivery.service != "courier":
        return 0
    courier = await store_people.courier(db, parcel.courier_id)
    if courier is None or courier.state != "approved":
        return 0
    return min(courier.fee, delivery.price)


async def payee_of(db: Db, delivery: AgreedDelivery, parcel: Parcel) -> int | None:
    """The account of who hands it over; None: nobody gets anything for it."""
    if delivery.service == "point" and delivery.point_id is not None:
        point = (await store_people.points(db, [delivery.point_id]))[delivery.point_id]
        return (await till.merchant(db, point.merchant_id)).available
    if delivery.service == "courier" and parcel.courier_id is not None:
        found = await pay.wallet_account_ids(db, [parcel.courier_id])
        return found.get(parcel.courier_id)
    return None


async def fee_falls_due(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a fee that the shop could not pay: tries it again."""
    known = (await store.find(db, [UUID(ref)])).get(UUID(ref))
    if known is None:
        return
    delivery = await store.lock_delivery(db, known.delivery_id)
    parcel = await store.lock(db, known.id)
    assert delivery is not None
    assert parcel is not None
    if parcel.state == "received":
        paid = await pay_fee(db, delivery, parcel, await payee_of(db, delivery, parcel))
        await store.save(db, paid)
