"""Wishes: no pairing breaks one, nobody else sees them, and taken back they are gone."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest

from leapfrog import ride_wishes
from leapfrog.kernel.ids import new_id
from leapfrog.places import Point
from leapfrog.ride_wishes.model import (
    AreaWish,
    HomeWish,
    RideToWish,
    WomanDriver,
    driver_allows,
    ends_within,
    leads_home,
    rider_allows,
)
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import funded, secured
from tests.rides.hails import MARKET, STATION, Hail, code, ok

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
LATE = datetime(2026, 7, 1, 23, tzinfo=UTC)
EARLY = datetime(2026, 7, 1, 4, tzinfo=UTC)
WAITED = {"at once": 0.0, "nearly": 299.0, "long": 300.0}


def woman(takes: Any = "all", from_hour: int | None = None, *, confirmed: bool = True) -> Any:
    at = NOON if confirmed else None
    return WomanDriver(new_id(), NOON, at, takes, from_hour, "UTC")


DRIVERS = {
    "man": None,
    "says so": woman(confirmed=False),
    "says so, women alone": woman("women", confirmed=False),
    "woman": woman(),
    "women alone": woman("women"),
    "women from 22": woman("women_from", 22),
}
# For each rider's wish: which drivers may be asked (at noon, late, early), and after five minutes
# which others too.
ALL = set(DRIVERS)
NOT_ALONE = ALL - {"women alone"}
CONFIRMED = {"woman", "women alone", "women from 22"}
TABLE: dict[Any, tuple[set[str], set[str]]] = {
    None: (NOT_ALONE, NOT_ALONE),
    "any": (ALL, ALL),
    "preferred": (CONFIRMED, ALL),
    "only": (CONFIRMED, CONFIRMED),
}


@pytest.mark.parametrize(("wish", "waited", "driver"), [*product(TABLE, WAITED, DRIVERS)])
def test_no_pairing_breaks_a_wish(wish: Any, waited: str, driver: str) -> None:
    at_first, later = TABLE[wish]
    wanted = driver in (later if waited == "long" else at_first)
    for now in (NOON, LATE, EARLY):
        here = wanted
        if driver == "women from 22" and now != NOON and wish is None:
            here = False
        found = rider_allows(wish, WAITED[waited], DRIVERS[driver]) and driver_allows(
            DRIVERS[driver], wish, now
        )
        assert found == here, now


def test_from_an_hour_on_by_her_own_clock() -> None:
    helsinki = msgspec.structs.replace(woman("women_from", 22), zone="Europe/Helsinki")
    # 22:00 in Helsinki is 19:00 UTC in summer; six in the morning is three.
    for hour, alone in ((18, False), (19, True), (23, True), (2, True), (3, False)):
        assert helsinki.takes_only_women(NOON.replace(hour=hour)) == alone
    at_night = woman("women_from", 2)
    for hour, alone in ((1, False), (2, True), (5, True), (6, False), (23, False)):
        assert at_night.takes_only_women(NOON.replace(hour=hour)) == alone


def test_homeward_is_seventy_percent_nearer() -> None:
    home = HomeWish(new_id(), 60.0, 24.0)
    here = Point(60.1, 24.0)

    def to(lat: float) -> RideToWish:
        return RideToWish(new_id(), 0, lat, 24.0)

    assert leads_home(home, here, to(60.029))
    assert not leads_home(home, here, to(60.031))
    assert not leads_home(home, here, to(60.1))
    assert leads_home(home, here, to(59.98))
    assert not leads_home(home, here, RideToWish(new_id(), 0, None, None))


def test_an_area_is_left_by_no_ride() -> None:
    area = AreaWish(new_id(), 60.0, 24.0, 1_000)

    def to(lat: float) -> RideToWish:
        return RideToWish(new_id(), 0, lat, 24.0)

    assert ends_within(area, to(60.0089))
    assert not ends_within(area, to(60.0091))
    assert not ends_within(area, RideToWish(new_id(), 0, None, None))


async def says(who: Client, takes: str | None = "all", **more: Any) -> Any:
    return ok(await who.put("/rides/driver/wishes", json={"takes": takes, **more}))


async def confirms(hail: Hail, who: Client, *, yes: bool = True) -> None:
    path = f"/rides/desk/women/{who.me['id']}"
    assert (await hail.olga.put(path, json={"confirmed": yes})).status_code == 204


async def wishes(who: Client, women: str) -> None:
    ok(await who.put("/rides/wishes", json={"women": women}))


async def asked(hail: Hail, who: Client) -> bool:
    return ok(await who.get("/rides/driver"))["offer"] is not None


async def test_only_women_are_asked_and_only_confirmed_ones(hail: Hail, join: Join) -> None:
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    await wishes(hail.amina, "only")
    ok(await hail.asks())
    await hail.dispatcher.turn()
    assert not await asked(hail, hail.wang)
    assert not await asked(hail, cleo)
    await says(cleo)
    await hail.dispatcher.turn()
    assert not await asked(hail, cleo)
    await confirms(hail, cleo)
    await hail.dispatcher.turn()
    assert await asked(hail, cleo)
    assert not await asked(hail, hail.wang)


async def test_who_prefers_women_waits_five_minutes_and_is_looked_for_as_much_longer(
    hail: Hail,
) -> None:
    await wishes(hail.amina, "preferred")
    ride = ok(await hail.asks())
    for _ in range(5):
        assert await hail.offered() is None
        hail.clock.advance(timedelta(seconds=59))
        ok(await hail.at(hail.wang))
    hail.clock.advance(timedelta(seconds=5))
    assert (await hail.seen(ride["id"]))["state"] == "requested"
    assert await hail.offered() is not None


async def test_a_wish_after_the_offer_still_counts(hail: Hail) -> None:
    ok(await hail.asks())
    offer = await hail.offered()
    assert offer is not None
    await wishes(hail.amina, "only")
    assert code(await hail.answers(offer, accept=True)) == "offer_lapsed"


async def test_a_woman_who_takes_women_alone(hail: Hail, join: Join) -> None:
    await says(hail.wang, "women")
    ok(await hail.asks())
    # Not before the desk has confirmed it.
    offer = await hail.offered()
    assert offer is not None
    await hail.answers(offer, accept=False)
    await confirms(hail, hail.wang)
    bo = await join("bo_chen")
    await secured(bo)
    await funded(hail.town, bo, 10_000)
    ok(await hail.asks(bo))
    assert await hail.offered() is None
    await wishes(bo, "any")
    assert await hail.offered() is not None


async def test_homeward_only(hail: Hail) -> None:
    # From 60.1690, 24.9390 the market (60.1678, 24.9505) does not lead north.
    await says(hail.wang, None, home={"lat": 60.1790, "lon": 24.9390})
    ok(await hail.asks())
    assert await hail.offered() is None
    await says(hail.wang, None, home={"lat": 60.1676, "lon": 24.9515})
    assert await hail.offered() is not None


async def test_an_area_only(hail: Hail) -> None:
    there = {"lat": 60.1690, "lon": 24.9390, "metres": 500}
    shown = await says(hail.wang, None, area=there)
    assert shown["area"] == there
    ok(await hail.asks())
    assert await hail.offered() is None
    await says(hail.wang, None, area=there | {"metres": 1_000})
    assert await hail.offered() is not None


def near(estimate: Any) -> dict[str, str]:
    return {one["mode"]: one["drivers"] for one in estimate["near"]}


async def asks_in_cash(hail: Hail) -> Any:
    body = {"origin": STATION, "destination": MARKET, "mode": "cash"}
    price = (await hail.estimate())["price"]
    path = f"/rides/{new_id()}/request"
    return ok(await hail.amina.put(path, json=body | {"price": price}))


async def test_who_takes_no_cash_is_asked_for_no_such_ride(hail: Hail, join: Join) -> None:
    assert near(await hail.estimate()) == {"fixed": "few", "meter": "few", "cash": "few"}
    shown = await says(hail.wang, None, cash=False)
    assert (shown["meter"], shown["cash"]) == (True, False)
    estimate = await hail.estimate()
    assert near(estimate) == {"fixed": "few", "meter": "few", "cash": "none"}
    assert estimate["near"][2]["pickup_minutes"] is None
    ride = await asks_in_cash(hail)
    assert await hail.offered() is None
    # Somebody else takes it.
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    assert near(await hail.estimate())["cash"] == "few"
    await hail.dispatcher.turn()
    assert await asked(hail, cleo)
    assert not await asked(hail, hail.wang)
    assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204
    await says(hail.wang, None)
    assert (await hail.wang.get("/rides/driver/wishes")).json()["cash"] is True


async def test_who_has_no_meter_takes_the_rest(hail: Hail) -> None:
    await says(hail.wang, None, meter=False)
    assert near(await hail.estimate()) == {"fixed": "few", "meter": "none", "cash": "few"}
    await asks_in_cash(hail)
    assert await hail.offered() is not None


async def rows(hail: Hail) -> int:
    async with hail.town.database.reading() as db:
        tables = ("rider", "woman", "home", "area", "payment")
        counts = [await db.value(f"select count(*) from ride_wishes_{one}") for one in tables]
    return sum(counts)


async def test_taken_back_nothing_is_left(hail: Hail) -> None:
    await wishes(hail.amina, "only")
    home = {"lat": 60.1, "lon": 24.9}
    more = {"home": home, "area": home | {"metres": 900}, "cash": False}
    await says(hail.wang, "women_from", from_hour=22, zone="Europe/Helsinki", **more)
    assert await rows(hail) == 5
    for _ in range(2):
        assert (await hail.amina.delete("/rides/wishes")).status_code == 204
        assert (await says(hail.wang, None))["takes"] is None
    assert await rows(hail) == 0
    assert (
        code(
            await hail.olga.put(f"/rides/desk/women/{hail.wang.me['id']}", json={"confirmed": True})
        )
        == "not_said"
    )


async def test_a_wish_is_told_to_nobody(hail: Hail) -> None:
    await wishes(hail.amina, "preferred")
    await says(hail.wang, "women")
    await confirms(hail, hail.wang)
    ride = await hail.coming()
    for who, path in (
        (hail.wang, f"/rides/{ride['id']}"),
        (hail.amina, f"/rides/{ride['id']}"),
        (hail.wang, "/rides/wishes"),
        (hail.wang, "/rides/driver"),
        (hail.olga, "/rides/desk/drivers"),
        (hail.amina, f"/people/{hail.wang.me['handle']}"),
    ):
        text = (await who.get(path)).text
        assert "preferred" not in text
        assert "women" not in text or '"women":null' in text
        assert "woman" not in text


@pytest.mark.parametrize(
    "bad",
    [
        {"takes": "women_from"},
        {"takes": "women", "from_hour": 3},
        {"takes": "women_from", "from_hour": 24},
        {"takes": "all", "zone": "Mars/Olympus"},
        {"takes": "all", "zone": "../../etc/passwd"},
        {"home": {"lat": 99, "lon": 0}},
        {"area": {"lat": 99, "lon": 0, "metres": 900}},
        {"area": {"lat": 60, "lon": 24, "metres": 499}},
        {"area": {"lat": 60, "lon": 24, "metres": 30_001}},
    ],
)
async def test_what_is_no_wish_changes_nothing(hail: Hail, bad: Any) -> None:
    database = str(hail.town.settings.database_url)
    async with unchanged(database, "identity_session"):
        assert code(await hail.wang.put("/rides/driver/wishes", json=bad)) == "invalid"


async def test_a_town_without_it(hail: Hail) -> None:
    """What was said is forgotten at the next opening, and nothing can be said."""
    await wishes(hail.amina, "only")
    await says(hail.wang, "women", home={"lat": 60.1676, "lon": 24.9515})
    without = msgspec.structs.replace(hail.town.settings, women_wish=False)
    msgspec.structs.force_setattr(hail.town, "settings", without)
    async with hail.town.database.transaction() as db:
        await ride_wishes.forget_women(db)
    refused = await hail.amina.put("/rides/wishes", json={"women": "only"})
    assert code(refused) == "women_wish_off"
    assert ok(await hail.amina.get("/rides/wishes")) == {"women": None, "offered": False}
    assert code(await hail.wang.put("/rides/driver/wishes", json={"takes": "all"})) == (
        "women_wish_off"
    )
    # Where home is, is another matter.
    shown = await says(hail.wang, None, home={"lat": 60.1676, "lon": 24.9515})
    assert (shown["offered"], shown["home"]) == (False, {"lat": 60.1676, "lon": 24.9515})


async def test_an_unconfirmed_row_names_nobody(hail: Hail) -> None:
    """The database keeps confirmation and who confirmed together."""
    await says(hail.wang)
    async with hail.town.database.transaction() as db:
        with pytest.raises(asyncpg.CheckViolationError):
            async with db.savepoint():
                await db.run("update ride_wishes_woman set confirmed_at = now()")
    await confirms(hail, hail.wang)
    await confirms(hail, hail.wang, yes=False)
    assert ok(await hail.olga.get("/rides/desk/women"))["drivers"] == [
        {"person_id": str(UUID(hail.wang.me["id"])), "confirmed_at": None}
    ]
