"""What is ordered now and paid at the door: in cash, by the wallet, or not at all."""

from datetime import timedelta

from leapfrog import door_orders
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import run_one
from tests.contacts.conftest import Settle
from tests.door_orders.acts import (
    TOTAL,
    allowed,
    carried,
    in_hand,
    left,
    parcel,
    pay,
    place,
    placed,
    seen,
    send,
    sent,
)
from tests.orders.acts import ok
from tests.parcels.acts import Village
from tests.pay.acts import balance, code


async def test_the_courier_takes_cash_and_hands_it_in(village: Village, settle: Settle) -> None:
    fair = village.fair
    await allowed(fair)
    made, found = await carried(village)
    assert found["cash"] == TOTAL
    assert found["code"]
    ok(await village.does(village.kofi, found, "deliver", code=found["code"]))
    await settle()
    one = await seen(fair.amina, made)
    assert (one["state"], one["paid_by"]) == ("done", "cash")
    assert await in_hand(village) == TOTAL
    assert (await balance(fair.amina))[0] == 20_000
    assert await fair.shop_has(fair.kitchen) == 0
    path = f"/merchants/{fair.kitchen.id}/cash/{village.kofi.me['id']}/counts/{new_id()}"
    ok(await fair.mei.put(path, json={"expected": TOTAL, "counted": TOTAL}))
    assert await in_hand(village) == 0
    assert await left(fair) == 18
    assert await fair.faults() == []


async def test_the_wallet_pays_once_it_is_on_its_way(village: Village, settle: Settle) -> None:
    fair = village.fair
    await allowed(fair)
    made = await placed(fair)
    assert code(await pay(fair, made)) == "door_order_not_now"
    await send(fair, made)
    found = await parcel(fair, made)
    ok(await village.does(village.kofi, found, "collect"))
    ok(await village.does(village.kofi, found, "depart"))
    assert (await seen(fair.amina, made))["can_pay"]
    ok(await pay(fair, made))
    ok(await pay(fair, made))
    assert (await balance(fair.amina))[0] == 20_000 - TOTAL
    assert await fair.shop_has(fair.kitchen) == 0
    # The courier takes nothing, and neither a signature nor the code of before opens it.
    [stop] = [
        one for each in ok(await village.kofi.get("/courier"))["stops"] for one in each["parcels"]
    ]
    assert stop["cash"] == 0
    signed = await village.does(village.kofi, found, "deliver", signature="Amina")
    assert code(signed) == "handover_proof_needed"
    old = await village.does(village.kofi, found, "deliver", code=found["code"])
    now = await parcel(fair, made)
    if now["code"] != found["code"]:
        assert code(old) == "wrong_parcel_code"
    assert (await seen(fair.mei, made))["parcel"]["code"] is None
    ok(await village.does(village.kofi, found, "deliver", code=now["code"]))
    await settle()
    one = await seen(fair.amina, made)
    assert (one["state"], one["paid_by"]) == ("done", "wallet")
    assert await fair.shop_has(fair.kitchen) == TOTAL
    assert await in_hand(village) == 0
    assert await fair.faults() == []


