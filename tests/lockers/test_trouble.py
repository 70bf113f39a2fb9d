"""What goes wrong at a locker: doors that jam or stand open, lines that break, codes that are wrong
or the same, compartments that are full, too small or not empty, a locker that is taken away.
"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.vending import ResultFrame, VendFrame
from tests.contacts.conftest import Join, Settle
from tests.lockers.acts import LOCKER, Corner
from tests.orders.acts import code, ok


async def state(corner: Corner, parcel: Any) -> str:
    order = await corner.village.fair.seen(parcel["delivery_id"])
    return next(str(one["state"]) for one in order["parcels"] if one["id"] == parcel["id"])


async def test_a_door_that_does_not_open_is_left_alone(corner: Corner, settle: Settle) -> None:
    parcel = await corner.sent()
    corner.machine.jammed = {"A1"}
    opened = ok(await corner.lays(parcel))
    assert (await corner.opening(opened, corner.village.kofi))["state"] == "failed"
    assert await corner.door("A1") | {"since": ""} == {
        "id": (await corner.door("A1"))["id"],
        "label": "A1",
        "size": "S",
        "state": "free",
        "fault": "did_not_open",
        "since": "",
    }
    # The next scan opens another one.
    assert await corner.laid(parcel) == "A2"
    corner.machine.jammed = {"A2"}
    fetched = ok(await corner.fetches(parcel))
    assert (await corner.opening(fetched, corner.village.fair.amina))["state"] == "failed"
    assert await state(corner, parcel) == "at_point"
    # Somebody mends it: nothing has changed for the parcel.
    corner.machine.jammed = set()
    ok(await corner.fetches(parcel))
    corner.machine.take("A2")
    await corner.machine.close("A2")
    assert await state(corner, parcel) == "received"
    juma = corner.village.fair.juma
    ok(await juma.put(f"/lockers/{corner.id}/doors/A2", json={"works": True}))
    assert (await corner.door("A2"))["fault"] == ""


async def test_what_nobody_knows_the_machine_says_when_it_is_back(
    corner: Corner, settle: Settle, clock: FixedClock
) -> None:
    """The word that the door opened is lost; a minute later nobody knows; then it is known."""
    fair = corner.village.fair
    parcel = await corner.sent()
    label = await corner.laid(parcel)
    corner.machine.loses = lambda frame: isinstance(frame, ResultFrame)
    fetched = ok(await corner.fetches(parcel))
    assert corner.machine.open_doors() == [label]
    await corner.machine.goes()
    corner.machine.take(label)
    await corner.machine.close(label)
    clock.advance(timedelta(seconds=61))
    await settle()
    assert (await corner.opening(fetched, fair.amina))["state"] == "unknown"
    [door] = (await corner.desk())["doors"]
    assert (door["label"], door["fault"], door["parcel_number"]) == (
        label,
        "silent",
        parcel["number"],
    )
    assert await state(corner, parcel) == "at_point"
    corner.machine.loses = lambda _: False
    await corner.machine.comes()
    assert (await corner.desk())["doors"] == []
    assert await state(corner, parcel) == "received"
    assert (await corner.states())[label] == "free"


async def test_a_command_that_never_came_is_asked_about(
    corner: Corner, settle: Settle, clock: FixedClock
) -> None:
    parcel = await corner.sent()
    label = await corner.laid(parcel)
    corner.machine.loses = lambda frame: isinstance(frame, VendFrame)
    ok(await corner.fetches(parcel))
    assert corner.machine.open_doors() == []
    clock.advance(timedelta(seconds=61))
    await settle()
    assert (await corner.states())[label] == "unknown"
    corner.machine.loses = lambda _: False
    # It comes too late to open anything: it says that it did not.
    await corner.machine.comes()
    assert corner.machine.open_doors() == []
    assert (await corner.states())[label] == "filled"
    assert await state(corner, parcel) == "at_point"


async def test_a_door_that_stands_open(corner: Corner, settle: Settle, clock: FixedClock) -> None:
    """Who had the code has the parcel; what was to be laid in is in no compartment."""
    taken, carried = await corner.sent(), await corner.sent()
    label = await corner.laid(taken)
    ok(await corner.fetches(taken))
    corner.machine.take(label)
    opened = ok(await corner.lays(carried))
    clock.advance(timedelta(minutes=11))
    await settle()
    assert await state(corner, taken) == "received"
    assert await state(corner, carried) == "collected"
    assert (await corner.opening(opened, corner.village.kofi))["state"] == "unknown"
    assert (await corner.states())[label] == "unknown"
    assert (await corner.states())[opened["label"]] == "unknown"
    # Somebody closes both. The machine sees that something lies in one of them.
    corner.machine.put(opened["label"], carried["number"])
    for each in (label, opened["label"]):
        await corner.machine.close(each)
    await settle()
    assert (await corner.states())[label] == "free"
    assert (await corner.states())[opened["label"]] == "filled"
    assert await state(corner, carried) == "at_point"


async def test_a_machine_that_does_not_see_leaves_it_to_the_desk(
    corner: Corner, settle: Settle, clock: FixedClock
) -> None:
    corner.machine.sees = False
    parcel = await corner.sent()
    opened = ok(await corner.lays(parcel))
    clock.advance(timedelta(minutes=11))
    await settle()
    corner.machine.put(opened["label"], parcel["number"])
    await corner.machine.close(opened["label"])
    [door] = (await corner.desk())["doors"]
    assert door["fault"] == "stands_open"
    assert code(await corner.decides(door, "inside", corner.village.fair.juma)) == "operator_needed"
    ok(await corner.decides(door, "inside"))
    assert await state(corner, parcel) == "at_point"
    assert (await corner.states())[opened["label"]] == "filled"
    assert code(await corner.decides(door, "taken")) == "door_in_use"


@pytest.mark.usefixtures("by_hand")
async def test_nothing_was_laid_in(corner: Corner, settle: Settle) -> None:
    parcel = await corner.sent()
    opened = ok(await corner.lays(parcel))
    await corner.machine.close(opened["label"])
    seen = await corner.opening(opened, corner.village.kofi)
    assert (seen["state"], seen["inside"]) == ("done", False)
    # That he has the parcel is heard of only now: he was there already.
    await settle()
    assert await state(corner, parcel) == "collected"
    assert (await corner.states())[opened["label"]] == "free"
    label = await corner.laid(parcel)
    ok(await corner.fetches(parcel))
    # She changes her mind and leaves it there.
    await corner.machine.close(label)
    assert await state(corner, parcel) == "at_point"
    assert (await corner.states())[label] == "filled"


async def test_it_does_not_fit_and_something_lies_there(corner: Corner) -> None:
    kofi = corner.village.kofi
    parcel = await corner.sent()
    small = ok(await corner.lays(parcel))
    path = f"/lockers/openings/{small['id']}/doubt"
    ok(await kofi.put(path, json={"what": "small"}))
    larger = ok(await corner.lays(parcel, least="M"))
    assert (small["label"], larger["label"]) == ("A1", "B1")
    await corner.machine.close("A1")
    assert (await corner.states())["A1"] == "free"
    # In the next one somebody left a parcel.
    path = f"/lockers/openings/{larger['id']}/doubt"
    ok(await kofi.put(path, json={"what": "occupied", "number": "LF0000000000X"}))
    await corner.machine.close("B1")
    assert await corner.laid(parcel) == "A1"
    desk = await corner.desk()
    assert [(one["label"], one["fault"]) for one in desk["doors"]] == [("B1", "occupied")]
    assert [one["found"] for one in desk["doubts"]] == ["LF0000000000X"]
    ok(await corner.decides(desk["doors"][0], "empty"))
    path = f"/desk/lockers/doubts/{larger['id']}"
    assert ok(await corner.village.fair.olga.put(path)) == {"doors": [], "doubts": []}


async def test_found_occupied_only_after_the_door_was_closed(
    corner: Corner, settle: Settle
) -> None:
    corner.machine.sees = False
    kofi = corner.village.kofi
    parcel = await corner.sent()
    opened = ok(await corner.lays(parcel))
    await corner.machine.close(opened["label"])
    assert await state(corner, parcel) == "at_point"
    path = f"/lockers/openings/{opened['id']}/doubt"
    ok(await kofi.put(path, json={"what": "occupied"}))
    # It is in his hands again.
    assert await state(corner, parcel) == "on_the_way"
    assert (await corner.states())[opened["label"]] == "unknown"
    assert await corner.laid(parcel) == "A2"


async def test_an_empty_compartment_is_looked_at_and_the_money_goes_back(
    corner: Corner, settle: Settle
) -> None:
    fair = corner.village.fair
    corner.machine.sees = False
    parcel = await corner.sent()
    opened = ok(await corner.lays(parcel))
    await corner.machine.close(opened["label"])
    fetched = ok(await corner.fetches(parcel))
    path = f"/lockers/openings/{fetched['id']}/doubt"
    ok(await fair.amina.put(path, json={"what": "empty"}))
    await corner.machine.close(opened["label"])
    assert await state(corner, parcel) == "at_point"
    [door] = (await corner.desk())["doors"]
    ok(await corner.decides(door, "empty"))
    await settle()
    order = await fair.seen(parcel["delivery_id"])
    assert (order["state"], order["refunded"]) == ("returned", order["total"])
    assert await fair.faults() == []


async def test_wrong_codes_are_counted_and_the_right_one_waits(
    corner: Corner, clock: FixedClock
) -> None:
    parcel = await corner.sent()
    label = await corner.laid(parcel)
    wrong = "000000" if parcel["code"] != "000000" else "111111"
    for _ in range(5):
        typed = await corner.machine.type_code(wrong)
        assert corner.machine.answers[str(typed)] == "wrong_parcel_code"
    typed = await corner.machine.type_code(parcel["code"])
    await corner.machine.hears_all()
    assert corner.machine.answers[str(typed)] == "parcel_code_locked"
    assert corner.machine.open_doors() == []
    clock.advance(timedelta(minutes=11))
    await corner.machine.comes()
    await corner.machine.type_code(parcel["code"])
    await corner.machine.hears_all()
    assert corner.machine.open_doors() == [label]


async def test_two_people_with_the_same_code_are_not_in_one_locker(
    corner: Corner, join: Join, settle: Settle
) -> None:
    fair, village = corner.village.fair, corner.village
    first = await corner.sent()
    await corner.laid(first)
    sold = f"/merchants/{fair.kitchen.id}/parcels/{new_id()}"
    body = {"service": "point", "name": "Ali", "point_id": corner.id}
    other = ok(await fair.mei.put(sold, json=body))
    await fair.value(
        "update parcels_delivery set code = $1 where id = $2::text::uuid",
        first["code"],
        other["delivery_id"],
    )
    ok(await village.does(village.kofi, other, "collect"))
    await settle()
    refused = await corner.lays(other)
    assert (code(refused), refused.json()["point"]) == ("locker_full", "Lamps")
    path = f"/lockers/{corner.id}/redirections/{new_id()}"
    sent_on = ok(await village.kofi.put(path, json={"parcel_id": other["id"]}))
    assert (sent_on["state"], sent_on["point"]["name"]) == ("on_the_way", "Lamps")
    # At the counter somebody looks at names.
    ok(await village.arrives(other["number"]))


async def test_a_full_locker_sends_it_to_the_counter(
    corner: Corner, settle: Settle, clock: FixedClock
) -> None:
    village = corner.village
    parcels = [await corner.sent("L"), await corner.sent("L")]
    await settle()
    assert (await corner.states())["C1"] == "reserved"
    path = f"/lockers/{corner.id}/redirections"
    body = {"parcel_id": parcels[0]["id"]}
    assert code(await village.kofi.put(f"{path}/{new_id()}", json=body)) == "locker_has_room"
    await corner.laid(parcels[0])
    refused = await corner.lays(parcels[1])
    assert (code(refused), refused.json()["point"]) == ("locker_full", "Lamps")
    act, body = new_id(), {"parcel_id": parcels[1]["id"]}
    for _ in range(2):
        sent_on = ok(await village.kofi.put(f"{path}/{act}", json=body))
    assert sent_on["steps"][-1] | {"id": "", "at": ""} == {
        "id": "",
        "act": "redirect",
        "state": "on_the_way",
        "role": "locker",
        "reason": "locker_full",
        "at": "",
    }
    assert ok(await village.arrives(parcels[1]["number"]))["shelf"] == "A"
    order = parcels[1]["delivery_id"]
    ok(await village.handed((await village.fair.seen(order))["code"]))
    await settle()
    assert (await village.fair.seen(order))["state"] == "done"
    assert await village.fair.faults() == []
    # What nobody brings keeps no compartment.
    third = await corner.sent("M")
    await settle()
    assert (await corner.states())["B1"] == "reserved"
    clock.advance(timedelta(hours=25))
    await settle()
    assert (await corner.states())["B1"] == "free"
    await corner.machine.comes()
    assert await corner.laid(third) == "B1"


async def test_a_locker_that_is_full_is_not_offered(corner: Corner) -> None:
    fair = corner.village.fair
    path = f"/merchants/{fair.kitchen.id}/delivery-choices"

    async def offered() -> bool:
        found = ok(await fair.amina.get(path))["choices"]
        return any(one["point"]["id"] == corner.id for one in found if one["point"])

    for _ in range(4):
        assert await offered()
        # Bought is enough: it is not packed yet.
        await corner.bought(Noodles=1)
    assert not await offered()
    wanted = fair.wanted(fair.kitchen, "point", Noodles=1) | {"point_id": corner.id}
    assert code(await fair.quote(wanted)) == "no_delivery"


async def test_twelve_couriers_at_once(corner: Corner) -> None:
    parcels = [await corner.sent() for _ in range(4)]
    paths = [f"/lockers/{corner.id}/fillings/{new_id()}" for _ in range(12)]
    answers = await asyncio.gather(
        *(
            corner.village.kofi.put(path, json={"number": parcels[n % 4]["number"]})
            for n, path in enumerate(paths)
        )
    )
    opened = [one.json()["label"] for one in answers if one.is_success]
    assert sorted(opened) == ["A1", "A2", "B1", "C1"]
    assert {code(one) for one in answers if one.is_error} == {"door_in_use"}


async def test_a_door_that_was_forced(corner: Corner) -> None:
    parcel = await corner.sent()
    label = await corner.laid(parcel)
    await corner.machine.force(label)
    [door] = (await corner.desk())["doors"]
    assert (door["fault"], door["parcel_number"]) == ("forced", parcel["number"])
    assert code(await corner.fetches(parcel)) == "door_in_use"
    await corner.machine.close(label)
    ok(await corner.decides(door, "inside"))
    ok(await corner.fetches(parcel))


async def test_out_of_service_and_taken_away(
    corner: Corner, settle: Settle, clock: FixedClock
) -> None:
    fair, village = corner.village.fair, corner.village
    lies, comes = await corner.sent(), await corner.sent()
    label = await corner.laid(lies)
    await settle()
    path = f"/lockers/{corner.id}/service"
    ok(await fair.juma.put(path, json={"in_service": False}))
    # What was on its way goes to Juma's counter, and its buyer hears of it.
    moved = ok(await fair.amina.get(f"/parcels/{comes['id']}"))
    assert (moved["point"]["name"], moved["steps"][-1]["reason"]) == ("Lamps", "locker_out")
    assert code(await corner.lays(comes)) == "parcel_elsewhere"
    later = await corner.village.bought("point")
    assert later["point"]["name"] == "Lamps"
    assert code(await fair.juma.delete(f"/lockers/{corner.id}")) == "locker_in_use"
    ok(await corner.fetches(lies))
    corner.machine.take(label)
    await corner.machine.close(label)
    assert (await fair.juma.delete(f"/lockers/{corner.id}")).status_code == 204
    assert ok(await fair.juma.get("/lockers"))["lockers"] == []
    refused = await fair.juma.put(
        f"/lockers/{corner.id}", json=LOCKER | {"merchant_id": str(village.point)}
    )
    assert code(refused) == "no_machine"


async def test_an_old_parcel_is_lost_and_its_compartment_is_looked_at(
    corner: Corner, settle: Settle, clock: FixedClock
) -> None:
    """Nobody fetches it, and nobody takes it back for two weeks."""
    parcel = await corner.sent()
    label = await corner.laid(parcel)
    for _ in range(2):
        clock.advance(timedelta(days=15))
        await settle()
    assert await state(corner, parcel) == "lost"
    [door] = (await corner.desk())["doors"]
    assert (door["label"], door["fault"]) == (label, "not_as_told")
    ok(await corner.decides(door, "inside"))
