"""Couriers: somebody asks, the desk says yes; their round in the order of the road; their cash."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import places, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.zones import zone_of
from leapfrog.parcels import driving, store, store_people
from leapfrog.parcels.errors import NoCourier, ParcelEventIdUsed, WrongCount
from leapfrog.parcels.model import AgreedDelivery, Parcel
from leapfrog.parcels.people import (
    LONGEST_TEXT,
    CashCount,
    CashTaken,
    Courier,
    CourierHours,
    line_of,
)
from leapfrog.parcels.stops import RoundStop, costs, short_way
from leapfrog.places import Point

if TYPE_CHECKING:
    from leapfrog.places import Roads

MOST_FEE = 1_000_000
# A search of the roads for each: of more the order is as the crow flies.
MOST_BY_ROAD = 40
# So many legs are drawn: what comes later is drawn when it is near.
MOST_DRAWN = 12


class OrderedStops(msgspec.Struct, frozen=True):
    """Stops in their order, and the way over the first of them on the map."""

    stops: list[RoundStop]
    line: list[Point]


class PickupShop(msgspec.Struct, frozen=True):
    """Where so many parcels wait to be taken along; without a point the shop never said where."""

    merchant_id: UUID
    at: Point | None
    parcels: int


class CourierRound(msgspec.Struct, frozen=True):
    """What a courier has to do: parcels that they have, by stops in any order; what waits to be
    taken along, and at which shops; cash that they have in hand.
    """

    courier: Courier | None
    stops: list[RoundStop]
    waiting: list[Parcel]
    shops: list[PickupShop]
    deliveries: dict[UUID, AgreedDelivery]
    cash: list[CashTaken]


async def ask_to_carry(db: Db, me: UUID, about: str, fee: int) -> Courier:
    """Asks the desk to let me carry for every shop, for so much a parcel (minor units); also for
    another fee. Raises `Invalid`.
    """
    if not 0 <= fee <= MOST_FEE:
        raise Invalid(f"Between 0 and {MOST_FEE}.", field="fee")
    before = await store_people.courier(db, me)
    kept = before is not None and before.state == "approved" and before.fee == fee
    made = Courier(
        person_id=me,
        state="approved" if kept else "asked",
        about=line_of(about, "about", LONGEST_TEXT, 1),
        fee=fee,
        reason="",
        at=db.now,
    )
    await store_people.put_courier(db, made)
    return made


async def decide_courier(db: Db, person_id: UUID, *, approved: bool, reason: str) -> Courier:
    """The desk lets a person carry, or not any more; answers them. Raises `NoCourier`, `Invalid`
    for a no without a reason.
    """
    before = await store_people.courier(db, person_id)
    if before is None:
        raise NoCourier
    kept = line_of(reason, "reason", LONGEST_TEXT)
    if not approved and not kept:
        raise Invalid("Please say why.", field="reason")
    made = replace(
        before, state="approved" if approved else "refused", reason="" if approved else kept
    )
    await store_people.put_courier(db, made)
    return made


async def set_hours(db: Db, me: UUID, wanted: CourierHours) -> None:
    """Sets when I set off, and until when I carry: what is promised from now on goes by that.
    Raises `NoCourier`, `Invalid`.
    """
    days = sorted(set(wanted.weekdays))
    if not days or not {*days} <= {1, 2, 3, 4, 5, 6, 7}:
        raise Invalid("At least one day of the week, Monday is 1.", field="weekdays")
    if not all(0 <= one < 24 * 60 for one in (wanted.leaves_at, wanted.ends_at)):
        raise Invalid("A minute of the day.", field="leaves_at")
    zone_of(wanted.zone)
    if wanted.leaves_at == wanted.ends_at:
        raise Invalid("A round takes a while.", field="ends_at")
    if not await store_people.set_hours(db, me, replace(wanted, weekdays=tuple(days))):
        raise NoCourier


async def round_of(db: Db, me: UUID) -> CourierRound:
    """What I have to do; `in_order` says where to go first."""
    courier = await store_people.courier(db, me)
    own = [one.shop.id for one in await till.shops_of(db, me) if one.role in till.PACKING_ROLES]
    mine = await store.carried_by(db, me)
    approved = courier is not None and courier.state == "approved"
    waiting = await store.to_collect(db, own, every=approved)
    known = await store.deliveries(db, {one.delivery_id for one in [*mine, *waiting]})
    # A present of mine whose way is hidden is not for me to bring.
    known = {id: one for id, one in known.items() if not (one.hidden and one.buyer_id == me)}
    mine = [one for one in mine if one.delivery_id in known]
    waiting = [one for one in waiting if one.delivery_id in known]
    where = await _places(db, list(known.values()))
    shops = await _shops(db, {one.merchant_id for one in known.values()})
    return CourierRound(
        courier,
        _stops(mine, known, where, shops),
        waiting,
        _waiting(waiting, known, shops),
        known,
        await store_people.cash_of(db, me),
    )


async def _shops(db: Db, merchants: Iterable[UUID]) -> dict[UUID, Point | None]:
    """Where couriers fetch what these shops send."""
    terms = await store_people.terms(db, merchants)
    return {each: places.pin_of(one.lat, one.lon) for each, one in terms.items()}


def _waiting(
    waiting: Sequence[Parcel],
    known: dict[UUID, AgreedDelivery],
    shops: dict[UUID, Point | None],
) -> list[PickupShop]:
    found = Counter(known[one.delivery_id].merchant_id for one in waiting)
    return [PickupShop(each, shops[each], n) for each, n in found.items()]


async def _places(db: Db, found: Sequence[AgreedDelivery]) -> dict[UUID, Point | None]:
    """Where each goes to: its point, or the pin of who gets it."""
    points = await store_people.points(db, {one.point_id for one in found if one.point_id})
    where: dict[UUID, Point | None] = {}
    for one in found:
        point = points.get(one.point_id) if one.point_id else None
        if point is not None:
            where[one.id] = Point(point.lat, point.lon)
        elif one.lat is not None and one.lon is not None:
            where[one.id] = Point(one.lat, one.lon)
        else:
            where[one.id] = None
    return where


def _stops(
    mine: Sequence[Parcel],
    known: dict[UUID, AgreedDelivery],
    where: dict[UUID, Point | None],
    shops: dict[UUID, Point | None],
) -> list[RoundStop]:
    """Parcels for one point, or one door, are one stop; so is what goes back to one shop."""
    groups: dict[tuple[bool, UUID], list[Parcel]] = {}
    for one in mine:
        delivery = known[one.delivery_id]
        back = one.state == "returning"
        place = delivery.merchant_id if back else delivery.point_id or delivery.id
        groups.setdefault((back, place), []).append(one)
    stops = []
    for (back, place), parcels in groups.items():
        at = shops[place] if back else where[parcels[0].delivery_id]
        stops.append(RoundStop(at.lat if at else None, at.lon if at else None, parcels))
    return stops


def in_order(
    stops: Sequence[RoundStop], start: Point | None, roads: "Roads | None" = None
) -> OrderedStops:
    """Stops in a short order from where one is, by road where the map knows one: what goes back to
    shops after all else, what has no place last. Takes a while with roads: not with a connection.
    """
    placed = [one for one in stops if one.at is not None]
    rest = [one for one in stops if one.at is None]
    if not placed:
        return OrderedStops(rest, [])
    out = [one for one in placed if not one.goes_back]
    back = [one for one in placed if one.goes_back]
    here = start or placed[0].at
    assert here is not None
    made: list[RoundStop] = []
    spent, at = 0.0, here
    for some in (out, back):
        ordered, spent = _ordered(some, at, roads, spent)
        made += ordered
        at = made[-1].at or at if made else at
    ways = [here, *(one.at for one in made if one.at is not None)][: MOST_DRAWN + 1]
    return OrderedStops([*made, *rest], driving.line(roads, ways) if roads else [])


def _ordered(
    stops: Sequence[RoundStop], here: Point, roads: "Roads | None", spent: float
) -> tuple[list[RoundStop], float]:
    points = [here, *(one.at for one in stops if one.at is not None)]
    by_road = roads is not None and 1 < len(points) <= MOST_BY_ROAD
    cost = costs(points, driving.table(roads, points) if roads and by_road else None)
    made, at = [], 0
    for one in short_way(cost):
        spent, at = spent + cost[at][one], one
        made.append(replace(stops[one - 1], seconds=round(spent)))
    return made, spent


async def count_cash(
    db: Db, me: UUID, merchant_id: UUID, courier_id: UUID, wanted: CashCount
) -> CashCount:
    """A shop that one leads counts what a courier hands in. `expected`: the sum that both saw;
    what differs from it is kept. What its owner has taken at doors is the owner's already, who
    counts it alone. The same id again is the same. Raises `NoMerchant`, `RoleNeeded`, `NoCourier`,
    `WrongCount`, `ParcelEventIdUsed`, `Invalid`.
    """
    role = await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    count_id = derived_id(wanted.id, f"counted by {merchant_id}")
    known = await store_people.cash_count(db, count_id)
    if known is not None:
        if (known.courier_id, known.counted) != (courier_id, wanted.counted):
            raise ParcelEventIdUsed
        return known
    if wanted.counted < 0:
        raise Invalid("A sum is 0 or more.", field="counted")
    if courier_id == me and role != "owner":
        raise Invalid("Somebody else counts what you hand in.", field="courier_id")
    taken = await store_people.lock_cash(db, courier_id, merchant_id)
    if not taken:
        raise NoCourier
    expected = sum(one.amount for one in taken)
    if expected != wanted.expected:
        raise WrongCount(expected=expected)
    made = replace(wanted, id=count_id)
    await store_people.count_cash(db, made, taken)
    return made
