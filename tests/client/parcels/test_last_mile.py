"""The last mile on phones: hours and the hour that follows from them, a round on the map, orders in
one parcel, a receipt printer, a shelf that runs low, and a code on plain paper.
"""

import re
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.map.conftest import ATENEUM, Dweller, dweller, mapped
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import balance, with_money
from tests.papers.escpos import read
from tests.parcels.acts import POINT, TERMS

__all__ = ["dweller", "mapped"]

GOODS = {"Noodle kit": (600, 9)}
SHOP = {"lat": 60.1699, "lon": 24.9384}
SPOTS = {"Ali": (60.1690, 24.9410), "Zola": (60.1860, 24.9250)}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def courier(olga: Person, kofi: Person) -> None:
    kofi.ask("PUT", "/courier", {"about": "A bicycle", "fee": 30})
    olga.ask("PUT", f"/desk/couriers/{kofi.me['id']}", {"allowed": True})


def test_hours_a_promise_and_a_round_on_the_map(dweller: Dweller, settings: Settings) -> None:
    mei, amina, kofi, olga = (dweller(one) for one in ("mei", "amina", "kofi", "olga"))
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    with_money(settings, amina)
    courier(olga, kofi)
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS | {"handling_days": 0})
    # The shop puts a pin where couriers fetch it.
    desk = mei.open(f"/shops/{shop.id}/sending")
    desk.get_by_role("button", name="Where I am now").tap()
    expect(desk.get_by_text(f"{ATENEUM['latitude']:.5f}")).to_be_visible()
    desk.get_by_role("button", name="Save").tap()
    expect(desk.get_by_role("paragraph").filter(has_text="Saved")).to_be_visible()
    bicycle = kofi.open("/courier")
    bicycle.get_by_role("button", name=re.compile("When you carry")).tap()
    sheet = bicycle.get_by_role("dialog")
    sheet.get_by_label("You set off at").fill("18:00")
    sheet.get_by_label("You stop at").fill("18:00")
    expect(sheet.get_by_role("button", name="Save")).to_be_disabled()
    sheet.get_by_label("You stop at").fill("21:30")
    sheet.get_by_role("button", name="Save").tap()
    expect(bicycle.get_by_text("18:00–21:30")).to_be_visible()
    # Before anybody pays: the day, and by which hour.
    amina.ask("PUT", f"/cart/{shop.variants['Noodle kit']}", {"n": 1})
    phone = amina.open("/cart/checkout")
    way = phone.get_by_role("radio", name=re.compile("courier"))
    expect(way).to_be_visible()
    expect(phone.get_by_text(re.compile(r"There by .*18:\d\d|There by .*19:\d\d"))).to_be_visible()
    for name, (lat, lon) in SPOTS.items():
        body = {"service": "courier", "name": name, "address": name, "lat": lat, "lon": lon}
        sent = mei.ask("PUT", f"/merchants/{shop.id}/parcels/{new_id()}", body)
        kofi.ask("PUT", f"/parcels/{sent['id']}/events/{new_id()}", {"act": "collect"})
    bicycle.reload()
    expect(bicycle.get_by_label(re.compile("Your round on the map"))).to_be_visible()
    bicycle.get_by_role("button", name="Order it from where I am").tap()
    first = bicycle.get_by_role("region", name="Stop 1")
    expect(first.get_by_text("Ali").filter(visible=True).first).to_be_visible()
    expect(first.get_by_text(re.compile(r"Stop 1 · \d+ min"))).to_be_visible()


