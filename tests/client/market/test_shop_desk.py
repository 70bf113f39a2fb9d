"""The desk of shops: what cannot be sold, a shop that waits, a complaint, the fees for all."""

import re

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.conftest import Devices
from tests.client.eyes import amiss_by_day_and_night, amiss_small_and_wide
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import in_database, with_money


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def test_a_ban_is_read_by_the_shop_which_objects_and_is_allowed(
    join: Join, devices: Devices, settings: Settings
) -> None:
    devices.forgive("409")
    mei, olga = join("mei"), join("olga")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Rocket salad": (600, 5)})
    desk = olga.open("/market/desk")
    desk.get_by_role("button", name="Not sold here").tap()
    desk.get_by_label("Words").fill("rocket, 烟花")
    desk.get_by_label("Why").fill("Fireworks need a licence.")
    desk.get_by_role("button", name="Ban", exact=True).tap()
    expect(desk.get_by_text("rocket · 烟花")).to_be_visible()
    items = mei.open(f"/market/mine/{shop.id}")
    items.get_by_role("link", name="Rocket salad").tap()
    items.get_by_role("button", name="Publish").tap()
    why = items.get_by_role("alert")
    expect(why).to_contain_text("This cannot be sold here: rocket")
    expect(why).to_contain_text("Fireworks need a licence.")
    why.get_by_label("If it is not meant: why").fill("It is a salad")
    why.get_by_role("button", name="Ask those who run the town").tap()
    expect(items.get_by_text("They look at it, and tell you.")).to_be_visible()
    reports = olga.open("/square/desk")
    expect(reports.get_by_text("It is a salad")).to_be_visible()
    reports.get_by_role("button", name="Can be sold").tap()
    expect(reports.get_by_text("It can be sold.")).to_be_visible()
    items.get_by_role("button", name="Publish").tap()
    expect(items).to_have_url(f"/market/mine/{shop.id}")


def test_a_shop_waits_for_a_look_and_everybody_reads_the_fees(
    join: Join, settings: Settings
) -> None:
    lin, olga = join("lin"), join("olga")
    desk = olga.open("/market/desk")
    desk.get_by_role("switch", name="Look at shops first").check()
    shop = lin.ask("GET", "/merchants")["shops"]
    assert shop == []
    made = "01936d9e-7d5f-7aaa-8bbb-0000000000a1"
    lin.ask("PUT", f"/merchants/{made}", {"name": "Noodles"})
    lin.ask("PUT", f"/market/fronts/{made}", {"sign": "Lin's noodles"})
    page = lin.open(f"/market/mine/{made}")
    page.get_by_role("switch", name="The shop is open").check()
    expect(page.get_by_text("The town looks at new shops first.")).to_be_visible()
    desk = olga.open("/market/desk")
    desk.get_by_role("button", name="Lin's noodles").tap()
    desk.get_by_label("What is missing").fill("Say where you cook.")
    desk.get_by_role("button", name="Not yet").tap()
    expect(desk.get_by_text("No shop waits")).to_be_visible()
    page = lin.open(f"/market/mine/{made}")
    expect(page.get_by_text("Say where you cook.")).to_be_visible()
    desk.get_by_role("button", name="Money").tap()
    expect(desk.get_by_text("No money waits too long")).to_be_visible()
    desk.get_by_role("button", name="Fees").tap()
    desk.get_by_label("Part of the price").fill("1.5")
    desk.get_by_label("From").fill("2031-01-01")
    desk.get_by_role("button", name="Announce").tap()
    expect(desk.get_by_text("1.5%")).to_be_visible()
    fees = lin.open("/market/fees")
    expect(
        fees.get_by_text("At the moment the town takes nothing of what is sold.")
    ).to_be_visible()
    expect(fees.get_by_text("1.5%")).to_be_visible()


def test_somebody_reports_an_item_and_it_is_taken_down(join: Join, settings: Settings) -> None:
    mei, amina, olga = join("mei"), join("amina"), join("olga")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Golden watch": (600, 5)})
    item = amina.ask("GET", f"/market/search?shop={shop.id}")["items"][0]["id"]
    page = amina.open(f"/market/items/{item}")
    page.get_by_role("button", name="Report").tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="A counterfeit").check()
    sheet.get_by_label("What shows it").fill("The maker knows no such number")
    sheet.get_by_role("button", name="Report").tap()
    expect(sheet).to_have_count(0)
    desk = olga.open("/square/desk")
    expect(desk.get_by_text("The maker knows no such number")).to_be_visible()
    desk.get_by_role("button", name="Take down").tap()
    desk.get_by_role("dialog").get_by_label("Reason").fill("No proof of origin.")
    desk.get_by_role("dialog").get_by_role("button", name="Done").tap()
    expect(desk.get_by_text("The maker knows no such number")).to_have_count(0)
    told = mei.open("/square/decisions")
    expect(told.get_by_text("Item taken down")).to_be_visible()
    told.get_by_role("button", name="Appeal").tap()


# Orders as the one that there was, whose time was over two hours ago and one after the other.
LATE_ORDERS = """
with late as (
    insert into escrow_trade select r.* from escrow_trade t, generate_series(1, 25) as n,
        jsonb_populate_record(t, jsonb_build_object(
            'id', md5(n::text)::uuid, 'due_at', now() - n * interval '2 hours'
        )) r
    returning id
), sold as (
    insert into orders_order select r.* from orders_order o, late,
        jsonb_populate_record(o, jsonb_build_object('id', late.id)) r
    returning id
)
insert into orders_line select r.* from orders_line l, sold,
    jsonb_populate_record(l, jsonb_build_object('order_id', sold.id)) r
"""
NOBODY_JUDGED = """
update escrow_trade set refund = 'appealed', appealed_at = now() - interval '8 days'
where due_at = (select min(due_at) from escrow_trade)
"""


def test_money_that_waits_too_long_is_told_page_by_page(join: Join, settings: Settings) -> None:
    mei, amina, olga = join("mei", "Lin Mei"), join("amina", "Amina"), join("olga")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    with_money(settings, amina)
    order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    desk = olga.open("/market/desk")
    desk.get_by_role("button", name="Money").tap()
    expect(desk.get_by_text("No money waits too long")).to_be_visible()
    in_database(settings, LATE_ORDERS)
    in_database(settings, NOBODY_JUDGED)
    desk.reload()
    desk.get_by_role("button", name=re.compile("^Money")).tap()
    late = desk.get_by_text("Its time is over and nothing happened", exact=False)
    # What waits longest first, twenty at a time; what still has time is none of them.
    expect(desk.get_by_text(re.compile("€6.00"))).to_have_count(20)
    expect(desk.get_by_text("Nobody has judged it for a week", exact=False)).to_have_count(1)
    expect(late).to_have_count(19)
    assert amiss_by_day_and_night(desk) == []
    assert amiss_small_and_wide(desk) == []
    desk.get_by_role("button", name="Show more").tap()
    expect(late).to_have_count(24)
    expect(desk.get_by_role("button", name="Show more")).to_have_count(0)
    expect(desk.get_by_text("Look at the timers that fail", exact=False)).to_be_visible()
