"""A campaign day: a shop enrols on the phone, all prices go down at one instant, somebody buys."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog import market
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.conftest import Devices
from tests.client.orders.steps import shop_with
from tests.client.till.steps import balance, confirm, in_database, with_money
from tests.town import apart


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def the_day_comes(settings: Settings, campaign: str, which: str) -> None:
    """Its first or last instant is now."""
    column = "starts_at" if which == "market.campaign_begins" else "ends_at"
    ago = "interval '1 second'"
    in_database(
        settings,
        f"update market_campaign set {column} = now() - {ago} where id = '{campaign}'",
    )

    async def turned() -> None:
        database = await Database.connect(str(settings.database_url), 1)
        async with database.transaction() as db:
            nothing: Any = None
            await market.TIMERS[which](db, campaign, nothing)
        await database.close()

    apart(turned())


def test_prices_go_down_at_one_instant_and_up_again(
    join: Join, devices: Devices, settings: Settings
) -> None:
    devices.forgive("409")
    mei, amina, olga = join("mei", "Lin Mei"), join("amina", "Amina"), join("olga")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    with_money(settings, amina)
    now = datetime.now(UTC)
    days = {"title": "Eleven Lamps", "rules": "Each shop its own price."}
    days |= {"starts_at": (now + timedelta(days=1)).isoformat()}
    days |= {"ends_at": (now + timedelta(days=2)).isoformat()}
    campaign = str(new_id())
    olga.ask("PUT", f"/desk/market/campaigns/{campaign}", days)
    stall = mei.open(f"/market/mine/{shop.id}")
    stall.get_by_role("link", name="Noodle kit").tap()
    part = stall.get_by_role("region", name="Eleven Lamps")
    # Nobody makes it cheaper than it was by making it dearer before.
    part.get_by_label("Price on these days").fill("6")
    part.get_by_role("button", name="Enrol").tap()
    expect(part.get_by_text(re.compile("In the last 30 days it cost €6.00"))).to_be_visible()
    part.get_by_label("Price on these days").fill("4.80")
    part.get_by_role("button", name="Enrol").tap()
    expect(stall.get_by_text("Enrolled")).to_be_visible()
    phone = amina.open("/market")
    phone.get_by_role("link", name="Eleven Lamps").tap()
    expect(phone.get_by_role("status").get_by_text(re.compile("Begins"))).to_be_visible()
    the_day_comes(settings, campaign, "market.campaign_begins")
    phone.goto(f"/market/campaigns/{campaign}")
    phone.get_by_role("link", name=re.compile("Noodle kit.*4.80")).tap()
    expect(phone.get_by_text("Lowest price of the 30 days before: €6.00")).to_be_visible()
    phone.get_by_role("button", name="Put in the cart").tap()
    phone.get_by_role("link", name="Cart (1)").tap()
    phone.get_by_role("link", name="To the checkout").tap()
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €4.80").tap()
    confirm(phone)
    expect(phone.get_by_text(re.compile("€4.80 wait at the town"))).to_be_visible()
    assert balance(amina) == 10_000 - 480
    the_day_comes(settings, campaign, "market.campaign_ends")
    phone.goto(f"/market/shops/{shop.id}")
    expect(phone.get_by_role("link", name=re.compile("Noodle kit.*6.00"))).to_be_visible()
