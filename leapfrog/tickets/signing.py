"""The town's keys for tickets, and the codes of tickets."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.signing import new_seed, public_of
from leapfrog.ticket_codes import TicketCode, show_secret, ticket_secret, written
from leapfrog.tickets import store_gate
from leapfrog.tickets.model import EARLY, LIVE, Show, Ticket
from leapfrog.tickets.store_gate import TicketKey


async def key(db: Db) -> TicketKey:
    """The newest one; a town that has none makes it."""
    found = await store_gate.newest_key(db)
    if found is not None:
        return found
    await store_gate.lock_keys(db)
    found = await store_gate.newest_key(db)
    if found is None:
        seed = new_seed()
        found = TicketKey(1, seed)
        await store_gate.add_key(db, found.number, seed, public_of(seed))
    return found


def code_of(ticket: Ticket, show: Show, by: TicketKey) -> str:
    """What the QR code of a ticket says."""
    code = TicketCode(
        key=by.number,
        ticket=ticket.id,
        show=show.number,
        seat=ticket.seat,
        category=ticket.category,
        entries=1,
        opens=show.doors_at - EARLY,
        until=show.ends_at,
        turn=ticket.turn,
    )
    return written(code, by.seed)


async def codes_and_secrets(
    db: Db, tickets: Sequence[Ticket], shows: dict[UUID, Show]
) -> dict[UUID, tuple[str, bytes]]:
    """The codes of those of these tickets that are good, by ticket, each with the secret by which
    its holder's phone shows that it is no picture.
    """
    good = [one for one in tickets if one.state in LIVE]
    if not good:
        return {}
    by = await key(db)
    found = {}
    for one in good:
        show = shows[one.show_id]
        secret = ticket_secret(show_secret(by.seed, show.number), one.id, one.turn)
        found[one.id] = (code_of(one, show, by), secret)
    return found
