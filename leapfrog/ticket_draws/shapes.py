"""How draws are shown."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import drops, tickets, till
from leapfrog.drops import DrawProof
from leapfrog.kernel.db import Db
from leapfrog.ticket_draws import store
from leapfrog.ticket_draws.errors import NoTicketDraw
from leapfrog.ticket_draws.model import DrawPhase, TicketDraw
from leapfrog.tickets import EarlyRight, ShowShown


class OwnEntry(msgspec.Struct, frozen=True):
    """That one takes part. `place`: how many come sooner, and 1; null: it is not known yet, or far
    behind.
    """

    id: UUID
    place: int | None


class OwnEarlyRight(msgspec.Struct, frozen=True):
    """One may take so many tickets in all, before `until`."""

    count: int
    until: datetime
    open: bool


class TicketDrawShown(msgspec.Struct, frozen=True):
    """A draw: `rights` people may take up to `each` tickets before the sale opens to everybody.
    Commitments and `root`, SHA-256 of the closed list, in hexadecimal; `people`: so many take part;
    `entry`, `right`: one's own; `leads`: one runs the shop.
    """

    show: ShowShown
    phase: DrawPhase
    rights: int
    each: int
    buy_hours: int
    registered_before: datetime
    opens_at: datetime
    closes_at: datetime
    town_commitment: str
    maker_commitment: str
    drawn_at: datetime | None
    root: str | None
    people: int
    ended_why: str | None
    entry: OwnEntry | None
    right: OwnEarlyRight | None
    leads: bool


async def shown(db: Db, me: UUID, draw: TicketDraw) -> TicketDrawShown:
    """A draw as a person sees it, with their own entry and right."""
    works = await till.shops_of(db, me)
    leads = {one.shop.id for one in works if one.role in till.LEADING_ROLES}
    right = await tickets.right_of(db, draw.show_id, me)
    return TicketDrawShown(
        show=await tickets.show_shown(db, draw.show_id),
        phase=draw.phase(db.now),
        rights=draw.rights,
        each=draw.each,
        buy_hours=draw.buy_hours,
        registered_before=draw.registered_before,
        opens_at=draw.opens_at,
        closes_at=draw.closes_at,
        town_commitment=drops.commitment(draw.town_seed).hex(),
        maker_commitment=draw.maker_commitment.hex(),
        drawn_at=draw.drawn_at,
        root=draw.root.hex() if draw.root else None,
        people=draw.entries or await store.count(db, draw.show_id),
        ended_why=draw.ended_why,
        entry=await _entry(db, me, draw),
        right=_right(right, db.now) if right else None,
        leads=draw.merchant_id in leads,
    )


def _right(right: EarlyRight, now: datetime) -> OwnEarlyRight:
    return OwnEarlyRight(right.count, right.until, right.until > now)


async def _entry(db: Db, me: UUID, draw: TicketDraw) -> OwnEntry | None:
    found = await store.entry_of(db, draw.show_id, me)
    if found is None:
        return None
    place = await store.place_of(db, found.id)
    return OwnEntry(found.id, None if place is None else await store.before(db, place) + 1)


async def proof(db: Db, show_id: UUID) -> DrawProof:
    """What a drawn draw publishes, to be checked by `drops.draw_faults`: commitments, seeds, root,
    and who came first. Raises `NoTicketDraw` before it is drawn.
    """
    draw = await store.find(db, show_id)
    if draw is None or draw.maker_seed is None or draw.drawn_rights is None or draw.root is None:
        raise NoTicketDraw
    return DrawProof(
        method=drops.DRAW_METHOD,
        town_commitment=drops.commitment(draw.town_seed).hex(),
        maker_commitment=draw.maker_commitment.hex(),
        town_seed=draw.town_seed.hex(),
        maker_seed=draw.maker_seed.hex(),
        root=draw.root.hex(),
        tickets=draw.entries,
        units=draw.drawn_rights,
        early=0,
        first=await store.first(db, show_id, draw.drawn_rights),
    )
