"""A rider objects to a ride: both sides' words, where it went, what the desk gives back."""

from datetime import timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.rides import drop_expired, hailed_ride
from leapfrog.rides_dispute import RECORD_SETS, found_dispute
from leapfrog.rides_dispute.judging import _operations
from leapfrog.wallet import MoneyLeft
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.matrix import unchanged
from tests.pay.acts import code
from tests.rides.hails import MARKET, STATION, Hail, balance, ok
from tests.rides.test_trips import riding, yes

WORDS = {"refund": 300, "for_rider": "It was a detour", "for_driver": "That was not the way"}
DESK = "/rides/desk/disputes"


async def paid(hail: Hail) -> str:
    """A ride that is over, of which two places were told on the way."""
    ride = await hail.on_board()
    wang = UUID(hail.wang.me["id"])
    for place in (STATION, MARKET):
        hail.clock.advance(timedelta(seconds=10))
        hail.dispatcher.positions.take(wang, place["lat"], place["lon"], None)
        await hail.dispatcher.positions.flush()
        hail.dispatcher.positions.take(wang, place["lat"], place["lon"], None)
        await hail.dispatcher.positions.flush()
    ok(await hail.act(hail.wang, ride["id"], "end"))
    return str(ride["id"])


async def test_the_desk_hears_both_and_gives_back_what_it_decides(hail: Hail, join: Join) -> None:
    ride_id = await paid(hail)
    path = f"/rides/{ride_id}/dispute"
    price = (await hail.seen(ride_id))["fare"]
    for words in ("We went round the lake", "Something else"):
        told = ok(await hail.amina.put(path, json={"words": words}))
        assert (told["rider_words"], told["amount"]) == ("We went round the lake", price)
        assert told["covered"]
    assert await balance(hail.wang) == (price, price, 0)
    assert ok(await hail.wang.get(path))["rider_words"] == "We went round the lake"
    ok(await hail.wang.put(f"{path}/answer", json={"words": "The road was closed"}))
    [listed] = ok(await hail.olga.get(DESK))["disputes"]
    assert (listed["ride_id"], listed["trace"]) == (ride_id, [])
    seen = ok(await hail.olga.get(f"{DESK}/{ride_id}"))
    assert (seen["rider_name"], seen["driver_words"]) == ("Amina", "The road was closed")
    assert [round(one["lat"], 3) for one in seen["trace"]] == [60.171, 60.168]
    too_much = WORDS | {"refund": price + 1}
    assert code(await hail.olga.put(f"{DESK}/{ride_id}", json=too_much)) == "invalid"
    for _ in range(2):
        assert (await hail.olga.put(f"{DESK}/{ride_id}", json=WORDS)).status_code == 204
    assert await balance(hail.amina) == (10_000 - price + 300, 0, 0)
    assert await balance(hail.wang) == (price - 300, 0, 0)
    other = WORDS | {"refund": 0}
    assert code(await hail.olga.put(f"{DESK}/{ride_id}", json=other)) == "ride_ruled"
    late = await hail.wang.put(f"{path}/answer", json={"words": "But"})
    assert code(late) == "ride_ruled"
    reasons = [ok(await one.get(path))["reason"] for one in (hail.amina, hail.wang)]
    assert reasons == ["It was a detour", "That was not the way"]
    assert ok(await hail.olga.get(DESK))["disputes"] == []
    # What was recorded is gone a month later.
    hail.clock.advance(timedelta(days=31))
    async with hail.town.database.transaction() as db:
        assert await drop_expired(db) == 2
        assert await drop_expired(db) == 0


