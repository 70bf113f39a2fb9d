"""Who hears that something became of a parcel: devices that look, and the buyer's that do not."""

from uuid import UUID

from leapfrog import push, till
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.parcels import store_people
from leapfrog.parcels.model import AgreedDelivery, Parcel, State
from leapfrog.push import PushNotice

NOTICE = "parcel"
CHANGED = {"t": "changed", "what": "parcels"}
# Of what a buyer hears who does not look.
TELLING: tuple[State, ...] = ("at_point", "on_the_way", "failed", "received", "returning", "lost")


async def changed(db: Db, delivery: AgreedDelivery, parcel: Parcel, by_id: UUID | None) -> None:
    """All who have to do with it look again; the buyer is told, unless it was them."""
    await look_again(db, delivery, parcel)
    buyer = delivery.buyer_id
    if buyer is not None and buyer != by_id and parcel.state in TELLING:
        await push.notify(db, [PushNotice(buyer, f"{NOTICE}:{parcel.id}")])


async def price_settled(db: Db, delivery: AgreedDelivery) -> None:
    """What was paid for a delivery is the shop's, or the buyer's again: both look again."""
    people = (await till.shop_staff(db, [delivery.merchant_id])).get(delivery.merchant_id, set())
    stream.tell(db, people | {one for one in [delivery.buyer_id] if one is not None}, CHANGED)


async def look_again(db: Db, delivery: AgreedDelivery, parcel: Parcel) -> None:
    """Tells all who have to do with a parcel, after the commit, to read it anew."""
    shops = [delivery.merchant_id]
    if delivery.point_id is not None:
        points = await store_people.points(db, [delivery.point_id])
        shops += [one.merchant_id for one in points.values()]
    staff = await till.shop_staff(db, shops)
    people = {one for shop in shops for one in staff.get(shop, ())}
    people |= {one for one in (delivery.buyer_id, parcel.courier_id) if one is not None}
    stream.tell(db, people, CHANGED)
