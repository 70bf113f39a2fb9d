"""Sales at a machine: only what drops is paid, whatever happens to the line."""

import asyncio

from leapfrog.kernel.ids import new_id
from tests.vending.acts import PATIENCE, SLOTS, Scene, balance, code, ok, until


async def test_what_drops_is_paid(scene: Scene) -> None:
    sale = ok(await scene.buy("A1", "A2"))
    assert (sale["amount"], sale["state"], sale["offline"]) == (370, "authorised", False)
    done = await scene.until(sale["id"], "dispensed")
    assert (done["captured"], [one["dropped"] for one in done["items"]]) == (370, [True, True])
    assert scene.device.fallen == ["A1", "A2"]
    signed = ok(await scene.amina.get(f"/pay/receipts/wallet:operation:{done['operation_id']}"))
    assert (sale["operation_id"], signed["amount"]) == (None, "370")
    assert await balance(scene.amina) == (9_630, 0, 0)
    assert await scene.shop_has() == 370
    machine = await scene.machine()
    assert (machine["online"], machine["sold"], machine["taken"]) == (True, 1, 370)
    assert (await scene.slot("A1"))["left"] == 4
    assert await scene.holds() == 0


async def test_of_a_basket_only_what_dropped_is_paid_and_the_slot_stands_still(
    scene: Scene,
) -> None:
    scene.device.jammed = {"A2"}
    sale = ok(await scene.buy("A1", "A2", "A1"))
    done = await scene.until(sale["id"], "dispensed")
    assert (done["captured"], [one["dropped"] for one in done["items"]]) == (
        240,
        [True, False, True],
    )
    assert await balance(scene.amina) == (9_760, 0, 0)
    slot = await scene.slot("A2")
    assert (slot["left"], slot["fault"]) == (3, "did_not_drop")
    assert code(await scene.buy("A2")) == "slot_faulty"
    ok(await scene.juma.put(f"/vending/slots/{slot['id']}/units", json={"units": 3}))
    assert (await scene.slot("A2"))["fault"] is None


async def test_nothing_drops_and_nothing_is_paid(scene: Scene) -> None:
    scene.device.jammed = {"A1"}
    done = await scene.until(ok(await scene.buy("A1"))["id"], "failed")
    assert done["captured"] == 0
    assert await balance(scene.amina) == (10_000, 0, 0)
    assert await scene.holds() == 0


async def test_the_last_one_is_sold_once(scene: Scene) -> None:
    answers = await asyncio.gather(*(scene.buy("B1") for _ in range(4)))
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    await until(lambda: scene.device.fallen == ["B1"])
    assert code(await scene.buy("B1")) == "sold_out"


async def test_an_offer_is_good_once_and_the_same_sale_again_is_the_same(scene: Scene) -> None:
    offer, sale_id = scene.device.offer("A1"), new_id()
    sale = ok(await scene.buy(sale_id=sale_id, offer=offer))
    await scene.until(sale["id"], "dispensed")
    assert ok(await scene.buy(sale_id=sale_id, offer=offer))["state"] == "dispensed"
    assert code(await scene.buy(offer=offer)) == "offer_used"
    assert scene.device.fallen == ["A1"]
    assert await balance(scene.amina) == (9_880, 0, 0)


async def test_silence_gives_the_money_back_and_a_late_word_is_a_dispute(scene: Scene) -> None:
    scene.device.mute = True
    sale = ok(await scene.buy("A1"))
    await until(lambda: scene.device.fallen == ["A1"])
    assert (await balance(scene.amina))[1] == 120
    await scene.time_is_over(sale["id"])
    await scene.time_is_over(sale["id"])
    assert (await scene.sale(sale["id"]))["state"] == "unknown"
    assert await balance(scene.amina) == (10_000, 0, 0)
    assert await scene.holds() == 0
    scene.device.mute = False
    scene.device.cut()
    await until(lambda: all(one.recorded for one in scene.device.memory.done.values()))
    [dispute] = await scene.disputed()
    assert (dispute["kind"], dispute["amount"], dispute["state"]) == ("late", 120, "open")
    settled = await scene.amina.put(
        f"/vending/sales/{sale['id']}/settlement", json={"confirmation": None}
    )
    assert code(settled) == "confirmation_needed"
    assert (await balance(scene.amina))[0] == 10_000


