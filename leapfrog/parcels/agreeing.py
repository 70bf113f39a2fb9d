"""Deliveries agreed on, and parcels announced: by orders for what was bought, by a shop for what it
sends to somebody without an order.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.parcel_sizes import ParcelSize, size_of
from leapfrog.parcels import (
    carriage,
    choices,
    joining,
    news,
    reading,
    speaking,
    store,
    store_joined,
)
from leapfrog.parcels.carriers import CARRIERS, is_followed
from leapfrog.parcels.errors import NoParcel, NoSuchDelivery, ParcelEventIdUsed
from leapfrog.parcels.model import (
    SILENCE,
    TERMINAL,
    AgreedDelivery,
    Parcel,
    ParcelEvent,
    Role,
    Service,
    new_code,
)
from leapfrog.parcels.moving import DUE
from leapfrog.parcels.people import LONGEST_TEXT, MOST_CASH, line_of
from leapfrog.parcels.store_joined import JoinedDelivery


class ParcelLabel(msgspec.Struct, frozen=True):
    """Who carries it; `number`: of a carrier from elsewhere; `together`: it lies in that parcel;
    `size`: of the compartment that it needs in a locker.
    """

    carrier: str = "local"
    number: str = ""
    weight_g: int | None = None
    together: UUID | None = None
    size: ParcelSize | None = None


class NewParcel(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves a shop; `contents`: units by line; `by`: as what somebody sends it, the buyer
    what goes back.
    """

    id: UUID
    delivery_id: UUID
    contents: Mapping[int, int] = {}
    label: ParcelLabel = ParcelLabel()
    by: Role = "shop"


class DirectParcel(msgspec.Struct, frozen=True, kw_only=True):
    """What a shop sends to somebody who did not order it here; `cash`: taken at the door, minor
    units.
    """

    id: UUID
    service: Service
    name: str
    phone: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    point_id: UUID | None = None
    cash: int = 0
    weight_g: int | None = None
    size: ParcelSize | None = None


def parcel_id(shipment_id: UUID, delivery_id: UUID) -> UUID:
    """The id of the parcel that a shipment of an order is; the same each time."""
    return derived_id(shipment_id, f"parcel of {delivery_id}")


async def agree(db: Db, made: Sequence[AgreedDelivery]) -> None:
    """Keeps deliveries that were paid for; those that are there already stay."""
    if made:
        await store.add_deliveries(db, made)


async def announce_parcel(db: Db, by_id: UUID, new: NewParcel) -> Parcel:
    """Makes a parcel of a delivery, with a label, which waits to be taken along. The same again is
    the same. Raises `NoParcel` where there is no such delivery, `DoNotFitTogether`,
    `ParcelEventIdUsed`, `Invalid`.
    """
    delivery = await store.lock_delivery(db, new.delivery_id)
    if delivery is None:
        raise NoParcel
    contents = {str(no): n for no, n in new.contents.items()}
    if new.label.together is not None:
        part = JoinedDelivery(new.id, new.label.together, delivery.id)
        return await joining.join(db, delivery, part, contents)
    known = (await store.find(db, [new.id])).get(new.id)
    if known is not None:
        if known.delivery_id != new.delivery_id:
            raise ParcelEventIdUsed
        return known
    label = new.label
    carrier = CARRIERS.get(label.carrier)
    if carrier is None:
        raise Invalid("There is no such carrier.", field="carrier")
    if label.weight_g is not None and not 0 < label.weight_g <= 1_000_000:
        raise Invalid("A weight is above 0 grams.", field="weight_g")
    number = "" if carrier.books else carrier.read(label.number)
    parcel = Parcel(
        id=new.id,
        delivery_id=delivery.id,
        number=carrier.number(),
        carrier=label.carrier,
        carrier_number=number,
        weight_g=label.weight_g,
        size=label.size,
        contents=contents,
        announced_at=db.now,
        changed_at=db.now,
        due_at=db.now + SILENCE,
    )
    if not await store.add_parcel(db, parcel):
        raise Invalid("Another parcel has this number.", field="carrier_number")
    first = ParcelEvent(
        id=derived_id(parcel.id, "announced"),
        parcel_id=parcel.id,
        act="announce",
        state="announced",
        by_id=by_id,
        role=new.by,
        at=db.now,
        no=1,
    )
    await store.add_event(db, first)
    await schedule(db, DUE, str(parcel.id), db.now + SILENCE)
    await speaking.begin(db, parcel)
    await news.changed(db, delivery, parcel, by_id)
    return parcel


