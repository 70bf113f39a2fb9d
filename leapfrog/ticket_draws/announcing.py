"""A draw is announced by who leads the shop, and may be called off until somebody has a right."""

import secrets
from uuid import UUID

from msgspec.structs import replace

from leapfrog import drops, tickets
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.ticket_draws import store
from leapfrog.ticket_draws.errors import DrawStands, NoTicketDraw, TicketDrawNotNow
from leapfrog.ticket_draws.model import (
    LEAST_TIME,
    LONGEST_OPEN,
    MOST_EACH,
    MOST_RIGHTS,
    NewTicketDraw,
    TicketDraw,
)
from leapfrog.tickets import Show

CLOSE, TURN = "ticket_draws.close", "ticket_draws.turn"
LONGEST_WHY = 200


async def announce(db: Db, me: UUID, wanted: NewTicketDraw) -> TicketDraw:
    """Announces a draw for a show that I lead, whose sale opens later: who is drawn may take
    tickets before that. The same again is the same. Raises `Invalid`, `NoShow`, `RoleNeeded`,
    `DrawStands`.
    """
    show = await tickets.led_show(db, me, wanted.show_id)
    before = await store.find(db, show.id)
    if before is not None:
        return _same(before, wanted)
    places = (await tickets.show_shown(db, show.id)).places
    _check(db, show, wanted, places)
    made = TicketDraw(
        show_id=show.id,
        merchant_id=show.merchant_id,
        by_id=me,
        rights=wanted.rights,
        each=wanted.each,
        buy_hours=wanted.buy_hours,
        registered_before=wanted.registered_before or db.now,
        opens_at=wanted.opens_at or db.now,
        closes_at=wanted.closes_at,
        state="announced",
        town_seed=secrets.token_bytes(drops.SEED_BYTES),
        maker_commitment=wanted.commitment,
        maker_seed=None,
        root=None,
        entries=0,
        drawn_at=None,
        drawn_rights=None,
        ended_why=None,
        made_at=db.now,
    )
    if not await store.add(db, made):
        # It was announced at this moment, by the same request perhaps.
        return await announce(db, me, wanted)
    await schedule(db, CLOSE, str(show.id), made.closes_at)
    return made


async def led_draw(db: Db, me: UUID, show_id: UUID) -> TicketDraw:
    """A draw of a show that I lead, locked. Raises `NoShow`, `RoleNeeded`, `NoTicketDraw`."""
    await tickets.led_show(db, me, show_id)
    found = await store.lock(db, show_id)
    if found is None:
        raise NoTicketDraw
    return found


async def call_off(db: Db, me: UUID, show_id: UUID, why: str) -> TicketDraw:
    """There is no draw after all; everybody can read why, and may buy when the sale opens. Again is
    the same. Raises `Invalid`, `NoShow`, `RoleNeeded`, `NoTicketDraw`, and `TicketDrawNotNow` once
    it is drawn.
    """
    said = " ".join(plain(why).split())
    if not 1 <= len(said) <= LONGEST_WHY:
        raise Invalid(f"1 to {LONGEST_WHY} characters.")
    draw = await led_draw(db, me, show_id)
    if draw.state == "called_off":
        return draw
    if draw.state not in ("announced", "closed"):
        raise TicketDrawNotNow(phase=draw.phase(db.now))
    return await end(db, draw, said)


async def end(db: Db, draw: TicketDraw, why: str) -> TicketDraw:
    """A locked draw that was not drawn does not take place."""
    ended = replace(draw, state="called_off", ended_why=why)
    await store.save(db, ended)
    await cancel(db, CLOSE, str(draw.show_id))
    return ended


def _same(before: TicketDraw, wanted: NewTicketDraw) -> TicketDraw:
    """Raises `DrawStands`."""
    names = ("rights", "each", "closes_at", "buy_hours")
    same = all(getattr(before, name) == getattr(wanted, name) for name in names)
    if not same or before.maker_commitment != wanted.commitment:
        raise DrawStands
    return before


def _check(db: Db, show: Show, wanted: NewTicketDraw, places: int) -> None:
    """Raises `Invalid`."""
    sale = show.sale_opens_at
    if show.state != "on_sale" or sale is None or sale <= db.now:
        raise Invalid("A draw is of a show that is on sale later.", field="show_id")
    opens_at = wanted.opens_at or db.now
    if not db.now <= opens_at < wanted.closes_at <= opens_at + LONGEST_OPEN:
        raise Invalid("It opens from now on, and closes within 60 days.", field="closes_at")
    if wanted.closes_at + LEAST_TIME > sale:
        raise Invalid("It closes before the sale opens, with time to choose.", field="closes_at")
    if wanted.registered_before is not None and wanted.registered_before > opens_at:
        raise Invalid("Accounts are older than the opening.", field="registered_before")
    if len(wanted.commitment) != drops.SEED_BYTES:
        raise Invalid("It is the SHA-256 of a seed.", field="commitment")
    most = min(MOST_EACH, show.most_each)
    if not (1 <= wanted.each <= most and 1 <= wanted.buy_hours <= 168):
        raise Invalid(f"1 to {most} tickets each, in 1 to 168 hours.", field="each")
    if not 1 <= wanted.rights <= min(MOST_RIGHTS, places // wanted.each):
        raise Invalid(f"So many tickets there are not: {places}.", field="rights")
