"""What rides cost and what cars carry: rules without a town."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.ride_terms import DriverCar, RideNeeds, fits, may_have
from leapfrog.ride_terms.model import (
    CLASSES,
    AgreedTariff,
    PricedZone,
    Surcharges,
    Tariff,
    agreed,
    cancel_fee_of,
    price_lines,
    price_of,
    town_part,
    waiting_fee,
)
from leapfrog.rides import Waypoint
from leapfrog.rides.hailing.model import DrivenTrip

HERE, THERE = Waypoint(60.17, 24.94, "Station"), Waypoint(60.18, 24.94, "Market")
TARIFF = Tariff(
    base=390,
    per_km=110,
    per_minute=60,
    minimum=700,
    cancel_fee=390,
    town_fee=250,
    per_stop=100,
    night_percent=125,
    waiting_free=3,
    waiting_per_minute=40,
    waiting_most=300,
    per_pet=150,
    per_luggage=80,
)
AIRPORT = PricedZone("Airport", 60.18, 24.94, 300, 500)
NOON, NIGHT = datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 1, 23, tzinfo=UTC)
HOURS = Surcharges(22, 6, "UTC", (date(2026, 12, 25),))
BY_DAY, BY_NIGHT = agreed(TARIFF, HOURS, NOON), agreed(TARIFF, HOURS, NIGHT)


@pytest.mark.parametrize(
    ("metres", "seconds", "by_day", "by_night"),
    [(0, 0, 700, 875), (1_000, 60, 700, 875), (10_000, 1_200, 2_690, 3_362)],
)
def test_a_price_is_the_sum_of_its_lines(
    metres: int, seconds: int, by_day: int, by_night: int
) -> None:
    trip = DrivenTrip(HERE, THERE, seconds, metres)
    for tariff, price in ((BY_DAY, by_day), (BY_NIGHT, by_night)):
        lines = price_lines(tariff, trip)
        assert price_of(tariff, trip) == sum(line.amount for line in lines) == price


def test_what_is_carried_and_where_it_leads_costs_besides_whatever_the_hour() -> None:
    trip = DrivenTrip(HERE, THERE, 1_200, 10_000, (HERE,))
    needs = RideNeeds(2, pet=True, luggage=True)
    for tariff in (BY_DAY, BY_NIGHT):
        there = msgspec.structs.replace(tariff, zones=(AIRPORT,))
        lines = {one.what: (one.amount, one.name) for one in price_lines(there, trip, needs)}
        assert lines["pet"] == (150, "")
        assert lines["luggage"] == (80, "")
        assert lines["zone"] == (500, "Airport")
        assert lines["stop"] == (100, "Station")
        more = price_of(there, trip, needs) - price_of(
            tariff, DrivenTrip(HERE, THERE, 1_200, 10_000)
        )
        assert more == 830
    back = DrivenTrip(THERE, THERE, 1_200, 10_000)
    zoned = msgspec.structs.replace(BY_DAY, zones=(AIRPORT,))
    assert [one.what for one in price_lines(zoned, back)].count("zone") == 1


@pytest.mark.parametrize(
    ("at", "dearer"),
    [
        (NOON, False),
        (NIGHT, True),
        (NIGHT.replace(hour=22), True),
        (NIGHT.replace(hour=21, minute=59), False),
        (NOON.replace(hour=5, minute=59), True),
        (NOON.replace(hour=6), False),
        (NOON.replace(month=12, day=25), True),
    ],
)
def test_it_is_night_by_the_clock_of_the_town(at: datetime, dearer: bool) -> None:
    assert HOURS.is_dearer(at) is dearer
    # The same hour elsewhere is another moment.
    there = msgspec.structs.replace(HOURS, time_zone="Asia/Shanghai")
    assert there.is_dearer(at - timedelta(hours=8)) is dearer
    assert not Surcharges().is_dearer(at)


def test_hours_of_a_day_that_do_not_cross_midnight() -> None:
    early = Surcharges(1, 5, "UTC")
    told = [early.is_dearer(NOON.replace(hour=hour)) for hour in range(24)]
    assert [hour for hour, yes in enumerate(told) if yes] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("minutes", "fee"), [(0, 0), (3, 0), (3.99, 0), (4, 40), (5.5, 80), (10, 280), (99, 300)]
)
def test_waiting_is_free_for_a_while_then_by_the_minute_and_capped(
    minutes: float, fee: int
) -> None:
    assert waiting_fee(TARIFF, NOON, NOON + timedelta(minutes=minutes)) == fee
    assert waiting_fee(TARIFF, None, NOON) == 0
    assert waiting_fee(TARIFF, NOON + timedelta(minutes=9), NOON) == 0


def test_what_is_kept_back_is_never_more_than_its_part() -> None:
    assert (cancel_fee_of(TARIFF, 700), cancel_fee_of(TARIFF, 9_000)) == (140, 390)
    assert [town_part(250, fare) for fare in (1, 39, 40, 10_000)] == [0, 0, 1, 250]


def test_a_tariff_that_was_agreed_before_there_were_these_parts_is_read_without_them() -> None:
    kept = {"base": 1, "per_km": 2, "per_minute": 3, "minimum": 4, "cancel_fee": 5, "town_fee": 6}
    read = msgspec.convert(kept, AgreedTariff)
    assert price_of(read, DrivenTrip(HERE, THERE, 60, 1_000)) == 6
    assert waiting_fee(read, NOON, NIGHT) == 0


def needed(seats: st.SearchStrategy[int]) -> st.SearchStrategy[RideNeeds]:
    return st.builds(RideNeeds, seats, *[st.booleans()] * 4)


@given(st.sampled_from(sorted(CLASSES)), needed(st.integers(1, 8)), needed(st.integers(1, 8)))
def test_who_is_asked_can_carry_what_is_needed(
    car_class: str, carries: RideNeeds, needs: RideNeeds
) -> None:
    told = msgspec.structs.asdict(carries)
    for wanted in CLASSES:
        car = DriverCar(None, car_class, **told)  # type: ignore[arg-type]
        if not fits(car, wanted, needs):
            continue
        assert needs.seats <= carries.seats
        assert needs.carried <= carries.carried
        # Whoever is asked for is of a class that may carry it.
        assert needs.carried <= CLASSES[car_class].carries  # type: ignore[index]
        if wanted == car_class and carries.seats <= CLASSES[wanted].seats:
            assert may_have(wanted, needs)
