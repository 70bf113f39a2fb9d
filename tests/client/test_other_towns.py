"""A friend in another town, on the phone: asked by address, and talked with live."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.screens import write
from tests.client.test_square import fits
from tests.fediverse.conftest import hill, open_town
from tests.samples import jpeg
from tests.towns.conftest import Dweller, tariq, until

__all__ = ["hill", "tariq"]


@pytest.fixture
def origin(settings: Settings, built: None) -> Iterator[str]:
    with open_town(settings) as address:
        yield address


def test_a_friend_in_another_town_is_asked_and_talked_with(tariq: Dweller, join: Join) -> None:
    amina = join("amina", "Amina Diallo")
    town = tariq.address.partition("@")[2]
    page = amina.open("/contacts/add")
    page.get_by_label("Leapfrog name").fill(f"http://{town}/@tariq")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_text(f"{town} is another town.")).to_be_visible()
    fits(page)

    page.get_by_role("button", name="Add to contacts").click()
    asked = tariq.is_asked()
    assert asked["person"]["display_name"] == "Amina Diallo"
    tariq.accepts(asked["id"])
    until(lambda: amina.ask("GET", "/contacts")["contacts"], "his yes")
    [him] = amina.ask("GET", "/contacts")["contacts"]
    page.goto(f"/contacts/{him['id']}")
    page.get_by_role("button", name="Message", exact=True).click()
    expect(page.get_by_role("note")).to_have_text(
        f"Lives in {town}. Your town and theirs can read this."
    )
    expect(page.get_by_role("button", name="Voice call")).to_be_visible()
    fits(page)
    write(page, "Are you there?")
    his = tariq.talk(asked["person"]["id"])["id"]
    heard = tariq.hears(his, "Are you there?")
    tariq.told(tariq.http.put(f"/conversations/{his}/read", json={"seq": heard["seq"]}))
    expect(page.get_by_text("Seen", exact=True).first).to_be_attached()
    tariq.says(his, "Yes, at the mill")
    expect(page.get_by_text("Yes, at the mill").filter(visible=True).first).to_be_visible()
    tariq.sends(his, jpeg((800, 400)), "image", "Mill.jpg")
    expect(page.locator("img.loaded")).to_be_visible()
    expect(page.get_by_text("on its way from their town")).to_have_count(0)
    fits(page)
