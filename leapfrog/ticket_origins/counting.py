"""SQL of where tickets were bought from. A row says nothing of who bought, nor when."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

TicketOrigin = Literal[
    "programme", "event", "venue", "organiser", "map", "search", "chat", "link", "other"
]
# Fewer tickets than these are told with the others, or not at all.
LEAST = 10
NOTE = "insert into ticket_origins_sale (show_id, origin, tickets) values ($1, $2, $3)"
OF_SHOW = """
select origin, sum(tickets)::bigint as tickets from ticket_origins_sale
where show_id = $1 group by origin order by tickets desc, origin
"""


class OriginFigures(msgspec.Struct, frozen=True):
    """So many tickets were bought by people who came to the show from there."""

    origin: TicketOrigin
    tickets: int


async def note(db: Db, show_id: UUID, origin: TicketOrigin, tickets: int) -> None:
    """Notes that a sale of so many tickets of a show came from this origin (a link, the search,
    ...).
    """
    await db.run(NOTE, show_id, origin, tickets)


async def of_show(db: Db, show_id: UUID) -> list[OriginFigures]:
    """How many tickets of a show were bought by origin, the most first, as `pooled` tells them."""
    return pooled(await db.all_as(OriginFigures, OF_SHOW, show_id))


def pooled(found: Sequence[OriginFigures]) -> list[OriginFigures]:
    """Figures by origin as an organiser may see them: those of few tickets are added to `other`,
    which is left out where it has few itself.
    """
    many = [one for one in found if one.tickets >= LEAST and one.origin != "other"]
    rest = sum(one.tickets for one in found) - sum(one.tickets for one in many)
    return [*many, *([OriginFigures("other", rest)] if rest >= LEAST else [])]
