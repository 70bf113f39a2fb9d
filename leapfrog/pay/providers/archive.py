"""The record set of charges."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.pay.providers import store


async def export_charges(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.of_person(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["checkout"]
        yield shown


async def erase_charges(_db: Db, _person_id: UUID) -> int:
    """None: the town has to be able to show the provider's auditors what came in."""
    return 0


RECORD_SETS = (RecordSet("pay_charges", export_charges, None, erase_charges),)