async def test_the_line_is_cut_in_the_middle_of_it_all(scene: Scene) -> None:
    """Each time at another moment: what fell is paid once, and nothing falls twice."""
    *_, units = next(slot for slot in SLOTS if slot[0] == "A1")
    for n in range(units):
        buying = asyncio.create_task(scene.buy("A1"))
        await asyncio.sleep(0.01 * n)
        scene.device.cut()
        sale = ok(await buying)
        if sale["offline"]:
            assert await scene.device.type_code(sale["code"])
        await scene.until(sale["id"], "dispensed")
        await asyncio.wait_for(scene.device.connected.wait(), PATIENCE)
    assert scene.device.fallen == ["A1"] * units
    assert await balance(scene.amina) == (10_000 - 120 * units, 0, 0)
    assert await scene.holds() == 0
    assert code(await scene.buy("A1")) == "sold_out"


async def test_a_machine_without_network_opens_by_a_code(scene: Scene) -> None:
    await offline(scene)
    sale = ok(await scene.buy("A1", "A2"))
    assert (sale["offline"], sale["state"], sale["captured"]) == (True, "dispensed", 370)
    assert len(sale["code"]) == 8
    assert not await scene.device.type_code("00000000")
    scene.device.jammed = {"A2"}
    assert await scene.device.type_code(sale["code"])
    assert await scene.device.type_code(sale["code"])
    assert scene.device.fallen == ["A1"]
    running = asyncio.create_task(scene.device.run())
    await until(lambda: all(one.recorded for one in scene.device.memory.done.values()))
    running.cancel()
    assert (await scene.sale(sale["id"]))["refunded"] == 250
    assert await balance(scene.amina) == (9_880, 0, 0)


async def offline(scene: Scene) -> None:
    """The net is gone, and stays so."""

    async def never() -> None:
        await asyncio.sleep(3600)

    scene.device._one_line = never  # type: ignore[method-assign]
    scene.device.cut()
    async with asyncio.timeout(60):
        while (await scene.machine())["online"]:  # noqa: ASYNC110 (another's loop)
            await asyncio.sleep(0.02)
    del scene.device._one_line


async def test_who_got_nothing_says_so_and_the_owner_decides(scene: Scene) -> None:
    sale = ok(await scene.buy("A1"))
    await scene.until(sale["id"], "dispensed")
    claimed = ok(await scene.amina.post(f"/vending/sales/{sale['id']}/claim"))
    assert claimed["dispute"]["kind"] == "claim"
    path = f"/vending/sales/{sale['id']}/decision"
    for _ in range(2):
        assert ok(await scene.juma.put(path, json={"side": "payer"}))["state"] == "refunded"
    assert await balance(scene.amina) == (10_000, 0, 0)
    assert await scene.shop_has() == 0


async def test_a_price_that_changed_is_not_paid(scene: Scene) -> None:
    offer = scene.device.offer("A1")
    given = {"name": "Water", "price": 130, "capacity": 9}
    ok(await scene.juma.put(f"/vending/machines/{scene.id}/slots/A1", json=given))
    assert code(await scene.buy(offer=offer)) == "price_changed"
    await until(lambda: scene.device.slots["A1"].price == 130)
    await scene.until(ok(await scene.buy("A1"))["id"], "dispensed")


async def test_a_machine_with_an_old_key_is_nobody(scene: Scene) -> None:
    ok(await scene.juma.post(f"/vending/machines/{scene.id}/key"))
    await until(lambda: not scene.device.connected.is_set())
    assert code(await scene.buy("A1")) == "bad_offer"
