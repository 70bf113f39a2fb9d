"""A parcel from the shop into a locker and out of it, over HTTP: by phone, by code, back."""

from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Settle
from tests.lockers.acts import PLAN, Corner
from tests.orders.acts import balance, code, ok


async def test_into_a_locker_and_out_by_phone(corner: Corner, settle: Settle) -> None:
    fair, village = corner.village.fair, corner.village
    choices = ok(await fair.amina.get(f"/merchants/{fair.kitchen.id}/delivery-choices"))["choices"]
    [locker] = [one["point"] for one in choices if one["point"] and one["point"]["is_locker"]]
    assert (locker["id"], locker["name"]) == (corner.id, "Pump locker")
    parcel = await corner.sent("M")
    await settle()
    # The courier has it: the compartment waits for it.
    assert (await corner.states())["B1"] == "reserved"
    [there] = ok(await village.kofi.get("/locker-round"))["lockers"]
    assert [one["number"] for one in there["to_lay_in"]] == [parcel["number"]]
    assert there["free"] == {"S": 2, "M": 0, "L": 1}
    opened = ok(await corner.lays(parcel))
    assert (opened["label"], opened["purpose"], opened["state"]) == ("B1", "fill", "asked")
    assert (await corner.opening(opened, village.kofi))["state"] == "open"
    assert corner.machine.open_doors() == ["B1"]
    corner.machine.put("B1", "noodles")
    await corner.machine.close("B1")
    assert (await corner.opening(opened, village.kofi))["state"] == "done"
    await settle()
    [seen] = (await fair.seen(parcel["delivery_id"]))["parcels"]
    assert (seen["state"], seen["shelf"], seen["point"]["name"]) == (
        "at_point",
        "B1",
        "Pump locker",
    )
    waits = ok(await fair.amina.get(f"/parcels/{parcel['id']}/locker"))
    assert (waits["label"], waits["online"], waits["code"]) == ("B1", True, parcel["code"])
    fetched = ok(await corner.fetches(parcel))
    # Until the door is closed it is not handed over.
    assert (await fair.seen(parcel["delivery_id"]))["parcels"][0]["state"] == "at_point"
    assert corner.machine.take("B1") == ["noodles"]
    await corner.machine.close("B1")
    assert (await corner.opening(fetched, fair.amina))["state"] == "done"
    await settle()
    done = await fair.seen(parcel["delivery_id"])
    assert (done["state"], done["parcels"][0]["proof"]) == ("done", "code")
    assert (await corner.states())["B1"] == "free"
    # The locker's shop has its fee.
    assert await fair.shop_has(fair.lamps) == 50
    assert [(one["act"], one["role"]) for one in done["parcels"][0]["steps"]] == [
        ("announce", "shop"),
        ("collect", "courier"),
        ("arrive", "locker"),
        ("hand_out", "locker"),
    ]
    assert await fair.faults() == []


async def test_the_code_at_the_keys_opens_all_that_waits(corner: Corner, settle: Settle) -> None:
    """One order in two parcels: one code, written on paper."""
    fair, kofi = corner.village.fair, corner.village.kofi
    order = await corner.bought(Noodles=2)
    for _ in range(2):
        await fair.send(order["id"], [{"no": 0, "n": 1}])
    parcels = (await fair.seen(order["id"]))["parcels"]
    for one in parcels:
        ok(await corner.village.does(kofi, one, "collect"))
        await corner.laid(one)
    await settle()
    await corner.machine.type_code(order["code"])
    await corner.machine.hears_all()
    assert corner.machine.open_doors() == ["A1", "A2"]
    for label in ("A1", "A2"):
        corner.machine.take(label)
        await corner.machine.close(label)
    await settle()
    assert (await fair.seen(order["id"]))["state"] == "done"
    assert set((await corner.states()).values()) == {"free"}


async def test_without_network_the_keys_open_by_what_the_machine_knows(
    corner: Corner, settle: Settle
) -> None:
    fair = corner.village.fair
    parcel = await corner.sent()
    label = await corner.laid(parcel)
    await corner.machine.hears_all()
    await corner.machine.goes()
    assert code(await corner.fetches(parcel)) == "locker_offline"
    wrong = "000000" if parcel["code"] != "000000" else "111111"
    await corner.machine.type_code(wrong)
    assert corner.machine.open_doors() == []
    await corner.machine.type_code(parcel["code"])
    assert corner.machine.open_doors() == [label]
    corner.machine.take(label)
    await corner.machine.close(label)
    # The town hears of it once there is a line again; twice is once.
    said = [*corner.machine.memory.said]
    await corner.machine.comes()
    for frame in said:
        await corner.machine.say(frame)
    await settle()
    assert (await fair.seen(parcel["delivery_id"]))["state"] == "done"
    assert (await corner.states())[label] == "free"
    assert corner.machine.memory.said == []


