"""Routes of who pays for whose rides."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, PathParameter

from leapfrog import pay
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ride_payers import paying
from leapfrog.ride_payers.model import RidePayer

PersonId = Annotated[UUID, PathParameter(description="The other of the two.")]


class RidePayerShown(msgspec.Struct, frozen=True):
    """The other of the two, as one calls them; amounts in minor units: `monthly` at most, of which
    `spent` are taken this month (UTC).
    """

    person_id: UUID
    name: str
    avatar: str | None
    monthly: int
    spent: int


class PaidRideShown(msgspec.Struct, frozen=True):
    """A ride of somebody that one pays for (minor units), held until it is `over`; where it went is
    theirs.
    """

    rider_id: UUID
    at: datetime
    amount: int
    over: bool


class RidePayers(msgspec.Struct, frozen=True):
    """Who pays for one's rides, for whose one pays, and what was paid for this month; amounts in
    `currency`.
    """

    for_me: list[RidePayerShown]
    by_me: list[RidePayerShown]
    rides: list[PaidRideShown]
    currency: str


class PayForInput(Input, frozen=True):
    """`monthly`: in minor units."""

    monthly: int
    confirmation: pay.ConfirmationInput = None


@get("/rides/payers", summary="Read who pays for rides")
async def read_ride_payers(db: DbIn, signed: SignedIn) -> RidePayers:
    """Who pays for one's rides, and for whose one pays. Raises `NoMoney`."""
    return await _shown(db, signed.person_id)


@put(
    "/rides/payers/{person_id:uuid}", guards=[pay.with_consent], summary="Pay for somebody's rides"
)
async def pay_for_rides(
    db: DbIn,
    signed: SignedIn,
    person_id: PersonId,
    data: JSONBody[PayForInput],
    consent: pay.ConsentIn,
) -> RidePayers:
    """Says once that one pays for a contact's rides up to so much in a month; rides are held and
    paid without asking then. What is confirmed is an order of use `ride` with the person's id as
    `id` and `to`. Raises `BadAmount`, `ConfirmationNeeded`, `Invalid`, `NoMoney`, `NoPin`,
    `NotYourRider`, `TooManyRiders`.
    """
    await paying.pay_for(db, signed.person_id, person_id, data.monthly, consent)
    return await _shown(db, signed.person_id)


@delete("/rides/payers/{person_id:uuid}", status_code=204, summary="Pay no longer for somebody")
async def stop_paying_for_rides(db: DbIn, signed: SignedIn, person_id: PersonId) -> None:
    """No further ride of theirs is paid by oneself. Raises `NoRidePayer`."""
    await paying.stop_paying(db, signed.person_id, person_id)


@delete(
    "/rides/payers/{person_id:uuid}/mine",
    status_code=204,
    summary="Let somebody pay no longer",
)
async def decline_payer(db: DbIn, signed: SignedIn, person_id: PersonId) -> None:
    """No further ride of one's own is paid by them. Raises `NoRidePayer`."""
    await paying.stop_paying(db, person_id, signed.person_id)


async def _shown(db: Db, me: UUID) -> RidePayers:
    mine, theirs = await paying.payers_of(db, me), await paying.riders_of(db, me)
    rides = await paying.rides_paid(db, me)
    ids = {one.payer_id for one in mine} | {one.rider_id for one in theirs}
    people = await pay.person_labels(db, me, ids)

    def told(one: RidePayer, other: UUID) -> RidePayerShown:
        person = people.get(other)
        return RidePayerShown(
            person_id=other,
            name=person.name if person else "",
            avatar=person.avatar if person else None,
            monthly=one.monthly,
            spent=one.spent,
        )

    return RidePayers(
        for_me=[told(one, one.payer_id) for one in mine],
        by_me=[told(one, one.rider_id) for one in theirs],
        rides=[PaidRideShown(one.rider_id, one.at, one.amount, one.over) for one in rides],
        currency=(await pay.money_terms(db)).currency,
    )


routes: list[HTTPRouteHandler] = [
    read_ride_payers,
    pay_for_rides,
    stop_paying_for_rides,
    decline_payer,
]
