"""Where she goes: she drives and is driven."""

import io
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import msgspec
from PIL import Image

from leapfrog import pay, ride_safety
from leapfrog.driver_days import records
from leapfrog.driver_days.records import KIND, RideRecordSaid
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.signing import new_seed, signed
from leapfrog.ride_partings import part
from leapfrog.ride_pauses import note_broken
from leapfrog.ride_speeds import note_ride
from leapfrog.ride_terms import price_of, tariffs_at
from leapfrog.rides import Waypoint, store_traces
from leapfrog.rides.hailing import changing, driving, requesting, store_drivers
from leapfrog.rides.hailing.model import OFFERED, DrivenTrip, HailRequest, RideOffer
from leapfrog.rides.store_traces import TracePoint
from tests.contacts.acts import ok
from tests.http import Client
from tests.pay.acts import confirmed, order
from tests.portability.life.scene import WORD, Scene, marked

STANDS = """
insert into ranks_standing (driver_id, rank_id, since, seen_at) values ($1, 'rank:1', $2, $2)
"""
WHERE_DRIVEN = "insert into rides_position (driver_id, lat, lon, at) values ($1, 60.1, 24.9, $2)"


async def taxis(scene: Scene) -> None:
    mara, bo = scene.mara, scene.bo
    for driver, rider, mark in ((mara, bo, marked), (bo, mara, lambda text: text)):
        body = {"plate": WORD if driver is mara else "b lt 42", "car": mark("car")}
        link = ok(await driver.put("/rides/driver", json=body))["link"]
        name = marked("pier") if rider is mara else "pier"
        place = {"lat": 60.1, "lon": 24.9, "name": name}
        made = new_id()
        ride = f"/rides/{made}"
        ok(await rider.put(ride, json={"code": link.rpartition("/")[2], "origin": place}))
        ok(await driver.put("/rides/meter", json={"fare": 100}))
        about = order("ride", made, driver.me["id"], 100)
        paid = {"fare": 100, "destination": place, "confirmation": await confirmed(rider, about)}
        ok(await rider.put(f"{ride}/payment", json=paid))
    ok(await scene.cleo.put("/rides/driver", json={"plate": "c le 0", "car": "car"}))
    for driver, rider, mark in ((mara, bo, marked), (bo, mara, str), (scene.cleo, scene.juma, str)):
        await _hail(scene, driver, rider, mark)
    tariff = {"base": 1, "per_km": 1, "per_minute": 1, "minimum": 100, "cancel_fee": 9}
    ok(await mara.put("/rides/desk/tariff", json=tariff))
    await _beside_the_rides(scene)
    await live_location(scene)


async def _hail(scene: Scene, driver: Client, rider: Client, mark: Callable[[str], str]) -> None:
    """One asks for a ride, the other drives; without a map, so it is offered by hand."""
    vetting = await on_duty(scene, driver, mark("licence"))
    name = marked("home") if rider is scene.mara else "home"
    here, there = Waypoint(60.1, 24.9, name), Waypoint(60.2, 24.9, name)
    trip = DrivenTrip(here, there, 60, 999, (here,))
    made, driver_id, rider_id = new_id(), UUID(driver.me["id"]), UUID(rider.me["id"])
    async with scene.town.database.transaction() as db:
        asked = HailRequest(made, trip, price_of((await tariffs_at(db, db.now))["taxi"], trip))
        await requesting.request(db, rider_id, asked, pay.VOUCHED)
        await taken(db, driver_id, made)
        # Over a longer way, which is held besides, and yet another that nobody asks for.
        longer = DrivenTrip(here, there, 600, 9_999, (there, here))
        wanted = new_id()
        await changing.price(db, rider_id, made, wanted, longer)
        await changing.ask(db, rider_id, made, wanted, pay.VOUCHED)
        await changing.answer(db, driver_id, made, wanted, accept=True)
        await changing.price(db, rider_id, made, new_id(), trip)
    path = f"/rides/{made}"
    # Of the two others she is the desk.
    desk = scene.olga if scene.mara in (driver, rider) else scene.mara
    if driver is scene.mara:
        await _shows_a_document(driver, desk)
    ok(await rider.put(f"{path}/sharing"))
    ok(await driver.put(f"{path}/arrival", json={"reason": mark("round the corner")}))
    ok(await rider.put(f"{path}/boarding", json={}))
    await _in_the_car(scene, driver, rider, path)
    ok(await driver.put(f"{path}/end", json={}))
    await _afterwards(scene, driver, rider, path, desk)
    async with scene.town.database.transaction() as db:
        later = db.now + timedelta(hours=9)
        asked = HailRequest(
            new_id(), trip, price_of((await tariffs_at(db, db.now))["taxi"], trip), "meter", later
        )
        await requesting.request(db, rider_id, asked, pay.VOUCHED)
    refused = await scene.olga.put(vetting, json={"reason": mark("not readable")})
    assert refused.status_code == 204
    # As of a driver who goes while on duty: the refusal ended it.
    async with scene.town.database.transaction() as db:
        await db.run(WHERE_DRIVEN, driver_id, db.now)


