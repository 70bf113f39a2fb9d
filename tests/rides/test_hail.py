"""A ride by hail, from the estimate to the tip, and each way out of it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from leapfrog.kernel.db import Database
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.rides import RideDispatcher
from leapfrog.rides.hailing import dispatching, store, store_drivers
from leapfrog.rides.hailing.model import FRESH
from tests.contacts.conftest import Join, Settle
from tests.matrix import unchanged
from tests.pay.acts import confirmed, order, secured
from tests.rides.hails import MARKET, STATION, Hail, balance, code, ok


async def test_from_the_estimate_to_the_tip(hail: Hail) -> None:
    estimate = await hail.estimate()
    price = estimate["price"]
    assert sum(line["amount"] for line in estimate["lines"]) == price > 0
    assert estimate["currency"] == "EUR"
    assert estimate["near"][0] == {"mode": "fixed", "drivers": "few", "pickup_minutes": 4}
    assert estimate["metres"] > 500
    assert len(estimate["line"]) > 2
    # Also who stands at the door needs a minute.
    ok(await hail.at(hail.wang, STATION))
    assert (await hail.estimate())["near"][0]["pickup_minutes"] == 1
    ok(await hail.at(hail.wang))
    ride = ok(await hail.asks(price=price))
    assert (ride["state"], ride["driver_id"], ride["hail"]["price"]) == ("requested", None, price)
    assert await balance(hail.amina) == (10_000, price, 0)
    assert [one["id"] for one in ok(await hail.amina.get("/rides?now=true"))["rides"]] == [
        ride["id"]
    ]
    offer = await hail.offered()
    assert offer is not None
    assert (offer["earnings"], offer["metres"]) == (price, ride["hail"]["metres"])
    assert offer["left"] == 20
    assert offer["origin"] == {"lat": 60.171, "lon": 24.942, "name": ""}
    assert (await hail.answers(offer, accept=True)).status_code == 204
    seen = await hail.seen(ride["id"])
    assert (seen["state"], seen["driver_name"], seen["plate"]) == ("accepted", "Wang", "B LT 42")
    assert seen["hail"]["position"]["lat"] == pytest.approx(60.1690)
    driver = await hail.seen(ride["id"], hail.wang)
    assert (driver["destination"]["name"], driver["hail"]["code"]) == ("Market", None)
    assert driver["hail"]["position"] is None
    ok(await hail.at(hail.wang, STATION))
    assert ok(await hail.act(hail.wang, ride["id"], "arrival"))["state"] == "arrived"
    wrong = await hail.act(hail.wang, ride["id"], "boarding", code="x")
    assert code(wrong) == "wrong_ride_code"
    told = (await hail.seen(ride["id"]))["hail"]["code"]
    ok(await hail.act(hail.wang, ride["id"], "boarding", code=told))
    paid = ok(await hail.act(hail.wang, ride["id"], "end"))
    assert (paid["state"], paid["fare"], paid["destination"]) == ("paid", price, None)
    assert await balance(hail.amina) == (10_000 - price, 0, 0)
    assert await balance(hail.wang) == (price, 0, 0)
    token = await confirmed(hail.amina, order("ride", ride["id"], hail.wang.me["id"], 200))
    for confirmation in (token, None):
        tipped = await hail.act(
            hail.amina, ride["id"], "tip", amount=200, confirmation=confirmation
        )
        assert ok(tipped)["tip"] == 200
    assert await balance(hail.wang) == (price + 200, 0, 0)
    for one in (hail.amina, hail.wang):
        ids = (await hail.seen(ride["id"], one))["operation_ids"]
        signed = [ok(await one.get(f"/pay/receipts/wallet:operation:{each}")) for each in ids]
        assert [each["amount"] for each in signed] == [str(price), "200"]
    day = ok(await hail.wang.get("/rides/day"))
    assert (day["fares"], day["tips"]) == (price, 200)
    assert ok(await hail.amina.get("/rides?now=true"))["rides"] == []


@pytest.mark.parametrize(
    ("minutes", "arrived", "fee"), [(1, False, 0), (3, False, 390), (20, False, 0), (3, True, 390)]
)
async def test_calling_off_costs_what_was_said(
    hail: Hail, settings: Settings, minutes: int, arrived: bool, fee: int
) -> None:
    """Nothing at first, nothing when the driver does not come; never more than was said."""
    ride = await (hail.at_the_door() if arrived else hail.coming())
    price = ride["hail"]["price"]
    fee = min(fee, price // 5)
    hail.clock.advance(timedelta(minutes=minutes))
    assert (await hail.seen(ride["id"]))["hail"]["cancel_fee"] == fee
    path = f"/rides/{ride['id']}"
    if fee:
        async with unchanged(str(settings.database_url), "identity_session"):
            refused = await hail.amina.delete(path, params={"expect_fee": fee - 1})
        assert (code(refused), refused.json()["fee"]) == ("cancel_fee_changed", fee)
    for _ in range(2):
        answer = await hail.amina.delete(path, params={"expect_fee": fee})
        assert answer.status_code == 204, answer.text
    ended = await hail.seen(ride["id"])
    assert (ended["state"], ended["hail"]["fee"]) == ("cancelled", fee)
    assert await balance(hail.amina) == (10_000 - fee, 0, 0)
    assert await balance(hail.wang) == (fee, 0, 0)
    assert ok(await hail.wang.get("/rides/driver"))["under_way"] is None


async def test_nobody_is_asked_twice_and_somebody_else_is(hail: Hail, join: Join) -> None:
    """Declined, then given back: each time the other driver is asked, then nobody."""
    ride = ok(await hail.asks())
    offer = await hail.offered()
    await hail.answers(offer, accept=False)
    assert code(await hail.answers(offer, accept=True)) == "offer_lapsed"
    assert await hail.offered() is None
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    second = await hail.offered(cleo)
    assert second is not None
    assert (await hail.answers(second, accept=True, who=cleo)).status_code == 204
    given = await hail.act(cleo, ride["id"], "return", reason="flat tyre")
    assert given.status_code == 204
    seen = await hail.seen(ride["id"])
    assert (seen["state"], seen["driver_id"], seen["hail"]["reason"]) == (
        "requested",
        None,
        "flat tyre",
    )
    assert await hail.offered(cleo) is None
    assert code(await hail.answers(second, accept=True, who=cleo)) == "offer_lapsed"
    price = ride["hail"]["price"]
    assert await balance(hail.amina) == (10_000, price, 0)


async def test_an_offer_ends_by_itself_and_so_does_the_search(
    hail: Hail, settle: Settle, join: Join
) -> None:
    ride = ok(await hail.asks())
    offer = await hail.offered()
    hail.clock.advance(timedelta(seconds=20))
    assert code(await hail.answers(offer, accept=True)) == "offer_lapsed"
    assert ok(await hail.wang.get("/rides/driver"))["offer"] is None
    await settle()
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    assert await hail.offered(cleo) is not None
    hail.clock.advance(timedelta(minutes=3))
    await settle()
    assert (await hail.seen(ride["id"]))["state"] == "no_driver"
    assert await balance(hail.amina) == (10_000, 0, 0)
    ok(await hail.asks())


async def test_who_does_not_come_pays_for_that(hail: Hail, settings: Settings) -> None:
    ride = await hail.at_the_door()
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await hail.act(hail.wang, ride["id"], "no-show")) == "too_soon"
    hail.clock.advance(timedelta(minutes=8))
    assert code(await hail.act(hail.wang, ride["id"], "no-show")) == "too_far_away"
    ok(await hail.at(hail.wang, STATION))
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await hail.act(hail.wang, ride["id"], "no-show")) == "not_tried"
    # That the rider writes is no try of the driver's.
    await hail.writes(hail.amina, ride["id"])
    assert code(await hail.act(hail.wang, ride["id"], "no-show")) == "not_tried"
    await hail.writes(hail.wang, ride["id"])
    for _ in range(2):
        gone = ok(await hail.act(hail.wang, ride["id"], "no-show"))
        assert (gone["state"], gone["hail"]["fee"]) == ("no_show", gone["hail"]["fee"])
    fee = gone["hail"]["fee"]
    assert fee > 0
    assert await balance(hail.amina) == (10_000 - fee, 0, 0)
    assert await balance(hail.wang) == (fee, 0, 0)


async def test_what_is_forgotten_ends(hail: Hail, settle: Settle) -> None:
    """Who was never fetched pays nothing, who rode pays what was agreed."""
    first = await hail.coming()
    hail.clock.advance(timedelta(hours=24))
    await settle()
    assert (await hail.seen(first["id"]))["state"] == "cancelled"
    assert await balance(hail.amina) == (10_000, 0, 0)
    await hail.at(hail.wang)
    second = await hail.on_board()
    hail.clock.advance(timedelta(hours=24))
    await settle()
    assert (await hail.seen(second["id"]))["state"] == "paid"
    price = second["hail"]["price"]
    assert await balance(hail.wang) == (price, 0, 0)


async def test_a_request_that_cannot_be_changes_nothing(hail: Hail, settings: Settings) -> None:
    price = (await hail.estimate())["price"]
    far = {"lat": 10.0, "lon": 10.0}
    for end, due, expected in (
        (MARKET, price + 10, "ride_price_changed"),
        (STATION, price, "ride_too_short"),
        (far, price, "no_road"),
        ({"lat": 91.0, "lon": 10.0}, price, "invalid"),
        (MARKET, price, "confirmation_needed"),
    ):
        async with unchanged(str(settings.database_url), "identity_session"):
            body = {"origin": STATION, "destination": end, "price": due}
            answer = await hail.amina.put(f"/rides/{new_id()}/request", json=body)
            assert code(answer) == expected
    await secured(hail.wang)
    token = await confirmed(hail.wang, order("ride", made := new_id(), "", price))
    body = {"origin": STATION, "destination": MARKET, "price": price, "confirmation": token}
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await hail.wang.put(f"/rides/{made}/request", json=body)
        assert code(answer) == "insufficient_funds"


async def test_one_ride_at_a_time_for_rider_and_driver(hail: Hail, join: Join) -> None:
    ride = await hail.coming()
    assert code(await hail.asks()) == "ride_under_way"
    again = await hail.asks(ride_id=ride["id"])
    assert ok(again)["state"] == "accepted"
    link = ok(await hail.wang.get("/rides/driver"))["link"].rpartition("/")[2]
    bo = await join("bo_chen")
    seen = ok(await bo.get(f"/rides/drivers/{link}"))
    assert seen["taken"]
    boarding = {"code": link}
    path = "/rides/01890000-0000-7000-8000-000000000002"
    assert code(await bo.put(path, json=boarding)) == "ride_taken"
    assert ok(await hail.amina.put(path, json=boarding))["id"] == ride["id"]
    assert code(await hail.wang.put("/rides/meter", json={"fare": 900})) == "ride_taken"


async def test_who_blocked_a_driver_is_never_driven_by_them(hail: Hail, join: Join) -> None:
    """Whichever of the two did; and others are asked in the same turn, however many are blocked."""
    dana = await join("dana")
    blocks = [(hail.amina, hail.wang), (dana, hail.amina)]
    await hail.drives(dana, "D 1")
    for n in range(22):
        driver = await join(f"driver{n}")
        await hail.drives(driver, f"B {n}")
        blocks.append((hail.amina, driver))
    for one, other in blocks:
        blocked = await one.put(f"/blocks/{other.me['id']}")
        assert blocked.is_success, blocked.text
    ok(await hail.asks())
    assert await hail.offered() is None
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    assert await hail.offered(cleo) is not None


async def test_the_code_is_not_guessed_and_not_typed_from_afar(
    hail: Hail, settings: Settings
) -> None:
    """Five tries, each counted though it is refused; then only the rider says that they are in."""
    ride = await hail.coming()
    right = ride["hail"]["code"]
    wrong = f"{(int(right) + 1) % 10_000:04}"
    ok(await hail.act(hail.wang, ride["id"], "arrival", reason="round the corner"))
    async with unchanged(str(settings.database_url), "identity_session", "kernel_throttle"):
        far = await hail.act(hail.wang, ride["id"], "boarding", code=right)
        assert code(far) == "rider_must_board"
    ok(await hail.at(hail.wang, STATION))
    for _ in range(4):
        tried = await hail.act(hail.wang, ride["id"], "boarding", code=wrong)
        assert code(tried) == "wrong_ride_code"
    async with unchanged(str(settings.database_url), "identity_session"):
        for given in (wrong, right):
            tried = await hail.act(hail.wang, ride["id"], "boarding", code=given)
            assert code(tried) == "rider_must_board"
    assert ok(await hail.act(hail.amina, ride["id"], "boarding"))["state"] == "riding"


async def test_who_only_says_to_be_at_the_door_is_late_all_the_same(
    hail: Hail, settings: Settings
) -> None:
    """Nobody has to wait for who is not there: the rider's time begins at the door."""
    ride = await hail.coming()
    ok(await hail.act(hail.wang, ride["id"], "arrival", reason="round the corner"))
    hail.clock.advance(timedelta(minutes=20))
    seen = await hail.seen(ride["id"])
    assert (seen["state"], seen["hail"]["arrived_at"]) == ("arrived", None)
    assert seen["hail"]["cancel_fee"] == 0
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await hail.act(hail.wang, ride["id"], "no-show")) == "too_soon"
    positions, wang = hail.dispatcher.positions, UUID(hail.wang.me["id"])
    for _ in range(2):
        positions.take(wang, 60.1712, 24.9415, None)
        await positions.flush()
    seen = await hail.seen(ride["id"])
    assert seen["hail"]["arrived_at"] is not None
    assert seen["hail"]["cancel_fee"] == ride["hail"]["price"] // 5
    await hail.writes(hail.wang, ride["id"])
    hail.clock.advance(timedelta(minutes=8))
    ok(await hail.at(hail.wang, STATION))
    assert ok(await hail.act(hail.wang, ride["id"], "no-show"))["state"] == "no_show"


