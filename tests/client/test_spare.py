"""The home key in one's own hands, a spare in another town, and coming back there: on the phone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from leapfrog.mirrors import spares
from tests.client.browser import Join, Person, context
from tests.client.conftest import Devices
from tests.client.member import enter
from tests.client.test_square import fits
from tests.fediverse.conftest import open_town
from tests.town import database


@pytest.fixture
def origin(settings: Settings, built: None) -> Iterator[str]:
    with open_town(settings) as address:
        yield address


@pytest.fixture
def oak(settings: Settings, postgres_dsn: str, template: str, tmp_path: Path) -> Iterator[str]:
    with database(postgres_dsn, template) as url:
        more = {"home": tmp_path / "oak", "database_url": url, "mirror_room": 50}
        with open_town(msgspec.structs.replace(settings, **more)) as address:
            yield address


def makes_it_hers(page: Page) -> str:
    """The code that is shown once."""
    page.get_by_role("link", name="Make it mine").click()
    page.get_by_role("button", name="Show me the code").click()
    code = page.get_by_label("Your code").locator(".code").inner_text()
    expect(page.get_by_role("button", name="Make it mine")).to_be_disabled()
    fits(page)
    page.get_by_label("I have it on paper").check()
    page.get_by_role("button", name="Make it mine").click()
    expect(page.get_by_text("The key is yours", exact=True)).to_be_visible()
    return code


def test_who_keeps_a_spare_comes_back_from_it(
    join: Join, devices: Devices, oak: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spares, "EVERY", timedelta(milliseconds=300))
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    kofi.says(kofi.talk(amina), "Do not forget us")
    page = amina.open("/me/home")
    expect(page.get_by_text("The town keeps your key")).to_be_visible()
    fits(page)
    code = makes_it_hers(page)
    page.get_by_label("Which town").fill(oak.partition("//")[2])
    page.get_by_role("button", name="Keep a spare there").click()
    expect(page.get_by_text("Fresh, last at")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Check it now").click()
    expect(page.get_by_text("Checked on")).to_be_visible(timeout=60_000)
    fits(page)

    api, joined = enter(oak, "amina", "Amina Diallo")
    there = context(devices.chromium, oak)
    devices.watch(there)
    away = Person(oak, api, joined, there)
    page = away.open("/me/moving/gone")
    fits(page)
    page.get_by_label("My address there").fill("nobody@lake.town")
    page.get_by_role("button", name="Look for it").click()
    expect(page.get_by_text("keeps no spare of that address")).to_be_visible()
    page.get_by_label("My address there").fill(amina.me["address"])
    page.get_by_role("button", name="Look for it").click()
    field = page.get_by_label("Your code")
    # Another code opens nothing, and one can go on.
    field.fill("0" * len(code.replace("-", "")))
    page.get_by_role("button", name="It is me").click()
    expect(page.get_by_text("This does not open your key.")).to_be_visible()
    fits(page)
    field.fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="It is me").click()
    expect(page.get_by_text("You live here now")).to_be_visible(timeout=60_000)
    fits(page)
    page.get_by_role("link", name="Open chats").click()
    page.get_by_role("link", name="Kofi Mensah").click()
    expect(page.get_by_role("region", name="Kofi Mensah")).to_contain_text("Do not forget us")
    there.close()


def test_the_town_may_keep_the_key_again(join: Join) -> None:
    amina = join("amina", "Amina Diallo")
    page = amina.open("/me/home")
    code = makes_it_hers(page)
    page.get_by_role("button", name="Let the town keep it").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Your code").fill(code)
    sheet.get_by_role("button", name="Let the town keep it").click()
    expect(page.get_by_text("The town keeps your key", exact=True)).to_be_visible()