async def on_duty(scene: Scene, driver: Client, licence: str) -> str:
    """The desk has seen the licence; answers where it decides about the driver."""
    until = (scene.town.clock.now() + timedelta(days=9)).date().isoformat()
    ok(await driver.put("/rides/driver/vetting", json={"licence": licence}))
    vetting = f"/rides/desk/drivers/{driver.me['id']}"
    assert (await scene.olga.put(vetting, json={"until": until})).status_code == 204
    ok(await driver.put("/rides/driver/online", json={"lat": 60.1, "lon": 24.9}))
    return vetting


async def taken(db: Db, driver_id: UUID, ride_id: UUID) -> None:
    """The driver is asked for that ride, and says yes."""
    offer = RideOffer(new_id(), ride_id, driver_id, "open", 60, db.now, db.now + OFFERED)
    await store_drivers.add_offer(db, offer)
    await driving.answer(db, driver_id, offer.id, accept=True)


async def _in_the_car(scene: Scene, driver: Client, rider: Client, path: str) -> None:
    for who in (driver, rider):
        text = marked("hello") if who is scene.mara else "hello"
        ok(await who.put(f"{path}/messages/{new_id()}", json={"text": text}))
        ok(await who.put(f"{path}/help", json={"id": str(new_id())}))
    async with scene.town.database.transaction() as db:
        point = TracePoint(db.now, 60.1, 24.9)
        await store_traces.add_trace(db, [UUID(path.rpartition("/")[2])], [point])
        await ride_safety.TIMERS[ride_safety.WATCH](db, "", None)


async def _afterwards(scene: Scene, driver: Client, rider: Client, path: str, desk: Client) -> None:
    """They rate each other, one objects, the other answers, and each is told why."""

    def said(who: Client, text: str) -> str:
        return marked(text) if who is scene.mara else text

    for who in (driver, rider):
        ok(await who.put(f"{path}/rating", json={"stars": 4, "words": ["friendly"]}))
    ok(await rider.put(f"{path}/dispute", json={"words": said(rider, "too far")}))
    ok(await driver.put(f"{path}/dispute/answer", json={"words": said(driver, "not so")}))
    ruling = {"refund": 1, "for_rider": said(rider, "so"), "for_driver": said(driver, "so")}
    ride_id = path.rpartition("/")[2]
    ruled = await desk.put(f"/rides/desk/disputes/{ride_id}", json=ruling)
    assert ruled.status_code == 204, ruled.text


async def _beside_the_rides(scene: Scene) -> None:
    """Both wish something, stand at a rank, and bring a record of another town; she adds a rank."""
    rank = {"name": "by the pier", "lat": 60.1, "lon": 24.9}
    ok(await scene.mara.put(f"/rides/desk/ranks/{new_id()}", json=rank))
    for who, name in ((scene.mara, WORD), (scene.bo, "bo")):
        ok(await who.put("/rides/wishes", json={"women": "any"}))
        home = {"lat": 60.1, "lon": 24.9}
        ok(
            await who.put(
                "/rides/driver/wishes",
                json={
                    "takes": "women",
                    "home": home,
                    "area": home | {"metres": 900},
                    "cash": False,
                },
            )
        )
        told = RideRecordSaid(
            town="sea.town",
            of=f"{name}@sea.town",
            name=name,
            since="2021-01-01",
            at="2026-01-01",
            rides=9,
            kilometres=90,
            kept_promises=1.0,
            ratings={},
            words={},
        )
        content = signed(KIND, msgspec.to_builtins(told), new_seed())
        async with scene.town.database.transaction() as db:
            person = UUID(who.me["id"])
            await records.keep(db, person, msgspec.json.encode(content), known=True)
            await db.run(STANDS, person, db.now)
            await note_broken(db, person, new_id(), "returned")
            other = scene.bo if who is scene.mara else scene.mara
            await part(db, person, UUID(other.me["id"]), new_id())
            await note_ride(db, person, db.now - timedelta(minutes=9), 600)


async def live_location(scene: Scene) -> None:
    """She and he show each other where they are."""
    for who, other in ((scene.mara, scene.bo), (scene.bo, scene.mara)):
        talk = ok(await who.put(f"/conversations/direct/{other.me['id']}"))
        body = {"conversation_id": talk["id"], "minutes": 60}
        ok(await who.put(f"/live-locations/{new_id()}", json=body))
        ok(await who.put("/live-location", json={"lat": 60.1, "lon": 24.9, "accuracy": 5}))


async def _shows_a_document(driver: Client, desk: Client) -> None:
    """The desk looks at a licence."""
    shown = await driver.put("/rides/driver/documents/licence", content=picture())
    assert shown.status_code == 204, shown.text
    document = f"/rides/desk/drivers/{driver.me['id']}/documents/licence"
    assert (await desk.get(document)).status_code == 200


def picture() -> bytes:
    """A small picture, as a phone makes it."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, "JPEG")
    return made.getvalue()
