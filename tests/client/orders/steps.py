"""What the tests of buying and selling share: a shop with goods on its shelves."""

from collections.abc import Mapping
from uuid import UUID

from playwright.sync_api import FilePayload, Page, expect

from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Person
from tests.orders.goods import Shop, open_shop
from tests.samples import jpeg
from tests.town import apart

PHOTO = FilePayload(name="bag.jpg", mimeType="image/jpeg", buffer=jpeg((640, 480)))


def sees_picture(page: Page, n: int) -> None:
    """The picture of a question is there, and can be looked at whole."""
    small = page.get_by_alt_text(f"Picture {n} of the question")
    small.scroll_into_view_if_needed()
    expect(small).to_have_js_property("naturalWidth", 640)


def shop_with(
    settings: Settings, one: Person, name: str, goods: Mapping[str, tuple[int, int]]
) -> Shop:
    """A shop of somebody's: (price in cents, units on the shelf) by title."""

    async def opened() -> Shop:
        database = await Database.connect(str(settings.database_url), 1)
        async with database.transaction() as db:
            made = await open_shop(db, UUID(one.me["id"]), name, goods)
        await database.close()
        return made

    return apart(opened())


def order_of(
    amina: Person, shop: str, variant: str, n: int = 1, delivery: str = "own", point: str = ""
) -> str:
    """The id of an order of so many pieces, paid; `point`: where it is kept."""
    lines = [{"variant_id": variant, "n": n}]
    wanted = {"merchant_id": shop, "delivery": delivery, "lines": lines}
    if point:
        wanted |= {"delivery": "point", "point_id": point}
    body = {"shops": [wanted], "name": "Amina", "address": "Blue door"}
    quoted = amina.ask("POST", "/orders/quotes", body)
    made = str(new_id())
    about = {"use": "order", "id": made, "to": quoted["digest"], "amount": quoted["total"]}
    token = amina.ask("POST", "/pay/confirmations", {"order": about, "pin": "271828"})["token"]
    paid = {"quote": quoted["quote"], "confirmation": token}
    return str(amina.ask("PUT", f"/orders/payments/{made}", paid)["orders"][0]["id"])
