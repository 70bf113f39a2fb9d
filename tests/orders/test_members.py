"""Prices for members: who is one pays less, in the cart, in the quote and when it is paid."""

from datetime import timedelta
from typing import Any

from tests.http import Client
from tests.orders.acts import Fair, code, ok
from tests.orders.goods import reprice


async def costs(fair: Fair, who: Client | None = None) -> int:
    quoted = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=1), who=who))
    return int(quoted["total"])


async def rule(fair: Fair, kind: str | None, least: int = 0) -> Any:
    path = f"/market/fronts/{fair.kitchen.id}/member-rule"
    return ok(await fair.mei.put(path, json={"kind": kind, "least": least}))


async def test_who_follows_long_enough_or_bought_often_enough_pays_less(fair: Fair) -> None:
    noodles = fair.kitchen.variants["Noodles"]
    path, shop = f"/market/variants/{noodles}/member-price", f"/market/fronts/{fair.kitchen.id}"
    dear = await fair.mei.put(path, json={"price": 600})
    assert code(dear) == "invalid"
    ok(await fair.mei.put(path, json={"price": 500}))
    ok(await fair.amina.put(f"{shop}/follow", json={"news": False}))
    # Without a rule nobody is a member; whoever sets the price reads it all the same.
    assert await costs(fair) == 600
    [own] = [
        one for one in ok(await fair.mei.get(f"{shop}/items"))["items"] if one["title"] == "Noodles"
    ]
    assert own["variants"][0]["member_price"] == 500
    shown = ok(await fair.amina.get(f"/market/items/{own['id']}"))
    assert shown["variants"][0]["member_price"] is None
    await rule(fair, "followers", 1)
    assert await costs(fair) == 600
    fair.clock.advance(timedelta(days=1))
    assert ok(await fair.amina.get(f"{shop}/follow"))["member"] is True
    assert await costs(fair) == 500
    assert await costs(fair, fair.juma) == 600
    # While a campaign is cheaper than that it stays what members pay afterwards.
    async with fair.town.database.transaction() as db:
        await reprice(db, fair.kitchen, "Noodles", 400)
    own = ok(await fair.mei.get(f"/market/own-items/{own['id']}"))
    assert (own["variants"][0]["price"], own["variants"][0]["member_price"]) == (400, 500)
    shown = ok(await fair.amina.get(f"/market/items/{own['id']}"))
    assert shown["variants"][0]["member_price"] is None
    async with fair.town.database.transaction() as db:
        await reprice(db, fair.kitchen, "Noodles", 600)
    ok(await fair.amina.put(f"/cart/{noodles}", json={"n": 2}))
    assert ok(await fair.amina.get("/cart"))["total"] == 1_000
    # Who stops following after the quote does not pay what was not shown.
    quoted = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=1)))
    ok(await fair.amina.delete(f"{shop}/follow"))
    refused = await fair.pay(quoted)
    assert (code(refused), refused.json()["new"]) == ("order_price_changed", 600)
    # By what was bought and received.
    await rule(fair, "buyers", 1)
    assert await costs(fair) == 600
    [order] = await fair.bought(fair.wanted(fair.kitchen, Bowl=1))
    assert await costs(fair) == 600
    await fair.send(order["id"])
    ok(await fair.amina.put(f"/orders/{order['id']}/confirmation"))
    assert await costs(fair) == 500
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    assert order["total"] == 500
    await rule(fair, None)
    assert await costs(fair) == 600
    assert await fair.faults() == []
