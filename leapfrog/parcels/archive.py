"""Parcels' record sets: the address book, what somebody has had sent, what they carry and keep."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import till, wallet
from leapfrog.kernel.archive import Record, RecordSet, Restored, record_without, restored
from leapfrog.kernel.db import Db
from leapfrog.parcels import addresses, points, reading, store, store_carriers, store_people
from leapfrog.parcels.people import MOST_ADDRESSES, SavedAddress

# Codes open parcels; ids are the town's.
HIDDEN = ("buyer_id", "code", "fee", "receiver_id")


async def export_addresses(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store_people.addresses(db, person_id):
        yield msgspec.to_builtins(one)


async def restore_addresses(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    there = {one.id for one in await store_people.addresses(db, person_id)}
    found = [one for one in msgspec.convert(records, list[SavedAddress]) if one.id not in there]
    fitting = found[: max(0, MOST_ADDRESSES - len(there))]
    for one in fitting:
        kept = replace(one, is_default=one.is_default and not there)
        await addresses.put_address(db, person_id, kept)
    return restored(len(fitting), records, len(found) - len(fitting), "not_possible")


async def erase_addresses(db: Db, person_id: UUID) -> int:
    return await store_people.drop_addresses(db, person_id)


async def export_deliveries(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person has had sent, with its parcels and what happened with these."""
    found = await store.deliveries_of(db, person_id)
    parcels = await reading.of_deliveries(db, [one.id for one in found])
    whole = [one.whole_id or one.id for each in parcels.values() for one in each]
    events = await store.events(db, whole)
    for one in found:
        shown: Record = msgspec.to_builtins(one)
        for name in HIDDEN:
            del shown[name]
        if one.hidden:
            shown |= {"for_phone": "", "for_address": "", "lat": None, "lon": None}
        shown["parcels"] = [
            {
                "number": each.number,
                "state": each.state,
                "signature": each.signature,
                "events": [
                    {"act": step.act, "state": step.state, "at": step.at.isoformat()}
                    for step in events.get(each.whole_id or each.id, [])
                ],
            }
            for each in parcels.get(one.id, [])
        ]
        yield shown


async def erase_deliveries(db: Db, person_id: UUID) -> int:
    """Where things went is forgotten; that they were sent is the shop's as well."""
    signed = await store_people.forget_signer(db, person_id)
    signed += await store_carriers.forget(db, None, person_id)
    return signed + await store.forget_buyer(db, person_id)


async def export_carrying(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """How the person carries for others, and what cash they handed in."""
    courier = await store_people.courier(db, person_id)
    counts = await store_people.counts_of(db, person_id)
    if courier is not None or counts:
        yield msgspec.to_builtins(
            {
                "courier": courier,
                "counts": [
                    {"expected": one.expected, "counted": one.counted, "at": one.at}
                    for one in counts
                ],
            }
        )


async def erase_carrying(db: Db, person_id: UUID) -> int:
    """Raises `MoneyLeft` while the person has parcels or cash of others."""
    if await store.carried_by(db, person_id) or await store_people.cash_of(db, person_id):
        raise wallet.MoneyLeft(where="parcels")
    said = await store_people.forget_reasons(db, person_id)
    return said + await store_people.drop_courier(db, person_id)


async def export_points(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The counters of the person's own shops that keep parcels; lockers are told beside."""
    found = await store_people.points(db, await till.shops_owned(db, person_id))
    for one in found.values():
        yield record_without(one, "name", "doors", "tries", "locked_until", "asked_by")


async def erase_points(db: Db, person_id: UUID) -> int:
    """Nothing new comes there any more. Raises `MoneyLeft` while parcels of others lie there."""
    own = await store_people.points(db, await till.shops_owned(db, person_id))
    for one in own:
        await points.close_point(db, one)
        if await store.count_at(db, one):
            raise wallet.MoneyLeft(where="parcels")
    return len(own)


# What comes is between a person and shops of this town: it is history elsewhere.
RECORD_SETS = (
    RecordSet("parcels_addresses", export_addresses, restore_addresses, erase_addresses),
    RecordSet("parcels_deliveries", export_deliveries, None, erase_deliveries),
    RecordSet("parcels_courier", export_carrying, None, erase_carrying),
    RecordSet("parcels_points", export_points, None, erase_points),
)
