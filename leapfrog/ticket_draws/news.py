"""Who hears of a draw: the devices that look, and those that do not."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import push, tickets
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.push import PushNotice
from leapfrog.ticket_draws.model import TicketDraw

NOTICE = "ticket_draw"


async def tell(db: Db, draw: TicketDraw, people: Iterable[UUID]) -> None:
    """These may choose their seats now, or have a seed to show."""
    named = set(people)
    stream.tell(db, named, tickets.CHANGED)
    await push.notify(db, [PushNotice(one, f"{NOTICE}:{draw.show_id}") for one in named])
