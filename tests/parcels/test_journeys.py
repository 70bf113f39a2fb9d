"""A parcel from the shop to who bought it, over HTTP: to a point, to a door, back, lost."""

from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Settle
from tests.orders.acts import balance, ok
from tests.parcels.acts import Village


async def test_to_a_point_and_out_by_a_code_on_paper(village: Village, settle: Settle) -> None:
    fair = village.fair
    choices = ok(await fair.amina.get(f"/merchants/{fair.kitchen.id}/delivery-choices"))["choices"]
    assert [(one["service"], one["price"]) for one in choices] == [
        ("own", 0),
        ("courier", 250),
        ("point", 150),
    ]
    order = await village.bought(Noodles=2)
    assert (order["total"], order["delivery_price"]) == (1_350, 150)
    assert order["promised_for"] == choices[2]["promised_for"]
    assert (await balance(fair.amina))[0] == 20_000 - 1_350
    await fair.send(order["id"])
    seen = await fair.seen(order["id"])
    [parcel] = seen["parcels"]
    assert (parcel["state"], parcel["contents"]) == ("announced", {"0": 2})
    # The shop has a label and no code.
    assert parcel["code"] == order["code"]
    [of_shop] = (await fair.seen(order["id"], fair.mei))["parcels"]
    assert of_shop["code"] is None
    found = ok(await village.kofi.get(f"/parcels/numbers/{parcel['number'].lower()}"))
    assert found["for_address"] == ""
    ok(await village.does(village.kofi, parcel, "collect"))
    assert len(ok(await village.kofi.get("/courier"))["stops"]) == 1
    arrived = ok(await village.arrives(parcel["number"]))
    assert (arrived["state"], arrived["shelf"], arrived["for_name"]) == ("at_point", "A", "Amina")
    assert arrived["for_phone"] == ""
    given = ok(await village.handed(order["code"]))["parcels"]
    assert [one["state"] for one in given] == ["received"]
    await settle()
    done = await fair.seen(order["id"])
    assert (done["state"], done["released"]) == ("done", 1_350)
    assert await fair.shop_has(fair.kitchen) == 1_200 + 150 - 50
    assert await fair.shop_has(fair.lamps) == 50
    assert [one["act"] for one in done["parcels"][0]["steps"]] == [
        "announce",
        "collect",
        "arrive",
        "hand_out",
    ]
    assert await fair.faults() == []


async def test_to_a_door_by_signature_after_nobody_was_there(
    village: Village, settle: Settle, clock: FixedClock
) -> None:
    fair, kofi = village.fair, village.kofi
    parcel = await village.sent("courier")
    ok(await village.does(kofi, parcel, "collect"))
    ok(await village.does(kofi, parcel, "fail", reason="not_home"))
    ok(await village.does(kofi, parcel, "depart"))
    assert (await village.does(kofi, parcel, "deliver")).json()["code"] == "handover_proof_needed"
    assert (await village.does(kofi, parcel, "deliver", code="12")).json()["tries_left"] == 4
    ok(await village.does(kofi, parcel, "deliver", signature="Her aunt"))
    await settle()
    order = await fair.seen(parcel["delivery_id"])
    assert (order["state"], order["released"]) == ("sent", 250)
    assert await fair.shop_has(fair.kitchen) == 250 - 80
    assert (await balance(kofi))[0] == 80
    clock.advance(timedelta(days=2))
    await settle()
    assert (await fair.seen(parcel["delivery_id"]))["state"] == "done"
    assert await fair.faults() == []


async def test_what_nobody_fetches_goes_back_and_the_goods_are_paid_back(
    village: Village, settle: Settle, clock: FixedClock
) -> None:
    fair = village.fair
    parcel = await village.sent("point", Bowl=3)
    ok(await village.arrives(parcel["number"]))
    clock.advance(timedelta(days=7, hours=1))
    await settle()
    assert (await fair.seen(parcel["delivery_id"]))["parcels"][0]["state"] == "returning"
    ok(await village.does(fair.mei, parcel, "take_back"))
    await settle()
    order = await fair.seen(parcel["delivery_id"])
    assert (order["state"], order["refunded"]) == ("returned", 1_350)
    # It was carried: that stays paid. The bowls are for sale again.
    assert (await balance(fair.amina))[0] == 20_000 - 150
    assert await fair.shop_has(fair.kitchen) == 150
    assert await fair.shop_has(fair.lamps) == 0
    ok(await fair.quote(fair.wanted(fair.kitchen, Bowl=3)))
    assert await fair.faults() == []