async def send_directly(db: Db, me: UUID, merchant_id: UUID, new: DirectParcel) -> Parcel:
    """A shop that one leads sends something to somebody who did not order it here. The same again
    is the same. Raises `NoMerchant`, `RoleNeeded`, `Invalid`, `NoSuchDelivery`,
    `ParcelEventIdUsed`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    # Never an id that an order could have.
    delivery_id = derived_id(new.id, f"sent by {merchant_id}")
    if delivery_id not in await store.deliveries(db, [delivery_id]):
        made = msgspec.structs.replace(new, id=delivery_id)
        await store.add_deliveries(db, [await _direct(db, merchant_id, made)])
    parcel_id = derived_id(delivery_id, "parcel")
    label = ParcelLabel(weight_g=new.weight_g, size=new.size)
    parcel = NewParcel(id=parcel_id, delivery_id=delivery_id, label=label)
    return await announce_parcel(db, me, parcel)


async def _direct(db: Db, merchant_id: UUID, new: DirectParcel) -> AgreedDelivery:
    if not 0 <= new.cash <= MOST_CASH or (new.cash and new.service == "point"):
        raise Invalid("So much cash is not taken there.", field="cash")
    address = line_of(new.address, "address", LONGEST_TEXT)
    if new.service != "point" and not address and new.lat is None:
        raise Invalid("Please say where it shall be brought.", field="address")
    ways = await choices.read_ways(db, [merchant_id])
    fee = 0
    if new.service == "point":
        point = ways.point(new.point_id)
        if point is None or not ways.fits(point, size_of(new.size, new.weight_g)):
            raise NoSuchDelivery(merchant_id=str(merchant_id))
        fee = point.fee
    shop = await till.merchant(db, merchant_id)
    by = ways.promise(merchant_id, new.service, new.point_id, db.now)
    return AgreedDelivery(
        id=new.id,
        merchant_id=merchant_id,
        buyer_id=None,
        service=new.service,
        for_name=line_of(new.name, "name", least=1),
        for_phone=line_of(new.phone, "phone"),
        for_address=address,
        lat=new.lat,
        lon=new.lon,
        point_id=new.point_id if new.service == "point" else None,
        code=new_code(),
        price=0,
        fee=fee,
        cash=new.cash,
        currency=shop.currency,
        promised_for=by.day,
        promised_at=by.at,
        created_at=db.now,
    )


async def close(db: Db, delivery_id: UUID, *, earned: bool) -> None:
    """Ends a delivery whose order is over: unless a parcel is still on its way, its price goes
    where it belongs. `earned`: the goods came; else it depends on whether one went out and came
    back, or none reached anybody. Where several lie in one parcel, its price is earned when the
    goods of any came, and goes back when all are over. Again is the same.
    """
    lead_id = (await store_joined.leads(db, [delivery_id])).get(delivery_id, delivery_id)
    # Whose parcel it is comes first: of two that are over at once, the second one sees the first.
    lead = await store.lock_delivery(db, lead_id)
    if lead is None or await store.lock_delivery(db, delivery_id) is None:
        return
    parcels = (await reading.of_deliveries(db, [delivery_id])).get(delivery_id, [])
    if any(one.state not in TERMINAL and is_followed(one) for one in parcels):
        return
    carried = any(one.state in ("received", "returned") for one in parcels)
    # Of what others carry, only the order knows that it came.
    earned = earned and not (parcels and all(map(is_followed, parcels)))
    await store.end(db, delivery_id)
    done = lead
    if carried or earned:
        done = await carriage.release(db, lead)
    elif await store_joined.all_over(db, lead_id):
        done = await carriage.give_back(db, lead)
    if done.settled != lead.settled:
        await news.price_settled(db, done)
