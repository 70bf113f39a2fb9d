"""Somebody pays the deposit, and may give it up again.

Locked are, in this order: what is confirmed, the pre-sale, the booking, rights to buy, pools of the
stock, the escrow, the accounts of the wallet. The rest is paid as an order (`orders`), with a right
to buy that `turning` gives when it is time.
"""

from uuid import UUID

import msgspec

from leapfrog import escrow, market, orders, pay, stock, till
from leapfrog.escrow import Deposit, EscrowAct, EscrowTerms
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import check_new_id
from leapfrog.presales import news, store, turning
from leapfrog.presales.errors import (
    BookedAlready,
    DepositStays,
    NoBooking,
    NoPresale,
    OwnPresale,
    PresaleIdUsed,
    PresaleNotNow,
    PresaleSoldOut,
)
from leapfrog.presales.model import SAID_WITHIN, Booking, Presale, trade_of
from leapfrog.stock import Claim, Want


class DepositWish(msgspec.Struct, frozen=True):
    """Somebody wants to pay the deposit; `id` is made by them, `terms` are those that they saw."""

    id: UUID
    presale_id: UUID
    person_id: UUID
    terms: str
    consent: pay.Consent


async def book(db: Db, wish: DepositWish) -> Booking:
    """Books a unit of a pre-sale and pays the deposit into the escrow. The same booking again is
    answered as it is. Raises `Invalid`, `NoPresale`, `PresaleIdUsed`, `OwnPresale`, `PresaleNotNow`
    (also where the terms are others than those that were seen), `BookedAlready`, `PresaleSoldOut`,
    what is not confirmed, what the wallet refuses.
    """
    check_new_id(wish.id)
    held = await pay.hold_consents(db, [(wish.person_id, wish.consent)])
    presale = await store.hold(db, wish.presale_id)
    if presale is None:
        raise NoPresale
    known = (await store.bookings(db, [wish.id])).get(wish.id)
    if known is not None:
        return _same(known, wish)
    await _check(db, presale, wish)
    order = pay.Order("order", wish.id, presale.terms, presale.deposit)
    await held.take(pay.PaymentToConfirm(wish.person_id, wish.consent, order))
    made = _made(db, presale, wish)
    if not await store.book(db, made):
        # Somebody was as fast: with this id, or the same person with another one.
        known = (await store.bookings(db, [wish.id])).get(wish.id)
        if known is not None:
            return _same(known, wish)
        raise BookedAlready
    wants = (Want((presale.pool_id,), 1),)
    [got] = await stock.claim(db, [Claim(orders.claim_of(made.trade_id, 0), wish.person_id, wants)])
    if isinstance(got, Problem):
        raise PresaleSoldOut if isinstance(got, stock.SoldOut) else got
    await _pay(db, presale, made)
    await news.tell_shop(db, presale)
    return made


def _same(known: Booking, wish: DepositWish) -> Booking:
    if (known.person_id, known.presale_id) != (wish.person_id, wish.presale_id):
        raise PresaleIdUsed
    return known


async def _check(db: Db, presale: Presale, wish: DepositWish) -> None:
    phase = presale.phase(db.now)
    staff = await till.shop_staff(db, [presale.merchant_id])
    if wish.person_id in staff.get(presale.merchant_id, ()):
        raise OwnPresale
    if phase != "open" or wish.terms != presale.terms or not await turning.can_sell(db, presale):
        raise PresaleNotNow(phase=phase)


def _made(db: Db, presale: Presale, wish: DepositWish) -> Booking:
    return Booking(
        id=wish.id,
        presale_id=presale.id,
        person_id=wish.person_id,
        trade_id=trade_of(wish.id),
        right_id=None,
        deposit=presale.deposit,
        price=presale.price,
        state="deposited",
        why=None,
        at=db.now,
        ended_at=None,
    )


async def _pay(db: Db, presale: Presale, one: Booking) -> None:
    """The money of the order to come begins with the deposit."""
    shop = await till.merchant(db, presale.merchant_id)
    offer = (await market.offers(db, [presale.variant_id]))[presale.variant_id]
    terms = EscrowTerms(
        id=one.trade_id,
        of=one.ref,
        kind="local",
        buyer_id=one.person_id,
        seller_id=presale.merchant_id,
        seller_account=shop.available,
        amount=presale.price,
        fee_bp=market.rate_of(await market.fee_now(db), offer.category),
        deposit=Deposit(
            presale.deposit, presale.rest_from, presale.rest_by + SAID_WITHIN, lost=presale.kept
        ),
    )
    step = EscrowAct(one.id, one.trade_id, one.person_id, escrow.Pay())
    [paid] = await escrow.begin_and_act(db, [terms], [step])
    if isinstance(paid, Problem):
        raise paid


async def give_up(db: Db, me: UUID, presale_id: UUID, booking_id: UUID) -> Booking:
    """Gives a booking of mine up: the deposit comes back whole where a trader sells, by consumer
    law (directive 2011/83/EU, article 9), and where that was agreed on. Again, nothing happens.
    Raises `NoBooking`, `DepositStays`, `PresaleNotNow` once the rest is paid.
    """
    presale = (await store.find(db, [presale_id])).get(presale_id)
    one = await store.lock_booking(db, booking_id)
    if presale is None or one is None or (one.presale_id, one.person_id) != (presale_id, me):
        raise NoBooking
    if one.state == "back":
        return one
    if one.state != "deposited":
        raise PresaleNotNow(phase=presale.phase(db.now))
    if not presale.may_give_up:
        raise DepositStays
    if not await turning.give_back(db, presale, [one], "buyer", by_id=me):
        raise PresaleNotNow(phase=presale.phase(db.now))
    await news.tell_shop(db, presale)
    return (await store.bookings(db, [booking_id]))[booking_id]