async def test_what_was_promised_comes_back_or_was_never_there(hail: Hail) -> None:
    """Nothing is given back: the driver has it all again. They have spent it: the rider is heard
    all the same, and the desk is told that it cannot be taken.
    """
    ride_id = await paid(hail)
    price = (await hail.seen(ride_id))["fare"]
    ok(await hail.amina.put(f"/rides/{ride_id}/dispute", json={"words": "Too slow"}))
    nothing = WORDS | {"refund": 0}
    assert (await hail.olga.put(f"{DESK}/{ride_id}", json=nothing)).status_code == 204
    assert await balance(hail.wang) == (price, 0, 0)
    second = await paid(hail)
    frozen = await hail.olga.post(
        f"/pay/desk/accounts/{hail.wang.me['id']}/freeze", json={"why": "lost phone"}
    )
    assert frozen.status_code < 300, frozen.text
    told = ok(await hail.amina.put(f"/rides/{second}/dispute", json={"words": "Rude"}))
    assert not told["covered"]
    refused = await hail.olga.put(f"{DESK}/{second}", json=WORDS)
    assert code(refused) == "account_frozen"
    assert [one["ride_id"] for one in ok(await hail.olga.get(DESK))["disputes"]] == [second]
    ok(await hail.wang.put(f"/rides/{second}/dispute/answer", json={"words": "I was polite"}))
    [disputes] = RECORD_SETS
    # Neither leaves before the desk has decided.
    for who in (hail.amina, hail.wang):
        with pytest.raises(MoneyLeft):
            async with hail.town.database.transaction() as db:
                await disputes.erase(db, id_of(who))
    async with hail.town.database.glance() as db:
        said = [one async for one in disputes.export(db, id_of(hail.wang))]
        objected = [one async for one in disputes.export(db, id_of(hail.amina))]
    assert [one["answer"]["words"] for one in said] == ["", "I was polite"]
    assert [one["objection"]["words"] for one in objected] == ["Too slow", "Rude"]
    # Nothing goes back out of nothing promised: no wallet is asked.
    async with hail.town.database.transaction() as db:
        found, ride = await found_dispute(db, UUID(second)), await hailed_ride(db, UUID(second))
        assert found is not None
        assert ride is not None
        gone = replace(ride, driver_id=new_id())
        assert await _operations(db, gone, found, 0) == []
    assert (await hail.olga.put(f"{DESK}/{second}", json=nothing)).status_code == 204
    async with hail.town.database.transaction() as db:
        await disputes.erase(db, id_of(hail.wang))


async def test_who_may_object_and_until_when(hail: Hail, join: Join, settings: Settings) -> None:
    cleo = await join("cleo")
    riding = await hail.on_board()
    path = f"/rides/{riding['id']}/dispute"
    words = {"words": "No"}
    assert code(await hail.amina.put(path, json=words)) == "ride_state"
    ok(await hail.act(hail.wang, riding["id"], "end"))
    refused = [
        (hail.wang, "PUT", path, "no_ride"),
        (cleo, "PUT", path, "no_ride"),
        (cleo, "GET", path, "no_ride"),
        (hail.olga, "GET", path, "no_ride"),
        (hail.amina, "GET", path, "no_ride_dispute"),
        (hail.wang, "PUT", f"{path}/answer", "no_ride_dispute"),
        (hail.amina, "PUT", f"{path}/answer", "no_ride"),
        (hail.amina, "GET", DESK, "operator_needed"),
        (hail.olga, "GET", f"{DESK}/{riding['id']}", "no_ride_dispute"),
    ]
    async with unchanged(str(settings.database_url), "identity_session"):
        for who, method, where, reason in refused:
            body = words if method == "PUT" else None
            assert code(await who.request(method, where, json=body)) == reason, (method, where)
    hail.clock.advance(timedelta(hours=25))
    assert code(await hail.amina.put(path, json=words)) == "too_late_to_object"


async def test_what_was_paid_in_the_car_no_wallet_gives_back(
    hail: Hail, settings: Settings
) -> None:
    """The driver has money of another ride in the wallet, and it stays theirs."""
    price = (await hail.seen(await paid(hail)))["fare"]
    ok(await hail.at(hail.wang))
    ride = await riding(hail, mode="cash")
    ok(await hail.act(hail.wang, ride["id"], "end"))
    assert ok(await yes(hail, ride, ride["hail"]["price"]))["state"] == "paid"
    path = f"/rides/{ride['id']}/dispute"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await hail.amina.put(path, json={"words": "Too dear"})) == "ride_state"
    assert await balance(hail.wang) == (price, 0, 0)


async def test_one_may_object_for_a_day_after_the_sum_was_settled(
    hail: Hail, settle: Settle
) -> None:
    ride = await riding(hail, mode="meter")
    ok(await hail.act(hail.wang, ride["id"], "end", fare=ride["hail"]["most"] + 1))
    ended = (await hail.seen(ride["id"]))["hail"]["ended_at"]
    hail.clock.advance(timedelta(hours=25))
    await settle()
    seen = await hail.seen(ride["id"])
    # When the ride was over is not when it was paid.
    assert (seen["state"], seen["hail"]["ended_at"]) == ("paid", ended)
    assert seen["paid_at"] > ended
    path = f"/rides/{ride['id']}/dispute"
    ok(await hail.amina.put(path, json={"words": "The meter ran too fast"}))
