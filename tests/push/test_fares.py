"""The fare of a taxi reaches the rider's phone, and only as long as it is to be paid."""

from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, Settle
from tests.push.acts import subscribed, until
from tests.pushing import PushService
from tests.rides.acts import ok, take_a_taxi


async def test_a_fare_is_told_to_who_rides(
    join: Join, town: Town, settle: Settle, service: PushService
) -> None:
    taxi = await take_a_taxi(join, town)
    rider, driver = await subscribed(taxi.amina, service), await subscribed(taxi.wang, service)
    ride = ok(await taxi.board())
    ok(await taxi.meter(1_250))
    await settle()
    await until(lambda: rider.pushed)
    shown = rider.pushed[0].notification
    assert (shown["title"], shown["body"]) == ("Taxi: 12.50 EUR", "Wang asks you for the fare")
    assert shown["navigate"].endswith(f"/rides/{ride['id']}")
    ok(await taxi.pay(ride["id"], 1_250))
    await settle()
    assert (len(rider.pushed), driver.pushed) == (1, [])


async def test_nobody_is_told_of_a_fare_before_somebody_scanned(
    join: Join, town: Town, settle: Settle, service: PushService
) -> None:
    taxi = await take_a_taxi(join, town)
    rider, driver = await subscribed(taxi.amina, service), await subscribed(taxi.wang, service)
    ok(await taxi.meter(900))
    await settle()
    assert (rider.pushed, driver.pushed) == ([], [])
