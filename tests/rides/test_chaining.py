"""A driver with somebody on board takes the next ride, and comes for it when the first one ends."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.reactions.hails import compose_hail
from leapfrog.rides import hailed_ride
from leapfrog.rides.hailing import requesting, store
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import funded, secured
from tests.rides.hails import MARKET, STATION, Hail, balance, code, ok
from tests.waits import somebody_waits


@pytest.fixture
async def bo(hail: Hail, join: Join) -> Client:
    """Somebody else who wants to be driven."""
    made = await join("bo_chen")
    await secured(made)
    await funded(hail.town, made, 10_000)
    return made


async def nearly_there(hail: Hail, bo: Client) -> tuple[Any, Any]:
    """Amina is nearly at the market with Wang; Bo asks for a ride. Both rides."""
    first = await hail.on_board()
    second = ok(await hail.asks(bo))
    ok(await hail.at(hail.wang, MARKET))
    return first, second


async def queued(hail: Hail, bo: Client) -> tuple[Any, Any]:
    first, second = await nearly_there(hail, bo)
    offer = await hail.offered()
    assert offer is not None
    assert offer["after"] is True
    assert (await hail.answers(offer, accept=True)).status_code == 204
    return first, second


async def states(hail: Hail, *rides: Any) -> list[str]:
    async with hail.town.database.glance() as db:
        found = [await hailed_ride(db, one["id"]) for one in rides]
    return [one.state for one in found if one]


async def test_the_next_ride_begins_when_the_last_one_ends(hail: Hail, bo: Client) -> None:
    first, second = await queued(hail, bo)
    assert await states(hail, first, second) == ["riding", "queued"]
    seen = await hail.seen(second["id"], bo)
    assert seen["driver_id"] == hail.wang.me["id"]
    assert seen["hail"]["code"] is not None
    # Where the car goes now is somebody else's business.
    assert seen["hail"]["position"] is None
    driver = ok(await hail.wang.get("/rides/driver"))
    assert (driver["under_way"]["id"], driver["next"]["id"]) == (first["id"], second["id"])
    async with hail.town.database.glance() as db:
        ride = await hailed_ride(db, second["id"])
        assert ride is not None
        told = await compose_hail(db, id_of(bo), ride)
    assert told is not None
    assert "ends another one first" in told.body
    ok(await hail.act(hail.wang, first["id"], "end"))
    assert await states(hail, first, second) == ["paid", "accepted"]
    assert (await hail.seen(second["id"], bo))["hail"]["position"] is not None
    driver = ok(await hail.wang.get("/rides/driver"))
    assert (driver["under_way"]["id"], driver["next"]) == (second["id"], None)
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, second["id"], "arrival"))
    ok(await hail.act(hail.wang, second["id"], "boarding", code=seen["hail"]["code"]))
    ok(await hail.act(hail.wang, second["id"], "end"))
    assert await states(hail, second) == ["paid"]


async def test_who_is_far_from_the_end_is_not_asked(hail: Hail, bo: Client) -> None:
    """Nor who has not begun, has taken one already, or still has stops to come."""
    ride = await hail.coming()
    ok(await hail.asks(bo))
    assert await hail.offered() is None
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    assert await hail.offered() is None


async def test_only_one_ride_is_taken_besides(hail: Hail, bo: Client, join: Join) -> None:
    await queued(hail, bo)
    cleo = await join("cleo")
    await secured(cleo)
    await funded(hail.town, cleo, 10_000)
    ok(await hail.asks(cleo))
    assert await hail.offered() is None


async def test_a_free_driver_as_near_is_asked_first(hail: Hail, bo: Client, join: Join) -> None:
    cleo = await join("cleo")
    _, _ = await nearly_there(hail, bo)
    await hail.drives(cleo, "X 1")
    ok(await hail.at(cleo, MARKET))
    assert await hail.offered() is None
    assert await hail.offered(cleo) is not None


async def test_what_is_queued_is_given_back_or_called_off(hail: Hail, bo: Client) -> None:
    first, second = await queued(hail, bo)
    assert (await bo.delete(f"/rides/{second['id']}")).status_code == 204
    assert await balance(bo) == (10_000, 0, 0)
    third = ok(await hail.asks(bo))
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    given = await hail.act(hail.wang, third["id"], "return", reason="traffic")
    assert given.status_code == 204
    assert await states(hail, first, third) == ["riding", "requested"]
    ok(await hail.act(hail.wang, first["id"], "end"))
    assert await states(hail, third) == ["requested"]


async def test_who_is_late_behind_another_ride_is_called_off_for_nothing(
    hail: Hail, bo: Client
) -> None:
    _, second = await queued(hail, bo)
    hail.clock.advance(timedelta(minutes=4))
    assert (await hail.seen(second["id"], bo))["hail"]["cancel_fee"] > 0
    hail.clock.advance(timedelta(minutes=20))
    assert (await hail.seen(second["id"], bo))["hail"]["cancel_fee"] == 0


@pytest.mark.parametrize("how", ["stopped", "forgotten", "cash"])
async def test_however_the_last_one_ends_the_next_begins(
    hail: Hail, bo: Client, settle: Settle, how: str
) -> None:
    first, second = await queued(hail, bo)
    if how == "stopped":
        stopped = await hail.olga.put(f"/rides/desk/{first['id']}/stop")
        assert stopped.status_code == 204
    elif how == "forgotten":
        # Both are, a day later: nothing is left behind.
        hail.clock.advance(timedelta(hours=24, minutes=5))
        await settle()
        # Whoever met the other one's lock for too long comes again.
        hail.clock.advance(timedelta(minutes=5))
        await settle()
        assert await states(hail, first, second) == ["paid", "cancelled"]
        return
    else:
        ok(await hail.act(hail.wang, first["id"], "end"))
    assert await states(hail, second) == ["accepted"]


async def test_who_ends_a_ride_holds_up_nobody_who_calls_the_next_one_off(
    hail: Hail, bo: Client
) -> None:
    """Both want the next ride, and then the town's account: in the same order."""
    first, second = await queued(hail, bo)
    locked = asyncio.Event()

    async def ends() -> Any:
        await locked.wait()
        return await hail.act(hail.wang, first["id"], "end")

    # It begins outside of the transaction, which holds a connection.
    end = asyncio.create_task(ends())
    async with hail.town.database.transaction() as db:
        ride = await store.lock(db, UUID(second["id"]))
        assert ride is not None
        locked.set()
        await somebody_waits(db)
        await requesting.end_unpaid(db, ride, "cancelled")
    assert (await end).status_code == 200
    assert await states(hail, first, second) == ["paid", "cancelled"]
    assert await balance(bo) == (10_000, 0, 0)


