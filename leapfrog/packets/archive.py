"""Record sets of red packets: what somebody gave away, and what they found."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.packets import expiring, store


async def export_packets(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The seed of one that is open stays a secret, of its sender too."""
    for one in await store.sent_by(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["payer"], shown["account"]
        shown["seed"] = one.seed.hex() if one.state != "open" else None
        yield shown


async def export_finds(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.found_by(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["claim_id"], shown["person_id"]
        yield shown


async def erase_packets(db: Db, person_id: UUID) -> int:
    """What is left of open ones comes back first; then their words go. The amounts belong to the
    others as well.
    """
    for packet in await store.sent_by(db, person_id):
        if packet.state == "open":
            await expiring.end(db, packet.id)
    return await store.forget(db, person_id)


async def erase_finds(_db: Db, _person_id: UUID) -> int:
    """None: they are a part of somebody's packet, and hold no name."""
    return 0


RECORD_SETS = (
    RecordSet("pay_packets", export_packets, None, erase_packets),
    RecordSet("pay_packet_finds", export_finds, None, erase_finds),
)
