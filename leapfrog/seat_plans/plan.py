"""Seating plans: pretix's JSON in and out, and a grid made of numbers. Pure.

The format is that of pretix's `seating-plan.schema.json`: zones, each with rows, each with seats,
placed in a plane; categories by name. What it does not know stands under `x`, which others ignore:
the point to which all look (`focus`), what kind a seat is, and where an aisle is.
"""

import math
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from statistics import median
from typing import Any, Literal

import msgspec

from leapfrog.seat_plans.errors import BadPlan

MOST_SEATS, MOST_ROWS, MOST_IN_ROW, LONGEST = 5_000, 300, 200, 60
FAR = 1_000_000.0
# Where two seats of a row are so many times further apart than usual, there is an aisle.
AISLE = 1.6
SeatKind = Literal["seat", "wheelchair", "companion", "couple", "obstructed"]


class PlanPoint(msgspec.Struct, frozen=True):
    """In the plane of the plan, or of what is around it."""

    x: float = 0.0
    y: float = 0.0


class PlanSeat(msgspec.Struct, frozen=True, omit_defaults=True):
    """`x`: what we say beyond pretix: the kind of seat, and whether an aisle follows."""

    seat_guid: str
    seat_number: str
    category: str
    position: PlanPoint = PlanPoint()
    x: dict[str, Any] = {}


class PlanRow(msgspec.Struct, frozen=True, omit_defaults=True):
    row_number: str
    seats: list[PlanSeat]
    position: PlanPoint = PlanPoint()
    row_number_position: str | None = None


class PlanZone(msgspec.Struct, frozen=True, omit_defaults=True):
    """`areas`: shapes without seats, such as a stage; kept as they came."""

    name: str
    rows: list[PlanRow]
    position: PlanPoint = PlanPoint()
    areas: list[dict[str, Any]] = []


class PlanCategory(msgspec.Struct, frozen=True):
    name: str
    color: str = "#7f4a91"


class PlanSize(msgspec.Struct, frozen=True):
    width: float
    height: float


class SeatingPlan(msgspec.Struct, frozen=True, omit_defaults=True):
    """A plan as pretix writes it."""

    name: str
    categories: list[PlanCategory]
    zones: list[PlanZone]
    size: PlanSize = PlanSize(0.0, 0.0)
    x: dict[str, Any] = {}


class PlacedSeat(msgspec.Struct, frozen=True):
    """One seat as it is counted along the plan. `bank`: seats side by side have the same one;
    `category`: its place in the plan's list.
    """

    n: int
    row: int
    bank: int
    row_name: str
    number: str
    zone: str
    category: int
    x: float
    y: float
    kind: SeatKind


class Layout(msgspec.Struct, frozen=True):
    """A plan as it is counted: all seats in their order, and the point to which they look."""

    seats: tuple[PlacedSeat, ...]
    focus: PlanPoint

    def banks(self) -> list[list[PlacedSeat]]:
        """Seats side by side, without an aisle between."""
        found: dict[int, list[PlacedSeat]] = {}
        for seat in self.seats:
            found.setdefault(seat.bank, []).append(seat)
        return list(found.values())


def read_plan(given: Any) -> SeatingPlan:
    """A seating plan out of JSON, checked. Raises `BadPlan`, which says where."""
    try:
        plan = msgspec.convert(given, SeatingPlan)
    except msgspec.ValidationError as cause:
        raise BadPlan(str(cause)) from None
    _check_names(plan)
    _check_seats(plan)
    _check_focus(plan)
    return plan


def stored_plan(kept: Any) -> SeatingPlan:
    """A plan out of stored JSON, which was checked when it was kept."""
    return msgspec.convert(kept, SeatingPlan)


