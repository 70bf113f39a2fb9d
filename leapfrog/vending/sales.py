"""Sales: the money is held, the machine is told, and what dropped is paid for."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog import pay, till
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.stock import Claim, Want, claim
from leapfrog.vending import offers, store, store_sales
from leapfrog.vending.errors import (
    NoSale,
    NoSlot,
    OfferUsed,
    PriceChanged,
    SaleIdUsed,
    SlotFaulty,
)
from leapfrog.vending.goods import claim_id
from leapfrog.vending.machines import machine
from leapfrog.vending.model import CLAIMED, HOLD_SECONDS, PATIENCE, Machine, Sale, SaleItem, Slot
from leapfrog.vending.offers import PurchaseOffer
from leapfrog.wallet import CaptureHold, Hold, Operation, Posted, Reason, post

DEADLINE = "vending.deadline"
TOPIC = "vending"
CHANGED = {"t": "changed", "what": "vending"}


async def read_offer(db: Db, token: str) -> tuple[PurchaseOffer, Machine, list[Slot]]:
    """What a machine shows, and its slots of the basket. Raises `BadOffer`, `NoMachine`,
    `OfferOver`, `NoSlot`, `SlotFaulty`, `PriceChanged`.
    """
    offer = offers.taken_apart(token)
    found = await machine(db, offer.machine_id)
    offers.check(offer, found.key, db.now)
    by_label = {slot.label: slot for slot in await store.slots(db, [found.id])}
    if not set(offer.basket) <= set(by_label):
        raise NoSlot
    chosen = [by_label[label] for label in offer.basket]
    if any(slot.fault for slot in chosen):
        raise SlotFaulty
    if sum(slot.price for slot in chosen) != offer.price:
        raise PriceChanged
    return offer, found, chosen


async def buy(db: Db, me: UUID, sale_id: UUID, token: str, consent: pay.Consent) -> Sale:
    """Buys from a machine: holds the price and claims the things, all or nothing; a machine that is
    online is told, one that is not is paid at once, and opened by the code. The same id again is
    the same sale. Raises what `read_offer` does, `SaleIdUsed`, `OfferUsed`, what is not confirmed,
    `SoldOut`, and what the wallet refuses.
    """
    held = await pay.hold_consents(db, [(me, consent)])
    before = await store_sales.sale(db, sale_id)
    if before is not None:
        if (before.payer_id, before.nonce) != (me, offers.taken_apart(token).nonce):
            raise SaleIdUsed
        return before
    offer, found, chosen = await read_offer(db, token)
    if await store_sales.by_nonce(db, found.id, offer.nonce) is not None:
        raise OfferUsed
    await held.take(pay.PaymentToConfirm(me, consent, order(found.id, sale_id, offer.price)))
    sale = _sale(db, me, sale_id, offer, found)
    await _claim(db, sale, chosen)
    made = await _pay(db, me, found, sale)
    if not await store_sales.add(db, made, _items(sale_id, chosen)):
        raise OfferUsed
    if not made.offline:
        await schedule(db, DEADLINE, str(sale_id), made.deadline)
        wake(db, found.id)
    await tell(db, made, found)
    return made


def order(machine_id: UUID, sale_id: UUID, amount: int) -> pay.Order:
    """What has to be confirmed for a sale, when it is bought, or paid late."""
    return pay.Order("machine", sale_id, str(machine_id), amount)


def _sale(db: Db, me: UUID, sale_id: UUID, offer: PurchaseOffer, found: Machine) -> Sale:
    return Sale(
        id=sale_id,
        machine_id=found.id,
        payer_id=me,
        nonce=offer.nonce,
        amount=offer.price,
        offline=not found.online(db.now),
        state="authorised",
        hold_id=sale_id,
        transfer_id=None,
        captured=0,
        refunded=0,
        created_at=db.now,
        deadline=db.now + PATIENCE,
        done_at=None,
    )


def _items(sale_id: UUID, chosen: Sequence[Slot]) -> list[SaleItem]:
    return [
        SaleItem(
            sale_id=sale_id,
            place=place,
            slot_id=slot.id,
            label=slot.label,
            name=slot.name,
            price=slot.price,
            dropped=None,
        )
        for place, slot in enumerate(chosen)
    ]


async def _claim(db: Db, sale: Sale, chosen: Sequence[Slot]) -> None:
    """What was paid for at once, at a machine without network, is the payer's at once."""
    until = None if sale.offline else db.now + CLAIMED
    claims = [
        Claim(claim_id(sale.id, place), sale.payer_id, (Want((slot.id,)),), until)
        for place, slot in enumerate(chosen)
    ]
    for result in await claim(db, claims):
        if isinstance(result, Problem):
            raise result


async def _pay(db: Db, me: UUID, found: Machine, sale: Sale) -> Sale:
    """The hold; where the machine cannot answer, the payment in the same breath."""
    shop = await till.merchant(db, found.merchant_id)
    payer = (await pay.wallet_account_of(db, me)).id
    hold = Hold(
        id=derived_id(sale.id, "hold"),
        payer=payer,
        payee=shop.available,
        amount=sale.amount,
        code=Reason.PAYMENT,
        ref=sale.id,
        seconds=HOLD_SECONDS,
    )
    held = await one(db, hold)
    if not sale.offline:
        return msgspec.structs.replace(sale, hold_id=held.id)
    paid = await one(db, capture(sale, held.id, payer, shop.available, sale.amount))
    return msgspec.structs.replace(
        sale,
        hold_id=held.id,
        state="dispensed",
        captured=sale.amount,
        transfer_id=paid.id,
        done_at=db.now,
    )


def capture(sale: Sale, hold: UUID, payer: int, payee: int, amount: int) -> CaptureHold:
    """Pays for what dropped; the rest is the payer's again."""
    return CaptureHold(
        id=derived_id(sale.id, "capture"),
        payer=payer,
        payee=payee,
        hold=hold,
        amount=amount,
        code=Reason.PAYMENT,
    )


async def one(db: Db, operation: Operation) -> Posted:
    """Raises what the wallet refuses."""
    [result] = await post(db, [operation])
    if isinstance(result, Problem):
        raise result
    return result


async def accounts(db: Db, sale: Sale, found: Machine) -> tuple[int, int]:
    """The payer's and the shop's."""
    shop = await till.merchant(db, found.merchant_id)
    return (await pay.wallet_account_of(db, sale.payer_id)).id, shop.available


async def of_payer(db: Db, me: UUID, sale_id: UUID) -> Sale:
    """One of mine. Raises `NoSale`."""
    found = await store_sales.sale(db, sale_id)
    if found is None or found.payer_id != me:
        raise NoSale
    return found


def wake(db: Db, machine_id: UUID) -> None:
    """Tells the process to which a machine is connected, after the commit, to send it what it has
    to do.
    """
    publisher = db.publisher
    if publisher is not None:
        word = msgspec.json.encode(machine_id.hex)
        db.after_commit(lambda: publisher.broadcast(TOPIC, word))


async def tell(db: Db, sale: Sale, found: Machine) -> None:
    """After the commit, the payer and who runs the machine look again."""
    staff = (await till.shop_staff(db, [found.merchant_id])).get(found.merchant_id, set())
    stream.tell(db, {sale.payer_id, *staff}, CHANGED)
