"""Every screen of tickets is for everybody: of who buys, of friends who pay together, of who waits,
and of who sells and works at the doors.
"""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.cinema import Opened, cinema, concert, later, later_show
from tests.client.eyes import LOOKS, Eyes
from tests.client.screens import changing
from tests.client.till.steps import PIN, in_database, with_money

DAY = timedelta(days=1)
STUDENT, POPCORN = (str(new_id()) for _ in range(2))
# As of a show that was called off, whose money a closed account did not take for two weeks.
STUCK = "update tickets_order set problem = 'account_closed', given_up_at = now()"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga runs the town, and its cinema."""
    return msgspec.structs.replace(settings, operators=("olga",))


def opened(olga: Person) -> Opened:
    """A cinema with a fare, popcorn, and a code for the press."""
    lux = cinema(olga, 4, 8, 2 * DAY)
    quotas = [{"n": 1, "name": "Popcorn", "units": 60}]
    fare = {"id": STUDENT, "kind": "fare", "name": "Student", "price": 50, "proof": "Student card"}
    extra = {"id": POPCORN, "kind": "extra", "name": "Popcorn", "price": 400, "quotas": [1]}
    body = {"quotas": quotas, "products": [fare, extra]}
    olga.ask("PUT", f"/tickets/shows/{lux.show}/products", body)
    terms = {"name": "Press", "effect": "percent", "value": 25, "until": later(DAY)}
    terms |= {"uses": 9, "per_person": 9}
    batch = {"merchant_id": lux.shop, "show_id": lux.show, "code": "press-20"} | terms
    olga.ask("PUT", f"/vouchers/batches/{new_id()}", batch)
    return lux


def held(one: Person, show: str, *seats: int) -> Any:
    return one.ask("PUT", f"/tickets/orders/{new_id()}", {"show_id": show, "seats": list(seats)})


def paid(one: Person, order: Any) -> Any:
    about = {"use": "tickets", "id": order["id"], "to": order["show"]["id"]}
    body = {"order": about | {"amount": order["amount"]}, "pin": PIN}
    token = one.ask("POST", "/pay/confirmations", body)["token"]
    return one.ask("PUT", f"/tickets/orders/{order['id']}/payment", {"confirmation": token})


@pytest.mark.parametrize("look", LOOKS)
def test_who_buys(join: Join, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    olga, amina = join("olga"), join("amina", **options)
    with_money(settings, amina)
    phone = amina.open("/tickets")
    eyes.see(phone, "nothing is on", "h2")
    eyes.go(phone, "/tickets/mine", "h2")
    lux = opened(olga)
    show = lux.show
    concert(olga, lux)
    eyes.go(phone, "/tickets", f"a[href='/tickets/show/{show}']")
    for what, one in (("event", lux.event), ("venue", lux.venue), ("organiser", lux.shop)):
        eyes.go(phone, f"/tickets/{what}/{one}", ".card a.row")
    choosing(eyes, phone, show)
    order = held(amina, show, 0, 1)
    eyes.go(phone, f"/tickets/order/{order['id']}", "select")
    fares = [{"ticket_id": order["tickets"][0]["id"], "product_id": STUDENT}]
    extras = [{"product_id": POPCORN, "units": 2}]
    body = {"fares": fares, "extras": extras, "voucher": "press-20"}
    order = amina.ask("PUT", f"/tickets/orders/{order['id']}/basket", body)
    phone.reload()
    eyes.see(phone, "a full basket", ".steps b")
    paid(amina, order)
    eyes.go(phone, f"/tickets/order/{order['id']}", ".sum")
    eyes.go(phone, f"/tickets/at/{show}", "section [role=img]")
    phone.locator("section button.plain").first.click()
    eyes.see(phone, "cannot go", "section [role=img]")
    eyes.go(phone, "/tickets/mine", "a.row")
    phone.locator("button.plain").first.click()
    eyes.sheet(phone, "a paper ticket")
    olga.ask("PUT", f"/tickets/shows/{show}/cancellation", {"why": "The projector is ill."})
    eyes.go(phone, f"/tickets/show/{show}", ".gone")
    eyes.go(phone, f"/tickets/order/{order['id']}", ".gone")
    eyes.nothing()


def choosing(eyes: Eyes, phone: Page, show: str) -> None:
    """As a map, by rows, the best ones."""
    phone.goto(f"/tickets/show/{show}")
    phone.locator("[role=checkbox]").nth(3).press("Space")
    eyes.see(phone, "seats", "footer button.leap:enabled")
    chips = phone.locator(".body .chips button")
    chips.nth(1).click()
    eyes.see(phone, "row by row", "h1")
    chips.nth(2).click()
    eyes.see(phone, "the best seats", "h1")
    phone.locator("details summary").first.click()
    eyes.see(phone, "has a code", "details input")


@pytest.mark.parametrize("look", LOOKS)
def test_friends_and_who_waits(join: Join, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    olga, amina = join("olga"), join("amina", "Amina Diallo", **options)
    bo = join("bobo", "Bo Lind", **options)
    for one in (amina, bo):
        with_money(settings, one)
    amina.connect(bo)
    floor = {"name": "Floor", "price": 800, "capacity": 2}
    lux = cinema(olga, 1, 4, 2 * DAY, standing=[floor])
    show, other = lux.show, later_show(olga, lux)
    order = held(amina, show, 0, 1)
    party = amina.ask("PUT", f"/tickets/parties/{order['id']}")["id"]
    phone, friend = amina.open(f"/tickets/party/{party}"), bo.open(f"/tickets/party/{party}")
    eyes.see(phone, "who asked", ".row")
    friend.locator("input[type=checkbox]").last.click()
    eyes.see(friend, "a friend", "footer button")
    taken = {"order_id": str(new_id()), "tickets": [order["tickets"][1]["id"]]}
    bo.ask("PUT", f"/tickets/parties/{party}/seats", taken)
    eyes.go(phone, f"/tickets/party/{party}", "footer a")
    olga.ask("PUT", f"/tickets/shows/{show}/house", {"seats": [2, 3]})
    room = {"show_id": show, "standing": 2, "category": 1}
    olga.ask("PUT", f"/tickets/orders/{new_id()}", room)
    friend.goto(f"/tickets/show/{show}")
    eyes.see(friend, "sold out", ".gone")
    friend.locator(".gone ~ button.second").first.click()
    friend.locator("dialog[open] .picks button").first.click()
    eyes.sheet(friend, "would wait")
    bo.ask("PUT", f"/tickets/shows/{show}/wish", {"count": 2, "at_most": 800, "also": [other]})
    friend.reload()
    eyes.see(friend, "waits", ".held")
    eyes.nothing()


@pytest.mark.parametrize("look", LOOKS)
def test_who_sells(join: Join, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    olga, amina = join("olga", **options), join("amina", "Amina Diallo")
    with_money(settings, amina)
    page = olga.open("/tickets/work")
    eyes.see(page, "no shows yet", "h2")
    lux = opened(olga)
    order = held(amina, lux.show, 0, 1)
    extras = [{"product_id": POPCORN, "units": 2}]
    body = {"fares": [], "extras": extras, "voucher": None}
    paid(amina, amina.ask("PUT", f"/tickets/orders/{order['id']}/basket", body))
    code = amina.ask("GET", "/tickets")["tickets"][0]["code"]
    eyes.go(page, "/tickets/work", "a.row")
    adds(eyes, page)
    work = f"/tickets/work/{lux.show}"
    eyes.go(page, work, ".sums")
    page.locator("button.plain").last.click()
    eyes.sheet(page, "would call it off")
    olga.ask("PUT", f"/tickets/shows/{lux.show}/messages/{new_id()}", {"text": "Doors at seven."})
    for one in ("products", "vouchers", "figures"):
        eyes.go(page, f"{work}/{one}", ".card")
    page.goto(f"{work}/products")
    page.locator("button.wide").first.click()
    eyes.sheet(page, "a product")
    page.goto(f"{work}/vouchers")
    page.locator("button.row").first.click()
    eyes.sheet(page, "codes")
    page.locator("button.wide").first.click()
    eyes.sheet(page, "makes codes")
    eyes.go(page, f"{work}/counter", "form input")
    page.locator("form input").fill(code)
    page.locator("form button").click()
    eyes.see(page, "hands over", ".card.rows button")
    hall(eyes, page, lux.hall)
    eyes.nothing()


def adds(eyes: Eyes, page: Page) -> None:
    """The forms of what is shown where."""
    for n, what in enumerate(("a show", "an event", "a hall", "a venue")):
        page.locator(".scroll button.wide").nth(n).click()
        eyes.sheet(page, what)


def hall(eyes: Eyes, page: Page, hall_id: str) -> None:
    eyes.go(page, f"/tickets/hall/{hall_id}", "[role=checkbox]")
    page.locator("[role=checkbox]").nth(3).press("Space")
    eyes.see(page, "a seat of the plan", ".two")
    page.locator(".two button").last.click()
    eyes.sheet(page, "about a seat")


@pytest.mark.parametrize("look", LOOKS)
def test_the_box_office_and_the_town(join: Join, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    olga, amina = join("olga", **options), join("amina", "Amina Diallo")
    with_money(settings, amina)
    lux = cinema(olga, 3, 6, 2 * DAY)
    desk = olga.open(f"/tickets/work/{lux.show}/desk")
    eyes.see(desk, "seats to sell", "[role=checkbox]")
    desk.locator("[role=checkbox]").first.press("Space")
    desk.locator("footer button").click()
    eyes.see(desk, "held for who stands there", "footer button.second")
    with changing(desk, "/cash"):
        desk.locator("footer button").first.click()
    desk.locator("footer button[aria-busy=true]").first.wait_for(state="detached")
    eyes.see(desk, "sold for cash", "[role=img]")
    eyes.go(desk, "/tickets/given-up", "h2")
    paid(amina, held(amina, lux.show, 4))
    in_database(settings, STUCK)
    eyes.go(desk, "/tickets/given-up", ".card .row")
    eyes.nothing()
