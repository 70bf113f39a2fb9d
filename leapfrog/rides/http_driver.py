"""Routes of the driver: on duty, asked, at the door, there."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter

from leapfrog import duty, ride_pauses
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.ride_terms import CarClass, RideNeeds
from leapfrog.rides import store
from leapfrog.rides.documents import DocumentKind, document_kinds
from leapfrog.rides.hailing import driving, settling, store_drivers
from leapfrog.rides.hailing import store as hails
from leapfrog.rides.hailing.earning import earnings_of
from leapfrog.rides.hailing.model import RideMode, area_of
from leapfrog.rides.http_hails import ride_shown
from leapfrog.rides.model import Driver, Vetting, Waypoint
from leapfrog.rides.shapes import RideShown, shown

PATH = "/ride/"
Text = Annotated[str, msgspec.Meta(max_length=400)]
RideId = FromPath[UUID]
OfferId = Annotated[UUID, PathParameter(description="The offer, as `GET /rides/driver` names it.")]


class RideOfferShown(msgspec.Struct, frozen=True):
    """A ride that a driver is asked for, until `until`, `left` seconds from now, whatever time it
    is on their phone: how soon they could be there, how long and how far it is and over how many
    stops, what they would get (minor units; `thanks` of it the rider added), how it is paid, and
    about where it begins and ends. `booked_for`: when it should begin, else at once. `after`: once
    the ride is over that they have now.
    """

    id: UUID
    until: datetime
    left: float
    pickup_seconds: int
    seconds: int
    metres: int
    earnings: int
    currency: str
    origin: Waypoint | None
    destination: Waypoint | None
    mode: RideMode
    thanks: int
    stops: int
    booked_for: datetime | None
    car_class: CarClass
    needs: RideNeeds
    after: bool


class OwnDriver(msgspec.Struct, frozen=True):
    """What the driver sees; `link`: the text of the code behind the windscreen. `online`: is on
    duty for rides by hail, for which the desk checks the `licence` (`vetting`; after
    `vetted_until` that is worth nothing any more, and it is `none`); `documents`: those that they
    have shown; `paused_until`: they gave too many rides back, and are asked for none until then;
    `offer`: what they are asked now; `next`: the ride for which they come after the one under way.
    """

    plate: str
    car: str
    link: str
    under_way: RideShown | None
    next: RideShown | None
    online: bool
    licence: str
    vetting: Vetting
    vetted_until: date | None
    vetting_reason: str
    documents: list[DocumentKind]
    paused_until: datetime | None
    offer: RideOfferShown | None


class DutyInput(Input, frozen=True):
    """Where the driver is, in degrees; `heading`: from the north, with the clock."""

    lat: float
    lon: float
    heading: float | None = None


class LicenceInput(Input, frozen=True):
    """The number of the licence."""

    licence: Text


class OfferAnswer(Input, frozen=True):
    accept: bool


class RideReasonInput(Input, frozen=True):
    """Why, in words; empty where none is needed."""

    reason: Text = ""


class EndInput(Input, frozen=True):
    """`fare`: in minor units less than was agreed, or what the meter shows, or what was given in
    cash (0: nothing); else what was agreed.
    """

    fare: int | None = None


@put("/rides/driver/online", summary="Go on duty")
async def go_online(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[DutyInput]
) -> OwnDriver:
    """One is on duty from now on, and there; again, one is only there. Raises `Invalid`,
    `MustRest`, `NoAccount`, `NoCurrency`, `NoMoney`, `NotDriving`, `NotVetted`.
    """
    if town.settings.driver_rest and not await store_drivers.is_online(db, signed.person_id):
        await duty.check_rested(db, signed.person_id)
    place = Waypoint(data.lat, data.lon)
    found = await driving.go_online(db, signed.person_id, place, data.heading)
    return await own_driver(db, town.settings.origin, found)


@delete("/rides/driver/online", status_code=204, summary="Go off duty")
async def go_offline(db: DbIn, signed: SignedIn) -> None:
    """One is on duty no longer, and where one is, is forgotten. A ride under way goes on."""
    await driving.go_offline(db, signed.person_id)


@put("/rides/driver/vetting", summary="Show a licence")
async def show_licence(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[LicenceInput]
) -> OwnDriver:
    """The desk shall check one's licence, before one is asked for rides by hail. Raises `Invalid`,
    `NoAccount`, `NoCurrency`, `NoMoney`, `NotDriving`.
    """
    found = await driving.ask_for_vetting(db, signed.person_id, data.licence)
    return await own_driver(db, town.settings.origin, found)


@put("/rides/offers/{offer_id:uuid}", summary="Answer an offer", status_code=204)
async def answer_offer(
    db: DbIn, signed: SignedIn, offer_id: OfferId, data: JSONBody[OfferAnswer]
) -> None:
    """Takes a ride that one is asked for, or not; within twenty seconds. Raises `NoOffer`,
    `NotDriving`, `NotVetted`, `OfferLapsed`, `RideOver`, `RideState`, `RideTaken`.
    """
    await driving.answer(db, signed.person_id, offer_id, accept=data.accept)


@put("/rides/{ride_id:uuid}/arrival", summary="Arrive at the door")
async def arrive(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[RideReasonInput]
) -> RideShown:
    """The driver is at the door; where their position says otherwise, with a reason. Raises
    `Invalid`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoRide`, `RideOver`, `RideState`,
    `TooFarAway`.
    """
    await driving.arrive(db, signed.person_id, ride_id, data.reason)
    return await ride_shown(db, signed.person_id, ride_id)


@put("/rides/{ride_id:uuid}/return", summary="Give a ride back", status_code=204)
async def give_ride_back(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[RideReasonInput]
) -> None:
    """The driver cannot come after all; others are asked at once. Raises `Invalid`, `NoRide`,
    `RideOver`, `RideState`.
    """
    await driving.give_back(db, signed.person_id, ride_id, data.reason)


@put("/rides/{ride_id:uuid}/end", summary="End a ride")
async def end_ride(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[EndInput]
) -> RideShown:
    """The driver and the rider are there: the fare is paid; where the meter shows more than was
    agreed at most, or the ride is paid in cash, once the rider says yes. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`,
    `NoMoney`, `NoRide`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RideOver`,
    `RideState`.
    """
    await settling.end(db, signed.person_id, ride_id, data.fare)
    return await ride_shown(db, signed.person_id, ride_id)


@put("/rides/{ride_id:uuid}/no-show", summary="Report that nobody came")
async def report_no_show(db: DbIn, signed: SignedIn, ride_id: RideId) -> RideShown:
    """The driver waited at the door for eight minutes, has written to the rider, and nobody came.
    Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `NoAccount`,
    `NoCurrency`, `NoMoney`, `NoRide`, `NotTried`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `RideOver`, `RideState`, `TooFarAway`, `TooSoon`.
    """
    await driving.not_come(db, signed.person_id, ride_id)
    return await ride_shown(db, signed.person_id, ride_id)


async def own_driver(db: Db, origin: str, found: Driver) -> OwnDriver:
    """What a driver sees of themselves. Raises `NoCurrency`, `NoMoney`."""
    here = await store.under_way(db, found.person_id)
    following = await hails.next_of_driver(db, found.person_id)
    later = await store.ride(db, following.id) if following else None
    rides = await shown(db, found.person_id, [one for one in (here, later) if one])
    run_out = found.vetting == "checked" and not driving.may_be_asked(found, db)
    return OwnDriver(
        plate=found.plate,
        car=found.car,
        link=f"{origin}{PATH}{found.code}",
        under_way=rides[0] if here else None,
        next=rides[-1] if later else None,
        # Who drives somebody is followed to the end, also past midnight.
        online=found.online_since is not None and (here is not None or not run_out),
        licence=found.licence,
        vetting="none" if run_out else found.vetting,
        vetted_until=found.vetted_until,
        vetting_reason=found.vetting_reason,
        documents=(await document_kinds(db, [found.person_id])).get(found.person_id, []),
        paused_until=(await ride_pauses.paused(db, [found.person_id])).get(found.person_id),
        offer=await _offer(db, found.person_id),
    )


async def _offer(db: Db, driver_id: UUID) -> RideOfferShown | None:
    asked = await driving.offered(db, driver_id)
    if asked is None:
        return None
    offer, ride = asked
    return RideOfferShown(
        id=offer.id,
        until=offer.until,
        left=(offer.until - db.now).total_seconds(),
        pickup_seconds=offer.pickup_seconds,
        seconds=ride.seconds,
        metres=ride.metres,
        earnings=earnings_of(ride),
        currency=ride.currency,
        origin=area_of(ride.origin),
        destination=area_of(ride.destination),
        mode=ride.mode,
        thanks=ride.thanks,
        stops=len(ride.stops),
        booked_for=ride.booked_for,
        car_class=ride.car_class,
        needs=ride.needs,
        after=await hails.of_driver_now(db, driver_id) is not None,
    )


routes: list[HTTPRouteHandler] = [
    go_online,
    go_offline,
    show_licence,
    answer_offer,
    arrive,
    give_ride_back,
    end_ride,
    report_no_show,
]
