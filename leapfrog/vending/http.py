"""Routes of machines: the payer's, and those of who runs them."""

from datetime import datetime, time
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import pay, places, till
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input, Limit
from leapfrog.kernel.signing import base64url
from leapfrog.vending import disputes, machines, sales, shapes, store_sales
from leapfrog.vending.model import Dispute, MachineLabels, NewSlot
from leapfrog.vending.shapes import (
    MachineSale,
    OfferShown,
    OwnMachine,
    OwnSlot,
    SaleShown,
    slot_shown,
)

Text = Annotated[str, msgspec.Meta(max_length=200)]
Token = Annotated[str, msgspec.Meta(max_length=300)]
MachineId = FromPath[UUID]
SaleId = FromPath[UUID]


class MachineInput(Input, frozen=True):
    """A machine of a shop. `lat`, `lon`: where it stands on the map, in degrees, or neither."""

    merchant_id: UUID
    name: Text
    place: Text = ""
    lat: float | None = None
    lon: float | None = None


class MachineKey(msgspec.Struct, frozen=True):
    """What is typed into the device once: who it is, and the key in base64url."""

    machine: UUID
    key: str


class SlotInput(Input, frozen=True):
    name: Text
    price: int
    capacity: int


class RefillInput(Input, frozen=True):
    """So many are in the slot now."""

    units: int


class PurchaseInput(Input, frozen=True):
    """`offer`: the last part of the link that the machine shows."""

    offer: Token
    confirmation: pay.ConfirmationInput = None


class SettlementInput(Input, frozen=True):
    confirmation: pay.ConfirmationInput = None


class DecisionInput(Input, frozen=True):
    """`payer`: the payer keeps the thing, or gets the money back. `shop`: it stays as it is."""

    side: Literal["payer", "shop"]


class Machines(msgspec.Struct, frozen=True):
    machines: list[OwnMachine]


class MachineSales(msgspec.Struct, frozen=True):
    """The newest first."""

    sales: list[MachineSale]


@get("/vending/machines")
async def list_machines(db: DbIn, signed: SignedIn) -> Machines:
    """The machines of the shops that one runs, with their slots and today's sales."""
    found = await machines.mine(db, signed.person_id)
    midnight = datetime.combine(db.now.date(), time(), db.now.tzinfo)
    return Machines(await shapes.own_machines(db, found, midnight))


@put("/vending/machines/{machine_id:uuid}", guards=[own_device])
async def put_machine(
    db: DbIn, signed: SignedIn, machine_id: MachineId, data: JSONBody[MachineInput]
) -> MachineKey:
    """Puts up a machine of a shop, or renames or moves it; answers its key. Raises `Invalid`,
    `MachineIdUsed`, `NoMachine`, `NoMerchant`, `RoleNeeded`.
    """
    labels = MachineLabels(data.name, data.place, places.pin_of(data.lat, data.lon))
    made = await machines.put_up(db, signed.person_id, machine_id, data.merchant_id, labels)
    await machines.change(db, signed.person_id, machine_id, labels)
    return _key(made.id, made.key)


@post("/vending/machines/{machine_id:uuid}/key", status_code=200, guards=[own_device])
async def renew_machine_key(db: DbIn, signed: SignedIn, machine_id: MachineId) -> MachineKey:
    """Makes a fresh key; the one before is worth nothing any more. Raises `NoMachine`,
    `RoleNeeded`.
    """
    made = await machines.new_key(db, signed.person_id, machine_id)
    sales.wake(db, machine_id)
    return _key(made.id, made.key)


@delete("/vending/machines/{machine_id:uuid}", status_code=204)
async def take_machine_away(db: DbIn, signed: SignedIn, machine_id: MachineId) -> None:
    """Takes a machine away for good; what is under way there ends as it would. Raises `NoMachine`,
    `RoleNeeded`.
    """
    await machines.take_away(db, signed.person_id, machine_id)
    sales.wake(db, machine_id)


@put("/vending/machines/{machine_id:uuid}/slots/{label:str}")
async def set_machine_slot(
    db: DbIn,
    signed: SignedIn,
    machine_id: MachineId,
    label: FromPath[str],
    data: JSONBody[SlotInput],
) -> OwnSlot:
    """Makes a slot of a machine, new and empty, or changes it; the price is in minor units. Raises
    `Invalid`, `NoMachine`, `RoleNeeded`.
    """
    wanted = NewSlot(label, data.name, data.price, data.capacity)
    made = await machines.set_slot(db, signed.person_id, machine_id, wanted)
    sales.wake(db, machine_id)
    return await slot_shown(db, made)


@put("/vending/slots/{slot_id:uuid}/units")
async def fill_slot(
    db: DbIn, signed: SignedIn, slot_id: FromPath[UUID], data: JSONBody[RefillInput]
) -> OwnSlot:
    """Somebody has filled a slot and looked that it works: so many are in it now. Raises `Invalid`,
    `NoPool`, `NoSlot`, `RoleNeeded`.
    """
    made = await machines.fill(db, signed.person_id, slot_id, data.units)
    sales.wake(db, made.machine_id)
    return await slot_shown(db, made)


