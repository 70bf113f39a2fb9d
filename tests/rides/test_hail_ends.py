"""A ride by hail ends whatever becomes of the money, and frees both people for the next."""

from datetime import timedelta

from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Settle
from tests.http import PASSWORD, Client
from tests.matrix import unchanged
from tests.rides.hails import STATION, Hail, balance, code, ok

DAY, AFTER_THE_HOLD = timedelta(hours=24), timedelta(hours=31)


async def test_what_is_forgotten_ends_though_the_fare_is_refused(
    hail: Hail, settle: Settle
) -> None:
    """The driver may not be paid, or the hold is over: nobody pays, and both are free."""
    account = f"/pay/desk/accounts/{hail.wang.me['id']}"
    ride = await hail.on_board()
    ok(await hail.olga.post(f"{account}/freeze", json={"why": "looked into", "incoming": True}))
    assert code(await hail.act(hail.wang, ride["id"], "end")) == "account_frozen"
    hail.clock.advance(DAY)
    await settle()
    seen = await hail.seen(ride["id"])
    assert (seen["state"], seen["fare"], seen["hail"]["fee"]) == ("cancelled", None, 0)
    assert await balance(hail.amina) == (10_000, 0, 0)
    ok(await hail.olga.post(f"{account}/unfreeze", json={"why": "all is well"}))
    for begins in (hail.coming, hail.on_board):
        ok(await hail.at(hail.wang))
        ride = await begins()
        hail.clock.advance(AFTER_THE_HOLD)
        await settle()
        assert (await hail.seen(ride["id"]))["state"] == "cancelled"
        assert await balance(hail.amina) == (10_000, 0, 0)
    ok(await hail.at(hail.wang))
    assert (await hail.coming())["state"] == "accepted"


async def test_a_driver_leaves_when_nobody_rides_with_them_and_the_town_can_end_that(
    hail: Hail, settings: Settings
) -> None:
    ride = await hail.on_board()
    going = {"password": PASSWORD, "handle": "wang"}
    async with unchanged(str(settings.database_url), "identity_session", "kernel_throttle"):
        assert code(await hail.wang.request("DELETE", "/me", json=going)) == "money_left"
    stopped = await hail.olga.put(f"/rides/desk/{ride['id']}/stop")
    assert stopped.status_code == 204, stopped.text
    seen = await hail.seen(ride["id"])
    assert (seen["state"], seen["hail"]["fee"]) == ("cancelled", 0)
    assert await balance(hail.amina) == (10_000, 0, 0)
    assert await balance(hail.wang) == (0, 0, 0)
    ok(await hail.wang.request("DELETE", "/me", json=going))


async def test_what_a_day_brought_is_what_came_and_is_told_as_rides(hail: Hail) -> None:
    """Driven, called off late, not come: each without the town's part, and with whom it was."""
    tariff = {"base": 100, "per_km": 0, "per_minute": 0, "minimum": 1_000, "cancel_fee": 200}
    ok(await hail.olga.put("/rides/desk/tariff", json=tariff | {"town_fee": 1_000}))
    ride = await hail.on_board()
    ok(await hail.act(hail.wang, ride["id"], "end"))
    ok(await hail.at(hail.wang))
    ride = await hail.at_the_door()
    hail.clock.advance(timedelta(minutes=8))
    ok(await hail.at(hail.wang, STATION))
    await hail.writes(hail.wang, ride["id"])
    ok(await hail.act(hail.wang, ride["id"], "no-show"))
    for fee in (200, 0):
        ok(await hail.at(hail.wang))
        ride = await hail.coming()
        hail.clock.advance(timedelta(minutes=3 if fee else 1))
        gone = await hail.amina.delete(f"/rides/{ride['id']}", params={"expect_fee": fee})
        assert gone.status_code == 204, gone.text
    day = ok(await hail.wang.get("/rides/day"))
    states = ["cancelled", "no_show", "paid"]
    assert sorted(one["state"] for one in day["rides"]) == states
    assert (day["fares"], day["tips"]) == (900 + 180 + 180, 0)
    assert sorted(one["hail"]["earned"] for one in day["rides"]) == [180, 180, 900]
    for one in day["rides"]:
        assert (await hail.seen(one["id"]))["hail"]["earned"] == 0
    assert await balance(hail.wang) == (day["fares"], 0, 0)
    assert await told(hail.wang) == [(amount, "rides", "Amina") for amount in (180, 180, 900)]
    spent = [(amount, "rides", "Wang") for amount in (-200, -200, -1_000)]
    assert (await told(hail.amina))[:3] == spent
    ok(await hail.asks())
    assert (await told(hail.amina))[0] == (-1_000, "rides", "")


async def told(of: Client) -> list[tuple[int, str, str]]:
    """How much, of which category and with whom each payment was, the newest first."""
    [account] = ok(await of.get("/wallet"))["accounts"]
    page = ok(await of.get(f"/wallet/accounts/{account['id']}/history"))
    return [(one["amount"], one["category"], one["with_name"]) for one in page["rows"]]
