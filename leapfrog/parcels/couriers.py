"""Couriers: somebody asks, the desk says yes; their round in the order of the road; their cash."""

from collections.abc import Callable, Sequence
from math import cos, hypot, radians
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import derived_id
from leapfrog.parcels import store, store_people
from leapfrog.parcels.errors import NoCourier, ParcelEventIdUsed, WrongCount
from leapfrog.parcels.model import AgreedDelivery, Parcel
from leapfrog.parcels.people import LONGEST_TEXT, CashCount, CashTaken, Courier, line_of
from leapfrog.places import Point

MOST_FEE = 1_000_000
METRES_A_DEGREE = 111_320.0


class RoundStop(msgspec.Struct, frozen=True):
    """A place on a courier's way; without a point it comes last."""

    lat: float | None
    lon: float | None
    parcels: list[Parcel]


class CourierRound(msgspec.Struct, frozen=True):
    """What a courier has to do: parcels that they have, by stops in order; what waits to be taken
    along; cash that they have in hand.
    """

    courier: Courier | None
    stops: list[RoundStop]
    waiting: list[Parcel]
    deliveries: dict[UUID, AgreedDelivery]
    cash: list[CashTaken]


async def ask_to_carry(db: Db, me: UUID, about: str, fee: int) -> Courier:
    """I want to carry for every shop, for so much a parcel (minor units); the desk is asked, also
    for another fee. Raises `Invalid`.
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
    """The desk lets somebody carry, or not any more. Raises `NoCourier`, `Invalid` for a no without
    a reason.
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


async def round_of(db: Db, me: UUID, start: Point | None) -> CourierRound:
    """What I have to do, from where I am."""
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
    stops = _stops(mine, known, where)
    return CourierRound(
        courier, in_order(stops, start), waiting, known, await store_people.cash_of(db, me)
    )


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
) -> list[RoundStop]:
    """Parcels for one point, or one door, are one stop. What goes back is the last one."""
    groups: dict[tuple[bool, UUID], list[Parcel]] = {}
    for one in mine:
        delivery = known[one.delivery_id]
        back = one.state == "returning"
        place = delivery.merchant_id if back else delivery.point_id or delivery.id
        groups.setdefault((back, place), []).append(one)
    stops = []
    for (back, _), parcels in groups.items():
        at = None if back else where[parcels[0].delivery_id]
        stops.append(RoundStop(at.lat if at else None, at.lon if at else None, parcels))
    return stops


def in_order(stops: Sequence[RoundStop], start: Point | None) -> list[RoundStop]:
    """Stops in a short order from where one is: the nearest first, then pairs of ways are uncrossed
    as long as that makes it shorter. What has no place comes last.
    """
    placed = [one for one in stops if one.lat is not None]
    rest = [one for one in stops if one.lat is None]
    if not placed:
        return rest
    here = start or Point(placed[0].lat or 0.0, placed[0].lon or 0.0)
    way = _nearest(placed, here)
    return [*_uncrossed(way, here), *rest]


def _nearest(stops: list[RoundStop], here: Point) -> list[RoundStop]:
    left, way, at = list(stops), [], here
    while left:
        best = min(left, key=_from(at))
        left.remove(best)
        way.append(best)
        at = Point(best.lat or 0.0, best.lon or 0.0)
    return way


def _from(at: Point) -> Callable[[RoundStop], float]:
    return lambda one: metres(at, Point(one.lat or 0.0, one.lon or 0.0))


def _length(way: Sequence[RoundStop], here: Point) -> float:
    total, at = 0.0, here
    for one in way:
        there = Point(one.lat or 0.0, one.lon or 0.0)
        total += metres(at, there)
        at = there
    return total


def _uncrossed(way: list[RoundStop], here: Point) -> list[RoundStop]:
    best, shorter = way, True
    while shorter:
        shorter = False
        for i in range(len(best) - 1):
            for j in range(i + 2, len(best) + 1):
                tried = [*best[:i], *best[i:j][::-1], *best[j:]]
                if _length(tried, here) < _length(best, here) - 1:
                    best, shorter = tried, True
    return best


def metres(one: Point, other: Point) -> float:
    """As the crow flies, good for a town."""
    north = (one.lat - other.lat) * METRES_A_DEGREE
    east = (one.lon - other.lon) * METRES_A_DEGREE * cos(radians(one.lat))
    return hypot(north, east)


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
