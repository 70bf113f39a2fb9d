"""Record sets of tickets: what somebody bought and holds, and what they show as organisers."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import concessions, places, till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.tickets import store, store_archive, store_baskets, store_orders, store_waiting
from leapfrog.tickets.cancelling import call_off
from leapfrog.tickets.shapes_baskets import baskets_shown

MOST = 100_000


async def export_orders(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What somebody bought, with the show and the tickets."""
    orders = await store_orders.of_buyer(db, person_id, MOST)
    tickets = await store_orders.tickets(db, [one.id for one in orders])
    shows = await store.shows(db, {one.show_id for one in orders})
    events = await store.events(db, {one.event_id for one in shows.values()})
    extras = await baskets_shown(db, orders)
    for one in orders:
        show = shows[one.show_id]
        shown: Record = msgspec.to_builtins(one)
        del shown["buyer_id"]
        yield {
            **shown,
            "event": events[show.event_id].name,
            "starts_at": show.starts_at.isoformat(),
            "extras": msgspec.to_builtins(extras[one.id].extras),
            "tickets": [
                {"id": str(each.id), "seat": each.seat, "price": each.price, "state": each.state}
                for each in tickets.get(one.id, [])
            ],
        }


async def erase_orders(db: Db, person_id: UUID) -> int:
    """What was bought is in the organiser's books as well; why one gave tickets away is not."""
    return await store_archive.forget_comps(db, person_id)


async def export_tickets(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What somebody can go in with, or went, whoever bought it."""
    for one in await store_orders.of_holder(db, person_id, MOST):
        shown: Record = msgspec.to_builtins(one)
        del shown["holder_id"]
        yield shown


async def erase_tickets(db: Db, person_id: UUID) -> int:
    """Tickets that others passed on belong to nobody any more; so does what one bought. Nobody
    finds what one began to pay with friends.
    """
    await store_baskets.forget(db, person_id)
    return await store_archive.forget_holder(db, person_id)


async def export_programme(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Venues with their plans, and events, of the shops that one owns."""
    shops = await till.shops_owned(db, person_id)
    venues = await store.venues_of(db, shops)
    for venue in venues:
        yield {"venue": msgspec.to_builtins(venue)}
    for hall in await store.halls_of(db, [one.id for one in venues]):
        plan = await store.plan(db, hall.plan_hash)
        yield {"hall": {"name": hall.name, "venue_id": str(hall.venue_id), "plan": plan}}
    for event in await store.events_of(db, shops):
        yield {"event": msgspec.to_builtins(event)}


async def erase_programme(db: Db, person_id: UUID) -> int:
    """What a shop that closes would show does not take place, and everybody has their money back;
    what it showed is called nothing any more.
    """
    shops = await till.shops_owned(db, person_id)
    for show in await store.to_come(db, shops):
        await call_off(db, show, "")
    await concessions.forget(db, await store_archive.shows_of(db, shops))
    gone = await store.venues_of(db, shops)
    await places.unpin(db, "event", [str(one.id) for one in gone])
    return await store_archive.forget_programme(db, shops)


async def export_wishes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """For which shows somebody waited, for how many tickets."""
    for one in await store_waiting.all_of(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["person_id"]
        yield shown


async def erase_wishes(db: Db, person_id: UUID) -> int:
    return await store_waiting.forget(db, person_id)


# What is sold and shown here is history elsewhere.
RECORD_SETS = (
    RecordSet("ticket_orders", export_orders, None, erase_orders),
    RecordSet("tickets", export_tickets, None, erase_tickets),
    RecordSet("ticket_wishes", export_wishes, None, erase_wishes),
    RecordSet("ticket_programme", export_programme, None, erase_programme),
)