async def test_the_town_stops_a_ride_and_sets_what_rides_cost(hail: Hail) -> None:
    ride = await hail.coming()
    stopped = await hail.olga.put(f"/rides/desk/{ride['id']}/stop")
    assert stopped.status_code == 204
    assert (await hail.seen(ride["id"]))["state"] == "cancelled"
    assert await balance(hail.amina) == (10_000, 0, 0)
    tariff = {"base": 100, "per_km": 0, "per_minute": 0, "minimum": 1_000, "cancel_fee": 900}
    ok(await hail.olga.put("/rides/desk/tariff", json=tariff | {"town_fee": 1_000}))
    estimate = await hail.estimate()
    assert (estimate["price"], estimate["cancel_fee"]) == (1_000, 200)
    ok(await hail.at(hail.wang))
    second = await hail.on_board()
    ok(await hail.act(hail.wang, second["id"], "end"))
    assert await balance(hail.amina) == (9_000, 0, 0)
    assert await balance(hail.wang) == (900, 0, 0)


async def test_two_dispatchers_at_once_ask_one_driver_once(hail: Hail) -> None:
    ride = ok(await hail.asks())
    other = RideDispatcher(hail.town)
    made = await asyncio.gather(hail.dispatcher.turn(), other.turn(), hail.dispatcher.turn())
    async with hail.town.database.glance() as db:
        offers = await store.offers_of(db, ride["id"])
    assert len(offers) == 1
    assert sum(map(len, made)) <= 1


