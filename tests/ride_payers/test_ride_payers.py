"""Somebody pays for somebody's rides, having said so once, up to so much in a month."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions.fares import compose_fare
from leapfrog.ride_payers import store
from leapfrog.ride_payers.model import month_of
from tests.contacts.acts import befriend, id_of
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import confirmed, funded, order, secured
from tests.rides.hails import MARKET, STATION, Hail, balance, code, ok
from tests.waits import no_wallet_is_held, somebody_waits

MONTHLY = 3_000


@pytest.fixture
async def dad(hail: Hail, join: Join, settle: Settle) -> Client:
    """A contact of Amina's, with money."""
    made = await join("dad_chen")
    await secured(made)
    await funded(hail.town, made, 10_000)
    await befriend(made, hail.amina)
    await settle()
    return made


async def pays(dad: Client, rider: Client, monthly: int = MONTHLY) -> Any:
    who = rider.me["id"]
    token = await confirmed(dad, order("ride", who, who, monthly))
    body = {"monthly": monthly, "confirmation": token}
    return await dad.put(f"/rides/payers/{who}", json=body)


async def asks(hail: Hail, dad: Client, who: Client | None = None, **more: Any) -> Any:
    rider, price = who or hail.amina, (await hail.estimate())["price"]
    body = {"origin": STATION, "destination": MARKET, "price": price, "paid_by": dad.me["id"]}
    return await rider.put(f"/rides/{new_id()}/request", json=body | more)


async def driven(hail: Hail, ride: Any) -> dict[str, Any]:
    ok(await hail.at(hail.wang))
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    ok(await hail.at(hail.wang, STATION))
    ok(await hail.act(hail.wang, ride["id"], "arrival"))
    ok(await hail.act(hail.amina, ride["id"], "boarding"))
    ended: dict[str, Any] = ok(await hail.act(hail.wang, ride["id"], "end"))
    return ended


async def test_a_ride_is_paid_by_who_said_so(hail: Hail, dad: Client) -> None:
    assert code(await asks(hail, dad)) == "no_ride_payer"
    ok(await pays(dad, hail.amina))
    ride = ok(await asks(hail, dad))
    price = ride["hail"]["price"]
    assert (ride["hail"]["payer_id"], ride["hail"]["payer_name"]) == (dad.me["id"], "Dad_chen")
    assert await balance(dad) == (10_000, price, 0)
    assert await balance(hail.amina) == (10_000, 0, 0)
    ended = await driven(hail, ride)
    assert ended["hail"]["payer_id"] is None, "not the driver's business"
    assert await balance(dad) == (10_000 - price, 0, 0)
    assert await balance(hail.amina) == (10_000, 0, 0)
    assert await balance(hail.wang) == (price, 0, 0)
    # The receipt is the payer's; the rider's tip is their own.
    assert (await hail.seen(ride["id"]))["operation_ids"] == []
    token = await confirmed(hail.amina, order("ride", ride["id"], hail.wang.me["id"], 100))
    tipped = await hail.act(hail.amina, ride["id"], "tip", amount=100, confirmation=token)
    assert len(ok(tipped)["operation_ids"]) == 1
    assert await balance(hail.amina) == (9_900, 0, 0)
    [paid] = ok(await dad.get("/rides/payers"))["rides"]
    assert (paid["amount"], paid["over"]) == (price, True)
    assert set(paid) == {"rider_id", "at", "amount", "over"}
    assert code(await dad.get(f"/rides/{ride['id']}")) == "no_ride"
    async with hail.town.database.glance() as db:
        told = await compose_fare(db, id_of(dad), ride["id"])
    assert told is not None
    assert (told.body, told.url) == ("For a ride of Amina", "/town/taxi/payers")


async def test_no_more_than_the_month_allows(hail: Hail, dad: Client) -> None:
    price = (await hail.estimate())["price"]
    ok(await pays(dad, hail.amina, price + 10))
    ride = ok(await asks(hail, dad))
    await driven(hail, ride)
    refused = await asks(hail, dad)
    assert (code(refused), refused.json()["left"]) == ("over_ride_limit", 10)
    # What was called off takes nothing of it.
    ok(await pays(dad, hail.amina, 2 * price))
    second = ok(await asks(hail, dad))
    assert (await hail.amina.delete(f"/rides/{second['id']}")).status_code == 204
    assert await balance(dad) == (10_000 - price, 0, 0)
    ok(await asks(hail, dad))
    [mine] = ok(await hail.amina.get("/rides/payers"))["for_me"]
    assert (mine["name"], mine["monthly"], mine["spent"]) == ("Dad_chen", 2 * price, 2 * price)
    # A new month begins with nothing taken.
    hail.clock.advance(timedelta(days=32))
    [mine] = ok(await hail.amina.get("/rides/payers"))["for_me"]
    assert mine["spent"] == 0