async def test_what_comes_back_lies_on_the_shelf_also_where_its_money_went_before(
    village: Village, settle: Settle, clock: FixedClock
) -> None:
    fair = village.fair
    parcel = await village.sent("point", Bowl=3)
    ok(await village.arrives(parcel["number"]))
    # It comes too late, and is paid back: nobody fetches it.
    case = ok(await fair.ask(parcel["delivery_id"], "refund"))["cases"][-1]
    ok(await fair.say(case["id"], "agree", fair.mei))
    await settle()
    refused = await fair.quote(fair.wanted(fair.kitchen, Bowl=3))
    assert refused.status_code == 409
    clock.advance(timedelta(days=7, hours=1))
    await settle()
    ok(await village.does(fair.mei, parcel, "take_back"))
    for _ in range(2):
        await settle()
    assert (await fair.seen(parcel["delivery_id"]))["parcels"][0]["state"] == "returned"
    pool = "select array_agg(delta) from stock_move where why = 'return'"
    assert await fair.value(pool) == [3]
    ok(await fair.quote(fair.wanted(fair.kitchen, Bowl=3)))
    assert await fair.faults() == []


async def test_what_is_lost_is_paid_back_with_its_delivery(
    village: Village, settle: Settle, clock: FixedClock
) -> None:
    fair = village.fair
    parcel = await village.sent("courier")
    ok(await village.does(village.kofi, parcel, "collect"))
    clock.advance(timedelta(days=14, hours=1))
    await settle()
    order = await fair.seen(parcel["delivery_id"])
    assert (order["state"], order["parcels"][0]["state"]) == ("returned", "lost")
    assert (await balance(fair.amina))[0] == 20_000
    assert await fair.faults() == []


async def test_a_unit_that_was_paid_back_is_not_paid_back_again_when_it_is_lost(
    village: Village, settle: Settle, clock: FixedClock
) -> None:
    fair, kofi = village.fair, village.kofi
    order = await village.bought("courier", Noodles=3)
    for _ in range(3):
        await fair.send(order["id"], [{"no": 0, "n": 1}])
    late, lost, got = (await fair.seen(order["id"]))["parcels"]
    for one in (late, lost, got):
        ok(await village.does(kofi, one, "collect"))
    ok(await village.does(kofi, got, "deliver", code=order["code"]))
    # One is late, and paid back: it never comes. Nor does another one.
    case = ok(await fair.ask(order["id"], "refund"))["cases"][-1]
    ok(await fair.say(case["id"], "agree", fair.mei))
    for one in (late, lost):
        path = f"/desk/parcels/{one['id']}/events/{new_id()}"
        ok(await fair.olga.put(path, json={"act": "lose", "reason": "Fire"}))
        await settle()
    done = await fair.seen(order["id"])
    # One came, and was carried: 600, and 250 for the way.
    assert (done["refunded"], done["released"], done["state"]) == (1_200, 850, "done")
    assert await fair.faults() == []


async def test_a_fee_that_a_shop_cannot_pay_is_not_asked_for_ever(
    village: Village, settle: Settle, clock: FixedClock
) -> None:
    fair = village.fair
    direct = {"service": "point", "name": "Ali", "point_id": str(village.point)}
    path = f"/merchants/{fair.kitchen.id}/parcels/{new_id()}"
    parcel = ok(await fair.mei.put(path, json=direct))
    ok(await village.arrives(parcel["number"]))
    ok(await village.handed(parcel["code"]))
    waiting = "select count(*) from kernel_timer where kind = 'parcels.fee'"
    assert await fair.value(waiting) == 1
    for _ in range(2):
        clock.advance(timedelta(days=1))
        await settle()
        assert await fair.value(waiting) == 1
    clock.advance(timedelta(days=89))
    await settle()
    assert await fair.value(waiting) == 0
    assert await fair.shop_has(fair.lamps) == 0