def write_plan(plan: SeatingPlan) -> dict[str, Any]:
    """A seating plan as JSON in the format of pretix."""
    found: dict[str, Any] = msgspec.to_builtins(plan)
    # Its schema demands these, whatever they are.
    found |= {"size": msgspec.to_builtins(plan.size)}
    for zone, made in zip(plan.zones, found["zones"], strict=True):
        made |= {"position": msgspec.to_builtins(zone.position), "areas": zone.areas}
        for row, told in zip(zone.rows, made["rows"], strict=True):
            told["position"] = msgspec.to_builtins(row.position)
            for seat, one in zip(row.seats, told["seats"], strict=True):
                one["position"] = msgspec.to_builtins(seat.position)
    return found


def plan_hash(plan: SeatingPlan) -> bytes:
    """The SHA-256 of a plan by its sorted JSON; equal plans have the same."""
    return sha256(msgspec.json.encode(plan, order="sorted")).digest()


def layout(plan: SeatingPlan) -> Layout:
    """The seats of a plan numbered from 0: zone by zone, row by row, as the plan lists them, each
    with its bank (seats side by side without an aisle).
    """
    categories = {one.name: n for n, one in enumerate(plan.categories)}
    seats: list[PlacedSeat] = []
    bank = -1
    for row_number, (zone, row) in enumerate(_rows(plan)):
        ends = _aisles(row.seats)
        bank += 1
        for place, seat in enumerate(row.seats):
            seats.append(
                PlacedSeat(
                    n=len(seats),
                    row=row_number,
                    bank=bank,
                    row_name=row.row_number,
                    number=seat.seat_number,
                    zone=zone.name,
                    category=categories[seat.category],
                    x=zone.position.x + row.position.x + seat.position.x,
                    y=zone.position.y + row.position.y + seat.position.y,
                    kind=seat.x.get("kind", "seat"),
                )
            )
            bank += place in ends
    return Layout(tuple(seats), _focus(plan, seats))


def grid(name: str, rows: int, seats: int, category: str, aisle_after: int = 0) -> SeatingPlan:
    """A plan of `rows` rows with `seats` seats each, numbered from 1, all of one category.
    `aisle_after`: the seat behind which an aisle is, 0 for none. Raises `BadPlan`.
    """
    if not (1 <= rows <= MOST_ROWS and 1 <= seats <= MOST_IN_ROW and 0 <= aisle_after < seats):
        raise BadPlan(f"1 to {MOST_ROWS} rows of 1 to {MOST_IN_ROW} seats.")
    made = [
        PlanRow(
            row_number=str(row),
            row_number_position="both",
            position=PlanPoint(0.0, row * 28.0),
            seats=[
                PlanSeat(
                    seat_guid=f"{row}-{seat}",
                    seat_number=str(seat),
                    category=category,
                    position=PlanPoint(seat * 25.0 + (25.0 if 0 < aisle_after < seat else 0.0)),
                )
                for seat in range(1, seats + 1)
            ],
        )
        for row in range(1, rows + 1)
    ]
    width = (seats + 2 + bool(aisle_after)) * 25.0
    plan = SeatingPlan(
        name=name,
        categories=[PlanCategory(category)],
        zones=[PlanZone("", made)],
        size=PlanSize(width, (rows + 2) * 28.0),
    )
    return read_plan(msgspec.to_builtins(plan))


def _rows(plan: SeatingPlan) -> Iterator[tuple[PlanZone, PlanRow]]:
    for zone in plan.zones:
        for row in zone.rows:
            yield zone, row


def _check_names(plan: SeatingPlan) -> None:
    names = [one.name for one in plan.categories]
    if not names or len(set(names)) < len(names) or not all(map(_short, names)):
        raise BadPlan("Categories have names, each another one.", where="categories")
    if not all(map(_color, (one.color for one in plan.categories))):
        raise BadPlan("A colour is # and six hexadecimal digits.", where="categories")
    if len(names) > 30 or not _short(plan.name):
        raise BadPlan("At most 30 categories, and a name.", where="name")
    numbers = [plan.size.width, plan.size.height]
    if not all(math.isfinite(one) and 0 <= one <= FAR for one in numbers):
        raise BadPlan("The size is not a size.", where="size")


