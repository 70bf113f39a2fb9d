"""The table of parcels, numbers of labels, promised days, the order of a round: pure."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations

import msgspec
import pytest

from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.parcels import cards, couriers, model
from leapfrog.parcels.couriers import RoundStop
from leapfrog.parcels.model import ShopTerms
from leapfrog.parcels.people import PickupPoint, SavedAddress, checked_address, shelf_for
from leapfrog.places import Point

FRIDAY = datetime(2026, 11, 27, 15, 59, tzinfo=UTC)


def test_the_table_is_whole_and_a_changed_one_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    model.check_table()
    every = model.TABLE
    without = tuple(one for one in every if one.act != "take_back")
    monkeypatch.setattr(model, "TABLE", without)
    with pytest.raises(AssertionError):
        model.check_table()
    back = msgspec.structs.replace(every[0], states=("received",))
    monkeypatch.setattr(model, "TABLE", (*every, back))
    with pytest.raises(AssertionError):
        model.check_table()


def test_nobody_gets_a_parcel_but_from_a_hand_or_a_shelf() -> None:
    gives = [one for one in model.TABLE if one.to == "received"]
    assert {(one.act, one.by) for one in gives} == {
        ("hand_out", ("point",)),
        ("deliver", ("shop", "courier")),
    }
    assert {state for one in gives for state in one.states} == {
        "at_point",
        "collected",
        "on_the_way",
    }


def test_a_number_is_read_however_it_is_typed_and_not_when_it_is_mistyped() -> None:
    # The example of GRid, ISO/IEC 7064 MOD 37,36.
    assert model.check_character("A12425GABC1234002") == "M"
    number = model.new_number()
    assert model.read_number(f" {number[:5].lower()}-{number[5:]} ") == number
    for n, one in enumerate(number[2:], start=2):
        other = "7" if one != "7" else "8"
        assert model.read_number(number[:n] + other + number[n + 1 :]) is None
    swapped = [number[:n] + b + a + number[n + 2 :] for n, (a, b) in enumerate(pairwise(number))]
    assert {model.read_number(one) for one in swapped} <= {None, number}
    assert model.read_number("6901234567892") is None
    assert model.read_number("LF" + "é" * 11) is None


@pytest.mark.parametrize(
    ("terms", "paid_at", "leaves", "at_point"),
    [
        (ShopTerms(), FRIDAY, date(2026, 11, 28), date(2026, 11, 29)),
        # A minute later it is the next day's, and that counts from there.
        (ShopTerms(), FRIDAY + timedelta(minutes=1), date(2026, 11, 30), date(2026, 12, 1)),
        (ShopTerms(handling_days=0), FRIDAY, date(2026, 11, 27), date(2026, 11, 28)),
        (ShopTerms(handling_days=0, weekdays=(2,)), FRIDAY, date(2026, 12, 1), date(2026, 12, 2)),
        (ShopTerms(handling_days=2, weekdays=(2,)), FRIDAY, date(2026, 12, 15), date(2026, 12, 16)),
    ],
)
def test_what_is_promised_follows_the_cut_off_and_the_days(
    terms: ShopTerms, paid_at: datetime, leaves: date, at_point: date
) -> None:
    assert model.promised(terms, "courier", paid_at) == leaves
    assert model.promised(terms, "point", paid_at) == at_point


def test_a_round_is_as_short_as_the_shortest_for_a_few_stops() -> None:
    places = [(0.0, 0.03), (0.0, 0.01), (0.02, 0.0), (0.01, 0.03), (0.02, 0.02)]
    stops = [RoundStop(lat, lon, []) for lat, lon in places]
    lost, start = RoundStop(None, None, []), Point(0.0, 0.0)
    way = couriers.in_order([stops[0], lost, *stops[1:]], start)
    assert way[-1] is lost
    assert sorted(map(id, way)) == sorted(map(id, [*stops, lost]))

    def length(some: object) -> float:
        return couriers._length(list(some), start)  # type: ignore[call-overload]

    shortest = min(length(one) for one in permutations(stops))
    assert length(way[:-1]) <= shortest * 1.05
    assert couriers.in_order([], start) == []
    assert couriers.in_order([lost], None) == [lost]


def test_the_emptiest_shelf_is_next() -> None:
    point = PickupPoint(
        merchant_id=new_id(),
        state="open",
        about="",
        lat=0.0,
        lon=0.0,
        shelves=["A", "B", "C"],
        capacity=9,
        keeps_days=7,
        fee=0,
        asked_by=new_id(),
        at=FRIDAY,
    )
    assert shelf_for(point, {}) == "A"
    assert shelf_for(point, {"A": 1, "C": 2}) == "B"
    assert shelf_for(point, {"A": 1, "B": 1, "C": 1, "gone": 0}) == "A"


def test_an_address_without_a_street_is_one_and_nothing_at_all_is_none() -> None:
    village = SavedAddress(
        id=new_id(),
        name=" 王 ",
        divisions=["云南省", " ", "河口村"],
        plus_code="7pqxv8qg+2v",
        at=FRIDAY,
    )
    kept = checked_address(village)
    assert (kept.name, kept.divisions, kept.plus_code) == (
        "王",
        ["云南省", "河口村"],
        "7PQXV8QG+2V",
    )
    for wrong in (
        {"plus_code": "8FVC9G8F"},
        {"plus_code": "8FVC9G8I+6X"},
        {"country": "china"},
        {"name": " "},
        {"divisions": [], "plus_code": ""},
        {"divisions": ["a"] * 6},
        {"line": "x" * 501},
    ):
        with pytest.raises(Invalid):
            checked_address(msgspec.structs.replace(village, **wrong))


def test_a_card_is_read_from_paper() -> None:
    assert cards.read_card("card:k7qp 4829-1375") == ("K7QP", "48291375")
    for text in ("482913", "K7QP 4829 137", "K7QP 4829 137x", "IIII 4829 1375", "K7QP ٤٨٢٩ 1375"):
        assert cards.read_card(text) is None
