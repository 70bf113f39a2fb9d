"""Rides from the street and by hail are one thing: one list for who rides, one for who drives, the
same receipts; and a fare reaches its rider wherever they are.
"""

from datetime import timedelta

from leapfrog.reactions.fares import compose_fare
from tests.contacts.acts import id_of
from tests.pay.acts import confirmed, order
from tests.rides.acts import Taxi
from tests.rides.hails import Hail, ok
from tests.rides.test_ride_people import DEVICES, TOLD


async def street(hail: Hail) -> Taxi:
    """Wang's taxi, with the code behind its windscreen."""
    link = ok(await hail.wang.get("/rides/driver"))["link"]
    return Taxi(hail.wang, hail.amina, link.rpartition("/")[2])


async def test_both_are_in_one_list_with_receipts(hail: Hail) -> None:
    hailed = await hail.on_board()
    ok(await hail.act(hail.wang, hailed["id"], "end"))
    taxi = await street(hail)
    ride = ok(await taxi.board())
    ok(await taxi.meter(900))
    hail.clock.advance(timedelta(seconds=1))
    ok(await taxi.pay(ride["id"], 900, 100))
    taken = ok(await hail.amina.get("/rides"))["rides"]
    day = ok(await hail.wang.get("/rides/day"))
    assert {one["id"] for one in taken} == {one["id"] for one in day["rides"]}
    assert {one["hail"] is None for one in taken} == {True, False}
    assert (day["fares"], day["tips"]) == (hailed["hail"]["price"] + 900, 100)
    for who, rides in ((hail.amina, taken), (hail.wang, day["rides"])):
        ids = [one for each in rides for one in each["operation_ids"]]
        assert len(ids) == 3
        for one in ids:
            ok(await who.get(f"/pay/receipts/wallet:operation:{one}"))


async def test_a_fare_reaches_its_rider_wherever_they_are(hail: Hail) -> None:
    """On all their devices at once, in what they are asked for on any screen, and no longer."""
    database, taxi = hail.town.database, await street(hail)
    async with database.transaction() as db:
        await db.run(DEVICES, b"", db.now + timedelta(days=90))
    ride = ok(await taxi.board())
    ok(await taxi.meter(1_350))
    async with database.glance() as db:
        assert await db.value(TOLD, f"ride:{ride['id']}") == [id_of(taxi.amina)]
        said = await compose_fare(db, id_of(taxi.amina), ride["id"])
        assert said is not None
        assert (said.title, said.body) == ("Taxi: 13.50 EUR", "Wang asks you for the fare")
        assert said.url == f"/rides/{ride['id']}"
        assert await compose_fare(db, id_of(taxi.wang), ride["id"]) is None
    owed = ok(await taxi.amina.get("/rides?owed=true"))["rides"]
    assert [one["fare"] for one in owed] == [1_350]
    about = order("ride", ride["id"], taxi.wang.me["id"], 1_350)
    ok(await taxi.pay(ride["id"], 1_350, confirmation=await confirmed(taxi.amina, about)))
    async with database.glance() as db:
        assert await compose_fare(db, id_of(taxi.amina), ride["id"]) is None
