"""People come to work in a shop by a link, and each sees the part of it that is theirs."""

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.conftest import Devices
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import shop_of, with_money


def test_a_packer_comes_by_a_link_packs_and_sends_and_sees_no_money(
    join: Join, devices: Devices, settings: Settings
) -> None:
    mei, paul, amina = join("mei"), join("paul"), join("amina")
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodles": (600, 20), "Bowl": (450, 5)})
    staff = mei.open(f"/shops/{shop.id}/staff")
    staff.get_by_role("button", name="Invite by a link").tap()
    staff.get_by_role("radio", name="Packer").check()
    staff.get_by_role("button", name="Make the link").tap()
    expect(staff.get_by_role("img", name="Code of the invitation: Packer")).to_be_visible()
    link = staff.locator("code").inner_text()
    staff.keyboard.press("Escape")
    expect(staff.get_by_label("Invitations that wait").get_by_text("Packer")).to_be_visible()

    phone = paul.open(link.removeprefix(paul.origin))
    expect(phone.get_by_role("heading", name="Mei's kitchen")).to_be_visible()
    phone.get_by_role("button", name="Start here").tap()
    expect(phone).to_have_url(f"/shops/{shop.id}")
    expect(phone.get_by_role("link", name="Payments")).to_have_count(0)
    phone.get_by_role("link", name="Pack and send").tap()
    expect(phone.get_by_text("Nothing to pack")).to_be_visible()

    with_money(settings, amina)
    order_of(amina, str(shop.id), str(shop.variants["Noodles"]), 3, "pickup")
    row = phone.get_by_role("button", name="Noodles")
    expect(row).to_contain_text("3 to send")
    row.tap()
    sheet = phone.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="It is packed")).to_be_disabled()
    for box in sheet.get_by_role("checkbox").all():
        box.check()
    sheet.get_by_role("button", name="It is packed").tap()
    sheet.get_by_role("button", name="It is ready to be fetched").tap()
    expect(phone.get_by_text("Nothing to pack")).to_be_visible()
    assert "€" not in phone.locator("body").inner_text()

    staff = mei.open(f"/shops/{shop.id}/staff")
    expect(staff.get_by_label("Invitations that wait")).to_have_count(0)
    staff.get_by_role("button", name="Paul").tap()
    staff.get_by_role("button", name="Works here no longer").tap()
    expect(staff.get_by_role("button", name="Paul")).to_have_count(0)
    devices.forgive("404")
    again = paul.open(link.removeprefix(paul.origin))
    expect(again.get_by_text("This invitation is over")).to_be_visible()


def test_an_address_of_a_program_is_registered_tried_and_removed(
    join: Join, devices: Devices, settings: Settings
) -> None:
    devices.forgive("422")
    mei = join("mei", viewport={"width": 360, "height": 640})
    shop = shop_of(mei)
    page = mei.open(f"/shops/{shop}/programs")
    expect(page.get_by_text("No program is told anything")).to_be_visible()
    page.get_by_role("link", name="Add an address").tap()
    page.get_by_role("textbox", name="Address").fill("http://127.0.0.1/hook")
    page.get_by_role("switch", name="A review").check()
    page.get_by_role("button", name="Save").tap()
    refused = page.get_by_text("The town does not call this address")
    expect(refused).to_be_visible()
    page.get_by_role("textbox", name="Address").fill("https://shop.example/hook")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("whsec_")).to_be_visible()
    page.get_by_role("button", name="Send a trial").tap()
    expect(page.get_by_label("What it was told").get_by_text("Trial")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="shop.example")).to_contain_text("2 kinds")
    page.get_by_role("link", name="shop.example").tap()
    expect(page.get_by_role("switch", name="A review")).to_be_checked()
    expect(page.get_by_text("whsec_")).to_have_count(0)
    page.get_by_role("button", name="New secret").tap()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").tap()
    expect(page.get_by_text("whsec_")).to_have_count(0)
    page.get_by_role("button", name="New secret").tap()
    page.get_by_role("dialog").get_by_role("button", name="New secret").tap()
    expect(page.get_by_text("whsec_")).to_be_visible()
    page.get_by_role("button", name="Remove the address").tap()
    page.get_by_role("dialog").get_by_role("button", name="Remove the address").tap()
    expect(page.get_by_text("No program is told anything")).to_be_visible()