def _check_seats(plan: SeatingPlan) -> None:
    known = {one.name for one in plan.categories}
    guids: set[str] = set()
    rows = list(_rows(plan))
    total = sum(len(row.seats) for _, row in rows)
    if not 1 <= total <= MOST_SEATS or len(rows) > MOST_ROWS:
        raise BadPlan(f"1 to {MOST_SEATS} seats in at most {MOST_ROWS} rows.", where="zones")
    for zone, row in rows:
        where = f"{zone.name} {row.row_number}".strip()
        # Whether seats stay alone is asked of each window of a row: the longest one sets the cost.
        if len(row.seats) > MOST_IN_ROW:
            raise BadPlan(f"At most {MOST_IN_ROW} seats in a row.", where=where)
        numbers = [seat.seat_number for seat in row.seats]
        if len(set(numbers)) < len(numbers):
            raise BadPlan("Two seats of this row have the same number.", where=where)
        for seat in row.seats:
            _check_seat(zone, row, seat, known)
            if seat.seat_guid in guids:
                raise BadPlan("Two seats have the same guid.", where=f"{where} {seat.seat_number}")
            guids.add(seat.seat_guid)


def _check_seat(zone: PlanZone, row: PlanRow, seat: PlanSeat, known: set[str]) -> None:
    where = f"{zone.name} {row.row_number} {seat.seat_number}".strip()
    texts = (row.row_number, seat.seat_number, seat.seat_guid)
    if not all(len(one) <= LONGEST for one in (*texts, zone.name)) or not seat.seat_guid:
        raise BadPlan(f"Names have at most {LONGEST} characters.", where=where)
    if seat.category not in known:
        raise BadPlan("There is no such category.", where=where)
    if seat.x.get("kind", "seat") not in SeatKind.__args__:  # type: ignore[attr-defined]
        raise BadPlan("There is no such kind of seat.", where=where)
    places = (zone.position, row.position, seat.position)
    if not all(math.isfinite(v) and abs(v) <= FAR for one in places for v in (one.x, one.y)):
        raise BadPlan("It is not in the plane.", where=where)


def _check_focus(plan: SeatingPlan) -> None:
    said = plan.x.get("focus")
    if said is None:
        return
    try:
        point = msgspec.convert(said, PlanPoint)
    except msgspec.ValidationError:
        raise BadPlan("The focus is a point.", where="x.focus") from None
    if not all(math.isfinite(one) and abs(one) <= FAR for one in (point.x, point.y)):
        raise BadPlan("It is not in the plane.", where="x.focus")


def _short(text: str) -> bool:
    return len(text.strip()) >= 1 and len(text) <= LONGEST


def _color(text: str) -> bool:
    return (
        len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])
    )


def _aisles(seats: Sequence[PlanSeat]) -> set[int]:
    """After which of a row's seats there is an aisle: where it is said, or where they are apart."""
    gaps = [math.dist(_at(one), _at(other)) for one, other in pairwise(seats)]
    usual = median(gaps) if gaps else 0.0
    return {
        place
        for place, gap in enumerate(gaps)
        if seats[place].x.get("aisle") is True or gap > AISLE * usual > 0
    }


def _at(seat: PlanSeat) -> tuple[float, float]:
    return seat.position.x, seat.position.y


def _focus(plan: SeatingPlan, seats: Sequence[PlacedSeat]) -> PlanPoint:
    """Where one sees best: as the plan says, else in the middle, three fifths from the front."""
    said = plan.x.get("focus")
    if said is not None:
        return msgspec.convert(said, PlanPoint)
    xs, ys = [seat.x for seat in seats], [seat.y for seat in seats]
    return PlanPoint((min(xs) + max(xs)) / 2, min(ys) + (max(ys) - min(ys)) * 0.6)
