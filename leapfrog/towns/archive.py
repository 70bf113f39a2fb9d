"""What there is of somebody here in other towns: with whom they are tied."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog import identity
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.towns import store_ties, ties


async def export_ties(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """By address and pid, who elsewhere holds this person as a contact: by these a town to which
    they go can ask them again.
    """
    found = await store_ties.tied(db, person_id)
    people, pids = await identity.named(db, found), await identity.pids_of(db, found)
    for one in found:
        yield {"address": people[one].address, "pid": pids.get(one)}


RECORD_SETS = (RecordSet("town_ties", export_ties, None, ties.end_all),)
