"""Who somebody is for a parcel: the shop, who carries it, the point, who bought it."""

from uuid import UUID

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.parcels import store, store_people
from leapfrog.parcels.carriers import is_in_hand
from leapfrog.parcels.errors import NoParcel, NotByYou
from leapfrog.parcels.model import OUTSIDE, AgreedDelivery, Parcel, Role, State

IN_HAND: tuple[State, ...] = (*OUTSIDE, "returning")


async def roles(db: Db, me: UUID, delivery: AgreedDelivery, parcel: Parcel) -> set[Role]:
    """The roles of a person for a parcel. A courier of the town is one for what waits to be taken
    along, and for what they have in hand, however the town thinks of them since; who packs in a
    shop carries for that shop, who takes money at a point keeps its shelves. Who has given a parcel
    away has nothing more to do with it, and who bought a present whose way is hidden from them is
    nothing else there, whatever else they do in the town.
    """
    if delivery.hidden and delivery.buyer_id == me:
        return {"buyer"}
    found: set[Role] = set()
    if me in await _staff(db, delivery.merchant_id, till.PACKING_ROLES):
        found |= {"shop", "courier"}
    if delivery.point_id is not None and await _keeps(db, me, delivery.point_id):
        found.add("point")
    if delivery.buyer_id == me:
        found.add("buyer")
    if (parcel.courier_id == me and parcel.state in IN_HAND) or (
        parcel.state == "announced"
        and is_in_hand(parcel)
        and delivery.service != "own"
        and await carries(db, me)
    ):
        found.add("courier")
    return found


async def _keeps(db: Db, me: UUID, point_id: UUID) -> bool:
    """Whether I work at this point, which is or was open."""
    point = (await store_people.points(db, [point_id])).get(point_id)
    if point is None or point.state not in ("open", "closed"):
        return False
    return me in await _staff(db, point.merchant_id, till.TAKING_ROLES)


async def _staff(db: Db, merchant_id: UUID, allowed: tuple[till.Role, ...]) -> set[UUID]:
    return (await till.shop_staff(db, [merchant_id], allowed)).get(merchant_id, set())


async def carries(db: Db, me: UUID) -> bool:
    """Whether the town lets me carry for every shop."""
    known = await store_people.courier(db, me)
    return known is not None and known.state == "approved"


async def enter(db: Db, me: UUID, parcel_id: UUID) -> tuple[AgreedDelivery, Parcel, set[Role]]:
    """A parcel that I have to do with. Raises `NoParcel`."""
    parcel = (await store.find(db, [parcel_id])).get(parcel_id)
    if parcel is None:
        raise NoParcel
    delivery = (await store.deliveries(db, [parcel.delivery_id]))[parcel.delivery_id]
    mine = await roles(db, me, delivery, parcel)
    if not mine:
        raise NoParcel
    return delivery, parcel, mine


def role_among(mine: set[Role], allowed: tuple[Role, ...] | frozenset[Role]) -> Role:
    """As what I may do it, most of all as who carries it. Raises `NotByYou`."""
    order: tuple[Role, ...] = ("courier", "point", "shop", "buyer")
    for one in order:
        if one in mine and one in allowed:
            return one
    raise NotByYou