async def test_what_is_refused_at_the_door_goes_back_and_moves_no_money(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    for paid in (False, True):
        made, found = await carried(village)
        if paid:
            ok(await pay(fair, made))
        assert await left(fair) == 18
        ok(await village.does(village.kofi, found, "turn_back", reason="Not wanted"))
        await settle()
        assert (await seen(fair.amina, made))["state"] == "sent"
        if not paid:
            assert code(await pay(fair, made)) == "door_order_not_now"
        ok(await village.does(fair.mei, found, "take_back"))
        await settle()
        one = await seen(fair.amina, made)
        assert (one["state"], one["ended_by"]) == ("returned", "buyer")
        assert (await balance(fair.amina))[0] == 20_000
        assert await fair.shop_has(fair.kitchen) == 0
        assert await in_hand(village) == 0
        assert await left(fair) == 20
    # Twice: from now on it is paid before.
    assert code(await place(fair)) == "pays_before"
    fair.clock.advance(timedelta(days=61))
    ok(await place(fair))
    assert await fair.faults() == []


async def test_a_parcel_that_the_shop_calls_back_is_nobodys_fault(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    made = await sent(fair)
    ok(await village.does(fair.mei, await parcel(fair, made), "call_off"))
    await settle()
    one = await seen(fair.amina, made)
    assert (one["state"], one["ended_by"]) == ("returned", "shop")
    assert await left(fair) == 20


async def test_what_is_lost_on_the_way_costs_the_buyer_nothing(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    await allowed(fair)
    made, found = await carried(village)
    ok(await pay(fair, made))
    path = f"/desk/parcels/{found['id']}/events/{new_id()}"
    ok(await fair.olga.put(path, json={"act": "lose", "reason": "The river"}))
    await settle()
    assert (await seen(fair.amina, made))["state"] == "lost"
    assert (await balance(fair.amina))[0] == 20_000


async def test_a_shop_says_whether_and_up_to_how_much(village: Village) -> None:
    fair = village.fair
    assert code(await place(fair)) == "no_paying_at_door"
    await allowed(fair, TOTAL - 1)
    assert code(await place(fair)) == "over_door_limit"
    await allowed(fair, TOTAL)
    assert code(await place(fair, total=TOTAL - 1)) == "door_total_changed"
    made = new_id()
    ok(await place(fair, made))
    ok(await place(fair, made))
    other = await place(fair, made, merchant_id=str(fair.lamps.id))
    assert code(other) == "door_order_id_used"
    assert await left(fair) == 18
    await allowed(fair, None)
    assert code(await place(fair)) == "no_paying_at_door"
    too_much = await fair.mei.put(f"/door-orders/terms/{fair.kitchen.id}", json={"most": 100_001})
    assert code(too_much) == "invalid"


async def test_nobody_has_more_than_three_at_once(village: Village) -> None:
    fair = village.fair
    await allowed(fair)
    made = [await placed(fair) for _ in range(3)]
    assert code(await place(fair)) == "too_many_door_orders"
    ok(await fair.amina.put(f"/door-orders/{made[0]}/end", json={}))
    ok(await place(fair))


async def test_what_nobody_sends_is_called_off(village: Village, settle: Settle) -> None:
    fair = village.fair
    await allowed(fair)
    made = await placed(fair)
    assert await left(fair) == 18
    fair.clock.advance(timedelta(days=30))
    while await run_one(fair.town.database, door_orders.TIMERS):
        pass
    await settle()
    one = await seen(fair.amina, made)
    assert (one["state"], one["ended_by"]) == ("called_off", "time")
    assert await left(fair) == 20
    again = await fair.mei.put(f"/door-orders/{made}/shipment")
    assert code(again) == "door_order_not_now"


async def test_either_side_calls_off_what_is_not_sent(village: Village) -> None:
    fair = village.fair
    await allowed(fair)
    made = await placed(fair)
    silent = await fair.mei.put(f"/door-orders/{made}/end", json={})
    assert code(silent) == "invalid"
    one = ok(await fair.mei.put(f"/door-orders/{made}/end", json={"why": "No gas"}))
    assert (one["state"], one["ended_by"], one["why"]) == ("called_off", "shop", "No gas")
    assert one["for_address"] == ""
    assert await left(fair) == 20
    on_its_way = await sent(fair)
    late = await fair.amina.put(f"/door-orders/{on_its_way}/end", json={})
    assert code(late) == "door_order_not_now"


async def test_lists_go_on_where_a_page_ends(village: Village) -> None:
    fair = village.fair
    await allowed(fair)
    made = [await placed(fair) for _ in range(3)]
    for who, path in (
        (fair.amina, "/door-orders"),
        (fair.mei, f"/merchants/{fair.kitchen.id}/door-orders"),
    ):
        first = ok(await who.get(path, params={"limit": 2}))
        rest = ok(await who.get(path, params={"limit": 2, "before": first["next"]}))
        ids = [one["id"] for one in (*first["orders"], *rest["orders"])]
        assert ids == made[::-1]
        assert rest["next"] is None
    over = f"/merchants/{fair.kitchen.id}/door-orders"
    assert ok(await fair.mei.get(over, params={"pile": "over"}))["orders"] == []
