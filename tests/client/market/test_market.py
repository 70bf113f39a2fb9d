"""A shop is opened on the phone, an item is photographed and published, and somebody finds it."""

from playwright.sync_api import FilePayload, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.eyes import amiss_by_day_and_night, amiss_small_and_wide
from tests.client.orders.steps import shop_with
from tests.samples import jpeg


def test_from_the_photograph_to_who_finds_it(join: Join) -> None:
    mei = join("mei", viewport={"width": 360, "height": 640})
    shop = mei.open("/market/mine")
    shop.get_by_role("link", name="Open a shop in the market").tap()
    shop.get_by_label("Name over the door").fill("林美的干面")
    shop.get_by_role("button", name="Next").tap()
    shop.get_by_label("About the shop").fill("Hand-pulled noodles")
    for _ in range(3):
        shop.get_by_role("button", name="Next").tap()
    shop.get_by_role("button", name="Open the shop").tap()
    shop.get_by_role("link", name="Sell something").tap()
    shop.get_by_label("What is it?").fill("手工干面礼盒")
    shop.get_by_label("Price").fill("9.80")
    shop.get_by_label("How many").fill("4")
    shop.get_by_role("button", name="Food and drink").tap()
    picture: FilePayload = {"name": "kit.jpg", "mimeType": "image/jpeg", "buffer": jpeg((640, 480))}
    shop.locator("input[type=file]").set_input_files([picture])
    expect(shop.get_by_role("button", name="Take this picture away")).to_be_visible()
    shop.get_by_role("button", name="Publish").tap()
    expect(shop.get_by_text("For sale · 4 there")).to_be_visible()

    amina = join("amina")
    phone = amina.open("/market")
    # The same sound, another character.
    phone.get_by_role("searchbox").fill("手工甘面")
    expect(phone.get_by_text("This is spelt or sounds like it.")).to_be_visible()
    phone.get_by_role("link", name="手工干面礼盒").tap()
    expect(phone.get_by_text("€9.80").last).to_be_visible()
    expect(phone.get_by_text("Only 4 left")).to_be_visible()
    phone.get_by_role("link", name="林美的干面").tap()
    expect(phone.get_by_role("heading", name="林美的干面")).to_be_visible()
    expect(phone.get_by_text("Sent within 48 hours")).to_be_visible()

    # A shop that rests does so after its description was changed.
    [own] = mei.ask("GET", "/market/own-fronts")["fronts"]
    shop_id = own["front"]["merchant_id"]
    mei.ask("PUT", f"/market/fronts/{shop_id}/state", {"state": "resting"})
    shop.goto(f"/market/mine/new?shop={shop_id}")
    expect(shop.get_by_label("Name over the door")).to_have_value("林美的干面")
    for _ in range(4):
        shop.get_by_role("button", name="Next").tap()
    shop.get_by_role("button", name="Save").tap()
    expect(shop.get_by_role("switch", name="The shop is open")).not_to_be_checked()
    [own] = mei.ask("GET", "/market/own-fronts")["fronts"]
    assert own["front"]["state"] == "resting"


def test_colours_by_sizes_have_pictures_of_their_own(join: Join, settings: Settings) -> None:
    mei = join("mei", "Lin Mei")
    shop = shop_with(settings, mei, "Mei's looms", {})
    stall = mei.open(f"/market/mine/{shop.id}")
    stall.get_by_role("link", name="Sell something").tap()
    stall.get_by_label("What is it?").fill("Scarf")
    stall.get_by_label("Price").fill("9.00")
    stall.get_by_label("How many").fill("2")
    stall.get_by_role("button", name="Food and drink").tap()
    photos = [
        FilePayload(name=f"{n}.jpg", mimeType="image/jpeg", buffer=jpeg((640, 480 + n)))
        for n in range(2)
    ]
    stall.locator("input[type=file]").set_input_files(photos)
    expect(stall.get_by_role("button", name="Take this picture away")).to_have_count(2)
    stall.get_by_role("button", name="Another variant").tap()
    what = stall.get_by_label("What one chooses")
    what.fill("Colour")
    for n, colour in enumerate(("Red", "Blue")):
        stall.get_by_label("Colour", exact=True).nth(n).fill(colour)
    stall.get_by_role("button", name="One more thing to choose").tap()
    what.nth(1).fill("Size")
    for n in range(2):
        stall.get_by_label("Size", exact=True).nth(n).fill("S")
    stall.get_by_label("How many").nth(1).fill("3")
    stall.get_by_role("button", name="Picture of Blue · S").tap()
    stall.get_by_role("button", name="Pictures 2").tap()
    assert amiss_by_day_and_night(stall) == []
    assert amiss_small_and_wide(stall) == []
    stall.get_by_role("button", name="Publish").tap()
    expect(stall.get_by_text("For sale · 5 there")).to_be_visible()
    [item] = mei.ask("GET", f"/market/search?shop={shop.id}")["items"]
    phone = join("amina").open(f"/market/items/{item['id']}")
    second = phone.get_by_role("main").locator(".strip img").nth(1)
    expect(second).not_to_be_in_viewport()
    phone.get_by_role("button", name="Blue").tap()
    expect(second).to_be_in_viewport(ratio=0.5)
    expect(phone.get_by_text("Only 3 left")).to_be_visible()
