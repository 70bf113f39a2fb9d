"""Lists that are longer than a page: the rest of them is behind a button at their end."""

import re

import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import order_of, shop_with
from tests.client.reviews.test_reviews import item_of
from tests.client.till.steps import in_database, with_money
from tests.parcels.acts import TERMS

# More than a page.
MANY = 21
# As many bans as the one that there is, and reviews.
BANS = """
insert into market_ban select r.* from market_ban o, generate_series(2, 21) as n,
    jsonb_populate_record(o, jsonb_build_object('id', md5(n::text)::uuid)) r
"""
REVIEWS = """
insert into reviews_review select r.* from reviews_review o, generate_series(2, 21) as n,
    jsonb_populate_record(o, jsonb_build_object(
        'id', md5(n::text)::uuid, 'order_id', md5('order ' || n)::uuid,
        'created_at', o.created_at + make_interval(mins => n)
    )) r
"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def goes_on(page: Page, rows: Locator, more: str = "Show more") -> None:
    """A page of them is there, then all of them."""
    expect(rows).to_have_count(20)
    button = page.get_by_role("button", name=more, exact=True)
    button.tap()
    expect(rows).to_have_count(MANY)
    expect(button).to_have_count(0)


def test_what_cannot_be_sold(join: Join, settings: Settings) -> None:
    olga = join("olga")
    body = {"words": ["rocket"], "reason": "Fireworks need a licence."}
    olga.ask("PUT", f"/desk/market/bans/{new_id()}", body)
    in_database(settings, BANS)
    desk = olga.open("/market/desk")
    desk.get_by_role("button", name="Not sold here").tap()
    goes_on(desk, desk.get_by_text("Fireworks need a licence."))


def test_shops_that_one_follows(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    for n in range(MANY):
        shop = shop_with(settings, mei, f"Stall {n:02}", {})
        amina.ask("PUT", f"/market/fronts/{shop.id}/follow", {"news": False})
    phone = amina.open("/market/news")
    goes_on(phone, phone.get_by_role("link", name=re.compile("^Stall")), "Show more shops")


def test_what_one_said_of_goods(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    variant = shop.variants["Noodle kit"]
    with_money(settings, amina)
    order = order_of(amina, str(shop.id), str(variant))
    mei.ask("PUT", f"/packing/{order}/shipments/{new_id()}", {})
    amina.ask("PUT", f"/orders/{order}/confirmation")
    said = {"order_id": order, "item_id": str(item_of(settings, variant)), "stars": 5}
    amina.ask("PUT", f"/reviews/{new_id()}", {**said, "text": "Warm"})
    in_database(settings, REVIEWS)
    phone = amina.open("/reviews")
    goes_on(phone, phone.get_by_role("article", name="Review by Amina"))
    # What was said of an order is found, however much was said since.
    phone.goto(f"/orders/{order}")
    expect(phone.get_by_text("You gave 5 of 5 stars")).to_be_visible()


def test_parcels_of_a_shop(join: Join, settings: Settings) -> None:
    mei = join("mei", "Lin Mei")
    shop = shop_with(settings, mei, "Mei's kitchen", {})
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS)
    body = {"service": "courier", "name": "Zola", "address": "By the well"}
    for _ in range(MANY):
        made = mei.ask("PUT", f"/merchants/{shop.id}/parcels/{new_id()}", body)
    stall = mei.open(f"/shops/{shop.id}/parcels")
    rows = stall.locator("a[href^='/parcels/']")
    goes_on(stall, rows)
    stall.get_by_role("button", name="Over", exact=True).tap()
    expect(stall.get_by_text("No parcels yet")).to_be_visible()
    mei.ask("PUT", f"/parcels/{made['id']}/events/{new_id()}", {"act": "call_off"})
    expect(rows).to_have_count(1)
    stall.get_by_role("button", name="Under way", exact=True).tap()
    expect(rows).to_have_count(20)