@get("/vending/machines/{machine_id:uuid}/sales")
async def list_machine_sales(
    db: DbIn, signed: SignedIn, machine_id: MachineId, limit: Limit = 50
) -> MachineSales:
    """The last sales of a machine, with what dropped, and what is disputed. Raises `NoMachine`,
    `RoleNeeded`.
    """
    await machines.run(db, signed.person_id, machine_id)
    return MachineSales(await shapes.of_machine(db, await store_sales.page(db, machine_id, limit)))


@put("/vending/sales/{sale_id:uuid}/decision", guards=[own_device])
async def decide_dispute(
    db: DbIn, signed: SignedIn, sale_id: SaleId, data: JSONBody[DecisionInput]
) -> Dispute:
    """Who runs the machine decides: the payer gets the money back, or not. Decided is decided.
    Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `NoAccount`,
    `NoCurrency`, `NoMachine`, `NoMerchant`, `NoMoney`, `NoSale`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`.
    """
    person, for_payer = signed.person_id, data.side == "payer"
    return await disputes.decide(db, person, sale_id, for_payer=for_payer)


@get("/vending/offers/{token:str}")
async def read_offer(db: DbIn, signed: SignedIn, token: FromPath[str]) -> OfferShown:
    """What is shown at a machine, before it is paid. Raises `BadOffer`, `NoMachine`, `NoMerchant`,
    `NoSlot`, `OfferOver`, `PriceChanged`, `SlotFaulty`.
    """
    offer, machine, chosen = await sales.read_offer(db, token)
    shop = await till.merchant(db, machine.merchant_id)
    return shapes.offer_shown(offer, machine, shop, chosen, online=machine.online(db.now))


@put("/vending/sales/{sale_id:uuid}", summary="Buy from a machine", guards=[pay.with_consent])
async def buy(
    db: DbIn,
    signed: SignedIn,
    sale_id: SaleId,
    data: JSONBody[PurchaseInput],
    consent: pay.ConsentIn,
) -> SaleShown:
    """Holds the money, and tells the machine; only what drops is paid. The same id again is the
    same sale. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `BadOffer`,
    `ConfirmationNeeded`, `InsufficientFunds`, `NoAccount`, `NoCurrency`, `NoMachine`, `NoMerchant`,
    `NoMoney`, `NoPin`, `NoSlot`, `OfferOver`, `OfferUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `PriceChanged`, `SaleIdUsed`, `SlotFaulty`.
    """
    made = await sales.buy(db, signed.person_id, sale_id, data.offer, consent)
    return await shapes.of_payer(db, made)


@get("/vending/sales/{sale_id:uuid}")
async def read_sale(db: DbIn, signed: SignedIn, sale_id: SaleId) -> SaleShown:
    """A sale of one's own: what dropped, and what was paid (minor units). Raises `NoMerchant`,
    `NoSale`.
    """
    return await shapes.of_payer(db, await sales.of_payer(db, signed.person_id, sale_id))


@post("/vending/sales/{sale_id:uuid}/claim", status_code=200)
async def claim_sale(db: DbIn, signed: SignedIn, sale_id: SaleId) -> SaleShown:
    """The payer says that nothing came out, although it was paid. Again is the same claim. Raises
    `NoMachine`, `NoMerchant`, `NoSale`, `NothingToClaim`.
    """
    await disputes.claim(db, signed.person_id, sale_id)
    return await shapes.of_payer(db, await sales.of_payer(db, signed.person_id, sale_id))


@put("/vending/sales/{sale_id:uuid}/settlement", guards=[pay.with_consent])
async def settle_sale(
    db: DbIn,
    signed: SignedIn,
    sale_id: SaleId,
    data: JSONBody[SettlementInput],
    consent: pay.ConsentIn,
) -> SaleShown:
    """Pays for what came out after the money was back. Raises `AccountClosed`, `AccountFrozen`,
    `BadAmount`, `ConfirmationNeeded`, `InsufficientFunds`, `NoAccount`, `NoCurrency`, `NoMachine`,
    `NoMerchant`, `NoMoney`, `NoPin`, `NoSale`, `NothingToClaim`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`.
    """
    await disputes.settle(db, signed.person_id, sale_id, consent)
    return await shapes.of_payer(db, await sales.of_payer(db, signed.person_id, sale_id))


def _key(machine_id: UUID, key: bytes) -> MachineKey:
    return MachineKey(machine_id, base64url(key))


routes: list[HTTPRouteHandler] = [
    list_machines,
    put_machine,
    renew_machine_key,
    take_machine_away,
    set_machine_slot,
    fill_slot,
    list_machine_sales,
    decide_dispute,
    read_offer,
    buy,
    read_sale,
    claim_sale,
    settle_sale,
]
