"""Who sells often as a private person is asked whether that is a business, once a year."""

import re

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.eyes import SMALL_PHONE, amiss_by_day_and_night, amiss_small_and_wide
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import in_database, with_money

# Sales as the one that there was.
THIRTY_MORE = """
with sold as (
    insert into orders_order select r.* from orders_order o, generate_series(1, 30) as n,
        jsonb_populate_record(o, jsonb_build_object('id', md5(n::text)::uuid)) r
    returning id
)
insert into orders_line select r.* from orders_line l, sold,
    jsonb_populate_record(l, jsonb_build_object('order_id', sold.id)) r
"""
A_YEAR_LATER = "update market_front set private_at = private_at - interval '366 days'"


def test_who_sells_often_is_asked_and_asked_again_a_year_later(
    join: Join, settings: Settings
) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    with_money(settings, amina)
    order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    stall = mei.open(f"/market/mine/{shop.id}")
    asked = stall.get_by_role("region", name="Do you sell as a business?")
    expect(stall.get_by_role("link", name="Noodle kit")).to_be_visible()
    expect(asked).to_have_count(0)
    in_database(settings, THIRTY_MORE)
    stall.reload()
    expect(asked).to_contain_text("You sold 31 times in a year.")
    assert amiss_by_day_and_night(stall) == []
    asked.get_by_role("button", name="I sell privately").tap()
    expect(asked).to_have_count(0)
    stall.reload()
    expect(stall.get_by_role("link", name="Noodle kit")).to_be_visible()
    expect(asked).to_have_count(0)
    in_database(settings, A_YEAR_LATER)
    stall.reload()
    # Who says it is a business is not asked any more, and buyers see who that is.
    asked.get_by_role("link", name="I sell as a business").tap()
    expect(stall.get_by_label("Name over the door")).to_have_value("Mei's kitchen")
    for _ in range(3):
        stall.get_by_role("button", name="Next").tap()
    stall.get_by_role("radio", name=re.compile("Sold by a business")).check()
    expect(stall.get_by_role("button", name="Next")).to_be_disabled()
    stall.get_by_label("Name of the business").fill("Lin Noodles")
    stall.get_by_role("textbox", name="Address").fill("Uferweg 4")
    stall.get_by_role("textbox", name="E-mail").fill("lin@noodles.example")
    stall.get_by_role("button", name="Next").tap()
    stall.get_by_role("button", name="Save").tap()
    expect(stall.get_by_role("link", name="Noodle kit")).to_be_visible()
    expect(asked).to_have_count(0)
    phone = join("sam").open(f"/market/shops/{shop.id}")
    expect(phone.get_by_text("Sold by a business")).to_be_visible()
    expect(phone.get_by_text("Lin Noodles")).to_be_visible()


def test_the_question_fits_a_small_phone_in_chinese(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "林美", locale="zh-CN", **SMALL_PHONE), join("amina", "Amina")
    shop = shop_with(settings, mei, "林美的厨房", {"Noodle kit": (600, 5)})
    with_money(settings, amina)
    order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    in_database(settings, THIRTY_MORE)
    stall = mei.open(f"/market/mine/{shop.id}")
    expect(stall.get_by_role("region", name="你是以经营者身份销售吗？")).to_contain_text("31")
    assert amiss_small_and_wide(stall) == []
