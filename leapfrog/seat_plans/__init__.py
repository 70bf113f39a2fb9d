"""Seating plans as pretix writes them, how their seats are counted, and which may be taken
together. Pure.
"""

from leapfrog.seat_plans.errors import BadPlan
from leapfrog.seat_plans.pairing import broken_pairs, partners
from leapfrog.seat_plans.plan import (
    MOST_IN_ROW,
    MOST_ROWS,
    MOST_SEATS,
    Layout,
    PlacedSeat,
    PlanPoint,
    SeatingPlan,
    SeatKind,
    grid,
    layout,
    plan_hash,
    read_plan,
    stored_plan,
    write_plan,
)
from leapfrog.seat_plans.seating import Alone, best, fitting, judge, nearest_without_orphan, orphans
from leapfrog.seat_plans.shown import PlanShown, plan_shown

__all__ = [
    "MOST_IN_ROW",
    "MOST_ROWS",
    "MOST_SEATS",
    "Alone",
    "BadPlan",
    "Layout",
    "PlacedSeat",
    "PlanPoint",
    "PlanShown",
    "SeatKind",
    "SeatingPlan",
    "best",
    "broken_pairs",
    "fitting",
    "grid",
    "judge",
    "layout",
    "nearest_without_orphan",
    "orphans",
    "partners",
    "plan_hash",
    "plan_shown",
    "read_plan",
    "stored_plan",
    "write_plan",
]
