"""A driver and a rider: the code behind the windscreen, the meter, the tip."""

from pathlib import Path

from playwright.sync_api import Playwright, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.till.steps import balance, confirm, films, with_money


def test_a_taxi_is_paid_with_a_tip(
    join: Join, settings: Settings, playwright: Playwright, tmp_path: Path
) -> None:
    wang = join("wang", "王建国", locale="zh-CN")
    cab = wang.open("/taxi")
    cab.get_by_label("车牌").fill("b lt 42")
    cab.get_by_label("车型").fill("Blue Skoda")
    cab.get_by_role("button", name="开始接客").tap()
    shown = cab.get_by_role("img", name="乘客扫码")
    expect(shown).to_be_visible()
    camera = films(playwright, shown, tmp_path)
    amina = join("amina", browser=camera)
    with_money(settings, amina)
    phone = amina.open("/scan")
    expect(phone.get_by_role("heading", name="王建国")).to_be_visible()
    phone.get_by_role("button", name="I am on board").tap()
    expect(cab.get_by_text("乘客已上车。")).to_be_visible()
    cab.get_by_role("button", name="输入车费").tap()
    for key in ("1", "2", "00"):
        cab.get_by_role("button", name=key, exact=True).tap()
    phone.goto("/contacts")
    expect(phone.get_by_role("main", name="Contacts")).to_be_visible()
    cab.get_by_role("button", name="收车费").tap()
    bill = phone.get_by_role("dialog", name="Your taxi fare")
    expect(bill.get_by_text("王建国 · B LT 42")).to_be_visible()
    bill.get_by_role("button", name="Later").tap()
    expect(bill).to_be_hidden()
    phone.goto("/rides")
    phone.get_by_role("dialog").get_by_role("button", name="Later").tap()
    phone.get_by_role("main").get_by_role("link", name="王建国").tap()
    phone.get_by_role("button", name="10 %").tap()
    phone.get_by_role("button", name="Pay €13.20").tap()
    confirm(phone)
    expect(phone.get_by_role("heading", name="Receipt")).to_be_visible()
    expect(cab.get_by_text("含小费")).to_be_visible()
    assert (balance(amina), balance(wang)) == (8_680, 1_320)
    expect(phone.get_by_role("link", name="Receipt of the fare")).to_be_visible()
    phone.get_by_role("link", name="Receipt of the tip").tap()
    expect(phone.get_by_role("link", name="Keep the signed receipt")).to_be_visible()
    camera.close()
