"""What a buyer does beside buying: bar codes, following, presents, buying again, the Square."""

import re

from playwright.sync_api import FilePayload, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import confirm, with_money
from tests.samples import jpeg

GOODS = {"Noodle kit": (600, 5), "Bowl": (450, 1)}
PEN = "4006381333931"


def test_a_bar_code_leads_to_who_has_it_or_to_selling_it(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {})
    phone = amina.open("/market")
    phone.get_by_role("link", name="Bar code").tap()
    phone.get_by_label("The digits below the bars").fill("4006381333932")
    phone.get_by_role("button", name="Look").tap()
    expect(phone.get_by_text("These digits are not those of any goods.")).to_be_visible()
    phone.get_by_label("The digits below the bars").fill(PEN)
    phone.get_by_role("button", name="Look").tap()
    expect(phone.get_by_role("heading", name="No shop here has it yet")).to_be_visible()
    stall = mei.open(f"/market/barcode/{PEN}")
    stall.get_by_role("link", name="Sell it in “Mei's kitchen”").tap()
    stall.get_by_label("What is it?").fill("Red pen")
    stall.get_by_label("Price").fill("2.50")
    stall.get_by_label("How many").fill("3")
    expect(stall.get_by_text(f"Bar code {PEN}").last).to_be_visible()
    picture: FilePayload = {"name": "pen.jpg", "mimeType": "image/jpeg", "buffer": jpeg((64, 48))}
    stall.locator("input[type=file]").set_input_files([picture])
    expect(stall.get_by_role("button", name="Take this picture away")).to_be_visible()
    stall.get_by_role("button", name="Books").tap()
    stall.get_by_role("button", name="Publish").tap()
    expect(stall.get_by_text("For sale · 3 there")).to_be_visible()
    phone.goto(f"/market/barcode/{PEN}")
    phone.get_by_role("link", name="Red pen").tap()
    expect(
        phone.get_by_text("€2.50").locator("visible=true").filter(visible=True).first
    ).to_be_visible()
    phone.goto(f"/market?q={PEN}")
    expect(phone.get_by_role("link", name="Red pen")).to_be_visible()
    assert str(shop.id) in stall.url


def test_following_a_shop_its_news_and_the_price_for_members(
    join: Join, settings: Settings
) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    [kit] = [
        one
        for one in mei.ask("GET", f"/market/fronts/{shop.id}/items")["items"]
        if one["title"] == "Noodle kit"
    ]
    phone = amina.open(f"/market/shops/{shop.id}")
    phone.get_by_role("button", name="Follow", exact=True).tap()
    expect(phone.get_by_role("switch", name="It may tell me something")).to_be_checked()
    stall = mei.open(f"/market/mine/{shop.id}/news")
    expect(stall.get_by_text("1 follower wants to hear from you.")).to_be_visible()
    stall.get_by_label("What is new?").fill("Fresh noodles today")
    stall.get_by_role("button", name="Noodle kit").tap()
    stall.get_by_role("button", name="Tell them").tap()
    expect(stall.get_by_text("3 more in these 30 days")).to_be_visible()
    stall.get_by_role("button", name="Followers").tap()
    stall.get_by_role("button", name="Save").tap()
    expect(stall.get_by_text("Kept")).to_be_visible()
    stall.goto(f"/market/mine/{shop.id}/{kit['id']}/prices")
    stall.get_by_label("Price for members").fill("5.40")
    stall.get_by_role("button", name="Another part").tap()
    stall.get_by_role("textbox", name="Part").fill("Flour")
    stall.get_by_label("Amount").fill("7")
    expect(stall.get_by_text("The parts are more than the price.")).to_be_visible()
    stall.get_by_label("Amount").fill("2")
    expect(stall.get_by_text("€4.00 are left: the margin.")).to_be_visible()
    stall.get_by_role("button", name="Save").tap()
    expect(stall.get_by_text("€4.00 are left: the margin.")).to_be_hidden()
    phone.goto("/market/news")
    expect(phone.get_by_text("Fresh noodles today")).to_be_visible()
    phone.get_by_role("link", name="Noodle kit").tap()
    expect(phone.get_by_text("€5.40 for members")).to_be_visible()
    expect(phone.get_by_text("You pay this.")).to_be_visible()
    madeof = phone.get_by_role("region", name="What the price is made of")
    expect(madeof).to_contain_text("Flour")
    phone.get_by_role("button", name="Put in the cart").tap()
    phone.get_by_role("link", name="Cart (1)").tap()
    expect(
        phone.get_by_text("€5.40").locator("visible=true").filter(visible=True).first
    ).to_be_visible()
    phone.goto("/market/news")
    phone.get_by_role("button", name="Follow “Mei's kitchen” no longer").tap()
    expect(phone.get_by_role("heading", name="No news")).to_be_visible()


