"""Rides for others and paid by others, who follows them, and what the desk sets of them."""

from uuid import UUID

from leapfrog import pay
from leapfrog.kernel.ids import new_id
from leapfrog.ride_terms import price_of, tariffs_at
from leapfrog.rides import Waypoint
from leapfrog.rides.hailing import requesting
from leapfrog.rides.hailing.model import DrivenTrip, HailRequest
from tests.contacts.acts import ok
from tests.http import Client
from tests.pay.acts import confirmed, order
from tests.portability.life.going_out import on_duty, taken
from tests.portability.life.scene import Scene, marked

MONTHLY = 9_000
# At any hour, for until six it is night.
ALWAYS = {"from_hour": 6, "zone": "Europe/Helsinki"}
AIRPORT = {"name": "Airport", "lat": 60.3, "lon": 24.9, "metres": 900, "amount": 50}


async def rides_of_others(scene: Scene) -> None:
    """She and Bo pay for each other's rides and follow them; hers is for her grandmother, too."""
    mara, bo = scene.mara, scene.bo
    for one, other in ((mara, bo), (bo, mara)):
        who = other.me["id"]
        token = await confirmed(one, order("ride", who, who, MONTHLY))
        agreed = {"monthly": MONTHLY, "confirmation": token}
        ok(await one.put(f"/rides/payers/{who}", json=agreed))
        ok(await one.put("/rides/followers", json={"people": [who], **ALWAYS}))
    await on_duty(scene, scene.cleo, "licence")
    await _driven(scene, bo, mara)
    await _driven(scene, mara, bo)
    await _driven(scene, mara, bo, marked("Grandma"))
    await _at_the_desk(scene)


async def _driven(scene: Scene, rider: Client, payer: Client, guest: str = "") -> None:
    """Cleo drives somebody, and somebody else pays."""
    here, there = Waypoint(60.1, 24.9, "here"), Waypoint(60.2, 24.9, "there")
    trip, made = DrivenTrip(here, there, 60, 999), new_id()
    async with scene.town.database.transaction() as db:
        price = price_of((await tariffs_at(db, db.now))["taxi"], trip)
        payer_id = UUID(payer.me["id"])
        asked = HailRequest(made, trip, price, guest=guest, paid_by=payer_id)
        await requesting.request(db, UUID(rider.me["id"]), asked, pay.VOUCHED)
        await taken(db, UUID(scene.cleo.me["id"]), made)
    path = f"/rides/{made}"
    if guest:
        ok(await rider.put(f"{path}/guest-link"))
    ok(await scene.cleo.put(f"{path}/arrival", json={"reason": "at the corner"}))
    ok(await rider.put(f"{path}/boarding", json={}))
    # Who follows is told while they ride.
    await scene.settle()
    ok(await scene.cleo.put(f"{path}/end", json={}))


async def _at_the_desk(scene: Scene) -> None:
    """She says what her car is, and sets as the desk where rides cost more."""
    car = {"car_class": "van", "carries": {"seats": 6, "pet": True}}
    ok(await scene.mara.put("/rides/driver/car", json=car))
    ok(await scene.mara.put("/rides/desk/surcharges", json={"zones": [AIRPORT]}))
