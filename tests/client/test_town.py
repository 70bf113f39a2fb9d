"""Town: what it offers by its use, found by its words; what runs now; the one search; work."""

import re
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.chat.steps import two
from tests.client.chat.test_search import indexed
from tests.client.eyes import LOOKS, SMALL_PHONE, unfit, violations
from tests.client.screens import at_rest
from tests.client.test_square import posts
from tests.client.till.steps import confirm, machine_of, shop_of, with_money


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    if request.function is test_a_town_without_money_has_none_of_its_doors:
        return msgspec.structs.replace(settings, money="none")
    return settings


def strip(page: Page) -> Locator:
    """What runs now, on the tab that is shown."""
    return page.get_by_role("region", name="Now").filter(visible=True)


def cards(page: Page) -> Locator:
    return strip(page).get_by_role("link")


def asks(one: Person, other: Person, amount: int, note: str) -> None:
    body = {"of": other.me["id"], "amount": amount, "currency": "EUR", "note": note}
    one.ask("PUT", f"/pay/requests/{new_id()}", body)


def shares(one: Person, talk: str, total: int, other: Person) -> None:
    people = [one.me["id"], other.me["id"]]
    body = {"title": "Boat", "mode": "even", "currency": "EUR", "total": total, "people": people}
    one.ask("PUT", f"/pay/splits/{new_id()}", {"conversation_id": talk, **body})


def drives(driver: Person, rider: Person, fare: int) -> None:
    car = driver.ask("PUT", "/rides/driver", {"plate": "LT 88", "car": "Blue Skoda"})
    code = car["link"].rpartition("/")[2]
    rider.ask("PUT", f"/rides/{new_id()}", {"code": code})
    driver.ask("PUT", "/rides/meter", {"fare": fare})


