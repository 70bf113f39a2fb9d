"""From the receipt to what everybody reads: the buyer says how it is, the shop answers."""

import re
from uuid import UUID

from playwright.sync_api import FilePayload, expect

from leapfrog import market
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import with_money
from tests.town import apart


def item_of(settings: Settings, variant: UUID) -> UUID:
    """Of which item a variant is."""

    async def found() -> UUID:
        database = await Database.connect(str(settings.database_url), 1)
        async with database.glance() as db:
            item = (await market.offers(db, [variant]))[variant].item_id
        await database.close()
        return item

    return apart(found())


def test_the_buyer_says_how_it_is_and_the_shop_answers(join: Join, settings: Settings) -> None:
    mei, amina, sam = join("mei", "Lin Mei"), join("amina", "Amina"), join("sam", "Sam")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 5)})
    variant = shop.variants["Noodle kit"]
    item = item_of(settings, variant)
    with_money(settings, amina)
    order = order_of(amina, str(shop.id), str(variant))
    mei.ask("PUT", f"/packing/{order}/shipments/{new_id()}", {})
    phone = amina.open(f"/orders/{order}")
    phone.get_by_role("button", name="I have it").tap()
    phone.get_by_role("button", name="Yes, I have it").tap()
    phone.get_by_role("link", name="How is “Noodle kit”?").tap()
    expect(phone.get_by_role("button", name="Publish")).to_be_disabled()
    phone.locator("label", has_text="4 of 5 stars").tap()
    phone.get_by_label("In your words").fill("Warm and quick\nTwo portions")
    picture: FilePayload = {"name": "bowl.png", "mimeType": "image/png", "buffer": BOWL}
    phone.locator("input[type=file]").set_input_files([picture])
    expect(phone.get_by_alt_text("Picture 1 of the review")).to_be_visible()
    phone.get_by_role("button", name="Publish").tap()
    expect(phone.get_by_text("You gave 4 of 5 stars")).to_be_visible()
    # Somebody else reads it on the item's page and finds it helpful.
    reader = sam.open(f"/market/items/{item}")
    voices = reader.get_by_role("region", name="What buyers say")
    card = voices.get_by_role("article", name="Review by Amina")
    expect(card).to_contain_text("Warm and quick")
    card.get_by_role("button", name="Helpful").tap()
    expect(card.get_by_role("button", name="Helped 1 person")).to_be_visible()
    # The shop answers.
    stall = mei.open(f"/market/items/{item}/reviews")
    stall.get_by_role("button", name=re.compile("More about the review by Amina")).tap()
    stall.get_by_role("menuitem", name="Answer as the shop").tap()
    sheet = stall.get_by_role("dialog", name="Answer as the shop")
    sheet.get_by_label("In your words").fill("Thank you")
    sheet.get_by_role("button", name="Save the answer").tap()
    expect(stall.get_by_text("Thank you")).to_be_visible()
    voices.get_by_role("link", name="See the review").tap()
    expect(reader.get_by_role("article", name="Review by Amina")).to_contain_text("Thank you")
    reader.get_by_role("button", name="With pictures").tap()
    expect(reader.get_by_role("button", name="Picture 1 of the review")).to_be_visible()


BOWL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
