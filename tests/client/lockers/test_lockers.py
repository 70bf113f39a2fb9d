"""A locker and five phones: it is put up, filled, opened by phone and by six digits, and takes what
goes back; what nobody knows is for the desk.
"""

import re

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.conftest import Device
from tests.client.lockers.steps import (
    PUMP,
    Village,
    close,
    id_of,
    lay_in,
    open_village,
    take_out,
    the_locker,
    types,
)
from tests.client.till.steps import balance, confirm

# A machine whose line can be cut: afterwards there is none until the page is loaded again.
CUT = """
const Line = WebSocket;
window.WebSocket = function (address) {
    if (window.cut) return { readyState: 3, send() {}, close() {} };
    return (window.line = new Line(address));
};
window.WebSocket.OPEN = 1;
"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


@pytest.fixture
def village(join: Join, settings: Settings) -> Village:
    return open_village(join, settings, geolocation=PUMP, permissions=["geolocation"])


def put_up(village: Village) -> str:
    """Juma fills the form in, and the desk lets it open; answers the address of its page."""
    desk = village.juma.open("/lockers")
    expect(desk.get_by_text("No locker yet")).to_be_visible()
    desk.get_by_role("link", name="Put up a locker").tap()
    ask = desk.get_by_role("button", name="Ask the desk")
    desk.get_by_label("Name").fill("Pump locker")
    desk.get_by_label("Hours, and how it is found").fill("Day and night, by the pump")
    expect(ask).to_be_disabled()
    desk.get_by_role("button", name="Where I am now").tap()
    for size, n in (("Small", 2), ("Medium", 1), ("Large", 1)):
        desk.get_by_label(size, exact=True).fill(str(n))
    ask.tap()
    key = desk.get_by_role("dialog", name="The device's key")
    expect(key.get_by_text("They are shown only now.")).to_be_visible()
    address = key.get_by_role("link", name="Be the locker in this browser").get_attribute("href")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("status").filter(has_text="The desk looks at it.")).to_be_visible()
    town = village.olga.open("/pay/desk/parcels")
    asks = town.get_by_role("region", name="Pump locker")
    asks.get_by_role("button", name="Allow", exact=True).tap()
    expect(asks.get_by_text("allowed")).to_be_visible()
    assert address
    return address


def bought(village: Village) -> Page:
    """Amina chooses the locker where she pays; her order."""
    kit = village.shop.variants["Noodle kit"]
    village.amina.ask("PUT", f"/cart/{kit}", {"n": 1})
    phone = village.amina.open("/cart/checkout")
    phone.get_by_role("radio", name=re.compile("To Pump locker: you open it")).tap()
    phone.get_by_role("button", name="See the price").tap()
    phone.get_by_role("button", name="Pay €7.50").tap()
    confirm(phone)
    phone.get_by_role("link", name=re.compile("^Noodle kit")).tap()
    return phone


def test_from_the_plan_to_the_hand_of_who_bought_it(village: Village, device: Device) -> None:
    address = put_up(village)
    machine = the_locker(device, address)
    phone = bought(village)
    stall = village.mei.open(f"/shops/{village.shop.id}/orders")
    stall.get_by_role("link", name=re.compile("Noodle kit")).tap()
    stall.get_by_role("button", name="It is packed").tap()
    stall.get_by_role("button", name="Medium").tap()
    stall.get_by_role("button", name="Make the label").tap()
    label = stall.get_by_text(re.compile(r"LF\w\w( \w{4}){2} \w")).first
    bicycle = village.kofi.open("/courier")
    bicycle.get_by_label("Number of the label").fill(label.inner_text())
    bicycle.get_by_role("button", name="Find it").tap()
    bicycle.get_by_role("button", name="I take it along").tap()
    bicycle.get_by_role("link", name="At the locker").tap()
    bicycle.get_by_role("button", name=re.compile("Amina")).tap()
    expect(bicycle.get_by_text("It is open. Lay the parcel in and close the door.")).to_be_visible()
    expect(machine.get_by_text("B1 is open")).to_be_visible()
    lay_in(machine)
    expect(bicycle.get_by_text("Closed. Who gets it hears of it now.")).to_be_visible()
    # The phone of who waits says so by itself.
    expect(phone.get_by_role("heading", name=re.compile("Waits for you in B1"))).to_be_visible()
    phone.get_by_role("link", name="Open the compartment").tap()
    phone.get_by_role("button", name="Open B1").tap()
    sure = phone.get_by_role("dialog", name="Are you in front of it?")
    sure.get_by_role("button", name="Open it now").tap()
    expect(phone.get_by_text("It is open. Take your parcel and close the door.")).to_be_visible()
    take_out(machine)
    expect(phone.get_by_text("Closed. Enjoy it!")).to_be_visible()
    phone.get_by_role("button", name="Done").tap()
    expect(phone.get_by_text("€7.50 went to the shop.")).to_be_visible()
    assert balance(village.amina) == 10_000 - 750
    desk = village.juma.open(f"/lockers/{id_of(address)}")
    expect(desk.get_by_role("button", name="B1: Medium · free")).to_be_visible()


def test_six_digits_open_it_and_take_back_what_does_not_please(
    village: Village, device: Device
) -> None:
    address = village.put_up()
    locker, machine = id_of(address), the_locker(device, address)
    parcel = village.laid(locker, machine)
    code = parcel["code"]
    types(machine, f"{(int(code) + 1) % 10**6:06}")
    expect(machine.get_by_text("That code opens nothing here")).to_be_visible()
    types(machine, code)
    expect(machine.get_by_text("A1 is open")).to_be_visible()
    take_out(machine)
    order = parcel["delivery_id"]
    phone = village.amina.open(f"/orders/{order}")
    phone.get_by_role("link", name="Call off, give back, complain").tap()
    phone.get_by_role("button", name="Give back", exact=True).tap()
    phone.get_by_label("In your words").fill("It is not what I thought")
    phone.get_by_role("button", name="Give back (€6.00)").tap()
    phone.get_by_role("link", name="Lay it into a locker").tap()
    phone.get_by_role("button", name=re.compile("^Pump locker")).tap()
    phone.get_by_role("button", name="I am there: open a compartment").tap()
    phone.get_by_role("dialog").get_by_role("button", name="Open it now").tap()
    expect(phone.get_by_text("It is open. Lay it in and close the door.")).to_be_visible()
    lay_in(machine)
    expect(phone.get_by_text("It goes back to the shop, which hears of it.")).to_be_visible()
    phone.get_by_role("button", name="Done").tap()
    expect(
        phone.get_by_text("The goods are on their way back").filter(visible=True).first
    ).to_be_visible()
    # Who carries for the town takes it out.
    bicycle = village.kofi.open("/courier")
    bicycle.get_by_role("link", name=re.compile("Pump locker")).tap()
    bicycle.get_by_role("button", name=re.compile("Mei's kitchen")).tap()
    expect(bicycle.get_by_text("It is open. Take the parcel out")).to_be_visible()
    take_out(machine)
    expect(bicycle.get_by_text("Closed. Bring it back to its shop.")).to_be_visible()
    bicycle.get_by_role("button", name="Done").tap()
    expect(bicycle).to_have_url("/courier")


def test_without_network_its_keys_open_and_the_phone_says_so(
    village: Village, device: Device
) -> None:
    address = village.put_up()
    machine = device()
    machine.add_init_script(CUT)
    machine.goto(address)
    expect(machine.locator(".display .on")).to_be_visible()
    parcel = village.laid(id_of(address), machine)
    code = parcel["code"]
    # It has heard of the code before its line goes.
    machine.reload()
    expect(machine.locator(".display .on")).to_be_visible()
    machine.evaluate("window.cut = true; window.line.close()")
    expect(machine.get_by_text("no network")).to_be_visible()
    phone = village.amina.open(f"/parcels/{parcel['id']}/locker")
    expect(phone.get_by_text("The locker has no network now.")).to_be_visible()
    expect(phone.get_by_text(f"{code[:3]} {code[3:]}", exact=True)).to_be_visible()
    types(machine, code)
    expect(machine.get_by_text("A1 is open")).to_be_visible()
    take_out(machine)
    # It remembers what it did, and says so: the town hears of it, and so does she.
    machine.reload()
    expect(machine.locator(".display .on")).to_be_visible()
    expect(phone.get_by_text("It does not lie in the locker")).to_be_visible()


def test_what_is_not_inside_the_desk_finds(village: Village, device: Device) -> None:
    address = village.put_up()
    locker, machine = id_of(address), the_locker(device, address)
    parcel = village.laid(locker, machine)
    phone = village.amina.open(f"/parcels/{parcel['id']}/locker")
    phone.get_by_role("button", name="Open A1").tap()
    phone.get_by_role("dialog").get_by_role("button", name="Open it now").tap()
    phone.get_by_role("button", name="My parcel is not in there").tap()
    expect(phone.get_by_text("The town looks at it, and you hear from us.")).to_be_visible()
    close(machine)
    owner = village.juma.open(f"/lockers/{locker}")
    owner.get_by_role("button", name=re.compile("^A1: .*nobody knows")).tap()
    expect(owner.get_by_text("The desk decides.")).to_be_visible()
    desk = village.olga.open("/pay/desk/lockers")
    door = desk.get_by_role("region", name="Pump locker A1").first
    door.get_by_role("button", name="It is empty").tap()
    desk.get_by_role("dialog").get_by_role("button", name="Save").tap()
    doubts = desk.get_by_role("heading", name="Found otherwise")
    expect(doubts).to_be_visible()
    desk.get_by_role("button", name="Looked at").tap()
    expect(desk.get_by_text("All is known")).to_be_visible()
    # What was paid for the delivery follows what was paid for the goods, and the page hears of it.
    phone.goto(f"/orders/{parcel['delivery_id']}")
    expect(phone.get_by_text("€7.50 came back to you.")).to_be_visible()
    assert balance(village.amina) == 10_000
