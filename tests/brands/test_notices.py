"""What those who lead a shop hear of its brand, and of complaints of brands."""

from datetime import timedelta
from uuid import UUID

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.push import Notification
from leapfrog.reactions.brands import compose_brand, compose_complaint
from tests.brands.acts import complained, ruled, verified
from tests.contacts.conftest import Settle
from tests.http import Client
from tests.market.acts import Market, ok


async def heard(town: Town, who: Client, brand: str) -> Notification | None:
    async with town.database.reading() as db:
        return await compose_brand(db, UUID(who.me["id"]), brand)


async def test_a_mark_is_told_of_when_it_begins_soon_ends_and_is_over(
    market: Market, olga: Client, town: Town, clock: FixedClock, settle: Settle
) -> None:
    brand = await verified(market, olga, town, 20)
    told = await heard(town, market.owner, brand)
    assert told
    assert told.body.startswith("Heron is a verified brand until ")
    assert told.url == f"/market/mine/{market.shop}/brand"
    for other in (market.buyer, market.rival, market.cashier):
        assert await heard(town, other, brand) is None
    clock.advance(timedelta(days=20))
    await settle()
    told = await heard(town, market.owner, brand)
    assert told
    assert told.body == "Heron is no verified brand any more"
    longer = await verified(market, olga, town, 60)
    clock.advance(timedelta(days=31))
    told = await heard(town, market.manager, longer)
    assert told
    assert told.body.startswith("The mark of Heron ends on ")


async def test_either_side_hears_what_concerns_it(market: Market, olga: Client, town: Town) -> None:
    await verified(market, olga, town)
    complaint = await complained(market, market.other)

    async def said() -> list[str | None]:
        async with town.database.reading() as db:
            found = [
                await compose_complaint(db, UUID(who.me["id"]), complaint)
                for who in (market.owner, market.rival, market.buyer)
            ]
        return [one.body if one else None for one in found]

    brand, shop, nobody = await said()
    assert brand is None
    assert shop
    assert shop.startswith("Heron says that your shop misuses its name.")
    words = {"words": "It was a present."}
    ok(await market.rival.put(f"/brands/complaints/{complaint}/answer", json=words))
    assert await said() == ["The shop has answered your complaint", None, None]
    ok(await ruled(olga, complaint, "rejected"))
    ruling = "The town has ruled on a complaint of Heron"
    assert await said() == [ruling, ruling, None]
    assert nobody is None
