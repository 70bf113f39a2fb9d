"""A pre-sale from the deposit to the parcel, and all the ways in which it ends before."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog import escrow
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import run_one
from leapfrog.portability.bundle import RECORD_SETS
from leapfrog.presales import turning
from leapfrog.presales.archive import erase_presales
from tests.contacts.conftest import Join, Settle
from tests.orders.acts import Fair, ok
from tests.pay.acts import balance, funded, secured
from tests.presales.acts import enrolled, give_up, passed, pay_deposit, rest, seen, wish

FREE = "select coalesce(sum(units - taken), 0)::bigint from stock_pool where owner like $1"
ALL = "select sum(units)::bigint from stock_pool"


async def test_from_the_deposit_to_the_parcel(fair: Fair, settle: Settle) -> None:
    before = await fair.value(ALL)
    presale = await enrolled(fair)
    shown = await seen(fair.amina, presale)
    assert [shown[name] for name in ("full_price", "counts", "price", "rest")] == [
        450,
        150,
        400,
        300,
    ]
    booking = new_id()
    booked = ok(await pay_deposit(fair.amina, presale, booking))
    assert (booked["left"], booked["booked"], booked["booking"]["state"]) == (1, 1, "deposited")
    assert (await balance(fair.amina))[0] == 20_000 - 100
    # The same again is the same; another one is none.
    ok(await pay_deposit(fair.amina, presale, booking))
    assert (await pay_deposit(fair.amina, presale)).json()["code"] == "booked_already"
    assert (await balance(fair.amina))[0] == 20_000 - 100
    assert booked["booking"]["right_id"] is None

    await passed(fair, settle, hours=3)
    # What nobody took lies in the shop again.
    assert await fair.value(FREE, "presales:%") == 0
    wanted = await rest(fair, fair.amina, presale)
    assert (await fair.quote(wanted, who=fair.olga)).json()["code"] == "no_right_to_buy"
    with_noodles = {
        **wanted,
        "lines": [*wanted["lines"], fair.wanted(fair.kitchen, Noodles=1)["lines"][0]],
    }
    assert (await fair.quote(with_noodles)).json()["code"] == "order_terms_changed"
    quoted = ok(await fair.quote(wanted, fair.wanted(fair.lamps, Lamp=1)))
    assert quoted["total"] == 300 + 2_000
    [line] = next(one for one in quoted["shops"] if one["total"] == 400)["lines"]
    assert (line["total"], line["deposit"]) == (400, 100)
    both = await asyncio.gather(fair.pay(quoted), fair.pay(quoted))
    assert sorted(one.status_code for one in both) == [200, 410]
    assert (await balance(fair.amina))[0] == 20_000 - 100 - 300 - 2_000
    await settle()
    own = (await seen(fair.amina, presale))["booking"]
    assert own["state"] == "paid"
    order = await fair.seen(own["order_id"])
    assert (order["total"], order["state"]) == (400, "paid")
    assert order["due_at"] > shown["rest_by"]
    await fair.send(own["order_id"])
    ok(await fair.amina.put(f"/orders/{own['order_id']}/confirmation"))
    await settle()
    assert await fair.shop_has(fair.kitchen) == 400
    assert await fair.faults() == []
    assert await fair.value(ALL) == before - 1


async def test_who_forgets_loses_it_where_that_was_said(fair: Fair, settle: Settle) -> None:
    presale = await enrolled(fair)
    ok(await pay_deposit(fair.amina, presale))
    # A private person sells, and it was agreed on: it does not come back.
    assert (await give_up(fair.amina, presale)).json()["code"] == "deposit_stays"
    await passed(fair, settle, hours=3)
    await passed(fair, settle, hours=22)
    assert (await seen(fair.amina, presale))["booking"]["state"] == "deposited"
    await passed(fair, settle, hours=2)
    assert (await seen(fair.amina, presale))["booking"]["state"] == "kept"
    assert await fair.shop_has(fair.kitchen) == 100
    assert await fair.value(FREE, "presales:%") == 0
    assert await fair.faults() == []


async def test_else_it_comes_back_and_somebody_else_can_have_it(
    fair: Fair, settle: Settle, join: Join
) -> None:
    sam = await join("sam")
    await settle()
    await secured(sam)
    await funded(fair.town, sam, 1_000)
    presale = await enrolled(fair, units=1, kept=False)
    ok(await pay_deposit(fair.amina, presale))
    assert (await pay_deposit(sam, presale)).json()["code"] == "presale_sold_out"
    ok(await give_up(fair.amina, presale))
    assert (await balance(fair.amina))[0] == 20_000
    await settle()
    ok(await pay_deposit(sam, presale))
    ok(await give_up(fair.amina, presale))
    await passed(fair, settle, hours=29)
    assert (await seen(sam, presale))["booking"]["state"] == "back"
    assert (await balance(sam))[0] == 1_000
    assert await fair.value("select count(*) from stock_claim where state = 'kept'") == 0


async def test_a_buyer_of_a_trader_may_always_change_their_mind(fair: Fair, settle: Settle) -> None:
    lamp = str(fair.lamps.variants["Lamp"])
    goods = {"variant_id": lamp, "price": 1_800, "deposit": 200, "counts": 400}
    presale = await enrolled(fair, fair.juma, **goods)
    ok(await pay_deposit(fair.amina, presale))
    await passed(fair, settle, hours=3)
    assert (await seen(fair.amina, presale))["booking"]["right_id"]
    ok(await give_up(fair.amina, presale))
    assert (await balance(fair.amina))[0] == 20_000
    shown = await seen(fair.amina, presale)
    assert (shown["booking"]["state"], shown["booking"]["right_id"]) == ("back", None)


async def test_whatever_the_shop_does_the_deposit_is_whole(fair: Fair, settle: Settle) -> None:
    first, second = await enrolled(fair, units=1), await enrolled(fair, units=1)
    ok(await pay_deposit(fair.amina, first))
    ok(await pay_deposit(fair.amina, second))
    ended = ok(await fair.mei.put(f"/presales/{first}/end", json={"why": "The kiln broke"}))
    assert (ended["phase"], ended["ended_why"]) == ("called_off", "The kiln broke")
    assert (await balance(fair.amina))[0] == 20_000 - 100
    path = f"/market/fronts/{fair.kitchen.id}/state"
    ok(await fair.mei.put(path, json={"state": "resting"}))
    # It does not sell when the rest falls due.
    await passed(fair, settle, hours=3)
    shown = await seen(fair.amina, second)
    # Nobody of the shop said a word of it: the screen has one, in each language.
    assert (shown["booking"]["state"], shown["ended_why"]) == ("back", None)
    assert (await balance(fair.amina))[0] == 20_000
    assert await fair.value(FREE, "presales:%") == 0


async def test_nobody_loses_a_deposit_while_the_town_stands_still(
    fair: Fair, settle: Settle
) -> None:
    presale = await enrolled(fair)
    ok(await pay_deposit(fair.amina, presale))
    # Nothing happened by itself until all of it was over, so the rest could not be paid.
    await passed(fair, settle, days=3)
    assert (await seen(fair.amina, presale))["booking"]["state"] == "back"
    assert (await balance(fair.amina))[0] == 20_000
    assert await fair.shop_has(fair.kitchen) == 0
    assert await fair.value(FREE, "presales:%") == 0


async def test_the_clock_of_the_money_alone_gives_a_deposit_back(
    fair: Fair, settle: Settle
) -> None:
    presale = await enrolled(fair)
    ok(await pay_deposit(fair.amina, presale))
    await passed(fair, settle, hours=3)
    # Another worker is faster with the escrow than anybody with the pre-sale.
    fair.clock.advance(timedelta(days=9))
    while await run_one(fair.town.database, escrow.TIMERS):
        pass
    await passed(fair, settle)
    assert (await seen(fair.amina, presale))["booking"]["state"] == "back"
    assert (await balance(fair.amina))[0] == 20_000
    assert await fair.faults() == []


async def test_who_cannot_get_it_back_now_holds_up_nobody_else(
    fair: Fair, settle: Settle, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning, "AT_ONCE", 1)
    sam = await join("sam")
    await settle()
    await secured(sam)
    await funded(fair.town, sam, 1_000)
    presale = await enrolled(fair)
    ok(await pay_deposit(fair.amina, presale))
    ok(await pay_deposit(sam, presale))
    desk = f"/pay/desk/accounts/{fair.amina.me['id']}"
    ok(await fair.olga.post(f"{desk}/freeze", json={"why": "asked for", "incoming": True}))
    ok(await fair.mei.put(f"/presales/{presale}/end", json={"why": "The kiln broke"}))
    await passed(fair, settle)
    assert (await seen(sam, presale))["booking"]["state"] == "back"
    assert (await seen(fair.amina, presale))["booking"]["state"] == "deposited"
    # Whatever the shop does, and however long it takes, it is not the shop's.
    await passed(fair, settle, days=2)
    await passed(fair, settle, days=9)
    assert (await seen(fair.amina, presale))["booking"]["state"] == "deposited"
    ok(await fair.olga.post(f"{desk}/unfreeze", json={"why": "found"}))
    await passed(fair, settle, days=1)
    assert (await seen(fair.amina, presale))["booking"]["state"] == "back"
    assert (await balance(fair.amina))[0] == 20_000
    assert await fair.shop_has(fair.kitchen) == 0


async def test_a_trader_stays_one_for_who_paid_a_deposit(fair: Fair, settle: Settle) -> None:
    lamp = str(fair.lamps.variants["Lamp"])
    goods = {"variant_id": lamp, "price": 1_800, "deposit": 200, "counts": 400}
    presale = await enrolled(fair, fair.juma, **goods)
    ok(await pay_deposit(fair.amina, presale))
    async with fair.town.database.transaction() as db:
        await db.run("update market_front set trader = false")
    shown = await seen(fair.amina, presale)
    assert (shown["trader"], shown["may_give_up"]) == (True, True)
    ok(await give_up(fair.amina, presale))
    assert (await balance(fair.amina))[0] == 20_000


async def test_a_shop_that_closes_gives_all_of_them_back_at_once(
    fair: Fair, settle: Settle, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning, "AT_ONCE", 2)
    people = [await join(f"guest{n}") for n in range(5)]
    await settle()
    noodles = {"variant_id": str(fair.kitchen.variants["Noodles"])}
    presale = await enrolled(fair, units=5, price=500, **noodles)
    for one in people:
        await secured(one)
        await funded(fair.town, one, 500)
        ok(await pay_deposit(one, presale))
    async with fair.town.database.transaction() as db:
        await erase_presales(db, UUID(fair.mei.me["id"]))
    assert {(await balance(one))[0] for one in people} == {500}
    await passed(fair, settle)
    assert await fair.value("select count(*) from presales_booking where state <> 'back'") == 0
    assert await fair.value(FREE, "presales:%") == 0


async def test_a_shop_that_does_not_send_gives_all_of_it_back(fair: Fair, settle: Settle) -> None:
    presale = await enrolled(fair)
    ok(await pay_deposit(fair.amina, presale))
    await passed(fair, settle, hours=3)
    ok(await fair.pay(ok(await fair.quote(await rest(fair, fair.amina, presale)))))
    await passed(fair, settle, days=4)
    assert (await balance(fair.amina))[0] == 20_000 - 400
    await passed(fair, settle, days=2)
    assert (await balance(fair.amina))[0] == 20_000
    assert await fair.faults() == []


async def test_twelve_at_once_get_the_two_there_are(fair: Fair, join: Join, settle: Settle) -> None:
    people = [await join(f"guest{n}") for n in range(12)]
    await settle()
    for one in people:
        await secured(one)
        await funded(fair.town, one, 500)
    presale = await enrolled(fair)
    answers = await asyncio.gather(*(pay_deposit(one, presale) for one in people))
    assert sorted(one.status_code for one in answers) == [200] * 2 + [409] * 10
    paid = [(await balance(one))[0] for one in people]
    assert sorted(paid) == [400] * 2 + [500] * 10


async def test_terms_that_cannot_be_are_refused(fair: Fair) -> None:
    now = fair.clock.now()
    wrong: list[dict[str, Any]] = [
        {"units": 0},
        {"deposit": 0},
        {"deposit": 400},
        {"counts": 50},
        {"price": 10**12},
        {"closes_at": now.isoformat()},
        {"rest_from": now.isoformat()},
        {"rest_by": (now + timedelta(hours=2)).isoformat()},
        {"sends_by": (now + timedelta(days=200)).isoformat()},
        {"units": 4},
        {"counts": 151},
        {"campaign_id": str(new_id())},
    ]
    codes = []
    for more in wrong:
        answer = await fair.mei.put(f"/presales/{new_id()}", json=wish(fair, **more))
        codes.append(answer.json()["code"])
    assert codes[:9] == ["invalid"] * 9
    assert codes[9:] == ["too_few_free", "presale_price_high", "no_campaign"]
    assert await fair.value("select count(*) from presales_presale") == 0
    # Terms that were not those that were seen are not paid.
    presale = await enrolled(fair)
    body = {"terms": "ab" * 32, "confirmation": None}
    path = f"/presales/{presale}/bookings/{new_id()}"
    assert (await fair.amina.put(path, json=body)).json()["code"] == "presale_not_now"


async def test_it_is_taken_out_and_ends_with_the_shop(fair: Fair, settle: Settle) -> None:
    presale = await enrolled(fair)
    ok(await pay_deposit(fair.amina, presale))
    sets = {one.name: one for one in RECORD_SETS}
    async with fair.town.database.transaction() as db:
        mine = [
            row async for row in sets["presales_bookings"].export(db, UUID(fair.amina.me["id"]))
        ]
        shops = [row async for row in sets["presales"].export(db, UUID(fair.mei.me["id"]))]
    assert [(one["deposit"], one["state"]) for one in mine] == [(100, "deposited")]
    assert [one["title"] for one in shops] == ["Bowl"]
    async with fair.town.database.transaction() as db:
        await sets["presales"].erase(db, UUID(fair.mei.me["id"]))
    assert (await balance(fair.amina))[0] == 20_000
