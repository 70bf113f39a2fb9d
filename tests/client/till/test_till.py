"""Two people at a till: a code is really shown, really filmed, and the shop's own screen says that
it is paid.
"""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Playwright, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.till.steps import balance, confirm, films, shop_of, with_money
from tests.http import PASSWORD


def test_the_customer_films_the_tills_screen_and_pays(
    join: Join, settings: Settings, playwright: Playwright, tmp_path: Path
) -> None:
    juma = join("juma", viewport={"width": 360, "height": 640})
    till = juma.open(f"/shops/{shop_of(juma)}/till")
    for key in ("4", "5", "0"):
        till.get_by_role("button", name=key, exact=True).tap()
    till.get_by_role("button", name="Show code").tap()
    shown = till.get_by_role("img", name="Code for this payment")
    expect(till.get_by_text("Let the customer scan this")).to_be_visible()
    camera = films(playwright, shown, tmp_path)
    amina = join("amina", browser=camera)
    with_money(settings, amina)
    phone = amina.open("/scan")
    expect(phone.get_by_role("heading", name="Juma's stall")).to_be_visible()
    expect(till.get_by_text("The customer is paying…")).to_be_visible()
    phone.get_by_role("button", name="Pay", exact=True).tap()
    confirm(phone)
    expect(phone.get_by_role("heading", name="Paid")).to_be_visible()
    expect(till.get_by_role("status").get_by_role("heading", name="Paid")).to_be_visible()
    assert balance(amina) == 9_550
    phone.get_by_role("link", name="Receipt").tap()
    expect(phone.get_by_role("link", name="Keep the signed receipt")).to_be_visible()
    till.get_by_role("button", name="Next customer").tap()
    expect(till.get_by_role("button", name="Show code")).to_be_disabled()
    camera.close()


@pytest.mark.service_worker
def test_the_cashier_films_the_code_of_a_phone_that_is_offline(
    join: Join, settings: Settings, playwright: Playwright, tmp_path: Path
) -> None:
    amina = join("amina")
    with_money(settings, amina)
    phone = amina.open("/pay/code")
    code = phone.get_by_role("img", name="Payment QR code")
    expect(code).to_be_visible()
    amina.context.set_offline(True)
    phone.wait_for_timeout(1500)
    picture = tmp_path / "bar.png"
    phone.locator("article").screenshot(path=picture)
    read = {str(one.format): one.text for one in zxingcpp.read_barcodes(Image.open(picture))}
    assert len(set(read.values())) == 1, read
    assert len(read) == 2, "the bar code and the QR code say the same"
    juma = join("juma", browser=(camera := films(playwright, code, tmp_path)))
    till = juma.open(f"/shops/{shop_of(juma)}/till")
    for key in ("1", "2", "00"):
        till.get_by_role("button", name=key, exact=True).tap()
    till.get_by_role("button", name="Scan customer").tap()
    expect(till.get_by_role("status").get_by_role("heading", name="Paid")).to_be_visible()
    assert balance(amina) == 8_800
    amina.context.set_offline(False)
    expect(phone.get_by_role("status").get_by_role("heading", name="Paid")).to_be_visible()
    expect(phone.get_by_text("€12.00", exact=True)).to_be_visible()
    camera.close()


def test_a_large_amount_asks_the_phone_and_the_day_is_closed(
    join: Join, settings: Settings, playwright: Playwright, tmp_path: Path
) -> None:
    amina = join("amina")
    with_money(settings, amina)
    phone = amina.open("/pay/code")
    code = phone.get_by_role("img", name="Payment QR code")
    expect(code).to_be_visible()
    juma = join("juma", browser=(camera := films(playwright, code, tmp_path)))
    shop = shop_of(juma)
    till = juma.open(f"/shops/{shop}/till")
    for key in ("6", "00", "0"):
        till.get_by_role("button", name=key, exact=True).tap()
    till.get_by_role("button", name="Scan customer").tap()
    expect(till.get_by_text("Waiting for the customer's phone…")).to_be_visible()
    phone.get_by_role("dialog").get_by_role("button", name="Confirm").tap()
    confirm(phone)
    expect(phone.get_by_role("heading", name="Paid")).to_be_visible()
    expect(till.get_by_role("status").get_by_role("heading", name="Paid")).to_be_visible()
    till.goto(f"/shops/{shop}/days")
    till.get_by_role("button", name="Close the day").tap()
    till.get_by_role("dialog").get_by_role("button", name="Close the day").tap()
    expect(till.get_by_text("Day 1 is closed: €60.00")).to_be_visible()
    assert balance(juma) == 6_000
    camera.close()


def test_who_lowered_the_limit_of_codes_says_no_and_the_till_is_told(
    join: Join, settings: Settings, playwright: Playwright, tmp_path: Path
) -> None:
    amina = join("amina")
    with_money(settings, amina)
    phone = amina.open("/pay/safety")
    group = phone.get_by_role("group", name="By pay code, without asking")
    phone.get_by_role("button", name="€50.00").tap()
    group.get_by_label("One payment, up to").fill("5,01")
    phone.get_by_role("dialog").get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("dialog").get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("button", name="€5.01")).to_be_visible()
    phone.goto("/pay/code")
    expect(phone.get_by_text("Up to €5.01 it pays without asking")).to_be_visible()
    code = phone.get_by_role("img", name="Payment QR code")
    juma = join("juma", browser=(camera := films(playwright, code, tmp_path)))
    till = juma.open(f"/shops/{shop_of(juma)}/till")
    for key in ("5", "0", "2"):
        till.get_by_role("button", name=key, exact=True).tap()
    till.get_by_role("button", name="Scan customer").tap()
    asked = phone.get_by_role("dialog")
    expect(asked.get_by_text("Juma's stall")).to_be_visible()
    asked.get_by_role("button", name="Decline").tap()
    expect(till.get_by_text("The customer declined.")).to_be_visible()
    expect(asked).to_be_hidden()
    expect(code).to_be_visible()
    assert balance(amina) == 10_000
    camera.close()


def test_the_printed_code_is_filmed_and_the_amount_typed(
    join: Join, settings: Settings, playwright: Playwright, tmp_path: Path
) -> None:
    juma = join("juma")
    shop = shop_of(juma, "张记面馆 Noodles")
    board = juma.open(f"/shops/{shop}")
    shown = board.get_by_role("img", name="Payment code of 张记面馆 Noodles")
    expect(shown).to_be_visible()
    camera = films(playwright, shown, tmp_path)
    amina = join("amina", browser=camera)
    with_money(settings, amina)
    till = juma.open(f"/shops/{shop}/till")
    expect(till.get_by_role("button", name="Show code")).to_be_visible()
    phone = amina.open("/scan")
    expect(phone.get_by_role("heading", name="张记面馆 Noodles")).to_be_visible()
    phone.get_by_label("Amount").fill("3,50")
    phone.get_by_role("button", name="Pay", exact=True).tap()
    confirm(phone)
    expect(phone.get_by_role("heading", name="Paid")).to_be_visible()
    expect(till.get_by_role("status").get_by_role("heading", name="Paid")).to_be_visible()
    assert balance(amina) == 9_650
    camera.close()
