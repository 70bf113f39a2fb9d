"""SQL of what gates know of tickets: the tables of tickets are read."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.ticket_codes import GateEntry

# Of a show that is called off no ticket is good, refunded yet or not.
ENTRY = """
select t.id, turn, t.state in ('void', 'held') or s.state = 'cancelled' as void, used_at,
    used_gate as gate, t.holder_id is null as paper
from tickets_ticket t join tickets_show s on s.id = t.show_id
"""
# What was never paid has no code that could be shown. Where codes have to live, those on paper are
# known.
ENTRIES = f"""
{ENTRY} join tickets_order o on o.id = t.order_id
where t.show_id = $1 and o.paid_at is not null
    and (turn > 0 or t.state in ('void', 'used') or s.state = 'cancelled'
        or ($2 and t.holder_id is null))
"""
ENTRIES_OF = f"{ENTRY} where t.id = any($1::uuid[])"


async def entries(db: Db, show_id: UUID, *, live: bool) -> dict[UUID, GateEntry]:
    """The tickets of a show of which a signature alone does not say all; `live`: also those on
    paper.
    """
    return await db.map_as(GateEntry, ENTRIES, show_id, live)


async def entries_of(db: Db, tickets: Iterable[UUID]) -> dict[UUID, GateEntry]:
    """These, whatever is known of them."""
    return await db.map_as(GateEntry, ENTRIES_OF, list(tickets))
