"""The table of parcels, numbers of labels, promised days, the order of a round: pure."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations

import msgspec
import pytest

from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.parcels import cards, couriers, model
from leapfrog.parcels.model import Parcel, ShopTerms
from leapfrog.parcels.people import PickupPoint, SavedAddress, checked_address, shelf_for
from leapfrog.parcels.promises import Promise, TownRounds, promise
from leapfrog.parcels.stops import RoundStop, costs, length, short_way
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
        ("hand_out", ("point", "locker")),
        ("hand_out", ("locker",)),
        ("deliver", ("shop", "courier", "carrier")),
    }
    assert {state for one in gives for state in one.states} == {
        "at_point",
        "collected",
        "on_the_way",
        # A locker gave it away before it heard that it goes back.
        "returning",
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
    # Nobody said when couriers set off.
    assert promise(terms, "courier", paid_at, TownRounds()) == Promise(leaves)
    assert promise(terms, "point", paid_at, TownRounds()) == Promise(at_point)


def test_a_round_is_as_short_as_the_shortest_for_a_few_stops() -> None:
    spots = [(0.0, 0.03), (0.0, 0.01), (0.02, 0.0), (0.01, 0.03), (0.02, 0.02)]
    places = [Point(0.0, 0.0), *(Point(*one) for one in spots)]
    cost = costs(places)
    way = short_way(cost)
    assert sorted(way) == [1, 2, 3, 4, 5]
    shortest = min(length(one, cost) for one in permutations(range(1, 6)))
    assert length(way, cost) <= shortest * 1.05
    # There and back take differently long: what is known of roads goes before the crow.
    one_way = [[0.0, 9.0, 1.0], [1.0, 0.0, 1.0], [9.0, 1.0, 0.0]]
    assert short_way(one_way) == [2, 1]
    known: list[list[float | None]] = [[0.0, None, 1.0], [None, 0.0, None], [None, None, 0.0]]
    assert costs(places[:3], known)[0][2] == 1.0
    assert costs(places[:3], known)[0][1] == pytest.approx(667, rel=0.01)


def test_what_goes_back_is_after_all_else_and_what_has_no_place_is_last() -> None:
    near, far = RoundStop(0.0, 0.01, []), RoundStop(0.0, 0.05, [])
    lost, back = RoundStop(None, None, []), RoundStop(0.0, 0.001, [returning()])
    found = couriers.in_order([lost, back, far, near], Point(0.0, 0.0))
    assert [one.lon for one in found.stops] == [0.01, 0.05, 0.001, None]
    seconds = [one.seconds for one in found.stops]
    assert seconds[-1] is None
    assert seconds[:3] == sorted(one for one in seconds if one is not None)
    assert found.line == []
    assert couriers.in_order([], Point(0.0, 0.0)).stops == []
    assert couriers.in_order([lost], None).stops == [lost]


def returning() -> Parcel:
    return Parcel(
        id=new_id(),
        delivery_id=new_id(),
        number="LF",
        state="returning",
        announced_at=FRIDAY,
        changed_at=FRIDAY,
    )


def test_the_emptiest_shelf_is_next() -> None:
    shop = new_id()
    point = PickupPoint(
        id=shop,
        merchant_id=shop,
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
