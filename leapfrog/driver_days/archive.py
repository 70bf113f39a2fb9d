"""Record sets of a driver's days: the record of here and what other towns have signed. Both go with
the driver; times on duty and wishes are told by their own modules.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.driver_days import records, store
from leapfrog.driver_days.errors import BadRideRecord, RideRecordTaken
from leapfrog.kernel.archive import Record, RecordSet, Restored
from leapfrog.kernel.db import Db


async def export_records(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """That of this town for who has driven somebody, and those brought here."""
    if (await store.drove(db, person_id)).rides:
        yield await records.record_of(db, person_id)
    for one in await store.records(db, person_id):
        yield records.as_statement(one)


async def restore_records(db: Db, person_id: UUID, found: list[Record]) -> Restored:
    """Those whose signature is right wait until their towns were asked; forged or altered ones, and
    that of this very town, stay out, and so does another one of a town whose record was verified
    here: what the town was asked about is not given up for what it has yet to be asked about.
    """
    new = known = left = 0
    before = await store.records(db, person_id)
    here = [records.as_statement(one) for one in before]
    sure = {one.town for one in before if one.state == "verified"}
    for one in found:
        # A take-out may write the same otherwise than it was brought.
        if one in here:
            known += 1
            continue
        if one.get("town") in sure:
            left += 1
            continue
        try:
            await records.keep(db, person_id, msgspec.json.encode(one), known=False)
            new += 1
        except (BadRideRecord, RideRecordTaken):
            left += 1
    return Restored(new, known, left, "not_possible")


RECORD_SETS = (RecordSet("ride_records", export_records, restore_records, store.forget),)
