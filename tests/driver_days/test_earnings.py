"""Earnings: what a driver drove and got, by days, weeks and months, also as a table."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from leapfrog import duty
from leapfrog.driver_days.model import DrivenRide, earnings, periods
from leapfrog.duty import DutySession
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from tests.pay.acts import confirmed, order
from tests.rides.hails import STATION, Hail, balance, code, ok
from tests.rides.test_trips import asks, riding, yes

UTC_ZONE = ZoneInfo("UTC")


def test_periods_are_whole_and_the_newest_first() -> None:
    day = date(2026, 3, 11)
    assert periods(day - timedelta(days=1), day, "day") == [
        (day, day),
        (day - timedelta(days=1), day - timedelta(days=1)),
    ]
    assert periods(day, day, "week") == [(date(2026, 3, 9), date(2026, 3, 15))]
    assert periods(date(2026, 2, 28), day, "month") == [
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
    ]
    for first in (day + timedelta(days=1), day - timedelta(days=400)):
        with pytest.raises(Invalid):
            periods(first, day, "day")


def test_what_goes_over_midnight_counts_by_its_part() -> None:
    night = datetime(2026, 7, 1, 23, tzinfo=UTC)
    session = DutySession(new_id(), night, night + timedelta(hours=4), 4_000, 8_000, over=True)
    rides = [
        DrivenRide(night, 1_000, 150, 500, driven=True),
        DrivenRide(night + timedelta(hours=2), 333, 0, 500, driven=True),
        DrivenRide(night + timedelta(hours=3), 100, 0, 0, driven=False),
    ]
    first = earnings(night.date(), night.date(), UTC_ZONE, rides, [session])
    assert (first.seconds, first.metres_free, first.metres_ridden) == (3600, 1_000, 2_000)
    assert (first.rides, first.fares, first.fees, first.tips) == (1, 1_000, 50, 150)
    assert (first.earned, first.per_hour) == (1_100, 1_100)
    day = night.date() + timedelta(days=1)
    second = earnings(day, day, UTC_ZONE, rides, [session])
    # The town's part is rounded down for each ride; who did not come has paid all the same.
    assert (second.rides, second.fares, second.fees, second.seconds) == (1, 433, 16, 3 * 3600)
    # By a clock three hours ahead all of it is the second day.
    whole = earnings(day, day, ZoneInfo("Europe/Helsinki"), rides, [session])
    assert (whole.rides, whole.seconds) == (2, 4 * 3600)
    never = earnings(day + timedelta(days=3), day + timedelta(days=3), UTC_ZONE, rides, [session])
    assert (never.earned, never.per_hour, never.seconds) == (0, None, 0)


async def drove(hail: Hail) -> tuple[int, int]:
    """Wang drives Amina, who tips; answers what was paid, and what the town kept."""
    tariff = {"base": 300, "per_km": 100, "per_minute": 30, "minimum": 500, "cancel_fee": 200}
    ok(await hail.olga.put("/rides/desk/tariff", json={**tariff, "town_fee": 1_000}))
    ride = await hail.on_board()
    paid = ok(await hail.act(hail.wang, ride["id"], "end"))
    token = await confirmed(hail.amina, order("ride", ride["id"], hail.wang.me["id"], 200))
    ok(await hail.act(hail.amina, ride["id"], "tip", amount=200, confirmation=token))
    return paid["fare"], paid["fare"] // 10


async def read(hail: Hail, **query: Any) -> Any:
    return ok(await hail.wang.get("/rides/driver/earnings", params=query))


async def test_a_day_as_it_was(hail: Hail) -> None:
    fare, fee = await drove(hail)
    wang = UUID(hail.wang.me["id"])
    for _ in range(30):
        hail.clock.advance(timedelta(seconds=60))
        async with hail.town.database.transaction() as db:
            await duty.note_seen(db, [duty.DutySeen(wang, 500, ridden=False)])
    told = await read(hail)
    assert (len(told["periods"]), told["currency"], told["rest_until"]) == (7, "EUR", None)
    today = told["periods"][0]
    assert (today["rides"], today["fares"], today["fees"], today["tips"]) == (1, fare, fee, 200)
    assert today["earned"] == fare - fee + 200
    assert (today["seconds"], today["metres_free"]) == (1800, 15_000)
    assert today["per_hour"] == 2 * today["earned"]
    assert told["driven_seconds"] == 1800
    assert sum(one["earned"] for one in told["periods"][1:]) == 0
    for by in ("week", "month"):
        assert (await read(hail, by=by))["periods"][0]["earned"] == today["earned"]
    # What the wallet has got is what the day says.
    assert ok(await hail.wang.get("/rides/day"))["fares"] == fare - fee


async def test_the_same_as_a_table(hail: Hail) -> None:
    fare, fee = await drove(hail)
    answer = await hail.wang.get("/rides/driver/earnings.csv", params={"by": "month"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(table) == 6
    assert (table[0]["rides"], table[0]["fares"]) == ("1", f"{fare / 100:.2f}")
    assert (table[0]["fees"], table[0]["tips"]) == (f"{fee / 100:.2f}", "2.00")
    assert table[0]["currency"] == "EUR"


async def test_a_thank_you_is_the_drivers_and_cash_stands_apart(hail: Hail) -> None:
    ride = ok(await asks(hail))
    token = await confirmed(hail.amina, order("ride", ride["id"], "", 150))
    body = {"amount": 150, "confirmation": token}
    ok(await hail.amina.put(f"/rides/{ride['id']}/thanks", json=body))
    ok(await hail.at(hail.wang))
    offer = await hail.offered()
    assert offer is not None
    assert (await hail.answers(offer, accept=True)).status_code == 204
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    ok(await hail.act(hail.amina, ride["id"], "boarding"))
    ok(await hail.act(hail.wang, ride["id"], "end"))
    got = sum(await balance(hail.wang))
    ok(await hail.at(hail.wang))
    in_cash = await riding(hail, mode="cash")
    ok(await hail.act(hail.wang, in_cash["id"], "end"))
    cash = ok(await yes(hail, in_cash, in_cash["hail"]["price"]))["fare"]
    today = (await read(hail))["periods"][0]
    assert (today["fares"], today["cash"], today["tips"]) == (
        ride["hail"]["price"] + cash,
        cash,
        150,
    )
    # All that was earned came into the wallet, but for what was paid in the car.
    assert today["earned"] - today["cash"] == got == (await balance(hail.wang))[0]
    file = await hail.wang.get("/rides/driver/earnings.csv", params={"by": "month"})
    table = list(csv.DictReader(io.StringIO(file.text)))
    assert (table[0]["of_fares_in_cash"], table[0]["tips"]) == (f"{cash / 100:.2f}", "1.50")
    # Of what was called off nobody has thanked.
    gone = ok(await asks(hail))
    token = await confirmed(hail.amina, order("ride", gone["id"], "", 150))
    thanks = f"/rides/{gone['id']}/thanks"
    ok(await hail.amina.put(thanks, json={"amount": 150, "confirmation": token}))
    assert (await hail.amina.delete(f"/rides/{gone['id']}")).status_code == 204
    assert (await read(hail))["periods"][0]["tips"] == 150


async def test_only_drivers_and_only_some_days(hail: Hail) -> None:
    assert code(await hail.amina.get("/rides/driver/earnings")) == "not_driving"
    assert code(await hail.amina.get("/rides/driver/earnings.csv")) == "not_driving"
    for query in (
        {"first": "2024-01-01", "last": "2026-01-01"},
        {"first": "2026-01-02", "last": "2026-01-01"},
        {"zone": "Mars/Olympus"},
    ):
        refused = await hail.wang.get("/rides/driver/earnings", params=query)
        assert code(refused) == "invalid", query
