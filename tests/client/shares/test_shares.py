"""Sharing that is rewarded, on three phones: the shop, who shares, who buys."""

from datetime import datetime, timedelta
from uuid import UUID

from playwright.sync_api import expect

from leapfrog import pay, till, wallet
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import confirm, with_money
from tests.town import apart


def shop_earns(settings: Settings, shop: UUID, amount: int) -> None:
    async def issued() -> None:
        database = await Database.connect(str(settings.database_url), 1)
        async with database.transaction() as db:
            issuer = (await pay.town_account(db, "issuer")).id
            payee = (await till.merchant(db, shop)).available
            move = wallet.Transfer(id=new_id(), payer=issuer, payee=payee, amount=amount)
            [done] = await wallet.post(db, [move])
            assert isinstance(done, wallet.Posted)
        await database.close()

    apart(issued())


def test_from_the_budget_to_the_promise(join: Join, settings: Settings) -> None:
    mei, kofi, amina = join("mei", "Lin Mei"), join("kofi", "Kofi"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    shop_earns(settings, shop.id, 1_000)
    with_money(settings, mei, 0 + 1)
    with_money(settings, amina)
    [kit] = mei.ask("GET", f"/market/fronts/{shop.id}/items")["items"]
    maker = mei.open(f"/shared/shop/{shop.id}?item={kit['id']}&currency=EUR")
    maker.get_by_label("For each order (EUR)").fill("1")
    maker.get_by_label("For how many orders").fill("3")
    maker.get_by_label("At most so many for one person").fill("2")
    ends = datetime.now() + timedelta(days=9)
    maker.get_by_label("Until").fill(ends.strftime("%Y-%m-%dT%H:%M"))
    expect(maker.get_by_text("€3.00 leave the shop’s account now.")).to_be_visible()
    maker.get_by_role("button", name="Set it aside and begin").tap()
    confirm(maker)
    expect(maker.get_by_role("heading", name="Noodle kit")).to_be_visible()

    sharer = kofi.open(f"/market/items/{kit['id']}")
    sharer.get_by_role("link", name="Share it and get €1.00").tap()
    expect(sharer.get_by_text("14 days after they were received")).to_be_visible()
    expect(sharer.get_by_text("You can still earn 2 of at most 2 rewards.")).to_be_visible()
    sharer.get_by_role("button", name="Share your link").tap()
    link = sharer.get_by_text("/shared/", exact=False).inner_text()

    phone = amina.open("/shared/" + link.rpartition("/")[2])
    expect(phone.get_by_text("Kofi gets €1.00 from the shop if you buy this")).to_be_visible()
    expect(phone.get_by_text("You pay the same as without the link.")).to_be_visible()
    phone.get_by_role("link", name="See it").tap()
    expect(phone.get_by_role("heading", name="Noodle kit")).to_be_visible()
    order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]), delivery="pickup")
    mine = kofi.open("/shared")
    expect(mine.get_by_text("Promised; paid once it is received and kept")).to_be_visible()
    # Their own link says so.
    own = kofi.open("/shared/" + link.rpartition("/")[2])
    expect(own.get_by_text("This is your own link.")).to_be_visible()
