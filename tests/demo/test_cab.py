"""The drivers of the demo: who hails a taxi there gets one, driven by the verbs of everybody."""

from datetime import timedelta
from uuid import UUID

from leapfrog import duty
from leapfrog.demo.cab import DemoCab
from leapfrog.identity import find
from tests.contacts.conftest import Join
from tests.pay.acts import confirmed, order
from tests.rides.hails import Hail, ok
from tests.rides.test_trips import FARTHER, asks, change

MOST_TURNS = 200


async def goes_on(hail: Hail, cab: DemoCab, ride_id: str, until: str) -> None:
    """The cab, the places and the dispatcher turn until the ride is so far."""
    for _ in range(MOST_TURNS):
        await cab.turn()
        await hail.dispatcher.positions.flush()
        await hail.dispatcher.turn()
        hail.clock.advance(timedelta(seconds=2))
        if (await hail.seen(ride_id))["state"] == until:
            return
    raise AssertionError((await hail.seen(ride_id))["state"])


async def staffed(hail: Hail, join: Join) -> DemoCab:
    """Wang of the demo drives, and nobody else."""
    assert (await hail.wang.delete("/rides/driver/online")).status_code == 204
    for handle in ("jianguo", "zola"):
        one = await join(handle)
        await hail.drives(one, f"X {len(handle)}")
        assert (await one.delete("/rides/driver/online")).status_code == 204
    return DemoCab(hail.town, hail.dispatcher)


async def test_who_hails_a_taxi_is_driven(hail: Hail, join: Join) -> None:
    cab = await staffed(hail, join)
    ride = ok(await hail.asks())
    await goes_on(hail, cab, ride["id"], "arrived")
    seen = await hail.seen(ride["id"])
    assert (seen["driver_name"], seen["plate"]) == ("Jianguo", "X 7")
    # The cab waits until its passenger says that they are in.
    for _ in range(5):
        await cab.turn()
    assert (await hail.seen(ride["id"]))["state"] == "arrived"
    ok(await hail.act(hail.amina, ride["id"], "boarding"))
    await goes_on(hail, cab, ride["id"], "paid")
    assert (await hail.seen(ride["id"]))["fare"] == ride["hail"]["price"]


async def test_who_does_not_come_is_not_waited_for_for_ever(hail: Hail, join: Join) -> None:
    cab = await staffed(hail, join)
    ride = ok(await hail.asks())
    await goes_on(hail, cab, ride["id"], "arrived")
    hail.clock.advance(timedelta(minutes=9))
    await goes_on(hail, cab, ride["id"], "no_show")


async def test_they_take_turns_when_one_has_to_rest(hail: Hail, join: Join) -> None:
    cab = await staffed(hail, join)
    await cab.turn()
    async with hail.town.database.reading() as db:
        people = {
            row[1]: row[0]
            for row in await db.rows("select id, handle from identity_person")
            if row[1] in ("jianguo", "zola")
        }
    wang, zola = people["jianguo"], people["zola"]
    for _ in range(10 * 60 + 1):
        hail.clock.advance(timedelta(seconds=60))
        async with hail.town.database.transaction() as db:
            await duty.note_seen(db, [duty.DutySeen(UUID(str(wang)), 0, ridden=False)])
    await cab.turn()
    await cab.turn()
    async with hail.town.database.reading() as db:
        on = "select person_id from rides_driver where online_since is not null"
        assert [row[0] for row in await db.rows(on)] == [zola]


async def test_by_the_meter_and_elsewhere_it_ends_too(hail: Hail, join: Join) -> None:
    cab = await staffed(hail, join)
    ride = ok(await asks(hail, mode="meter"))
    await goes_on(hail, cab, ride["id"], "arrived")
    ok(await hail.act(hail.amina, ride["id"], "boarding"))
    wanted = await change(hail, ride, FARTHER)
    to = (await hail.seen(ride["id"]))["driver_id"]
    token = await confirmed(hail.amina, order("ride", ride["id"], to, wanted["more"]))
    path = f"/rides/{ride['id']}/changes/{wanted['id']}/asking"
    ok(await hail.amina.put(path, json={"confirmation": token}))
    await cab.turn()
    seen = await hail.seen(ride["id"])
    assert (seen["hail"]["price"], seen["destination"]["name"]) == (wanted["price"], "Park")
    await goes_on(hail, cab, ride["id"], "paid")
    assert (await hail.seen(ride["id"]))["fare"] == wanted["price"]


async def test_the_other_drives_where_one_was_sent_home(hail: Hail, join: Join) -> None:
    cab = await staffed(hail, join)
    await cab.turn()
    path = f"/rides/desk/drivers/{await ident(hail, 'jianguo')}"
    assert (await hail.olga.put(path, json={"reason": "lost"})).status_code == 204
    ride = ok(await hail.asks())
    await goes_on(hail, cab, ride["id"], "arrived")
    assert (await hail.seen(ride["id"]))["driver_name"] == "Zola"


async def ident(hail: Hail, handle: str) -> UUID:
    async with hail.town.database.reading() as db:
        return (await find(db, handle)).id
