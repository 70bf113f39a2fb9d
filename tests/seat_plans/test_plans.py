"""Seating plans come in and go out as pretix has them; what cannot be a plan is refused by name."""

from copy import deepcopy
from typing import Any

import pytest

from leapfrog.seat_plans import MOST_SEATS, BadPlan, grid, layout, plan_hash, read_plan, write_plan


def pretix() -> dict[str, Any]:
    """A small hall as pretix's editor writes it, with what only we say under `x`."""
    seats = [
        {
            "seat_guid": f"A{n}",
            "seat_number": str(n),
            "position": {"x": 25.0 * n, "y": 0.0},
            "category": "Stalls",
        }
        for n in range(1, 5)
    ]
    seats[3] |= {"x": {"kind": "wheelchair"}}
    row = {
        "row_number": "A",
        "row_number_position": "both",
        "position": {"x": 0.0, "y": 10.0},
        "seats": seats,
    }
    stage = {"shape": "rectangle", "color": "#888888", "position": {"x": 0, "y": 0}}
    return {
        "name": "Small hall",
        "categories": [{"name": "Stalls", "color": "#7f4a91"}],
        "zones": [
            {"name": "Ground", "position": {"x": 5.0, "y": 0.0}, "rows": [row], "areas": [stage]}
        ],
        "size": {"width": 300.0, "height": 200.0},
        "x": {"focus": {"x": 60.0, "y": 40.0}},
    }


def test_a_plan_goes_out_as_it_came_in() -> None:
    given = pretix()
    plan = read_plan(given)
    assert write_plan(plan) == given
    assert read_plan(write_plan(plan)) == plan
    assert plan_hash(read_plan(deepcopy(given))) == plan_hash(plan)
    found = layout(plan)
    assert [(one.row_name, one.number, one.x, one.y, one.kind) for one in found.seats] == [
        ("A", "1", 30.0, 10.0, "seat"),
        ("A", "2", 55.0, 10.0, "seat"),
        ("A", "3", 80.0, 10.0, "seat"),
        ("A", "4", 105.0, 10.0, "wheelchair"),
    ]
    assert (found.focus.x, found.focus.y) == (60.0, 40.0)


def row(plan: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = plan["zones"][0]["rows"][0]["seats"]
    return found


def more(count: int) -> list[dict[str, Any]]:
    numbers = [f"9{n}" for n in range(count)]
    return [{"seat_guid": n, "seat_number": n, "category": "Stalls"} for n in numbers]


@pytest.mark.parametrize(
    ("what", "where"),
    [
        (lambda plan: plan.update(name=""), "name"),
        (lambda plan: plan.update(categories=[]), "categories"),
        (lambda plan: plan["categories"].append({"name": "Stalls"}), "categories"),
        (lambda plan: plan["categories"].append({"name": "B", "color": "red;"}), "categories"),
        (lambda plan: plan["zones"].clear(), "zones"),
        (lambda plan: plan["size"].update(width=float("inf")), "size"),
        (lambda plan: plan["x"].update(focus="front"), "x.focus"),
        (lambda plan: plan["x"].update(focus={"x": float("nan")}), "x.focus"),
        (lambda plan: row(plan)[0].update(category="Balcony"), "Ground A 1"),
        (lambda plan: row(plan)[1].update(seat_number="1"), "Ground A"),
        (lambda plan: row(plan)[1].update(seat_guid="A1"), "Ground A 2"),
        (lambda plan: row(plan)[1].update(seat_guid=""), "Ground A 2"),
        (lambda plan: row(plan)[1].update(seat_number="9" * 61), "Ground A " + "9" * 61),
        (lambda plan: row(plan)[1]["position"].update(x=float("nan")), "Ground A 2"),
        (lambda plan: row(plan)[1]["position"].update(y=1e12), "Ground A 2"),
        (lambda plan: row(plan)[1].update(x={"kind": "throne"}), "Ground A 2"),
        (lambda plan: row(plan)[1].update(position="left"), None),
        (lambda plan: plan.update(zones={}), None),
        (lambda plan: row(plan).extend(more(197)), "Ground A"),
    ],
)
def test_what_is_no_plan_is_refused_with_where(what: Any, where: str | None) -> None:
    given = pretix()
    what(given)
    with pytest.raises(BadPlan) as refused:
        read_plan(given)
    assert refused.value.details.get("where") == where


def test_a_grid_is_a_plan_of_so_many_seats() -> None:
    plan = grid("Hall", 3, 10, "Seat", aisle_after=4)
    found = layout(plan)
    assert len(found.seats) == 30
    assert [len(bank) for bank in found.banks()] == [4, 6] * 3
    for rows, seats, aisle in ((0, 9, 0), (9, 0, 0), (301, 9, 0), (9, 201, 0), (9, 9, 9)):
        with pytest.raises(BadPlan):
            grid("Hall", rows, seats, "Seat", aisle)
    with pytest.raises(BadPlan):
        grid("Hall", 300, 200, "Seat")
    assert MOST_SEATS < 300 * 200
