"""The map: opened, moved by keys and fingers, searched, chosen from, in both languages."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.client.browser import Join
from tests.client.eyes import LOOKS
from tests.client.map.conftest import Dweller
from tests.client.map.steps import at_rest, card, ground, middle, paints, rows, sheet

AT = "/town/map?at=60.1702,24.9415&name=Meeting+point"
STEP = 120


class Fingers:
    """Of one hand, on one page."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def are(self, kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(at)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_it_opens_from_town_with_its_places_below_and_whose_data_it_is(dweller: Dweller) -> None:
    page = dweller("amina").open("/town")
    page.get_by_role("link", name="Map", exact=True).tap()
    ground(page)
    tiles = page.locator(".plane canvas:not(.words)")
    for tile in tiles.all():
        paints(tile)
    assert tiles.count() <= 12
    paints(page.locator("canvas.words"))
    expect(page.get_by_text("© OpenStreetMap contributors")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Around here")).to_be_visible()
    expect(rows(page).filter(has_text="Aleksis Kivi Memorial")).to_be_visible()


def test_arrow_keys_move_it_and_plus_and_minus_change_how_near_it_is(dweller: Dweller) -> None:
    page = dweller("amina").open(AT)
    x, y = middle(page, "pin")
    ground(page).focus()
    page.keyboard.press("ArrowRight")
    moved = middle(page, "pin")
    assert moved == pytest.approx((x - STEP, y), abs=1)
    page.keyboard.press("ArrowUp")
    assert middle(page, "pin")[1] == pytest.approx(y + STEP, abs=1)
    page.keyboard.press("-")
    nearer = middle(page, "pin")
    box = ground(page).bounding_box()
    assert box
    centre = box["x"] + box["width"] / 2
    assert nearer[0] - centre == pytest.approx((moved[0] - centre) / 2, abs=1)


def test_two_fingers_bring_it_nearer_and_one_moves_it(dweller: Dweller) -> None:
    page = dweller("amina").open(AT)
    at_rest(page)
    page.get_by_role("button", name="Where I am").tap()
    expect(page.locator(".mark.here")).to_be_attached()
    here = middle(page, "here")
    pin = middle(page, "pin")
    hand = Fingers(page)
    hand.are("touchStart", (150, 300), (250, 300))
    for part in range(1, 5):
        hand.are("touchMove", (150 - 12.5 * part, 300), (250 + 12.5 * part, 300))
    hand.are("touchEnd")
    apart = [middle(page, look)[0] for look in ("here", "pin")]
    assert apart[0] - apart[1] == pytest.approx(2 * (here[0] - pin[0]), rel=0.02)
    before = middle(page, "here")
    hand.are("touchStart", (200, 300))
    for px in (4, 9, 20, 40, 60):
        hand.are("touchMove", (200, 300 + px))
    page.wait_for_timeout(200)
    hand.are("touchEnd")
    assert middle(page, "here")[1] - before[1] == pytest.approx(60, abs=9.5)


def test_whoever_says_no_is_told_how_to_say_yes_and_was_not_asked_before(
    dweller: Dweller,
) -> None:
    page = dweller("amina", permissions=[], geolocation=None).open("/town/map")
    ground(page)
    expect(page.get_by_text("may not know")).to_have_count(0)
    page.get_by_role("button", name="Where I am").tap()
    expect(page.get_by_text("This app may not know where you are.")).to_be_visible()


def test_chinese_words_find_what_has_no_chinese_name(dweller: Dweller) -> None:
    page = dweller("mei", locale="zh-CN").open("/town/map")
    ground(page)
    page.get_by_role("searchbox", name="搜索地图").fill("电影院")
    expect(rows(page).first).to_contain_text("电影院")
    rows(page).filter(has_text="Kinopalatsi").first.tap()
    found = sheet(page, "Kinopalatsi")
    expect(found).to_contain_text("电影院")
    expect(page.locator(".mark.pin")).to_be_attached()


def test_a_chip_shows_one_kind_and_again_all_of_them(dweller: Dweller) -> None:
    page = dweller("amina").open("/town/map")
    ground(page)
    chip = page.get_by_role("button", name="Cinemas")
    chip.tap()
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ places?$"))).to_be_visible()
    shown = rows(page).all_inner_texts()
    assert shown
    assert all("Cinema" in one for one in shown)
    chip.tap()
    expect(page.get_by_role("heading", name="Around here")).to_be_visible()


def test_open_now_leaves_out_what_is_closed(dweller: Dweller) -> None:
    page = dweller("amina", timezone_id="Europe/Helsinki").open("/town/map")
    page.clock.set_fixed_time("2026-11-23T03:30:00+02:00")
    page.get_by_role("button", name="Food", exact=True).tap()
    expect(page.get_by_role("heading", name="50 places")).to_be_visible()
    expect(rows(page).filter(has_text="Closed").first).to_be_attached()
    page.get_by_role("button", name="Open now").tap()
    expect(page.get_by_role("heading", name="50 places")).to_be_hidden()
    expect(rows(page).filter(has_text="Closed")).to_have_count(0)


def test_a_place_is_sent_into_a_chat_and_kept_as_home(dweller: Dweller) -> None:
    amina, kofi = dweller("amina", "Amina Diallo"), dweller("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    page = amina.open("/town/map?q=Kinopalatsi")
    rows(page).first.tap()
    found = sheet(page, "Kinopalatsi")
    home = found.get_by_role("button", name="Home")
    home.tap()
    expect(home).to_have_attribute("aria-pressed", "true")
    [kept] = amina.ask("GET", "/places/mine")["places"]
    assert (kept["word"], kept["name"]) == ("home", "Kinopalatsi")
    found.get_by_role("button", name="Send").tap()
    dialog = page.get_by_role("dialog", name="Send in a chat")
    dialog.get_by_role("button", name="Kofi Mensah").tap()
    dialog.get_by_role("button", name="Send", exact=True).tap()
    expect(dialog).to_be_hidden()
    expect(card(kofi.open(f"/chat/{talk}"), "Kinopalatsi")).to_be_visible()
    [sent] = kofi.ask("GET", f"/conversations/{talk}/messages")["messages"]
    assert sent["kind"] == "location"
    assert sent["meta"]["name"] == "Kinopalatsi"
    assert sent["meta"]["lat"] == pytest.approx(kept["lat"])
    home.tap()
    expect(home).to_have_attribute("aria-pressed", "false")
    assert amina.ask("GET", "/places/mine")["places"] == []


def test_what_is_kept_stands_first_in_the_list_and_opens_from_there(dweller: Dweller) -> None:
    amina = dweller("amina")
    spot = {"lat": 60.1702, "lon": 24.9415, "name": "My desk"}
    amina.ask("PUT", "/places/mine/work", spot)
    page = amina.open("/town/map")
    own = page.get_by_role("list", name="Your places").get_by_role("button")
    expect(own).to_have_text([re.compile(r"Work\s*My desk")])
    own.tap()
    expect(sheet(page, "My desk")).to_be_visible()


def test_a_tap_on_the_ground_says_where_that_is(dweller: Dweller) -> None:
    page = dweller("amina").open(AT)
    at_rest(page)
    sheet(page, "Meeting point").get_by_role("button", name="Close").tap()
    page.touchscreen.tap(60, 460)
    expect(page.locator(".mark.pin")).to_be_attached()
    expect(page.get_by_role("button", name="Favourite")).to_be_visible()


def test_a_town_without_a_map_says_how_it_gets_one(join: Join) -> None:
    page = join("amina").open("/town/map")
    expect(page.get_by_role("heading", name="This town has no map yet")).to_be_visible()
    expect(page.get_by_text("leapfrog map town.osm.pbf")).to_be_visible()


def test_the_search_of_everything_finds_places_too(dweller: Dweller) -> None:
    page = dweller("amina").open("/search")
    page.get_by_role("searchbox").fill("kinopalatsi")
    page.get_by_role("link", name="Kinopalatsi").first.tap()
    expect(sheet(page, "Kinopalatsi")).to_be_visible()
    ground(page)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", ["/town/map?kind=food", AT])
def test_nothing_is_amiss_on_the_map(dweller: Dweller, path: str, look: str) -> None:
    options: dict[str, Any]
    options, amiss = LOOKS[look]
    page = dweller("amina", **options).open(path)
    at_rest(page)
    assert amiss(page) == []
