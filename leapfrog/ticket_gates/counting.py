"""What gates saw as a table, for whoever reckons up the evening."""

import csv
import io
from uuid import UUID

from leapfrog import tickets
from leapfrog.kernel.db import Db
from leapfrog.kernel.spreadsheets import no_formula
from leapfrog.seat_plans import Layout
from leapfrog.ticket_gates import store
from leapfrog.ticket_gates.store import Scan, TicketPlace

COLUMNS = ("at", "gate", "way", "outcome", "category", "row", "seat", "without network", "by name")


async def as_csv(db: Db, me: UUID, show_id: UUID) -> str:
    """All scans of a show that I lead, in their order, without whose the tickets are and who stood
    there. Raises `NoShow`, `RoleNeeded`.
    """
    show = await tickets.led_show(db, me, show_id)
    plan = await tickets.layout_of(db, show.plan_hash) if show.plan_hash else None
    places = await store.ticket_places(db, show.id)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in await store.of_show(db, show.id):
        rows.writerow(_row(one, places.get(one.ticket_id) if one.ticket_id else None, plan))
    return out.getvalue()


def _row(one: Scan, place: TicketPlace | None, plan: Layout | None) -> list[str]:
    seat = plan.seats[place.seat] if plan and place and place.seat is not None else None
    row = " ".join(filter(None, (seat.zone, seat.row_name))) if seat else ""
    words = (place.category_name if place else "", row, seat.number if seat else "")
    marks = ("yes" if one.offline else "", "yes" if one.by_name else "")
    told = (no_formula(one.gate), one.way, one.outcome, *map(no_formula, words))
    return [one.at.isoformat(), *told, *marks]
