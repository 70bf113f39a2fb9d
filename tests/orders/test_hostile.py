"""What goes wrong between a quote and its payment: refused with the reason, nothing changed."""

import asyncio
from uuid import UUID

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.market import take_down_item
from tests.matrix import unchanged
from tests.orders.acts import Fair, balance, code, ok
from tests.pay.acts import confirmed, order

SPARES = ("pay_confirmation", "identity_session")


async def test_a_payment_id_with_another_quote_is_refused_and_with_the_same_is_one(
    fair: Fair, settings: Settings
) -> None:
    first = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=1)))
    other = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=2)))
    made = new_id()
    paid = ok(await fair.pay(first, made))
    before = await balance(fair.amina)
    again = ok(await fair.pay(first, made))
    assert [one["id"] for one in again["orders"]] == [one["id"] for one in paid["orders"]]
    async with unchanged(str(settings.database_url), *SPARES):
        assert code(await fair.pay(other, made)) == "payment_id_used"
    assert await balance(fair.amina) == before


async def test_what_was_taken_down_since_the_quote_is_not_bought(
    fair: Fair, settings: Settings
) -> None:
    quoted = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=1)))
    item = await fair.value(
        "select item_id from market_variant where id = $1", fair.kitchen.variants["Noodles"]
    )
    async with fair.town.database.transaction() as db:
        await take_down_item(db, item, down=True)
    async with unchanged(str(settings.database_url), *SPARES):
        assert code(await fair.pay(quoted)) == "not_for_sale"


async def test_a_shop_that_rests_since_the_quote_sells_nothing(
    fair: Fair, settings: Settings
) -> None:
    quoted = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=1)))
    state = f"/market/fronts/{fair.kitchen.id}/state"
    ok(await fair.mei.put(state, json={"state": "resting"}))
    async with unchanged(str(settings.database_url), *SPARES):
        assert code(await fair.pay(quoted)) in ("not_for_sale", "shop_resting")
        resting = await fair.quote(fair.wanted(fair.kitchen, Noodles=1))
        assert code(resting) in ("not_for_sale", "shop_resting")


async def test_of_two_payments_at_once_for_the_last_unit_one_is_made(fair: Fair) -> None:
    ok(await fair.pay(ok(await fair.quote(fair.wanted(fair.lamps, Lamp=1)))))
    quotes = [ok(await fair.quote(fair.wanted(fair.lamps, Lamp=1))) for _ in range(2)]
    sent = []
    for quoted in quotes:
        made = new_id()
        about = order("order", made, quoted["digest"], quoted["total"])
        body = {"quote": quoted["quote"], "confirmation": await confirmed(fair.amina, about)}
        sent.append((f"/orders/payments/{made}", body))
    answers = await asyncio.gather(*(fair.amina.put(at, json=body) for at, body in sent))
    assert sorted(one.status_code for one in answers) == [200, 409]
    [refused] = [one for one in answers if one.status_code == 409]
    assert (code(refused), refused.json()["left"]) == ("order_sold_out", 0)
    assert await fair.faults() == []


async def test_an_order_without_lines_hides_no_other_one_and_is_told(fair: Fair) -> None:
    """Nothing makes one; whatever did, its buyer and its shop still see what else they have."""
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    bare = await fair.value(BARE, UUID(order["id"]), new_id())
    lists = (
        (fair.amina, "/orders/running"),
        (fair.amina, "/orders"),
        (fair.mei, f"/merchants/{fair.kitchen.id}/orders"),
    )
    for who, path in lists:
        shown = {one["id"]: one["title"] for one in ok(await who.get(path))["orders"]}
        assert shown == {order["id"]: "Noodles", str(bare): ""}
    told = {(one.check, one.order_id) for one in await fair.faults()}
    assert ("lines", bare) in told
    assert UUID(order["id"]) not in {each for _, each in told}


# The row of an order, and no line.
BARE = """
insert into orders_order select r.* from orders_order o,
    jsonb_populate_record(o, jsonb_build_object('id', $2::uuid)) r
where o.id = $1 returning id
"""
