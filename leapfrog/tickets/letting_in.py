"""What gates need: the keys by which they know tickets, and to say who came in."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.ticket_codes import show_secret
from leapfrog.tickets import store_gate
from leapfrog.tickets.model import Show
from leapfrog.tickets.signing import key
from leapfrog.tickets.store_gate import TicketEntry


async def public_keys(db: Db) -> dict[int, bytes]:
    """The keys that sign tickets, by number; makes one in a town that has none."""
    await key(db)
    return await store_gate.keys(db)


async def live_secrets(db: Db, show: Show) -> dict[int, bytes]:
    """The secrets of a show by which a gate checks living codes, by the number of the key."""
    return {n: show_secret(seed, show.number) for n, seed in (await store_gate.seeds(db)).items()}


async def set_entries(db: Db, entries: Mapping[UUID, TicketEntry | None]) -> None:
    """Sets by which scan holders of locked tickets came in (None: never); void ones stay."""
    if entries:
        await store_gate.set_entries(db, entries)
