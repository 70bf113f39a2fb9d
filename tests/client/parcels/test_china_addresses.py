"""The address book in a town of China: from the province down to the village."""

import msgspec
import pytest
from playwright.sync_api import Locator, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.eyes import amiss_by_day_and_night, amiss_small_and_wide

WAY = {
    "Province": "云南省",
    "City": "昆明市",
    "County": "五华区",
    "Township": "华山街道",
    "Village": "翠湖社区",
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, region="CN")


def suggests(field: Locator, name: str) -> None:
    """What is chosen is among what the field suggests."""
    listed = field.page.locator(f"#{field.get_attribute('list')} option[value='{name}']")
    expect(listed).to_be_attached()


def test_each_level_suggests_what_lies_below_the_one_before(join: Join) -> None:
    amina = join("amina", "Amina")
    book = amina.open("/addresses")
    book.get_by_role("button", name="New address").tap()
    sheet = book.get_by_role("dialog")
    for level, name in WAY.items():
        field = sheet.get_by_label(level, exact=True)
        suggests(field, name)
        field.fill(name)
    sheet.get_by_label("Street, or how it is found").fill("8号")
    assert amiss_by_day_and_night(book) == []
    assert amiss_small_and_wide(book) == []
    sheet.get_by_role("button", name="Save").tap()
    expect(book.get_by_text("云南省昆明市五华区华山街道翠湖社区 8号")).to_be_visible()
    # Another province has other cities; what is not listed is written all the same.
    book.get_by_role("button", name="Amina").tap()
    sheet.get_by_label("Province").fill("北京市")
    expect(sheet.get_by_label("City", exact=True)).to_have_value("市辖区")
    expect(sheet.get_by_label("Village", exact=True)).to_have_value("")
    suggests(sheet.get_by_label("County", exact=True), "东城区")
    sheet.get_by_label("County", exact=True).fill("东城区")
    sheet.get_by_label("Township", exact=True).fill("新街道")
    sheet.get_by_role("button", name="Save").tap()
    expect(book.get_by_text("北京市东城区新街道 8号")).to_be_visible()
