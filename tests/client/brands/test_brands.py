"""A shop becomes a verified brand on the phone, fills its shelves, and complains of a misuse."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import with_money
from tests.orders.goods import Shop
from tests.samples import jpeg

GOODS = {"Rowing lamp": (6_900, 5), "Oar": (2_000, 5)}
LEGAL = {"name": "Heron Lamps Ltd", "address": "Boathouse 3", "email": "lamps@heron.example"}
MARK = "Verified brand: Heron"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def picture(name: str) -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg((640, 360))}


def brand_of(settings: Settings, zola: Person, olga: Person) -> Shop:
    """A shop that is a verified brand, by the API."""
    shop = shop_with(settings, zola, "Heron", GOODS)
    front = {"sign": "Heron", "trader": True, "legal": LEGAL}
    zola.ask("PUT", f"/market/fronts/{shop.id}", front)
    brand = new_id()
    asked = {"merchant_id": str(shop.id), "name": "Heron", "claim": "owner"}
    zola.ask("PUT", f"/brands/requests/{brand}", asked)
    path = f"/brands/requests/{brand}/documents/{new_id()}?name=Register"
    assert zola.api.put(path, content=jpeg((64, 48))).is_success
    zola.ask("PUT", f"/brands/requests/{brand}/submission")
    until = (datetime.now(UTC) + timedelta(days=200)).isoformat()
    olga.ask("PUT", f"/desk/brands/{brand}/decision", {"reason": "Register seen", "until": until})
    return shop


def sees_the_mark(amina: Person, shop: Shop) -> None:
    """In the search, on the item, on the shop with its shelf, on an order."""
    phone = amina.open("/market")
    phone.get_by_role("button", name="Filter").tap()
    phone.get_by_role("switch", name="Verified brands only").tap()
    phone.get_by_role("button", name=re.compile("Show")).tap()
    hits = phone.get_by_role("list", name="For sale")
    expect(hits.get_by_role("link", name=re.compile(f"Rowing lamp.*{MARK}"))).to_be_visible()
    phone.goto(f"/market/shops/{shop.id}")
    expect(phone.get_by_role("region", name=MARK)).to_contain_text("Brass, glass and patience.")
    shelf = phone.get_by_role("region", name="On the water")
    shelf.get_by_role("link", name=re.compile("Rowing lamp")).tap()
    expect(phone.get_by_text(MARK).last).to_be_visible()
    order = order_of(amina, str(shop.id), str(shop.variants["Oar"]))
    phone.goto(f"/orders/{order}")
    expect(phone.get_by_title(MARK)).to_be_visible()
    phone.goto("/market/brands")
    phone.get_by_role("link", name=re.compile("^Heron")).tap()
    expect(phone.get_by_role("heading", name="Heron")).to_be_visible()


def test_from_the_certificate_to_the_shelves(join: Join, settings: Settings) -> None:
    zola, olga, amina = join("zola", "Zola"), join("olga"), join("amina", "Amina")
    shop = shop_with(settings, zola, "Heron", GOODS)
    with_money(settings, amina)
    front = {"sign": "Heron", "trader": True, "legal": LEGAL}
    zola.ask("PUT", f"/market/fronts/{shop.id}", front)
    stall = zola.open(f"/market/mine/{shop.id}")
    stall.get_by_role("link", name="Verified brand").tap()
    stall.get_by_label("Name of the brand").fill("Heron")
    stall.get_by_label("Register and number").fill("EU 018 302 118")
    stall.get_by_role("button", name="Next: documents").tap()
    send = stall.get_by_role("button", name="Hand in")
    expect(send).to_be_disabled()
    stall.locator("input[type=file]").set_input_files([picture("certificate.jpg")])
    expect(stall.get_by_text("certificate.jpg")).to_be_visible()
    # Whoever else leads the shop, and looks at it, sees that it was handed in.
    second = zola.open(f"/market/mine/{shop.id}/brand")
    expect(second.get_by_role("button", name="Hand in")).to_be_visible()
    send.tap()
    for one in (stall, second):
        expect(one.get_by_text("The town is looking at it")).to_be_visible()
    second.close()
    # The desk looks at the paper, says what it checked and until when that holds.
    desk = olga.open("/market/desk/brands")
    desk.get_by_role("button", name="Heron").tap()
    sheet = desk.get_by_role("dialog", name="Heron")
    paper = sheet.get_by_role("img", name="certificate.jpg")
    expect(paper).to_be_visible()
    assert paper.evaluate("async (it) => (await it.decode(), it.naturalWidth)") == 640
    sheet.get_by_label("What you checked, or why not").fill("The register names the owner.")
    sheet.get_by_role("button", name="Verify", exact=True).tap()
    expect(sheet).to_have_count(0)
    expect(desk.get_by_text("Nothing here")).to_be_visible()
    # The phone of who asked says so by itself.
    expect(stall.get_by_text(re.compile("Verified until"))).to_be_visible()
    stall.get_by_role("link", name="Page and shelves").tap()
    stall.get_by_label("About the brand").fill("Brass, glass and patience.")
    stall.locator("input[type=file]").set_input_files([picture("lake.jpg")])
    expect(stall.get_by_role("button", name="Take this picture away")).to_be_visible()
    stall.get_by_role("button", name="Add a shelf").tap()
    expect(stall.get_by_role("button", name="Save")).to_be_disabled()
    stall.get_by_label("Name of the shelf").fill("On the water")
    stall.get_by_role("group", name="Items on this shelf").get_by_text("Rowing lamp").tap()
    stall.get_by_role("button", name="Save").tap()
    expect(stall.get_by_text("The page is kept")).to_be_visible()
    sees_the_mark(amina, shop)


def test_a_misuse_is_answered_and_ruled(join: Join, settings: Settings) -> None:
    zola, mei, olga = join("zola", "Zola"), join("mei", "Lin Mei"), join("olga")
    brand_of(settings, zola, olga)
    fakes = shop_with(settings, mei, "Lamps for less", {"Heron lamp": (900, 5)})
    item = zola.ask("GET", f"/market/search?shop={fakes.id}")["items"][0]["id"]
    phone = zola.open(f"/market/items/{item}")
    phone.get_by_role("button", name="This misuses my brand").tap()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_role("radio", name="A counterfeit").check()
    sheet.get_by_label("What shows it").fill("No number under the foot")
    sheet.locator("input[type=file]").set_input_files([picture("foot.jpg")])
    expect(sheet.get_by_role("button", name="Take this picture away")).to_be_visible()
    sheet.get_by_role("button", name="Complain").tap()
    expect(phone.get_by_text("The shop and the town have it")).to_be_visible()
    stall = mei.open(f"/market/mine/{fakes.id}/complaints")
    card = stall.get_by_role("article", name="Heron: Heron lamp")
    expect(card).to_contain_text("No number under the foot")
    expect(card.get_by_role("img", name="Shown by the brand")).to_be_visible()
    card.get_by_role("button", name="Answer").tap()
    reply = stall.get_by_role("dialog", name="Answer")
    reply.get_by_label("Your answer").fill("A friend gave them to me")
    reply.get_by_role("button", name="Send the answer").tap()
    expect(card).to_contain_text("Answered; the town rules next")
    desk = olga.open("/market/desk/brands")
    desk.get_by_role("button", name=re.compile("Complaints")).tap()
    expect(desk.get_by_text("A friend gave them to me")).to_be_visible()
    desk.get_by_role("button", name="Rule", exact=True).tap()
    ruling = desk.get_by_role("dialog", name="Rule")
    ruling.get_by_label("To the brand").fill("As you showed")
    ruling.get_by_label("To the shop").fill("No proof of origin")
    ruling.get_by_role("button", name="Decide").tap()
    expect(desk.get_by_text("No complaints")).to_be_visible()
    expect(card).to_contain_text("The town agreed: it was taken down")
    told = mei.open("/square/decisions")
    expect(told.get_by_text("No proof of origin")).to_be_visible()