async def test_nobody_fetches_and_it_goes_back(
    corner: Corner, settle: Settle, clock: FixedClock
) -> None:
    fair, kofi = corner.village.fair, corner.village.kofi
    before = (await balance(fair.amina))[0]
    parcel = await corner.sent()
    label = await corner.laid(parcel)
    clock.advance(timedelta(days=3, hours=1))
    await settle()
    # It still lies there, and the code opens it no more.
    assert (await corner.states())[label] == "filled"
    await corner.machine.comes()
    typed = await corner.machine.type_code(parcel["code"])
    assert corner.machine.answers[str(typed)] == "wrong_parcel_code"
    assert code(await corner.fetches(parcel)) == "not_in_locker"
    [there] = ok(await kofi.get("/locker-round"))["lockers"]
    assert [one["number"] for one in there["to_take"]] == [parcel["number"]]
    path = f"/lockers/{corner.id}/collections/{new_id()}"
    ok(await kofi.put(path, json={"parcel_id": parcel["id"]}))
    await corner.machine.hears_all()
    corner.machine.take(label)
    await corner.machine.close(label)
    assert (await corner.states())[label] == "free"
    ok(await corner.village.does(fair.mei, parcel, "take_back"))
    await settle()
    assert (await fair.seen(parcel["delivery_id"]))["state"] == "returned"
    # The way was made: what that cost is the shop's (decision 79).
    assert (await balance(fair.amina))[0] == before - 150
    assert await fair.faults() == []


async def test_what_goes_back_is_laid_in_by_its_buyer(corner: Corner, settle: Settle) -> None:
    fair, kofi = corner.village.fair, corner.village.kofi
    parcel = await corner.sent()
    label = await corner.laid(parcel)
    ok(await corner.fetches(parcel))
    corner.machine.take(label)
    await corner.machine.close(label)
    await settle()
    order = parcel["delivery_id"]
    made = new_id()
    wish = {"case_id": str(new_id()), "locker_id": corner.id, "size": "S"}
    refused = await fair.amina.put(f"/locker-returns/{made}", json=wish)
    assert code(refused) == "nothing_to_return"
    asked = ok(await fair.ask(order, "return"))
    case = asked["cases"][0]["id"]
    wish["case_id"] = case
    [place] = ok(await fair.amina.get("/locker-returns/places"))["points"]
    assert place["id"] == corner.id
    back = ok(await fair.amina.put(f"/locker-returns/{made}", json=wish))
    # Her sister goes, with the six digits.
    await corner.machine.type_code(back["code"])
    await corner.machine.hears_all()
    [label] = corner.machine.open_doors()
    corner.machine.put(label, "cracked noodles")
    await corner.machine.close(label)
    await settle()
    assert ok(await fair.amina.get(f"/locker-returns/{made}"))["state"] == "dropped"
    assert (await fair.seen(order))["refund"] == "returned"
    # The code is used up.
    typed = await corner.machine.type_code(back["code"])
    assert corner.machine.answers[str(typed)] == "wrong_parcel_code"
    [there] = ok(await kofi.get("/locker-round"))["lockers"]
    [goes_back] = there["to_take"]
    path = f"/lockers/{corner.id}/collections/{new_id()}"
    ok(await kofi.put(path, json={"parcel_id": goes_back["id"]}))
    await corner.machine.hears_all()
    corner.machine.take(label)
    await corner.machine.close(label)
    # It is a stop at the shop now.
    [stop] = ok(await kofi.get("/courier"))["stops"]
    assert [one["number"] for one in stop["parcels"]] == [goes_back["number"]]
    ok(await corner.village.does(fair.mei, goes_back, "take_back"))
    ok(await fair.say(case, "got_back", fair.mei))
    await settle()
    assert (await fair.seen(order))["refunded"] == 600
    assert await fair.faults() == []


async def test_a_plan_grows_and_stays(corner: Corner) -> None:
    juma, shop = corner.village.fair.juma, str(corner.village.point)
    body = {"merchant_id": shop, "name": "Pump locker", "about": "Here", "lat": -1.29, "lon": 36.82}
    more = [*PLAN, {"label": "C2", "size": "L"}]
    ok(await juma.put(f"/lockers/{corner.id}", json=body | {"doors": more, "fee": 50}))
    assert len(await corner.states()) == 5
    for wrong in (PLAN, [*more, more[0]], [{"label": "A1", "size": "L"}, *more[1:]], []):
        answer = await juma.put(f"/lockers/{corner.id}", json=body | {"doors": wrong})
        assert answer.status_code == 422
    [own] = ok(await juma.get("/lockers"))["lockers"]
    assert (own["state"], own["about"]) == ("open", "Here")
