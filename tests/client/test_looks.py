"""Chats and what strangers see are for everybody; every screen there is fits a small phone."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.client.browser import COMPUTER, Join
from tests.client.conftest import Devices
from tests.client.demo_town import places, registry, sign_in
from tests.client.eyes import LOOKS, SMALL_PHONE, overflow
from tests.client.screens import at_rest, inside, row, said, walk

GUESTS = ["/", "/join", "/sign-in", "/sign-in/recovery", "/borrow", "/goodbye", "/me/about"]
NOT_FOR_MEMBERS = {"/welcome", "/join", "/sign-in", "/sign-in/recovery", "/borrow", "/goodbye"}
MISSING = re.compile("Nothing lives here|这里什么也没有")
# A copy of everything is brought back in test_me_screens.py, which looks at this one.
# The desks open for operators only; that of money is looked at in test_desk.py.
MONEY_DESK = {f"/pay/desk/{one}" for one in ("books", "book", "rules")}
# It takes two towns to pay from one to the other: test_town_money.py.
TOWN_MONEY = {
    "/pay/desk/towns",
    "/pay/desk/towns/:domain",
    "/pay/town/:id",
    "/pay/town-request/:id",
}
# In the story nobody pays a cart or calls the town: orders/ and door/.
ORDERS = {"/cart/paid", "/pay/desk/orders"}
# What is fetched for orders is seen in warehouses/.
FETCH = {"/shops/:id/fetch/:pick"}
PARCELS = {"/pay/desk/parcels"}
# A courier at a locker, what goes back and the desk: in lockers/.
LOCKERS = {"/courier/lockers/:id", "/orders/:order/back/:id", "/pay/desk/lockers"}
# Nor is anybody followed on a trip or judged at the desk: that is looked at in
# map/test_ride_looks.py.
DESK = ("", "/help", "/drivers", "/drivers/:id", "/disputes", "/disputes/:id", "/tariff", "/sums")
TAXIS = {"/trip/:token", "/rides/:id/change", *(f"/taxi/desk{one}" for one in DESK)}
# A driver's days, wishes and record, ranks and pauses at the desk: there too.
TAXIS |= {
    "/taxi/desk/ranks",
    "/taxi/desk/pauses",
    *(f"/taxi/{one}" for one in ("day", "map", "wishes", "record")),
    "/taxi/desk/now",
    "/taxi/desk/surcharges",
    # Guests, and whom one follows.
    "/rides/:id/guest",
    "/rides/followed/:id",
}
# Halls that are drawn, the box office and friends who pay together: test_tickets_looks.py.
SHOWS = {"/tickets/hall/:id", "/tickets/box/:id", "/tickets/party/:id", "/tickets/given-up"}
# The story has no campaign, and nobody there leads the desk of shops: market/test_shop_desk.py and
# brands/test_brands.py.
CAMPAIGNS = {"/market/campaigns/:id", "/market/desk", "/market/desk/brands"}
# Of an item of one's own: market/test_buyers_side.py.
PRICES = {"/market/mine/:id/:item/prices"}
# Nobody in the story rewards sharing: shares/test_shares.py.
SHARES = {"/shared/:code", "/shared/item/:id", "/shared/shop/:id"}
DESKS = {"/me/arrive/:id", "/square/desk", *MONEY_DESK, *TOWN_MONEY}
PARCELS |= LOCKERS
ELSEWHERE = {*DESKS, *ORDERS, *FETCH, *PARCELS, *TAXIS, *SHOWS, *CAMPAIGNS, *PRICES, *SHARES}
# What no test of their own looks at in both looks: the Square, money, and of Me what one brought
# along or moves with.
LOOKED_AT = re.compile(
    r"/(square|moments|news|post|topics?|u|people|compose|pay|link|chats/starred"
    r"|me/(home|moving|towns|posts|programs|histories|imports|security/first-codes))\b"
)


@pytest.mark.parametrize("look", LOOKS)
def test_what_strangers_see_is_for_everybody(devices: Devices, look: str) -> None:
    options, amiss = LOOKS[look]
    page = devices.add(**options).new_page()
    found = {}
    for path in GUESTS:
        page.goto(path)
        at_rest(page)
        found[path] = amiss(page)
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_chats_are_for_everybody(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    amina = join("amina", **options)
    kofi, zola = join("kofi", "Kofi Mensah"), join("zola")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    page = amina.open("/")
    at_rest(page)
    found = {"nobody yet": amiss(page)}
    kofi.says(talk, "Bread at ten?", "See https://lake.town/bread")
    amina.says(talk, "Yes!")
    zola.request(amina)
    for path in ("/", f"/chat/{talk}", "/square", "/chat/nowhere", "/no/such/place"):
        page.goto(path)
        at_rest(page)
        found[path] = amiss(page)
    page.goto("/")
    page.locator("[data-list] button[aria-haspopup]:visible").click()
    found["menu"] = amiss(page)
    assert {path: what for path, what in found.items() if what} == {}


@contextmanager
def amina_of_the_story(
    devices: Devices, origin: str, language: str, **look: Any
) -> Iterator[tuple[Page, dict[str, str]]]:
    """Her phone in that language, and where each pattern of the registry leads her."""
    with ExitStack() as stack:
        amina, mei = (
            stack.enter_context(closing(sign_in(origin, one))) for one in ("amina", "mei")
        )
        amina.patch("/me", json={"language": language})
        ids = places(amina, mei)
        context = devices.add(**look)
        token = amina.cookies["leapfrog_session"]
        context.add_cookies([{"name": "leapfrog_session", "value": token, "url": origin}])
        page = context.new_page()
        page.goto("/")
        yield page, ids


@pytest.mark.parametrize("look", LOOKS)
def test_the_square_money_and_what_one_brought_are_for_everybody(
    story: None, devices: Devices, origin: str, look: str
) -> None:
    options, amiss = LOOKS[look]
    found = {}
    with amina_of_the_story(devices, origin, options.get("locale", "en"), **options) as here:
        page, ids = here
        for pattern in sorted(filter(LOOKED_AT.match, registry() - ELSEWHERE)):
            walk(page, ids.get(pattern, pattern))
            at_rest(page)
            found[pattern] = amiss(page)
    assert {pattern: what for pattern, what in found.items() if what} == {}


# They are all walked in parts, since it takes minutes on busy cores.
PARTS = 3
# A screen is reached by its address, and from another one without anything loaded anew.
WAYS: dict[str, Callable[[Page, str], object]] = {"en": Page.goto, "zh-CN": walk}


@pytest.mark.parametrize("nth", range(PARTS))
@pytest.mark.parametrize("language", WAYS)
def test_every_screen_of_the_registry_fits_a_small_phone(
    story: None, devices: Devices, origin: str, language: str, nth: int
) -> None:
    arrive, wide = WAYS[language], {}
    small: dict[str, Any] = {"reduced_motion": "reduce", **SMALL_PHONE}
    with amina_of_the_story(devices, origin, language, **small) as (page, ids):
        for pattern in sorted(registry() - NOT_FOR_MEMBERS - ELSEWHERE)[nth::PARTS]:
            path = ids.get(pattern, pattern)
            assert ":" not in path, f"say in demo_town.places where {pattern} leads"
            arrive(page, path)
            at_rest(page)
            expect(page).to_have_url(path)
            expect(page.get_by_text(MISSING)).to_have_count(0)
            if over := overflow(page):
                wide[path] = over
    assert wide == {}


def test_a_wide_window_shows_the_list_and_a_chat_side_by_side(join: Join) -> None:
    amina, kofi, zola = join("amina", **COMPUTER), join("kofi"), join("zola")
    for friend in (kofi, zola):
        amina.connect(friend)
        friend.says(friend.talk(amina), f"Hello from {friend.me['handle']}")
    page = amina.open("/")
    inside(page)
    expect(page.get_by_text("Pick a chat to read it here")).to_be_visible()
    row(page, "Kofi").click()
    expect(said(page)).to_have_text(["Hello from kofi"])
    expect(row(page, "Zola")).to_be_visible()
    expect(row(page, "Kofi")).to_have_attribute("aria-current", "true")
    row(page, "Zola").click()
    expect(said(page)).to_have_text(["Hello from zola"])
    page.go_back()
    expect(said(page)).to_have_text(["Hello from kofi"])
    page.go_back()
    expect(page.get_by_text("Pick a chat to read it here")).to_be_visible()
