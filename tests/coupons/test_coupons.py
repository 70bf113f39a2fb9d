"""Coupons from the shop that makes them to the order that was paid with them."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from leapfrog import coupons
from leapfrog.coupons import giving
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.orders import PAYING, PaymentWish
from leapfrog.pay import VOUCHED
from tests.contacts.conftest import Join, Settle
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.orders.acts import Fair, balance, code, ok

OFF = {"name": "Welcome", "kind": "threshold", "least": 1_000, "off": 300}


def batch(fair: Fair, **said: Any) -> dict[str, Any]:
    until = (fair.clock.now() + timedelta(days=20)).isoformat()
    body = {"merchant_id": str(fair.kitchen.id), "units": 5, "until": until, **OFF}
    return body | said


async def given(fair: Fair, **said: Any) -> str:
    """Coupons of the kitchen that everybody can take."""
    path = f"/market/coupon-batches/{new_id()}"
    made = ok(await fair.mei.put(path, json=batch(fair, **said)))
    ok(await fair.mei.put(f"{path}/state", json={"state": "running"}))
    return str(made["id"])


async def take(who: Client, batch_id: str, coupon_id: Any = None) -> httpx.Response:
    return await who.put(f"/coupons/{coupon_id or new_id()}", json={"batch_id": batch_id})


async def states(who: Client) -> list[str]:
    return [one["state"] for one in ok(await who.get("/coupons"))["coupons"]]


async def test_a_coupon_lowers_the_sum_is_used_once_and_comes_back_when_nothing_was_sent(
    fair: Fair, settle: Settle
) -> None:
    batch_id = await given(fair)
    [offer] = ok(await fair.amina.get(f"/market/fronts/{fair.kitchen.id}/coupons"))["coupons"]
    assert (offer["left"], offer["mine"], offer["off"]) == (5, 0, 300)
    mine = new_id()
    for _ in range(2):
        assert ok(await take(fair.amina, batch_id, mine))["state"] == "held"
    again = await take(fair.amina, batch_id)
    assert (code(again), again.json()["most"]) == ("coupon_limit", 1)
    wanted = fair.wanted(fair.kitchen, Noodles=1, Bowl=1)
    quoted = ok(await fair.quote(wanted))
    [shop] = quoted["shops"]
    assert (shop["goods"], shop["total"], quoted["total"]) == (1_050, 750, 750)
    assert shop["coupons"] == [{"id": str(mine), "name": "Welcome", "amount": 300}]
    assert sum(line["off"] for line in shop["lines"]) == 300
    # Without it, if one likes; and it is said why one is not used.
    plain = ok(await fair.quote({**wanted, "coupons": []}))
    assert (plain["total"], plain["shops"][0]["left"][0]["why"]) == (1_050, "better")
    small = ok(await fair.quote(fair.wanted(fair.kitchen, Bowl=1)))
    assert small["shops"][0]["left"][0]["missing"] == 550
    two = ok(await fair.quote(wanted))
    [order] = ok(await fair.pay(quoted))["orders"]
    assert (order["total"], (await balance(fair.amina))[0]) == (750, 19_250)
    assert await states(fair.amina) == ["used"]
    twice = await fair.pay(two)
    assert (code(twice), twice.json()["coupon_id"]) == ("coupon_not_usable", str(mine))
    assert (await balance(fair.amina))[0] == 19_250
    seen = await fair.seen(order["id"])
    assert (seen["coupons"][0]["amount"], sum(one["paid"] for one in seen["lines"])) == (300, 750)
    await settle()
    assert await fair.faults() == []
    # Called off before it is packed: the money and the coupon are hers again, with its old date.
    units = [{"no": 0, "n": 1}, {"no": 1, "n": 1}]
    ok(await fair.ask(order["id"], "cancel", units=units))
    await settle()
    assert (await balance(fair.amina))[0] == 20_000
    assert await states(fair.amina) == ["held"]
    # What was sent has used it, whatever comes back later: a unit gives back what was paid for it.
    [order] = await fair.bought(wanted)
    await fair.send(order["id"])
    [asked] = ok(await fair.ask(order["id"], "refund", amount=200))["cases"]
    ok(await fair.say(asked["id"], "agree", fair.mei))
    await settle()
    assert await states(fair.amina) == ["used"]
    [own] = ok(await fair.mei.get(f"/merchants/{fair.kitchen.id}/coupon-batches"))["batches"]
    assert (own["taken"], own["used"]) == (1, 1)
    assert await fair.faults() == []


async def test_two_hundred_come_for_the_last_coupons_and_exactly_those_are_given(
    fair: Fair, join: Join
) -> None:
    """As many at once as there are connections; each asks twice with one id, as phones do."""
    batch_id = UUID(await given(fair, units=7, per_person=2))
    people = [UUID((await join(f"person{n}")).me["id"]) for n in range(4)]

    async def one(n: int) -> int:
        made, got = new_id(), 0
        for _ in range(2):
            with suppress(coupons.CouponsGone, coupons.CouponLimit):
                async with fair.town.database.transaction() as db:
                    await coupons.take(db, people[n % 4], made, batch_id)
                got = 1
        return got

    assert sum(await asyncio.gather(*(one(n) for n in range(200)))) == 7
    assert await fair.value("select count(*) from coupons_coupon") == 7
    most = "select max(n) from (select count(*) n from coupons_coupon group by person_id) c"
    assert await fair.value(most) == 2


async def test_of_payments_at_once_with_one_coupon_one_is_made(fair: Fair) -> None:
    ok(await take(fair.amina, await given(fair)))
    wanted = fair.wanted(fair.kitchen, Noodles=2)
    quotes = [ok(await fair.quote(wanted)) for _ in range(4)]
    me = UUID(fair.amina.me["id"])
    wishes = [PaymentWish(new_id(), me, one["quote"], VOUCHED) for one in quotes]
    verb = fair.town.batchers.of(PAYING)
    answers = await asyncio.gather(*(verb.submit(one) for one in wishes), return_exceptions=True)
    refused = [one.code for one in answers if isinstance(one, Problem)]
    assert refused == ["coupon_not_usable"] * 3
    assert await states(fair.amina) == ["used"]
    assert (await balance(fair.amina))[0] == 20_000 - 900
    assert await fair.faults() == []


async def test_what_a_payment_cannot_have_leaves_the_coupon_held(
    fair: Fair, settings: Settings
) -> None:
    ok(await take(fair.amina, await given(fair)))
    first = ok(await fair.quote(fair.wanted(fair.kitchen, Bowl=3)))
    second = ok(await fair.quote({**fair.wanted(fair.kitchen, Bowl=3), "coupons": []}))
    ok(await fair.pay(second))
    async with unchanged(str(settings.database_url), "pay_confirmation"):
        assert code(await fair.pay(first)) == "order_sold_out"
    assert await states(fair.amina) == ["held"]
    fair.clock.advance(timedelta(days=21))
    assert await states(fair.amina) == ["expired"]
    full = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=2)))
    assert (full["total"], full["shops"][0]["left"]) == (1_200, [])


async def test_a_batch_goes_the_ways_of_its_table(fair: Fair, settings: Settings) -> None:
    path = f"/market/coupon-batches/{new_id()}"
    made = ok(await fair.mei.put(path, json=batch(fair)))
    assert made["state"] == "unactivated"
    assert code(await take(fair.amina, made["id"])) == "no_coupon_batch"
    assert ok(await fair.mei.put(path, json=batch(fair)))["id"] == made["id"]
    assert code(await fair.mei.put(path, json=batch(fair, off=200))) == "coupon_batch_id_used"
    states = (("running", 200), ("paused", 200), ("running", 200), ("stopped", 200))
    for state, status in (*states, ("running", 409), ("paused", 409), ("stopped", 200)):
        assert (await fair.mei.put(f"{path}/state", json={"state": state})).status_code == status
    stopped = await take(fair.amina, made["id"])
    assert (code(stopped), stopped.json()["state"]) == ("coupons_not_given", "stopped")
    async with unchanged(str(settings.database_url), "identity_session"):
        for said in (
            {"off": 1_000},
            {"off": None},
            {"percent": 10},
            {"kind": "percent", "off": None, "percent": 91},
            {"kind": "exchange", "off": None, "price": 1},
            {"kind": "exchange", "off": None, "price": 1, "variant_id": str(new_id())},
            {"units": 0},
            {"units": 100_001},
            {"per_person": 0},
            {"name": " "},
            {"until": fair.clock.now().isoformat()},
            {"until": (fair.clock.now() + timedelta(days=91)).isoformat()},
        ):
            refused = await fair.mei.put(
                f"/market/coupon-batches/{new_id()}", json=batch(fair, **said)
            )
            assert code(refused) == "invalid", said
    bowl = str(fair.kitchen.variants["Bowl"])
    dear = batch(fair, kind="exchange", off=None, variant_id=bowl, price=450)
    assert code(await fair.mei.put(f"/market/coupon-batches/{new_id()}", json=dear)) == "invalid"
    ok(await fair.mei.put(f"/market/coupon-batches/{new_id()}", json={**dear, "price": 100}))


async def test_who_may_make_coupons_and_who_may_use_them(
    fair: Fair, join: Join, client: Enter, settings: Settings
) -> None:
    batch_id, sam = await given(fair), await join("sam")
    hers = ok(await take(fair.amina, batch_id))["id"]
    path = f"/market/coupon-batches/{batch_id}/state"
    new = f"/market/coupon-batches/{new_id()}"
    theirs = {**fair.wanted(fair.kitchen, Noodles=2), "coupons": [hers]}
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (sam, fair.juma, fair.amina):
            assert code(await who.put(path, json={"state": "stopped"})) == "no_coupon_batch"
            assert code(await who.put(new, json=batch(fair))) == "no_merchant"
            listed = await who.get(f"/merchants/{fair.kitchen.id}/coupon-batches")
            assert code(listed) == "no_merchant"
        assert code(await take(sam, batch_id, hers)) == "coupon_id_used"
        assert code(await fair.quote(theirs, who=sam)) == "coupon_not_usable"
        for way, where, body in (
            ("PUT", path, {"state": "stopped"}),
            ("PUT", new, batch(fair)),
            ("PUT", f"/coupons/{new_id()}", {"batch_id": batch_id}),
            ("GET", "/coupons", None),
            ("GET", f"/market/fronts/{fair.kitchen.id}/coupons", None),
            ("GET", f"/merchants/{fair.kitchen.id}/coupon-batches", None),
        ):
            assert (await client().request(way, where, json=body)).status_code == 401
    assert await states(sam) == []


async def test_a_shop_has_so_many_kinds_at_once_and_stopping_one_makes_room(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "MOST_BATCHES", 2)
    first, _ = await given(fair), await given(fair)
    fresh = f"/market/coupon-batches/{new_id()}"
    refused = await fair.mei.put(fresh, json=batch(fair))
    assert (code(refused), refused.json()["most"]) == ("coupon_batches_full", 2)
    assert await fair.value("select count(*) from coupons_batch") == 2
    ok(await fair.mei.put(f"/market/coupon-batches/{first}/state", json={"state": "stopped"}))
    ok(await fair.mei.put(fresh, json=batch(fair)))
