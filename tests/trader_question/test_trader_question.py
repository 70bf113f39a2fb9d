"""Who sells often as a private person is asked again; nobody else reads or answers that."""

from typing import Any

from leapfrog.kernel.settings import Settings
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.orders.acts import Fair, ok

# Sales as one that there was, each on an order of its own.
MANY = """
with sold as (
    insert into orders_order select r.* from orders_order o, generate_series(1, $1::int) as n,
        jsonb_populate_record(o, jsonb_build_object('id', md5(n::text)::uuid)) r
    where o.merchant_id = $2 returning id
)
insert into orders_line select r.*
from sold, orders_line l join orders_order o on o.id = l.order_id,
    jsonb_populate_record(l, jsonb_build_object('order_id', sold.id)) r
where o.merchant_id = $2
"""


async def asked(fair: Fair, who: Client, shop: Any) -> Any:
    return ok(await who.get(f"/market/fronts/{shop}/trader-question"))


async def sold(fair: Fair, who: str, more: int) -> None:
    """One noodle or lamp, and so many more of the same."""
    shop, name = (fair.kitchen, "Noodles") if who == "kitchen" else (fair.lamps, "Lamp")
    await fair.bought(fair.wanted(shop, **{name: 1}))
    async with fair.town.database.transaction() as db:
        await db.run(MANY, more, shop.id)


async def long_ago(fair: Fair, table: str, column: str) -> None:
    """What was said or done then is more than a year ago."""
    async with fair.town.database.transaction() as db:
        await db.run(f"update {table} set {column} = {column} - interval '366 days'")


async def test_who_sells_more_than_thirty_times_a_year_is_asked_once_a_year(fair: Fair) -> None:
    shop, mei = fair.kitchen.id, fair.mei
    await sold(fair, "kitchen", 29)
    assert await asked(fair, mei, shop) == {"sales": 30, "asks": False}
    await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    assert await asked(fair, mei, shop) == {"sales": 31, "asks": True}
    answer = ok(await mei.put(f"/market/fronts/{shop}/trader-question"))
    assert answer == {"sales": 31, "asks": False}
    assert not (await asked(fair, mei, shop))["asks"]
    # A year after the answer it is asked again; and sales are over after a year.
    await long_ago(fair, "market_front", "private_at")
    assert (await asked(fair, mei, shop))["asks"]
    await long_ago(fair, "orders_order", "created_at")
    assert await asked(fair, mei, shop) == {"sales": 0, "asks": False}


async def test_a_business_is_not_asked(fair: Fair) -> None:
    await sold(fair, "lamps", 40)
    assert await asked(fair, fair.juma, fair.lamps.id) == {"sales": 41, "asks": False}


async def test_only_who_leads_the_shop_reads_and_answers(
    fair: Fair, client: Enter, settings: Settings
) -> None:
    path = f"/market/fronts/{fair.kitchen.id}/trader-question"
    async with unchanged(str(settings.database_url), "identity_session"):
        for method in ("GET", "PUT"):
            for who, status in ((client(), 401), (fair.amina, 404), (fair.juma, 404)):
                assert (await who.request(method, path)).status_code == status
