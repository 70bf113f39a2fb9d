"""Moving house: from one town of ours to another, on the phone; whoever followed follows there."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person, context
from tests.client.conftest import Devices
from tests.client.member import enter
from tests.client.test_square import fits, posts
from tests.fediverse.conftest import open_town, until
from tests.http import PASSWORD
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
    page.get_by_role("link", name="By hand").click()
    leaving = page.get_by_role("region", name="I am moving away")
    expect(leaving.get_by_text(amina.me["address"], exact=True)).to_be_visible()
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

    hers = away.open("/me/moving/by-hand")
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


def led_to(page: Page, button: str, where: str) -> str:
    """Where a button leads the browser in the other town, which is another browser here: both towns
    are on one host, and would share a cookie.
    """
    page.route(f"**{where}**", lambda route: route.abort())
    with page.expect_request(
        lambda asked: where in asked.url and asked.is_navigation_request()
    ) as led:
        page.get_by_role("button", name=button).click()
    page.unroute(f"**{where}**")
    url = urlsplit(led.value.url)
    return f"{url.path}?{url.query}"


def test_one_moves_with_all_that_is_ones_own(join: Join, devices: Devices, other_town: str) -> None:
    """Three taps; a friend's open chat goes on by itself."""
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = kofi.ask("PUT", f"/conversations/direct/{amina.me['id']}", {})["id"]
    kofi.ask("PUT", f"/conversations/{talk}/messages/{new_id()}", {"body": "Do not forget us"})
    his = kofi.open(f"/chat/{talk}")
    expect(his.get_by_text("Do not forget us", exact=True)).to_be_visible()

    api, joined = enter(other_town, "amina", "Amina Diallo")
    there = context(devices.chromium, other_town)
    devices.watch(there)
    away = Person(other_town, api, joined, there)
    page = away.open("/me/moving")
    page.get_by_label("My address there").fill(amina.me["address"])
    fits(page)
    hers = amina.open(led_to(page, "Go there and allow it", "/move?"))
    expect(hers.get_by_role("heading", name="take everything?")).to_be_visible()
    fits(hers)
    says_what_hinders(hers)
    # She joined a moment ago: that is the proof.
    page.goto(f"{other_town}{led_to(hers, 'Move me to', '/me/moving?')}")
    expect(page.get_by_text("You live here now")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 friend is told")).to_be_visible()
    fits(page)

    chat = his.get_by_role("region", name="Amina Diallo")
    expect(chat.get_by_text(f"lives at {joined['me']['address']} now")).to_be_visible()
    his.get_by_role("textbox", name="Message").fill("How is it there?")
    his.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Open chats").click()
    page.get_by_role("link", name="Kofi Mensah").click()
    chat = page.get_by_role("region", name="Kofi Mensah")
    expect(chat.get_by_text("Do not forget us", exact=True)).to_be_visible()
    expect(chat.get_by_text("How is it there?", exact=True)).to_be_visible()
    there.close()


def says_what_hinders(hers: Page) -> None:
    """Before she begins: where her money is, and that she cannot go until that is settled."""
    left = {"code": "money_left", "where": "wallet"}
    hers.route("**/leavings/hindrance?**", lambda route: route.fulfill(json=left))
    hers.reload()
    notice = hers.get_by_role("alert")
    expect(notice).to_contain_text("There is money in your wallet")
    expect(notice.get_by_role("link", name="Settle it")).to_have_attribute("href", "/pay")
    expect(hers.get_by_role("button", name="Move me to")).to_be_disabled()
    fits(hers)
    hers.unroute("**/leavings/hindrance?**")
    hers.reload()
    expect(hers.get_by_role("button", name="Move me to")).to_be_enabled()


def test_a_newcomer_joins_by_moving_in(join: Join, devices: Devices, other_town: str) -> None:
    """Three taps in a town where she has no account: I live in another town, join, and her yes."""
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = kofi.ask("PUT", f"/conversations/direct/{amina.me['id']}", {})["id"]
    kofi.ask("PUT", f"/conversations/{talk}/messages/{new_id()}", {"body": "Do not forget us"})
    there = context(devices.chromium, other_town)
    devices.watch(there)
    page = there.new_page()
    page.goto(f"{other_town}/join")
    page.get_by_role("link", name="I live in another town").click()
    page.get_by_label("My address there").fill(amina.me["address"])
    expect(page.get_by_label("Your Leapfrog name")).to_have_value("amina")
    expect(page.get_by_text("is free")).to_be_visible()
    fits(page)
    page.get_by_role("radio", name="Password").check()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    hers = amina.open(led_to(page, "Join and move in", "/move?"))
    page.goto(f"{other_town}{led_to(hers, 'Move me to', '/me/moving?')}")
    expect(page.get_by_text("You live here now")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 friend is told")).to_be_visible()
    page.get_by_role("link", name="Open chats").click()
    page.get_by_role("link", name="Kofi Mensah").click()
    chat = page.get_by_role("region", name="Kofi Mensah")
    expect(chat.get_by_text("Do not forget us", exact=True)).to_be_visible()
    there.close()


def test_a_town_that_does_not_answer_leaves_one_with_the_account(
    devices: Devices, other_town: str
) -> None:
    there = context(devices.chromium, other_town)
    devices.watch(there)
    page = there.new_page()
    page.goto(f"{other_town}/join?from=amina@nowhere.invalid")
    page.get_by_role("radio", name="Password").check()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    devices.forgive("502")
    page.get_by_role("button", name="Join and move in").click()
    expect(page.get_by_text("That town does not answer now")).to_be_visible()
    expect(page.get_by_label("My address there")).to_have_value("amina@nowhere.invalid")
    expect(page.get_by_role("button", name="Go there and allow it")).to_be_enabled()
    there.close()