def gives(page: Page, friend: str, amount: str) -> None:
    """A red packet, from the tile in Town on."""
    page.get_by_role("link", name="Red packet").tap()
    page.get_by_role("main").get_by_role("link", name=friend).tap()
    page.get_by_label("Amount").or_(page.get_by_label("In all")).first.fill(amount)
    page.get_by_label("Greeting").fill("For the winner!")
    page.get_by_role("button", name="Put it into a red packet").tap()
    confirm(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_runs_stands_on_top_while_it_does_and_leads_to_its_end(
    join: Join, settings: Settings
) -> None:
    amina, kofi, talk = two(join)
    for one in (amina, kofi):
        with_money(settings, one)
    page = amina.open("/")
    expect(page.get_by_role("link", name="Search", exact=True)).to_be_visible()
    expect(strip(page)).to_have_count(0)
    asks(kofi, amina, 720, "The ball")
    expect(cards(page)).to_have_text([re.compile("Asks you.*Pay €7.20.*Kofi Mensah · The ball")])
    shares(kofi, talk, 3_000, amina)
    expect(cards(page)).to_have_count(2)
    gives(kofi.open("/town"), "Amina Diallo", "5")
    expect(cards(page)).to_have_count(3)
    drives(kofi, amina, 1_200)
    page.get_by_role("dialog").get_by_role("button", name="Later").tap()
    # Somebody stands there and waits: it is the first.
    expect(cards(page).first).to_have_text(re.compile("Taxi.*Pay €12.00.*LT 88"))
    assert [*violations(page), *unfit(page)] == []
    # A phone that was not there sees the same.
    page.reload()
    page.get_by_role("dialog").get_by_role("button", name="Later").tap()
    expect(cards(page)).to_have_count(4)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Town").tap()
    expect(cards(page)).to_have_count(4)
    finishes(page)
    expect(strip(page)).to_have_count(0)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Chats").tap()
    expect(strip(page)).to_have_count(0)


def finishes(page: Page) -> None:
    """Each of the four where its card leads; it is gone when that is done."""
    cards(page).filter(has_text="Taxi").tap()
    page.get_by_role("button", name="Pay €12.00").tap()
    confirm(page)
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    page.go_back()
    expect(cards(page)).to_have_count(3)
    cards(page).filter(has_text="Red packet").tap()
    page.get_by_role("button", name="Open").first.tap()
    expect(page.get_by_text("It is in your wallet")).to_be_visible()
    page.go_back()
    expect(cards(page)).to_have_count(2)
    cards(page).filter(has_text="Asks you").tap()
    page.get_by_role("button", name="Decline").tap()
    expect(page.get_by_text("You declined")).to_be_visible()
    page.go_back()
    expect(cards(page)).to_have_text([re.compile("Shared bill.*Pay €15.00.*Boat")])
    cards(page).tap()
    page.get_by_role("button", name="Pay €15.00").tap()
    confirm(page)
    expect(page.get_by_text("All paid")).to_be_visible()
    page.go_back()


def test_every_service_is_found_by_its_words(join: Join) -> None:
    page = join("amina", **SMALL_PHONE).open("/town")
    acts = page.get_by_role("main").get_by_role("navigation").get_by_role("link")
    expect(acts).to_have_text(["Scan", "Pay code", "Receive", "Send"])
    for use in ("Money", "Around town", "People", "Earn here"):
        expect(page.get_by_role("region", name=use, exact=True)).to_be_visible()
    page.get_by_role("link", name="All services").tap()
    tiles = page.get_by_role("main").get_by_role("region").get_by_role("link")
    # Each leads somewhere: no door is empty.
    for href in {one.get_attribute("href") or "" for one in tiles.all()}:
        assert page.evaluate("(path) => fetch(path).then((a) => a.ok)", href), href
    field = page.get_by_role("searchbox")
    for words, found in (("cab", "Taxi"), ("hong", "Red packet"), ("export", "Take out my data")):
        field.fill(words)
        expect(tiles.filter(has_text=found)).to_have_count(1)
    field.fill("zeppelin")
    expect(tiles).to_have_count(0)
    expect(page.get_by_text("Nothing found for")).to_be_visible()
    field.fill("")
    assert [*violations(page), *unfit(page)] == []


def test_a_town_without_money_has_none_of_its_doors(join: Join) -> None:
    page = join("amina", **SMALL_PHONE).open("/town")
    acts = page.get_by_role("main").get_by_role("navigation").get_by_role("link")
    expect(acts).to_have_text(["Scan", "My QR code", "Add a contact"])
    page.get_by_role("link", name="All services").tap()
    expect(page.get_by_role("main").get_by_role("link", name="Moments")).to_be_visible()
    for use in ("Money", "Earn here"):
        expect(page.get_by_role("region", name=use, exact=True)).to_have_count(0)
    page.goto("/me")
    expect(page.get_by_role("main").get_by_role("link", name="Saved")).to_be_visible()
    for name in ("Orders", "Receipts", "Earn here"):
        expect(page.get_by_role("main").get_by_role("link", name=name)).to_have_count(0)
    assert [*violations(page), *unfit(page)] == []


def test_services_are_found_in_chinese_and_by_pinyin(join: Join) -> None:
    page = join("mei", "林美", locale="zh-CN", **SMALL_PHONE).open("/town/services")
    tiles = page.get_by_role("main").get_by_role("region").get_by_role("link")
    for words in ("打车", "chuzuche"):
        page.get_by_role("searchbox").fill(words)
        expect(tiles.filter(has_text="出租车")).not_to_have_count(0)
    assert unfit(page) == []


def test_one_search_finds_each_kind_from_every_tab(join: Join) -> None:
    amina, kofi, talk = two(join)
    taxi = join("wang", "Taxi Wang")
    amina.contact("Taxi Central", fields=[])
    kofi.says(talk, "Shall we take a taxi?")
    posts(taxi, "My taxi is blue #taxi")
    page = amina.open("/")
    indexed(page, "taxi")
    for path in ("/contacts", "/town", "/square", "/me", "/"):
        page.goto(path)
        page.get_by_role("link", name="Search", exact=True).filter(visible=True).tap()
        expect(page).to_have_url(re.compile("/search$"))
    field = page.get_by_role("searchbox", name="Search")
    expect(field).to_be_focused()
    field.fill("taxi")
    main = page.get_by_role("main")
    for kind, found in (
        ("People and chats", "Taxi Central"),
        ("Services", "Taxi"),
        ("Messages", "Shall we take a taxi?"),
        ("People of the Square", "Taxi Wang"),
        ("Topics", "#taxi"),
        ("Posts", "My taxi is blue"),
    ):
        section = main.get_by_role("region", name=kind, exact=True)
        expect(section).to_contain_text(found)
    assert [*violations(page), *unfit(page)] == []
    # One kind alone, and back to all.
    kinds = page.get_by_role("group", name="What to look for")
    kinds.get_by_role("button", name="Messages").tap()
    expect(main.get_by_role("region")).to_have_count(1)
    kinds.get_by_role("button", name="All").tap()
    main.get_by_role("region", name="Services", exact=True).get_by_role("link").first.tap()
    expect(page.get_by_role("heading", name="Taxi", exact=True)).to_be_visible()
    page.go_back()
    expect(field).to_have_value("taxi")
    field.fill("nowhere at all")
    expect(page.get_by_text("Nothing found for")).to_be_visible()


def test_me_shows_what_can_be_spent_and_work_only_to_who_has_any(
    join: Join, settings: Settings
) -> None:
    amina, juma = join("amina", "Amina Diallo"), join("juma", "Juma Otieno", **SMALL_PHONE)
    with_money(settings, amina, 11_180)
    page = amina.open("/me")
    card = page.get_by_role("region", name="You can spend")
    expect(card).to_contain_text("€111.80")
    rows = page.get_by_role("main")
    for name in ("Orders", "Receipts", "Saved", "Lists", "Drafts", "Settings"):
        expect(rows.get_by_role("link", name=name)).to_be_visible()
    expect(rows.get_by_role("region", name="Work")).to_have_count(0)
    rows.get_by_role("link", name="Earn here").tap()
    page.get_by_role("link", name="Open a shop").tap()
    expect(page.get_by_role("button", name="Open a shop")).to_be_visible()
    machine_of(juma)
    theirs = juma.open("/me")
    work = theirs.get_by_role("region", name="Work").get_by_role("link")
    expect(work).to_have_text(["Shops", "Vending machines"])
    expect(theirs.get_by_role("link", name="Earn here")).to_have_count(0)
    assert [*violations(theirs), *unfit(theirs)] == []
    # Who comes after them on the same phone sees nothing of it.
    shop_of(juma, "Juma's second")
    work.first.tap()
    expect(theirs.get_by_role("link", name="Juma's second")).to_be_visible()


MONEY = ["/pay/splits", "/pay/splits/new", "/pay/packets/new", "/pay/receipts", "/me/earn"]


@pytest.mark.parametrize("look", LOOKS)
def test_the_screens_of_money_are_for_everybody(join: Join, settings: Settings, look: str) -> None:
    options, amiss = LOOKS[look]
    amina, kofi = join("amina", **options), join("kofi")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    with_money(settings, amina)
    kofi.says(talk, "Boat?")
    shares(kofi, talk, 3_000, amina)
    page = amina.open("/")
    found: dict[str, Any] = {}
    for path in MONEY:
        page.goto(path)
        at_rest(page)
        found[path] = amiss(page)
    assert {path: what for path, what in found.items() if what} == {}
