"""What is read again and again reads what it is about, and not all orders that there ever were."""

import pytest

from leapfrog.orders import store
from leapfrog.parcels import store as parcel_store
from tests.orders.acts import Fair

# A thousand ended orders and their deliveries, as one that was bought, long forgotten.
MANY = """
insert into {table} select r.* from {table} o, generate_series(1, 2000) as n,
    jsonb_populate_record(o, jsonb_build_object('id', md5(n::text)::uuid, 'for_name', '',
    'for_phone', '', 'for_address', '', 'note', '', 'ended_at', now(), 'lat', null)) r
"""


@pytest.mark.parametrize(
    ("table", "statement", "index"),
    [
        ("orders_order", store.FORGET_OLD, "orders_order_forget"),
        ("orders_order", store.APPEALED, "orders_order_appealed"),
        ("parcels_delivery", parcel_store.FORGET_OLD, "parcels_delivery_forget"),
    ],
)
async def test_it_is_found_by_an_index(fair: Fair, table: str, statement: str, index: str) -> None:
    await fair.bought(fair.wanted(fair.kitchen, "own", Noodles=1))
    async with fair.town.database.transaction() as db:
        await db.run(MANY.format(table=table))
        await db.run(f"analyze {table}")
        asked = statement.replace("$1", "now()").replace("$2", "gen_random_uuid()")
        asked = asked.replace("$3", "20")
        plan = await db.rows(f"explain (analyze, costs off, timing off) {asked}")
    text = "\n".join(row[0] for row in plan)
    assert index in text, text
    assert "Seq Scan" not in text, text