async def test_what_comes_on_top_counts_for_the_month_of_the_ride(hail: Hail, dad: Client) -> None:
    price = (await hail.estimate())["price"]
    ok(await pays(dad, hail.amina, price + 100))
    next_month = month_of(hail.clock.now() + timedelta(days=32))
    hail.clock.set(next_month - timedelta(minutes=1))
    ride = ok(await asks(hail, dad))
    hail.clock.set(next_month + timedelta(minutes=1))
    over = await hail.act(hail.amina, ride["id"], "thanks", amount=200)
    assert (code(over), over.json()["left"]) == ("over_ride_limit", 100)
    ok(await hail.act(hail.amina, ride["id"], "thanks", amount=100))
    [mine] = ok(await hail.amina.get("/rides/payers"))["for_me"]
    assert mine["spent"] == 0


async def test_two_rides_at_once_do_not_take_more_than_there_is(hail: Hail, dad: Client) -> None:
    price = (await hail.estimate())["price"]
    ok(await pays(dad, hail.amina, price + 10))
    guests = [asks(hail, dad, guest=f"Guest {n}") for n in range(3)]
    found = await asyncio.gather(*guests)
    assert sorted(one.status_code for one in found) == [200, 409, 409]
    assert (await balance(dad))[1] == price


async def test_only_what_was_agreed_before_is_paid_so(hail: Hail, dad: Client) -> None:
    ok(await pays(dad, hail.amina))
    for mode in ("meter", "cash"):
        assert code(await asks(hail, dad, mode=mode)) == "invalid"


async def test_a_longer_trip_and_a_thank_you_are_theirs_too(hail: Hail, dad: Client) -> None:
    ok(await pays(dad, hail.amina))
    ride = ok(await asks(hail, dad))
    ok(await hail.act(hail.amina, ride["id"], "thanks", amount=200))
    price = ride["hail"]["price"]
    assert await balance(dad) == (10_000, price + 200, 0)
    [mine] = ok(await hail.amina.get("/rides/payers"))["for_me"]
    assert mine["spent"] == price + 200
    over = await hail.act(hail.amina, ride["id"], "thanks", amount=3 * price)
    assert code(over) == "over_ride_limit"
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    change = f"/rides/{ride['id']}/changes/{new_id()}"
    stop = {"lat": 60.1740, "lon": 24.9500, "name": "Park"}
    priced = ok(await hail.amina.put(change, json={"destination": MARKET, "stops": [stop]}))
    ok(await hail.amina.put(f"{change}/asking", json={}))
    assert (await balance(dad))[1] == price + 200 + priced["more"]
    ok(await hail.wang.put(f"{change}/answer", json={"accept": False}))
    assert (await balance(dad))[1] == price + 200
    [mine] = ok(await hail.amina.get("/rides/payers"))["for_me"]
    assert mine["spent"] == price + 200


async def test_who_asks_for_another_trip_waits_for_no_payer_with_their_wallet(
    hail: Hail, dad: Client
) -> None:
    """What was held for the trip before is given back, and then more is held: a new ride of the
    same payer does it in the same order.
    """
    ok(await pays(dad, hail.amina, 9_000))
    ride = ok(await asks(hail, dad))
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    park = {"lat": 60.1740, "lon": 24.9500, "name": "Park"}
    shop = {"lat": 60.1699, "lon": 24.9440, "name": "Book shop"}
    first, second = (f"/rides/{ride['id']}/changes/{new_id()}" for _ in range(2))
    ok(await hail.amina.put(first, json={"destination": MARKET, "stops": [park]}))
    ok(await hail.amina.put(f"{first}/asking", json={}))
    priced = ok(await hail.amina.put(second, json={"destination": MARKET, "stops": [park, shop]}))
    locked = asyncio.Event()

    async def asks_again() -> Any:
        await locked.wait()
        return await hail.amina.put(f"{second}/asking", json={})

    # It begins outside of the transaction, which holds a connection.
    asked = asyncio.create_task(asks_again())
    async with hail.town.database.transaction() as db:
        await store.lock(db, id_of(dad), id_of(hail.amina), month_of(db.now))
        locked.set()
        await somebody_waits(db)
        await no_wallet_is_held(db)
    ok(await asked)
    held = ride["hail"]["price"] + priced["more"]
    assert await balance(dad) == (10_000, held, 0)
    [mine] = ok(await hail.amina.get("/rides/payers"))["for_me"]
    assert mine["spent"] == held