def test_two_orders_are_one_parcel_and_a_code_on_plain_paper_opens_it(
    join: Join, settings: Settings
) -> None:
    mei, amina, juma, olga = (join(one) for one in ("mei", "amina", "juma", "olga"))
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    kiosk = shop_with(settings, juma, "Kiosk at the pump", {})
    with_money(settings, amina)
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS)
    juma.ask("PUT", f"/merchants/{kiosk.id}/pickup-point", POINT)
    olga.ask("PUT", f"/desk/pickup-points/{kiosk.id}", {"allowed": True})
    kit = str(shop.variants["Noodle kit"])
    orders = [order_of(amina, str(shop.id), kit, point=str(kiosk.id)) for _ in range(2)]
    before = balance(amina)
    stall = mei.open(f"/shops/{shop.id}/packing")
    stall.get_by_role("button", name=re.compile("2 orders for Amina")).tap()
    sheet = stall.get_by_role("dialog")
    box = sheet.get_by_role("checkbox").first
    box.uncheck()
    expect(sheet.get_by_role("button", name=re.compile("Send 1"))).to_be_disabled()
    box.check()
    sheet.get_by_role("button", name="Send 2 orders as one parcel").tap()
    label = stall.get_by_text(re.compile(r"LF\w\w( \w{4}){2} \w")).first
    number = label.inner_text().replace(" ", "")
    assert balance(amina) - before == 150
    phone = amina.open(f"/orders/{orders[1]}")
    expect(phone.get_by_text("2 orders lie in it")).to_be_visible()
    # She writes the digits on paper; her sister goes.
    juma.ask(
        "PUT",
        f"/merchants/{kiosk.id}/pickup-point/arrivals/{new_id()}",
        {"number": number},
    )
    paper = amina.ask("GET", f"/orders/{orders[1]}")["parcels"][0]["code"]
    counter = juma.open(f"/shops/{kiosk.id}/point")
    counter.get_by_role("button", name="Hand out").first.tap()
    counter.get_by_label("Six digits or paper card").fill(paper)
    counter.get_by_role("button", name="Hand out").last.tap()
    expect(counter.get_by_role("alert")).to_contain_text("Amina")
    for order in orders:
        phone.goto(f"/orders/{order}")
        expect(phone.get_by_text(re.compile("went to the shop"))).to_be_visible()


# A printer on the radio that keeps what it is told, and takes a part at a time.
RADIO = """
window.printed = [];
const character = {
    uuid: "2af1", properties: { write: true, writeWithoutResponse: true },
    writeValueWithResponse: async (part) => { window.printed.push(...part); },
};
const gatt = {
    connect: async () => ({
        getPrimaryServices: async () => [{ getCharacteristics: async () => [character] }],
        disconnect: () => { window.hungUp = true; },
    }),
};
Object.defineProperty(navigator, "bluetooth", { value: {
    requestDevice: async () => {
        if (window.nobody) throw new DOMException("cancelled", "NotFoundError");
        return { gatt };
    },
} });
"""


def test_a_shop_prints_by_bluetooth_and_saves_the_file(join: Join, settings: Settings) -> None:
    mei, amina = join("mei"), join("amina")
    shop = shop_with(settings, mei, "Mei's kitchen", GOODS)
    with_money(settings, amina)
    order = order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    page = mei.context.new_page()
    page.add_init_script(RADIO)
    page.goto(f"{mei.origin}/orders/{order}")
    sheet = opened(page)
    sheet.get_by_role("button", name="Packing ticket").tap()
    sheet.get_by_role("button", name="80 mm").tap()
    page.evaluate("window.nobody = true")
    sheet.get_by_role("button", name="Print by Bluetooth").tap()
    expect(page.get_by_text("No printer was chosen.")).to_be_visible()
    page.evaluate("window.nobody = false")
    sheet.get_by_role("button", name="Print by Bluetooth").tap()
    expect(page.get_by_text("Sent to the printer.")).to_be_visible()
    ticket = read(bytes(page.evaluate("window.printed")))
    assert "[ ] Noodle kit" in ticket.text
    assert {one.width for one in ticket.pictures} == {576}
    assert page.evaluate("window.hungUp")
    # The paper is remembered on this device.
    page.reload()
    sheet = opened(page)
    expect(sheet.get_by_role("button", name="80 mm")).to_have_attribute("aria-pressed", "true")
    sheet.get_by_role("button", name="Receipt").tap()
    with page.expect_download() as saved:
        sheet.get_by_role("link", name="Save the file").tap()
    assert "6.00 EUR" in read(saved.value.path().read_bytes()).text
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def opened(page: Page) -> Any:
    page.get_by_role("button", name=re.compile("Receipt printer")).tap()
    return page.get_by_role("dialog")


def test_a_shelf_that_runs_low_says_so(join: Join, settings: Settings) -> None:
    mei, amina = join("mei"), join("amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 3)})
    with_money(settings, amina)
    page = mei.open(f"/shops/{shop.id}/stock")
    page.get_by_role("button", name=re.compile("Noodle kit")).tap()
    page.get_by_label("Warn me at").fill("2")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("dialog")).to_be_hidden()
    order_of(amina, str(shop.id), str(shop.variants["Noodle kit"]))
    page.reload()
    low = page.get_by_role("button", name=re.compile(r"^Run low\s*1$"))
    low.tap()
    expect(page.get_by_role("button", name=re.compile("Noodle kit"))).to_be_visible()
    assert mei.ask("GET", f"/merchants/{shop.id}/stock")["variants"][0]["is_low"]
