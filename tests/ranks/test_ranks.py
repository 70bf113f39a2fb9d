"""Ranks: who stands there waits in line, who goes away does not, and the first is asked first."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.ranks.model import Stand, TaxiRank, stands_at
from tests.contacts.conftest import Join
from tests.http import Client
from tests.pay.acts import funded, secured
from tests.rides.hails import STATION, Hail, code, ok

# Beside the station, and some 45 metres from it.
RANK = {"name": "Station square", "lat": 60.1712, "lon": 24.9415}
BESIDE = {"lat": 60.1712, "lon": 24.9423}
AWAY = {"lat": 60.1690, "lon": 24.9390}
A_WHILE = timedelta(seconds=30)


async def ranked(hail: Hail, **more: Any) -> str:
    """The desk has a rank at the station, and no others are near."""
    for one in ok(await hail.olga.get("/rides/ranks"))["ranks"]:
        gone = await hail.olga.delete(f"/rides/desk/ranks/places/{one['id']}")
        assert gone.status_code == 204
    made = ok(await hail.olga.put(f"/rides/desk/ranks/{new_id()}", json={**RANK, **more}))
    found: str = made["id"]
    return found


async def mine(who: Client) -> tuple[int, int] | None:
    found = ok(await who.get("/rides/ranks"))["mine"]
    return (found["place"], found["of"]) if found else None


def test_who_stands_there_stays_until_they_have_left() -> None:
    rank, other = TaxiRank("a", "A", 60.0, 24.0), TaxiRank("b", "B", 60.0, 24.001)
    degree = 111_195.0

    def at(metres: float) -> Stand:
        return Stand(new_id(), 60.0 - metres / degree, 24.0)

    assert stands_at([rank, other], at(59), None) == rank
    assert stands_at([rank, other], at(61), None) is None
    assert stands_at([rank, other], at(85), "a") == rank
    assert stands_at([rank, other], at(95), "a") is None
    # Between two they keep theirs.
    middle = Stand(new_id(), 60.0, 24.0006)
    assert stands_at([rank, other], middle, None) == other
    assert stands_at([rank, other], middle, "a") == rank


async def test_the_order_is_that_of_arrival(hail: Hail, join: Join) -> None:
    cleo = await join("cleo")
    await ranked(hail)
    assert await mine(hail.wang) is None
    ok(await hail.at(hail.wang, BESIDE))
    hail.clock.advance(A_WHILE)
    await hail.drives(cleo, "X 1")
    ok(await hail.at(cleo, STATION))
    assert (await mine(hail.wang), await mine(cleo)) == ((1, 2), (2, 2))
    [shown] = ok(await hail.amina.get("/rides/ranks"))["ranks"]
    assert (shown["name"], shown["waiting"]) == ("Station square", 2)
    # Heard of again they keep it, driving away they lose it.
    hail.clock.advance(A_WHILE)
    ok(await hail.at(cleo, STATION))
    ok(await hail.at(hail.wang, BESIDE))
    assert (await mine(hail.wang), await mine(cleo)) == ((1, 2), (2, 2))
    ok(await hail.at(hail.wang, AWAY))
    assert (await mine(hail.wang), await mine(cleo)) == (None, (1, 1))
    hail.clock.advance(A_WHILE)
    ok(await hail.at(hail.wang, BESIDE))
    assert (await mine(hail.wang), await mine(cleo)) == ((2, 2), (1, 2))
    assert (await cleo.delete("/rides/driver/online")).status_code == 204
    assert (await mine(hail.wang), await mine(cleo)) == ((1, 1), None)


async def test_who_is_not_heard_of_is_passed_over(hail: Hail, join: Join) -> None:
    cleo = await join("cleo")
    await ranked(hail)
    ok(await hail.at(hail.wang, BESIDE))
    await hail.drives(cleo, "X 1")
    ok(await hail.at(cleo, STATION))
    hail.clock.advance(timedelta(seconds=100))
    ok(await hail.at(cleo, STATION))
    assert (await mine(hail.wang), await mine(cleo)) == (None, (1, 1))
    hail.clock.advance(timedelta(seconds=100))
    ok(await hail.at(hail.wang, BESIDE))
    # Their phone was silent for three minutes: the place is theirs again.
    assert await mine(hail.wang) == (1, 1)
    ok(await hail.at(cleo, STATION))
    assert await mine(cleo) == (2, 2)
    hail.clock.advance(timedelta(minutes=6))
    ok(await hail.at(cleo, STATION))
    ok(await hail.at(hail.wang, BESIDE))
    hail.clock.advance(timedelta(seconds=1))
    assert (await mine(cleo), await mine(hail.wang)) in (((1, 2), (2, 2)), ((2, 2), (1, 2)))


async def test_the_first_is_asked_before_who_is_nearer(hail: Hail, join: Join) -> None:
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    # Cleo stands where Amina is; Wang came first to the rank, some streets away.
    rank = await ranked(hail, name="Corner", lat=60.1690, lon=24.9402)
    ok(await hail.at(hail.wang, {"lat": 60.1690, "lon": 24.9402}))
    ok(await hail.at(cleo, STATION))
    assert (await mine(hail.wang), await mine(cleo)) == ((1, 1), None)
    ok(await hail.asks())
    assert await hail.offered() is not None
    assert ok(await cleo.get("/rides/driver"))["offer"] is None
    assert rank.startswith("rank:")


async def test_where_the_first_may_not_be_asked_the_second_is(hail: Hail, join: Join) -> None:
    """And of two riders beside a rank the second has the second of the line."""
    cleo, bo, dan = await join("cleo"), await join("bo_chen"), await join("dan")
    for one, plate in ((cleo, "X 1"), (bo, "X 2")):
        await hail.drives(one, plate)
    corner = {"lat": 60.1690, "lon": 24.9402}
    await ranked(hail, name="Corner", **corner)
    # Bo stands where Amina is, at no rank.
    for one, place in ((hail.wang, corner), (cleo, corner), (bo, STATION)):
        hail.clock.advance(timedelta(seconds=1))
        ok(await hail.at(one, place))
    ok(await hail.asks())
    offer = await hail.offered()
    assert offer is not None
    assert (await hail.answers(offer, accept=False)).status_code == 204
    assert await hail.offered(cleo) is not None
    assert ok(await bo.get("/rides/driver"))["offer"] is None
    # Wang is still the first, for who asks now.
    await secured(dan)
    await funded(hail.town, dan, 10_000)
    ok(await hail.asks(dan))
    assert await hail.offered() is not None
    assert ok(await bo.get("/rides/driver"))["offer"] is None


async def test_without_a_rank_near_the_nearest_is_asked(hail: Hail, join: Join) -> None:
    cleo = await join("cleo")
    await hail.drives(cleo, "X 1")
    # 60.1665 is farther than 300 metres from the station.
    await ranked(hail, name="Far", lat=60.1665, lon=24.9402)
    ok(await hail.at(hail.wang, {"lat": 60.1665, "lon": 24.9402}))
    ok(await hail.at(cleo, STATION))
    ok(await hail.asks())
    assert await hail.offered() is None
    assert ok(await cleo.get("/rides/driver"))["offer"] is not None


async def test_who_refuses_twice_is_the_last(hail: Hail, join: Join) -> None:
    cleo, bo = await join("cleo"), await join("bo_chen")
    await ranked(hail)
    ok(await hail.at(hail.wang, BESIDE))
    hail.clock.advance(timedelta(seconds=1))
    await hail.drives(cleo, "X 1")
    ok(await hail.at(cleo, STATION))
    assert await mine(hail.wang) == (1, 2)
    del bo
    for left in ((1, 2), (2, 2)):
        ride = ok(await hail.asks())
        offer = await hail.offered()
        assert offer is not None
        hail.clock.advance(timedelta(seconds=1))
        assert (await hail.answers(offer, accept=False)).status_code == 204
        assert await mine(hail.wang) == left
        assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204
    assert await mine(cleo) == (1, 2)


async def test_who_drives_somebody_waits_nowhere(hail: Hail) -> None:
    await ranked(hail)
    ok(await hail.at(hail.wang, BESIDE))
    assert await mine(hail.wang) == (1, 1)
    await hail.coming()
    assert await mine(hail.wang) is None
    # Also where they fetch somebody at the rank itself.
    ok(await hail.at(hail.wang, STATION))
    assert await mine(hail.wang) is None


async def test_the_desk_adds_moves_and_closes(hail: Hail) -> None:
    of_the_map = ok(await hail.amina.get("/rides/ranks"))["ranks"]
    assert len(of_the_map) > 5
    one = of_the_map[0]
    moved = {"name": "Moved", "lat": 60.1650, "lon": 24.9400}
    path = f"/rides/desk/ranks/places/{one['id']}"
    assert ok(await hail.olga.put(path, json=moved))["id"] == one["id"]
    found = {each["id"]: each for each in ok(await hail.amina.get("/rides/ranks"))["ranks"]}
    assert (found[one["id"]]["name"], found[one["id"]]["lat"]) == ("Moved", 60.1650)
    assert len(found) == len(of_the_map)
    assert (await hail.olga.delete(path)).status_code == 204
    assert code(await hail.olga.delete(path)) == "no_rank"
    assert one["id"] not in {
        each["id"] for each in ok(await hail.amina.get("/rides/ranks"))["ranks"]
    }
    # Moved again it is open again, and one that never was is not.
    assert ok(await hail.olga.put(path, json=moved))["id"] == one["id"]
    assert len(ok(await hail.amina.get("/rides/ranks"))["ranks"]) == len(of_the_map)
    nowhere = f"/rides/desk/ranks/places/rank:{new_id()}"
    assert code(await hail.olga.put(nowhere, json=moved)) == "no_rank"
    own = new_id()
    made = ok(await hail.olga.put(f"/rides/desk/ranks/{own}", json=RANK))
    again = ok(await hail.olga.put(f"/rides/desk/ranks/{own}", json={**RANK, "name": "Renamed"}))
    assert made["id"] == again["id"] == f"rank:{own}"
    # It is found on the map, until it is closed.
    [there] = ok(await hail.amina.get("/places?q=Renamed"))["places"]
    assert there["kind"] == "taxi"
    ok(await hail.at(hail.wang, BESIDE))
    assert await mine(hail.wang) == (1, 1)
    closed = await hail.olga.delete(f"/rides/desk/ranks/places/{made['id']}")
    assert closed.status_code == 204
    assert await mine(hail.wang) is None
    assert ok(await hail.amina.get("/places?q=Renamed"))["places"] == []


@pytest.mark.parametrize(
    "bad",
    [
        {"name": " ", "lat": 60.0, "lon": 24.0},
        {"name": "x" * 61, "lat": 60.0, "lon": 24.0},
        {"name": "x", "lat": 91.0, "lon": 24.0},
        {"name": "x", "lat": 60.0, "lon": 181.0},
    ],
)
async def test_a_rank_has_a_name_and_is_somewhere(hail: Hail, bad: dict[str, Any]) -> None:
    assert code(await hail.olga.put(f"/rides/desk/ranks/{new_id()}", json=bad)) == "invalid"


async def test_a_rank_without_a_name_tells_where_it_is(hail: Hail) -> None:
    """The map of the town has names for none of its ranks."""
    ranks = ok(await hail.amina.get("/rides/ranks"))["ranks"]
    unnamed = [one for one in ranks if not one["name"]]
    assert len(unnamed) > 5
    assert all(one["street"] for one in unnamed)
    station = [one for one in unnamed if "railway" in one["by_names"].get("en", "").lower()]
    assert {one["street"] for one in station} & {"Rautatientori", "Elielinaukio"}
    moved = {"name": "Station", "lat": station[0]["lat"], "lon": station[0]["lon"]}
    path = f"/rides/desk/ranks/places/{station[0]['id']}"
    ok(await hail.olga.put(path, json=moved))
    again = ok(await hail.amina.get("/rides/ranks"))["ranks"]
    [named] = [one for one in again if one["id"] == station[0]["id"]]
    assert (named["name"], named["street"], named["by"]) == ("Station", "", "")