async def test_where_nobody_waits_the_dispatcher_only_looks(
    by_hand: None, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begins(_self: Database) -> None:
        pytest.fail("a transaction, though nobody waits")

    # Only then: the town itself has work of its own.
    with monkeypatch.context() as watched:
        watched.setattr(Database, "transaction", begins)
        assert await RideDispatcher(town).turn() == []


async def test_drivers_are_asked_though_positions_cannot_be_written(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatcher, turned = RideDispatcher(town), asyncio.Event()

    async def flush() -> None:
        raise OSError("no room")

    async def turn() -> None:
        turned.set()

    monkeypatch.setattr(dispatching, "TICK", 0)
    monkeypatch.setattr(dispatcher.positions, "flush", flush)
    monkeypatch.setattr(dispatcher, "turn", turn)
    async with dispatcher.running(), asyncio.timeout(60):
        await turned.wait()


async def test_positions_are_told_to_the_rider_alone(hail: Hail, join: Join) -> None:
    """What a driver's phone says over the stream; who is not on duty, and what is nowhere, is not
    kept.
    """
    ride = await hail.coming()
    bo = await join("bo_chen")
    heard: dict[str, list[bytes]] = {name: [] for name in ("amina", "wang", "olga", "bo")}
    for name, who in zip(heard, (hail.amina, hail.wang, hail.olga, bo), strict=True):
        hail.town.hub.overhear(UUID(who.me["id"]), new_id(), hears(heard[name]))
    positions = hail.dispatcher.positions
    for _ in range(2):
        # Whoever speaks for the first time is heard from the second on, if they are on duty.
        positions.take(UUID(hail.wang.me["id"]), 60.1705, 24.9405, 90.0)
        positions.take(UUID(bo.me["id"]), 60.1705, 24.9405, None)
        for lat, heading in ((900.0, None), (60.1, 1e300), (60.1, -1.0), (60.1, float("nan"))):
            positions.take(UUID(hail.wang.me["id"]), lat, 24.9405, heading)
        await positions.flush()
    told = [one for one in heard["amina"] if b"ride_position" in one]
    assert [msgspec.json.decode(one) for one in told] == [
        {
            "t": "ride_position",
            "ride_id": ride["id"],
            "lat": 60.1705,
            "lon": 24.9405,
            "heading": 90.0,
        }
    ]
    assert not any(b"60.17" in one for name in ("wang", "olga", "bo") for one in heard[name])
    here = (await hail.seen(ride["id"]))["hail"]["position"]
    assert (here["lat"], here["heading"]) == (60.1705, 90.0)
    async with hail.town.database.glance() as db:
        assert await store_drivers.position(db, UUID(bo.me["id"]), db.now - FRESH) is None
    for faulty in ({"heading": 1e300}, {"lat": 91.0}, {"lon": -181.0}):
        there = {"lat": 60.1, "lon": 24.9, **faulty}
        assert code(await hail.wang.put("/rides/driver/online", json=there)) == "invalid"
    gone = await hail.wang.delete("/rides/driver/online")
    assert gone.status_code == 204
    assert (await hail.seen(ride["id"]))["hail"]["position"] is None


def hears(into: list[bytes]) -> Callable[[bytes | None], None]:
    return lambda payload: into.append(payload or b"")