async def test_a_booked_ride_is_held_when_it_is_asked_for(
    hail: Hail, dad: Client, settle: Settle
) -> None:
    ok(await pays(dad, hail.amina))
    at = (hail.clock.now() + timedelta(hours=3)).isoformat()
    kept = ok(await asks(hail, dad, at=at))
    assert await balance(dad) == (10_000, 0, 0)
    assert (await dad.delete(f"/rides/payers/{hail.amina.me['id']}")).status_code == 204
    hail.clock.advance(timedelta(hours=2, minutes=52))
    await settle()
    seen = await hail.seen(kept["id"])
    assert (seen["state"], seen["hail"]["why"]) == ("booked", "funds")
    ok(await pays(dad, hail.amina))
    hail.clock.advance(timedelta(minutes=2))
    await settle()
    assert (await hail.seen(kept["id"]))["state"] == "requested"
    assert (await balance(dad))[1] == kept["hail"]["price"]


async def test_what_goes_back_goes_to_who_paid(hail: Hail, dad: Client) -> None:
    ok(await pays(dad, hail.amina))
    ride = ok(await asks(hail, dad))
    await driven(hail, ride)
    path = f"/rides/{ride['id']}/dispute"
    ok(await hail.amina.put(path, json={"words": "A detour"}))
    ruling = {"refund": 300, "for_rider": "Yes", "for_driver": "Yes"}
    ruled = await hail.olga.put(f"/rides/desk/disputes/{ride['id']}", json=ruling)
    assert ruled.status_code == 204
    assert await balance(dad) == (10_000 - ride["hail"]["price"] + 300, 0, 0)
    assert await balance(hail.amina) == (10_000, 0, 0)


async def test_who_is_no_contact_or_says_nothing_pays_nothing(
    hail: Hail, dad: Client, join: Join, settings: Settings
) -> None:
    cleo = await join("cleo_chen")
    await secured(cleo)
    url = str(settings.database_url)
    async with unchanged(url, "identity_session", "pay_confirmation"):
        assert code(await pays(dad, cleo)) == "not_your_rider"
        assert code(await pays(dad, dad)) == "not_your_rider"
        unsaid = await dad.put(f"/rides/payers/{hail.amina.me['id']}", json={"monthly": 100})
        assert code(unsaid) == "confirmation_needed"
        assert code(await asks(hail, dad)) == "no_ride_payer"
    ok(await pays(dad, hail.amina))
    async with unchanged(url, "identity_session"):
        # Nobody else takes of it, nor ends it.
        assert code(await asks(hail, dad, cleo)) == "no_ride_payer"
        gone = await cleo.delete(f"/rides/payers/{hail.amina.me['id']}")
        assert code(gone) == "no_ride_payer"
    # Who is blocked has nothing of it.
    ok_block = await dad.put(f"/blocks/{hail.amina.me['id']}")
    assert ok_block.status_code < 300, ok_block.text
    assert code(await asks(hail, dad)) == "no_ride_payer"
    assert ok(await hail.amina.get("/rides/payers"))["for_me"] == []


async def test_either_of_the_two_ends_it(hail: Hail, dad: Client) -> None:
    for who, path in (
        (dad, f"/rides/payers/{hail.amina.me['id']}"),
        (hail.amina, f"/rides/payers/{dad.me['id']}/mine"),
    ):
        ok(await pays(dad, hail.amina))
        assert (await who.delete(path)).status_code == 204
        assert code(await who.delete(path)) == "no_ride_payer"
        assert code(await asks(hail, dad)) == "no_ride_payer"
