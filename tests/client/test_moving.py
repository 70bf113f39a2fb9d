"""Moving house: from one town of ours to another, on the phone; whoever followed follows there."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person, context
from tests.client.conftest import Devices
from tests.client.member import enter
from tests.client.test_square import fits, posts
from tests.fediverse.conftest import open_town, until
from tests.town import database


@pytest.fixture
def origin(settings: Settings, built: None) -> Iterator[str]:
    with open_town(settings) as address:
        yield address


@pytest.fixture
def other_town(
    settings: Settings, postgres_dsn: str, template: str, tmp_path: Path
) -> Iterator[str]:
    with database(postgres_dsn, template) as url:
        away = msgspec.structs.replace(settings, home=tmp_path / "away", database_url=url)
        with open_town(away) as address:
            yield address


def choose(page: Page, label: str, address: str, act: str) -> None:
    page.get_by_label(label).fill(address)
    page.get_by_role("button", name=act, exact=True).click()


def test_whoever_follows_comes_along_to_another_town(
    join: Join, devices: Devices, other_town: str
) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    kofi.ask("PUT", f"/follows/{amina.me['id']}", {})
    page = amina.open("/me/takeout")
    page.get_by_role("link", name="Move house").click()
    expect(page.get_by_text(amina.me["address"])).to_be_visible()
    fits(page)

    api, joined = enter(other_town, "amina", "Amina Away")
    there = context(devices.chromium, other_town)
    devices.watch(there)
    away = Person(other_town, api, joined, there)
    new = joined["me"]["address"]

    # The account there does not say yet that it is hers.
    choose(page, "My new address", f"@{new}", "Tell my followers")
    page.get_by_role("dialog").get_by_role("button", name="Tell my followers").click()
    expect(page.get_by_text("does not say yet that it is yours")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert kofi.ask("GET", f"/profiles/{amina.me['id']}")["follow"] == "follows"

    hers = away.open("/me/moving")
    choose(hers, "My address there", amina.me["address"], "Add")
    expect(hers.get_by_role("listitem").filter(has_text=amina.me["address"])).to_be_visible()
    page.get_by_role("button", name="Tell my followers").click()
    page.get_by_role("dialog").get_by_role("button", name="Tell my followers").click()
    expect(page.get_by_text("You are there now")).to_be_visible()
    fits(page)

    mine = f"/profiles/{away.me['id']}"
    until(lambda: away.ask("GET", mine)["followers"], "who follows along")
    posts(away, "Good morning from the hills")
    seen = until(lambda: [p["text"] for p in kofi.ask("GET", "/square/home")["posts"]], "her post")
    assert seen == ["Good morning from the hills"]
    assert kofi.ask("GET", f"/profiles/{amina.me['id']}")["follow"] != "follows"
    there.close()
    api.close()
