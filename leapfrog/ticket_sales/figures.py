"""What an organiser sees of a show: places, sales over time, money, doors. Nothing of who buys."""

import csv
import io
from uuid import UUID

import msgspec

from leapfrog import concessions, ticket_origins, tickets
from leapfrog.kernel.db import Db
from leapfrog.kernel.spreadsheets import no_formula
from leapfrog.ticket_sales import store
from leapfrog.ticket_sales.store import (
    CategoryFigures,
    EscrowFigures,
    HourFigures,
    MinuteFigures,
)

COLUMNS = (
    "category",
    "row",
    "seat",
    "price",
    "full price",
    "fare",
    "state",
    "box office",
    "bought at",
    "in at",
    "gate",
)


class PlaceFigures(msgspec.Struct, frozen=True):
    """Of a category: so many `places`, of which `free`; of seats, `kept` are kept back."""

    category: CategoryFigures
    places: int
    free: int
    kept: int


class ShowFigures(msgspec.Struct, frozen=True):
    """A show in numbers; `hours`: sales, in their order; `minutes`: who came in; `origins`: where
    buyers came from, without what is too few to be told.
    """

    currency: str
    places: list[PlaceFigures]
    hours: list[HourFigures]
    minutes: list[MinuteFigures]
    money: EscrowFigures
    cash: int
    origins: list[ticket_origins.OriginFigures]


async def figures(db: Db, me: UUID, show_id: UUID) -> ShowFigures:
    """For who leads the shop. Raises `NoShow`, `RoleNeeded`."""
    show = await tickets.led_show(db, me, show_id)
    told = await tickets.show_shown(db, show.id) if show.state != "draft" else None
    seats = await store.places(db, show.id)
    trades = [tickets.trade_id(one) for one in await store.orders(db, show.id)]
    trades += [concessions.trade_id(one) for one in await store.lines(db, show.id)]
    left = {one.n: one.left for one in told.categories} if told else {}
    return ShowFigures(
        currency=show.currency,
        places=[
            _places(one, seats, left.get(one.n)) for one in await store.by_category(db, show.id)
        ],
        hours=await store.by_hour(db, show.id),
        minutes=await store.by_minute(db, show.id),
        money=await store.escrow_sums(db, trades),
        cash=(await tickets.sums(db, show.id)).cash,
        origins=await ticket_origins.of_show(db, show.id),
    )


async def as_csv(db: Db, me: UUID, show_id: UUID) -> str:
    """The tickets of a show as a table, without whose they are. Raises `NoShow`, `RoleNeeded`."""
    show = await tickets.led_show(db, me, show_id)
    plan = await tickets.layout_of(db, show.plan_hash) if show.plan_hash else None
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in await store.sold_tickets(db, show.id):
        seat = plan.seats[one.seat] if plan and one.seat is not None else None
        row = " ".join(part for part in (seat.zone, seat.row_name) if part) if seat else ""
        used = one.used_at.isoformat() if one.used_at else ""
        words = (one.category, row, seat.number if seat else "")
        sums = (one.price, one.full_price)
        rest = (one.state, "yes" if one.box_office else "", one.bought_at.isoformat(), used)
        rows.writerow(
            [*map(no_formula, words), *sums, no_formula(one.fare), *rest, no_formula(one.gate)]
        )
    return out.getvalue()


def _places(
    one: CategoryFigures, seats: dict[int, tuple[int, int, int]], left: int | None
) -> PlaceFigures:
    if one.n in seats:
        return PlaceFigures(one, *seats[one.n])
    free = left or 0
    return PlaceFigures(one, free + one.sold + one.held, free, 0)
