"""What most people bought and kept comes first where hits fit alike."""

from datetime import timedelta

from leapfrog import best_sellers
from leapfrog.kernel.timers import run_one
from tests.contacts.conftest import Join, Settle
from tests.door_orders.acts import (
    allowed,
    asked,
    fund_shop,
    handed_over,
    lamp_handed_over,
    placed,
    say,
)
from tests.market.acts import found
from tests.orders.acts import Fair, ok
from tests.parcels.acts import Village
from tests.pay.acts import funded, secured


async def counted(fair: Fair) -> None:
    """A night goes by."""
    fair.clock.advance(timedelta(days=1))
    while await run_one(fair.town.database, best_sellers.TIMERS):
        pass


async def test_people_are_counted_and_only_what_they_kept(
    fair: Fair, join: Join, settle: Settle
) -> None:
    async with fair.town.database.transaction() as db:
        await best_sellers.count_tonight(db, "", None)
    sam = await join("sam")
    await settle()
    await secured(sam)
    await funded(fair.town, sam, 20_000)
    assert set(await found(sam, "", sort="sales")) == {"Noodles", "Bowl", "Lamp"}

    async def gets(shop: str, name: str, n: int = 1) -> str:
        """Amina buys it and has it."""
        seller, leads = (fair.kitchen, fair.mei) if shop == "kitchen" else (fair.lamps, fair.juma)
        [order] = await fair.bought(fair.wanted(seller, **{name: n}))
        await fair.send(order["id"], who=leads)
        ok(await fair.amina.put(f"/orders/{order['id']}/confirmation"))
        await settle()
        return str(order["id"])

    # Three bowls of one person are one; a lamp that goes back is none.
    await gets("kitchen", "Bowl", 3)
    lamp = await gets("lamps", "Lamp")
    quoted = ok(await fair.quote(fair.wanted(fair.kitchen, Noodles=1), who=sam))
    [order] = ok(await fair.pay(quoted, who=sam))["orders"]
    await fair.send(order["id"])
    ok(await sam.put(f"/orders/{order['id']}/confirmation"))
    await gets("kitchen", "Noodles")
    await settle()
    await counted(fair)
    ranked = await found(sam, "", sort="sales")
    assert (ranked[0], set(ranked[1:])) == ("Noodles", {"Bowl", "Lamp"})
    case = ok(await fair.ask(lamp, "refund"))["cases"][-1]
    ok(await fair.say(case["id"], "agree", fair.juma))
    await settle()
    await counted(fair)
    assert await found(sam, "", sort="sales") == ["Noodles", "Bowl", "Lamp"]
    # A month later it counts no more.
    fair.clock.advance(timedelta(days=31))
    await counted(fair)
    assert await fair.value("select max(sold)::bigint from market_search") == 0


async def test_what_was_paid_at_the_door_counts_as_well_and_each_person_once(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    async with fair.town.database.transaction() as db:
        await best_sellers.count_tonight(db, "", None)
    await allowed(fair)
    made = await handed_over(village, settle)
    await placed(fair)
    lamp = await lamp_handed_over(village, settle, 1)
    # The same bought in both ways is one person.
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await fair.send(order["id"])
    ok(await fair.amina.put(f"/orders/{order['id']}/confirmation"))
    await settle()
    await counted(fair)
    assert await sold(fair) == {"Noodles": 1, "Lamp": 1, "Bowl": 0}
    # What goes back in whole counts no more, what goes back in part does.
    await fund_shop(fair, fair.lamps, 5_000)
    await fund_shop(fair, fair.kitchen, 5_000)
    ok(await say(await asked(fair, lamp, "return"), "got_back", fair.juma))
    ok(await say(await asked(fair, made, "return"), "got_back", fair.mei))
    await counted(fair)
    assert await sold(fair) == {"Noodles": 1, "Lamp": 0, "Bowl": 0}


async def sold(fair: Fair) -> dict[str, int]:
    """How many people are counted for what, by its name."""
    async with fair.town.database.reading() as db:
        sql = "select i.title, s.sold from market_search s join market_item i on i.id = s.item_id"
        return {row[0]: row[1] for row in await db.rows(sql)}
