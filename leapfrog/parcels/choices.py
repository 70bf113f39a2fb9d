"""How things can come from some shops: prices and promised days, before anybody pays."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

import msgspec

from leapfrog import places, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.zones import zone_of
from leapfrog.parcel_sizes import SMALLEST, ParcelSize, has_room
from leapfrog.parcels import store, store_people
from leapfrog.parcels.driving import NO_DRIVES, ParcelDrives
from leapfrog.parcels.model import Service, ShopTerms
from leapfrog.parcels.people import PickupPoint
from leapfrog.parcels.promises import Promise, TownRounds, promise

MOST_PRICE = 100_000_000
MOST_DAYS = 30


class DeliveryChoice(msgspec.Struct, frozen=True):
    """One way in which it can come. `price`: what the buyer pays for it, `fee`: what of it the
    point gets for each parcel, minor units; `promised_for`: the day until which it is there,
    `promised_at`: by which hour of it, if that is known.
    """

    service: Service
    price: int
    fee: int
    promised_for: date
    promised_at: datetime | None = None
    point_id: UUID | None = None


class ShopWays(msgspec.Struct, frozen=True):
    """How some shops send, and the points that have room now, by id; when couriers set off, and how
    long their ways are; for how many parcels of each size lockers are already.
    """

    terms: Mapping[UUID, ShopTerms]
    points: Mapping[UUID, PickupPoint]
    rounds: TownRounds = TownRounds()
    drives: ParcelDrives = NO_DRIVES
    taken: Mapping[UUID, Mapping[ParcelSize, int]] = {}

    def point(self, point_id: UUID | None) -> PickupPoint | None:
        return self.points.get(point_id) if point_id else None

    def promise(
        self, merchant_id: UUID, service: Service, point_id: UUID | None, now: datetime
    ) -> Promise:
        """By when it is there, if it is paid now."""
        drives = self.drives
        way = drives.to_door.get(merchant_id)
        if service == "point":
            way = drives.to_point.get((merchant_id, point_id)) if point_id else None
        terms = self.terms.get(merchant_id, ShopTerms())
        return promise(terms, service, now, self.rounds, way)

    def fits(self, point: PickupPoint, size: ParcelSize | None) -> bool:
        """Whether a parcel of this size (None: too heavy for a compartment) finds a place there,
        beside all that are on their way there.
        """
        if not point.is_locker:
            return True
        return size is not None and has_room(point.doors, self.taken.get(point.id, {}), size)

    def choice(
        self,
        merchant_id: UUID,
        service: Service,
        point_id: UUID | None,
        now: datetime,
        size: ParcelSize | None = SMALLEST,
    ) -> DeliveryChoice | None:
        """That way, if the shop sends so, and a parcel of this size fits; a point is paid from the
        price, so that is at least the point's fee.
        """
        terms = self.terms.get(merchant_id, ShopTerms())
        price = {
            "own": terms.own_price,
            "courier": terms.courier_price,
            "point": terms.point_price,
        }[service]
        point = self.point(point_id)
        if price is None or (service == "point" and not (point and self.fits(point, size))):
            return None
        fee = point.fee if service == "point" and point else 0
        by = self.promise(merchant_id, service, point_id, now)
        return DeliveryChoice(
            service=service,
            price=max(price, fee),
            fee=fee,
            promised_for=by.day,
            promised_at=by.at,
            point_id=point.id if service == "point" and point else None,
        )

    def every(self, merchant_id: UUID, now: datetime) -> list[DeliveryChoice]:
        """All ways of a shop: brought by itself, by a courier, then each point."""
        services: tuple[Service, ...] = ("own", "courier")
        found = [self.choice(merchant_id, one, None, now) for one in services]
        found += [self.choice(merchant_id, "point", one, now) for one in self.points]
        return [one for one in found if one is not None]


async def read_ways(
    db: Db, merchants: Collection[UUID], drives: ParcelDrives = NO_DRIVES
) -> ShopWays:
    """The ways in which these shops send, by drives that take so long; full points are left out."""
    if not merchants:
        return ShopWays({}, {}, drives=drives)
    terms = await store_people.terms(db, merchants)
    points = await store_people.points_with_room(db)
    hours = await store_people.rounds(db)
    # Without hours nothing is promised by rounds, so it does not matter what they have to do.
    rounds = TownRounds(hours, await store.booked(db) if hours else {})
    lockers = [one.id for one in points if one.is_locker]
    taken = await store_people.taken_at(db, lockers) if lockers else {}
    return ShopWays(terms, {one.id: one for one in points}, rounds, drives, taken)


async def put_terms(db: Db, me: UUID, merchant_id: UUID, wanted: ShopTerms) -> ShopTerms:
    """Sets how a shop that one leads sends from now on; what was paid stays as it was agreed.
    Raises `NoMerchant`, `RoleNeeded`, `Invalid`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    for price in (wanted.own_price, wanted.courier_price, wanted.point_price):
        if price is not None and not 0 <= price <= MOST_PRICE:
            raise Invalid(f"Between 0 and {MOST_PRICE}.", field="price")
    days = sorted(set(wanted.weekdays))
    if not days or not {*days} <= {1, 2, 3, 4, 5, 6, 7}:
        raise Invalid("At least one day of the week, Monday is 1.", field="weekdays")
    if not 0 <= wanted.cutoff < 24 * 60:
        raise Invalid("A minute of the day.", field="cutoff")
    zone_of(wanted.zone)
    if not 0 <= wanted.handling_days <= MOST_DAYS:
        raise Invalid(f"Between 0 and {MOST_DAYS} days.", field="handling_days")
    if (wanted.lat is None) != (wanted.lon is None):
        raise Invalid("A pin has a latitude and a longitude.", field="lat")
    if wanted.lat is not None and wanted.lon is not None:
        places.point_of(wanted.lat, wanted.lon)
    await store_people.put_terms(db, merchant_id, wanted)
    return wanted


async def terms_of(db: Db, me: UUID, merchant_id: UUID) -> ShopTerms:
    """Raises `NoMerchant`, `RoleNeeded`."""
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    return (await store_people.terms(db, [merchant_id]))[merchant_id]
