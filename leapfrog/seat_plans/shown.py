"""Plans as they are shown to who chooses a seat. Pure."""

import msgspec

from leapfrog.seat_plans.plan import Layout, SeatKind


class PlanShown(msgspec.Struct, frozen=True):
    """The seats of a plan, each in its place in all of these lists: where it is, in which row and
    zone, its number, its category; `bank`: seats side by side have the same one.
    """

    x: list[float]
    y: list[float]
    row: list[str]
    zone: list[str]
    number: list[str]
    category: list[int]
    bank: list[int]
    kind: list[SeatKind]
    focus_x: float
    focus_y: float


def plan_shown(plan: Layout) -> PlanShown:
    """A plan for clients in columns, one list for each field: five hundred seats are few bytes."""
    found = plan.seats
    return PlanShown(
        x=[round(one.x, 1) for one in found],
        y=[round(one.y, 1) for one in found],
        row=[one.row_name for one in found],
        zone=[one.zone for one in found],
        number=[one.number for one in found],
        category=[one.category for one in found],
        bank=[one.bank for one in found],
        kind=[one.kind for one in found],
        focus_x=plan.focus.x,
        focus_y=plan.focus.y,
    )