async def test_the_end_and_the_yes_at_the_same_moment(hail: Hail, bo: Client) -> None:
    """Whichever comes first, the ride is not left waiting behind one that is over."""
    for _ in range(3):
        first, second = await nearly_there(hail, bo)
        offer = await hail.offered()
        assert offer is not None
        await asyncio.gather(
            hail.act(hail.wang, first["id"], "end"), hail.answers(offer, accept=True)
        )
        assert await states(hail, first, second) == ["paid", "accepted"]
        ok(await hail.at(hail.wang, STATION))
        ok(await hail.act(hail.wang, second["id"], "arrival"))
        ok(await bo.put(f"/rides/{second['id']}/boarding", json={}))
        ok(await hail.act(hail.wang, second["id"], "end"))
        ok(await hail.at(hail.wang))


async def test_who_has_promised_to_come_does_not_leave(
    hail: Hail, bo: Client, join: Join, settings: Settings
) -> None:
    _, second = await queued(hail, bo)
    cleo = await join("cleo")
    assert code(await hail.wang.delete("/rides/driver")) == "driver_still_drives"
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (cleo, hail.amina):
            assert code(await who.get(f"/rides/{second['id']}")) == "no_ride"
            verbs = ("arrival", "return", "end", "boarding")
            for verb in verbs:
                answer = await hail.act(who, second["id"], verb)
                assert answer.status_code == 404, verb
        # Nor is it driven before its turn.
        for verb in ("arrival", "end", "no-show"):
            assert code(await hail.act(hail.wang, second["id"], verb)) == "ride_state", verb
