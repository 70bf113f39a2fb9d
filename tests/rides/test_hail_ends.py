"""A ride by hail ends whatever becomes of the money, and frees both people for the next."""

from datetime import timedelta

from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Settle
from tests.http import PASSWORD
from tests.matrix import unchanged
from tests.rides.hails import Hail, balance, code, ok

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
