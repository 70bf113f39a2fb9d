"""Trips that are shared by themselves with chosen contacts, from boarding on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.reactions.hails import compose_follower
from leapfrog.ride_safety.choosing import is_shared_at
from leapfrog.ride_safety.store_chosen import SharingHours
from tests.contacts.acts import befriend, id_of
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.rides.hails import Hail, code, ok


@pytest.fixture
async def bo(hail: Hail, join: Join, settle: Settle) -> Client:
    """A contact of Amina's."""
    made = await join("bo_chen")
    await befriend(made, hail.amina)
    await settle()
    return made


async def chooses(hail: Hail, *people: Client, **more: Any) -> Any:
    body = {"people": [one.me["id"] for one in people]}
    return await hail.amina.put("/rides/followers", json=body | more)


async def test_whom_the_rider_chose_follows_once_they_are_in(
    hail: Hail, bo: Client, settle: Settle
) -> None:
    ok(await chooses(hail, bo))
    ride = await hail.at_the_door()
    await settle()
    assert ok(await bo.get("/rides/followed"))["trips"] == []
    ok(await hail.act(hail.amina, ride["id"], "boarding"))
    await settle()
    [found] = ok(await bo.get("/rides/followed"))["trips"]
    assert (found["ride_id"], found["trip"]["state"]) == (ride["id"], "riding")
    assert found["trip"]["code"] is None
    path = f"/rides/followed/{ride['id']}"
    assert ok(await bo.get(path))["position"] is not None
    for who in (hail.amina, hail.wang, hail.olga):
        assert code(await who.get(path)) == "no_trip"
    assert ok(await hail.amina.get(f"/rides/{ride['id']}/sharing"))["shared"] is True
    async with hail.town.database.glance() as db:
        told = await compose_follower(db, id_of(bo), ride["id"])
        assert await compose_follower(db, id_of(hail.olga), ride["id"]) is None
    assert told is not None
    assert told.title == "Amina is on the way"
    ok(await hail.act(hail.wang, ride["id"], "end"))
    await settle()
    async with hail.town.database.glance() as db:
        told = await compose_follower(db, id_of(bo), ride["id"])
    assert told is not None
    assert told.title == "Amina is there"
    hail.clock.advance(timedelta(minutes=31))
    assert code(await bo.get(path)) == "no_trip"
    assert ok(await bo.get("/rides/followed"))["trips"] == []


async def test_the_rider_stops_it_and_who_is_no_contact_any_more_sees_nothing(
    hail: Hail, bo: Client, join: Join, settle: Settle
) -> None:
    cleo = await join("cleo_chen")
    await befriend(cleo, hail.amina)
    await settle()
    ok(await chooses(hail, bo, cleo))
    ride = await hail.on_board()
    await settle()
    path = f"/rides/followed/{ride['id']}"
    ok(await cleo.get(path))
    assert (await hail.amina.put(f"/blocks/{cleo.me['id']}")).status_code < 300
    assert code(await cleo.get(path)) == "no_trip"
    await settle()
    assert ok(await hail.amina.get("/rides/followers"))["people"] == [bo.me["id"]]
    ok(await bo.get(path))
    stopped = await hail.amina.delete(f"/rides/{ride['id']}/sharing")
    assert stopped.status_code == 204
    assert code(await bo.get(path)) == "no_trip"


async def test_only_contacts_are_chosen(
    hail: Hail, bo: Client, join: Join, settings: Settings
) -> None:
    cleo = await join("cleo_chen")
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await chooses(hail, bo, cleo)) == "not_a_follower"
        assert code(await chooses(hail, bo, from_hour=24)) == "invalid"
        assert code(await chooses(hail, bo, from_hour=1, zone="Moon")) == "invalid"
    told = {"people": [bo.me["id"]], "from_hour": 22, "zone": "Europe/Helsinki"}
    assert ok(await chooses(hail, bo, from_hour=22, zone="Europe/Helsinki")) == told
    assert ok(await bo.get("/rides/followers"))["people"] == []
    assert ok(await chooses(hail)) == {"people": [], "from_hour": None, "zone": ""}


@pytest.mark.parametrize(
    ("from_hour", "hours"),
    [(22, [22, 23, 0, 1, 2, 3, 4, 5]), (2, [2, 3, 4, 5]), (6, list(range(24)))],
)
def test_from_an_hour_on_until_six(from_hour: int, hours: list[int]) -> None:
    night = SharingHours(from_hour, "UTC")
    day = datetime(2026, 7, 1, tzinfo=UTC)
    shared = [n for n in range(24) if is_shared_at(night, day + timedelta(hours=n))]
    assert sorted(shared) == sorted(hours)
    assert is_shared_at(None, day)