def test_a_present_goes_where_its_receiver_says(join: Join, settings: Settings) -> None:
    mei, amina, zola = join("mei", "Lin Mei"), join("amina", "Amina"), join("zola", "Zola")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    amina.connect(zola)
    home = {"name": "Zola", "line": "By the well", "lat": -1.29, "lon": 36.82, "is_default": True}
    zola.ask("PUT", f"/addresses/{new_id()}", home)
    with_money(settings, amina)
    variant = shop.variants["Noodle kit"]
    amina.ask("PUT", f"/cart/{variant}", {"n": 1})
    phone = amina.open("/cart/checkout")
    phone.get_by_role("button", name="A present").tap()
    phone.get_by_label("What you say with it").fill("Happy birthday")
    phone.get_by_role("button", name="Ask somebody where").tap()
    phone.get_by_role("dialog").get_by_role("button", name=re.compile("Zola")).tap()
    expect(phone.get_by_text("Asked, no answer yet")).to_be_visible()
    talk = zola.ask("GET", "/conversations")["conversations"][0]["id"]
    theirs = zola.open(f"/chat/{talk}")
    theirs.get_by_role("link", name=re.compile("A present for you")).tap()
    expect(theirs.get_by_label("Who gets it")).to_have_value("Zola")
    expect(theirs.get_by_text("With your pin on the map")).to_be_visible()
    theirs.get_by_label("Where it shall be brought").fill("Behind the mill")
    # Other words are another place: the pin of home does not go along.
    expect(theirs.get_by_text("With your pin on the map")).to_be_hidden()
    theirs.get_by_role("button", name="Send it there").tap()
    # The chat below says it too, once it has heard.
    said = theirs.get_by_role("status").filter(has_text="You said where it shall go.")
    expect(said).to_be_visible()
    phone.get_by_role("button", name=re.compile("Said where; only the shop sees it")).tap()
    phone.get_by_role("radio", name=re.compile("Brought by the shop")).check()
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €6.00").tap()
    confirm(phone)
    phone.get_by_role("link", name=re.compile("^Noodle kit")).tap()
    expect(phone.get_by_text("Only the shop sees where it goes.")).to_be_visible()
    expect(phone.get_by_text("Happy birthday")).to_be_visible()
    assert phone.get_by_text("Behind the mill").count() == 0
    expect(theirs.get_by_text("Is being packed")).to_be_visible()


def test_an_order_is_bought_again_and_what_is_gone_is_named(join: Join, settings: Settings) -> None:
    mei, amina = join("mei", "Lin Mei"), join("amina", "Amina")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    with_money(settings, amina)
    order = order_of(amina, str(shop.id), str(shop.variants["Bowl"]))
    phone = amina.open(f"/orders/{order}")
    phone.get_by_role("button", name="Buy again").tap()
    sheet = phone.get_by_role("dialog", name="Nothing of it can be had")
    expect(sheet.get_by_text("Sold out")).to_be_visible()
    other = order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    phone.goto(f"/orders/{other}")
    phone.get_by_role("button", name="Buy again").tap()
    expect(phone.get_by_role("group", name="How many of Noodle kit")).to_be_visible()


def test_goods_on_the_square_are_as_they_are_now_and_contacts_recommend(
    join: Join, settings: Settings
) -> None:
    mei, amina, zola = join("mei", "Lin Mei"), join("amina", "Amina"), join("zola", "Zola")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    amina.connect(zola)
    [kit] = [
        one
        for one in mei.ask("GET", f"/market/fronts/{shop.id}/items")["items"]
        if one["title"] == "Noodle kit"
    ]
    phone = amina.open(f"/market/items/{kit['id']}")
    phone.get_by_role("button", name="Send it into a chat").tap()
    phone.get_by_role("link", name=re.compile("Post it on the Square")).tap()
    words = phone.get_by_role("textbox").first
    expect(words).to_have_value(re.compile(f"/market/items/{kit['id']}"))
    link = words.input_value().strip()
    text = f"So good\n{link}"
    made = amina.ask("PUT", f"/posts/{new_id()}", {"text": text, "audience": "public"})
    seen = zola.open(f"/post/{made['id']}")
    card = seen.get_by_role("link", name=re.compile("Noodle kit"))
    expect(card).to_contain_text("€6.00")
    expect(seen.get_by_text("So good")).to_be_visible()
    assert seen.get_by_text("/market/items/").count() == 0
    body = {"id": str(shop.variants["Noodle kit"]), "price": 700}
    mei.ask("PUT", f"/market/items/{kit['id']}/variants", body)
    seen.reload()
    expect(card).to_contain_text("€7.00")
    seen.goto("/market")
    shelf = seen.get_by_role("region", name="Your contacts speak of")
    expect(shelf.get_by_text("Amina spoke of it")).to_be_visible()
