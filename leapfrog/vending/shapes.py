"""Machines and sales as people see them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.stock import free
from leapfrog.vending import machines, offers, store, store_sales
from leapfrog.vending.model import Dispute, Machine, Sale, SaleItem, Slot, State
from leapfrog.vending.offers import PurchaseOffer


class OwnSlot(msgspec.Struct, frozen=True):
    """A slot for who fills it; `left`: how many can be bought now."""

    id: UUID
    label: str
    name: str
    price: int
    capacity: int
    left: int
    fault: str | None


class OwnMachine(msgspec.Struct, frozen=True):
    """A machine for who runs it; `sold` and `taken`: today's sales and their sum."""

    id: UUID
    merchant_id: UUID
    name: str
    place: str
    lat: float | None
    lon: float | None
    currency: str
    online: bool
    sold: int
    taken: int
    disputes: int
    slots: list[OwnSlot]


class ItemShown(msgspec.Struct, frozen=True):
    """One thing; `dropped` None: nobody has said yet."""

    label: str
    name: str
    price: int
    dropped: bool | None


class OfferShown(msgspec.Struct, frozen=True):
    """What is paid for at a machine. Without `online` it opens by a code that the payer types."""

    machine_id: UUID
    machine_name: str
    place: str
    merchant_name: str
    currency: str
    amount: int
    online: bool
    items: list[ItemShown]


class SaleShown(msgspec.Struct, frozen=True):
    """A sale for the payer. `captured`: what was paid in the end; `code`: to be typed at a machine
    without network; `operation_id`: what was paid in the books, for its receipt.
    """

    id: UUID
    machine_id: UUID
    machine_name: str
    place: str
    merchant_name: str
    currency: str
    amount: int
    captured: int
    refunded: int
    state: State
    offline: bool
    code: str | None
    created_at: datetime
    deadline: datetime
    now: datetime
    items: list[ItemShown]
    dispute: Dispute | None
    operation_id: UUID | None


class MachineSale(msgspec.Struct, frozen=True):
    """A sale for who runs the machine."""

    id: UUID
    amount: int
    captured: int
    refunded: int
    state: State
    offline: bool
    created_at: datetime
    items: list[ItemShown]
    dispute: Dispute | None


async def own_machines(db: Db, found: Sequence[Machine], since: datetime) -> list[OwnMachine]:
    """With slots, and takings since then."""
    shops = await till.merchants_by_id(db, {one.merchant_id for one in found})
    slots = await machines.slots(db, [one.id for one in found])
    shown = []
    for one in found:
        sold, taken = await store_sales.takings(db, one.id, since)
        open_ones = [
            each for each in await store_sales.disputes(db, [one.id]) if each.state == "open"
        ]
        shown.append(
            OwnMachine(
                id=one.id,
                merchant_id=one.merchant_id,
                name=one.name,
                place=one.place,
                lat=one.lat,
                lon=one.lon,
                currency=shops[one.merchant_id].currency,
                online=one.online(db.now),
                sold=sold,
                taken=taken,
                disputes=len(open_ones),
                slots=[_slot(slot, left) for slot, left in slots if slot.machine_id == one.id],
            )
        )
    return shown


async def slot_shown(db: Db, slot: Slot) -> OwnSlot:
    """A slot for who fills it."""
    return _slot(slot, (await free(db, [slot.id])).get(slot.id, 0))


def _slot(slot: Slot, left: int) -> OwnSlot:
    return OwnSlot(
        id=slot.id,
        label=slot.label,
        name=slot.name,
        price=slot.price,
        capacity=slot.capacity,
        left=max(0, left),
        fault=slot.fault,
    )


def offer_shown(
    offer: PurchaseOffer,
    machine: Machine,
    shop: till.Merchant,
    chosen: Sequence[Slot],
    *,
    online: bool,
) -> OfferShown:
    """What somebody chose at a machine, which is `online` or signs by itself."""
    return OfferShown(
        machine_id=machine.id,
        machine_name=machine.name,
        place=machine.place,
        merchant_name=shop.name,
        currency=shop.currency,
        amount=offer.price,
        online=online,
        items=[ItemShown(slot.label, slot.name, slot.price, None) for slot in chosen],
    )


async def of_payer(db: Db, sale: Sale) -> SaleShown:
    """For the payer."""
    machine = await store.machine(db, sale.machine_id)
    assert machine is not None
    shop = await till.merchant(db, machine.merchant_id)
    items = (await store_sales.items(db, [sale.id]))[sale.id]
    basket = tuple(item.label for item in items)
    code = offers.short_code(machine.key, sale.nonce, basket) if sale.offline else None
    return SaleShown(
        id=sale.id,
        machine_id=machine.id,
        machine_name=machine.name,
        place=machine.place,
        merchant_name=shop.name,
        currency=shop.currency,
        amount=sale.amount,
        captured=sale.captured,
        refunded=sale.refunded,
        state=sale.state,
        offline=sale.offline,
        code=code,
        created_at=sale.created_at,
        deadline=sale.deadline,
        now=db.now,
        items=_items(items),
        dispute=(await store_sales.of_sales(db, [sale.id])).get(sale.id),
        operation_id=sale.transfer_id,
    )


async def of_machine(db: Db, sales: Sequence[Sale]) -> list[MachineSale]:
    """For who runs it: nobody's name."""
    items = await store_sales.items(db, [sale.id for sale in sales])
    disputes = await store_sales.of_sales(db, [sale.id for sale in sales])
    return [
        MachineSale(
            id=sale.id,
            amount=sale.amount,
            captured=sale.captured,
            refunded=sale.refunded,
            state=sale.state,
            offline=sale.offline,
            created_at=sale.created_at,
            items=_items(items[sale.id]),
            dispute=disputes.get(sale.id),
        )
        for sale in sales
    ]


def _items(items: Sequence[SaleItem]) -> list[ItemShown]:
    return [ItemShown(item.label, item.name, item.price, item.dropped) for item in items]
