"""A shop is opened on the phone, an item is photographed and published, and somebody finds it."""

from playwright.sync_api import expect

from tests.client.browser import Join
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
    picture = {"name": "kit.jpg", "mimeType": "image/jpeg", "buffer": jpeg((640, 480))}
    shop.locator("input[type=file]").set_input_files([picture])  # type: ignore[list-item]
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
