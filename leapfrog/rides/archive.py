"""Rides' record sets: what somebody rode and drove."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.rides import store, store_traces
from leapfrog.rides.documents import document_blobs, forget_documents, forget_reminders
from leapfrog.rides.hailing import store as hails
from leapfrog.rides.hailing import store_trips
from leapfrog.rides.hailing.booking import forget_booked

MOST = 100_000
# What was agreed, and when what happened; not how the town keeps it.
OF_HAIL = (
    "price",
    "cancel_fee",
    "fee",
    "seconds",
    "metres",
    "accepted_at",
    "expected_at",
    "arrived_at",
    "boarded_at",
    "ended_at",
    "mode",
    "most",
    "thanks",
    "asked",
    "rider_sum",
    "booked_for",
    "stops",
    "car_class",
    "needs",
    "waiting",
    "guest",
)

OF_CHANGE = (
    "state",
    "stops",
    "destination",
    "price",
    "seconds",
    "metres",
    "made_at",
    "answered_at",
)


async def export_rides(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Those that the person rode in, with where, as far as it was shared, and those that they
    asked for, with what was agreed.
    """
    rides = await store.of_rider(db, person_id, MOST)
    hailed = await hails.rides(db, [ride.id for ride in rides])
    for ride in rides:
        hail = hailed.get(ride.id)
        agreed = {name: getattr(hail, name) for name in OF_HAIL} if hail else None
        wanted = await store_trips.changes(db, ride.id) if hail else []
        changes = [{name: getattr(one, name) for name in OF_CHANGE} for one in wanted]
        told = {"hail": agreed, "changes": changes}
        yield msgspec.to_builtins({**msgspec.structs.asdict(ride), **told})


async def erase_rides(db: Db, person_id: UUID) -> int:
    """What they booked is called off, and where they went is forgotten; that a ride was paid stays
    the driver's.
    """
    await forget_booked(db, person_id)
    await store_traces.forget_traces(db, person_id)
    await store_trips.forget_trips(db, person_id)
    await store_trips.forget_payer(db, person_id)
    return await store.forget_places(db, person_id)


async def export_driving(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person drives, and for which rides they were asked; of where riders went,
    nothing.
    """
    found = await store.driver(db, person_id)
    if found is not None:
        offers = await hails.offers_to(db, person_id)
        shown = await document_blobs(db, person_id)
        told = {"offers": offers, "documents": shown}
        yield msgspec.to_builtins({**msgspec.structs.asdict(found), **told})


async def erase_driving(db: Db, person_id: UUID) -> int:
    """Raises `MoneyLeft` while somebody waits for them or rides with them by hail, or has yet to
    say yes to a sum: such a ride could not be paid any more.
    """
    waited_for = await store.drives_somebody(db, person_id)
    if waited_for or await store_trips.waits_for_sum(db, person_id):
        raise wallet.MoneyLeft(where="ride")
    await forget_documents(db, person_id)
    await forget_reminders(db, person_id)
    return await store.forget_driver(db, person_id)


# A ride is between two people of this town: it is history elsewhere.
RECORD_SETS = (
    RecordSet("rides", export_rides, None, erase_rides),
    RecordSet("rides_driver", export_driving, None, erase_driving),
)
