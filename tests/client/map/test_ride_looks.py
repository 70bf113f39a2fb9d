"""Every screen of rides by hail is for everybody: the rider's, the driver's, of who pays, follows
or rides in somebody's place, and the desk's, as they are while something happens.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Person
from tests.client.eyes import LOOKS, Eyes
from tests.client.map.conftest import ATENEUM, Dweller
from tests.client.map.ride_acts import (
    MARKET,
    MUSEUM,
    asked,
    boarded,
    confirmed,
    drives,
    offered,
    paid,
    stands,
    taken,
)
from tests.client.till.steps import in_database, with_money

# As of a wallet that was empty when the ride should have been asked for.
NO_FUNDS = "update rides_hail set why = 'funds'"
BROKEN = """
insert into ride_pauses_broken
select id, gen_random_uuid(), 'returned', now() from identity_person, generate_series(1, 4)
where handle = 'wang'
"""
TO_MARKET = "/town/taxi?from=60.1703,24.9442&fromName=Ateneum&to=60.1677,24.9475&toName=Kappeli"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga runs the town."""
    return msgspec.structs.replace(settings, operators=("olga",))


@pytest.mark.parametrize("look", LOOKS)
def test_before_a_ride(dweller: Dweller, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    amina, bo = dweller("amina", "Amina Diallo", **options), dweller("bo_chen", "Bo Chen")
    wang = dweller("wang", "Wang Jianguo")
    with_money(settings, amina)
    with_money(settings, bo)
    amina.connect(bo)
    phone = amina.open("/town/taxi")
    eyes.see(phone, "where to", ".card button.row")
    for path in ("/rides", "/town/taxi/payers", "/town/taxi/followers", "/town/taxi/wishes"):
        eyes.go(phone, path)
    eyes.go(phone, "/town/taxi/tariff", ".card")
    drives(wang, settings)
    token = confirmed(bo, amina.me["id"], amina.me["id"], 4_000)
    bo.ask("PUT", f"/rides/payers/{amina.me['id']}", {"monthly": 4_000, "confirmation": token})
    amina.ask("PUT", "/rides/followers", {"people": [bo.me["id"]], "from_hour": 22})
    for path in ("/town/taxi/payers", "/town/taxi/followers"):
        eyes.go(phone, path, ".card .row")
    eyes.go(phone, TO_MARKET, ".ask button")
    phone.locator("details summary").last.click()
    eyes.see(phone, "how the price comes", "details[open]")
    phone.locator(".card.rows button.row").last.click()
    phone.locator("dialog[open] [role=switch], dialog[open] input[type=checkbox]").first.click()
    eyes.sheet(phone, "what the car carries")
    eyes.nothing()


@pytest.mark.parametrize("look", LOOKS)
def test_for_later_and_for_somebody_else(dweller: Dweller, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    amina = dweller("amina", "Amina Diallo", **options)
    with_money(settings, amina)
    at = (datetime.now(UTC) + timedelta(hours=5)).isoformat()
    later = asked(amina, at=at, guest="Grandma Aïssatou")
    phone = amina.open(f"/rides/{later}")
    eyes.see(phone, "booked", "section.now")
    eyes.go(phone, f"/rides/{later}/guest", ".paper")
    phone.locator("button.leap").click()
    eyes.see(phone, "a link for who rides", ".paper svg, .paper canvas, .paper [role=img]")
    eyes.go(phone, "/rides", ".card a.row[href^='/rides/']")
    link = amina.ask("PUT", f"/rides/{later}/guest-link")["link"]
    eyes.go(phone, link, ".state")
    in_database(settings, NO_FUNDS)
    eyes.go(phone, f"/rides/{later}", "section.now .bad")
    phone.locator("button.plain").click()
    eyes.sheet(phone, "called off")
    eyes.go(phone, "/trip/nobody-has-given-this", ".state, .empty, h2")
    eyes.nothing()


@pytest.mark.parametrize("look", LOOKS)
def test_a_ride_on_all_phones(dweller: Dweller, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    amina, wang = dweller("amina", "Amina Diallo", **options), dweller("wang", "王建国", **options)
    bo = dweller("bo_chen", "Bo Chen", **options)
    with_money(settings, amina)
    amina.connect(bo)
    amina.ask("PUT", "/rides/followers", {"people": [bo.me["id"]]})
    drives(wang, settings)
    cab = wang.open("/taxi")
    eyes.see(cab, "on duty", "[role=switch], input[type=checkbox]")
    ride = asked(amina)
    phone = amina.open(f"/rides/{ride}")
    eyes.see(phone, "looking for a driver", "button.plain")
    offered(wang)
    eyes.see(cab, "an offer", "dialog[open] .num")
    taken(wang)
    eyes.see(cab, "fetch", "section.now")
    eyes.see(phone, "it comes", ".code")
    link = amina.ask("PUT", f"/rides/{ride}/sharing")["link"]
    written = f"/rides/{ride}/messages/{new_id()}"
    wang.ask("PUT", written, {"text": "I stand behind the bus, by the red door"})
    phone.reload()
    on_the_phone(eyes, phone)
    eyes.go(phone, f"/rides/{ride}/change", ".body .card")
    stands(wang)
    wang.ask("PUT", f"/rides/{ride}/arrival", {})
    cab.goto("/taxi")
    eyes.see(cab, "at the door, the driver", ".form input")
    eyes.go(phone, f"/rides/{ride}", "button.leap")
    amina.ask("PUT", f"/rides/{ride}/boarding", {})
    eyes.see(phone, "in the car", ".state")
    cab.reload()
    eyes.see(cab, "in the car, the driver", "button.leap")
    home = bo.open(f"/rides/followed/{ride}")
    eyes.see(home, "followed as chosen", ".state")
    eyes.go(home, link, ".state")
    paid(wang, ride)
    home.get_by_role("application").wait_for(state="detached")
    eyes.see(home, "followed to the end", ".state")
    over(eyes, phone, cab, ride)
    eyes.nothing()


def on_the_phone(eyes: Eyes, phone: Page) -> None:
    """What one can do while it comes."""
    phone.locator("button.plain").last.click()
    eyes.sheet(phone, "call it off")
    rows = phone.locator(".card.rows button.row")
    for n, what in ((-3, "write to each other"), (-2, "share the trip"), (-1, "help")):
        rows.nth(n).click()
        eyes.sheet(phone, what)


def over(eyes: Eyes, phone: Page, cab: Page, ride: str) -> None:
    """The receipt, what one thinks of it, and what the other sees."""
    phone.goto(f"/rides/{ride}")
    eyes.see(phone, "receipt", ".pick")
    phone.locator(".pick button").nth(3).click()
    phone.locator(".words button").first.click()
    eyes.see(phone, "stars", ".words")
    phone.locator(".words ~ button").click()
    phone.locator(".pick").wait_for(state="detached")
    # Below it are: ride with them no more, and report.
    phone.locator(".card.rows button.row").nth(-3).click()
    phone.locator("dialog[open] textarea").fill("We went round the lake, twice")
    eyes.see(phone, "objects", "dialog[open]")
    phone.locator("dialog[open] button.button").last.click()
    phone.locator("dialog[open]").wait_for(state="detached")
    eyes.see(phone, "has objected", "section[aria-live] p")
    eyes.go(phone, "/rides", ".card a.row[href^='/rides/']")
    eyes.go(cab, f"/rides/{ride}", "section[aria-live] button")
    eyes.go(cab, "/taxi", "a.row")


@pytest.mark.parametrize("look", LOOKS)
def test_cash_and_the_meter(dweller: Dweller, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    amina, wang = dweller("amina", "Amina Diallo", **options), dweller("wang", "王建国", **options)
    with_money(settings, amina)
    drives(wang, settings)
    ride = asked(amina, mode="cash")
    taken(wang)
    boarded(amina, wang, ride)
    cab = wang.open("/taxi")
    cab.locator("button.plain").last.click()
    eyes.sheet(cab, "given another sum")
    paid(wang, ride, fare=100)
    phone = amina.open(f"/rides/{ride}")
    eyes.see(phone, "paid in cash", "button.second")
    phone.locator("button.second").click()
    eyes.sheet(phone, "gave another sum")
    amina.ask("PUT", f"/rides/{ride}/sum/no", {"given": 200})
    eyes.see(phone, "the desk decides", "p.said")
    eyes.go(cab, f"/rides/{ride}", "p.said")
    eyes.nothing()


@pytest.mark.parametrize("look", LOOKS)
def test_who_drives(dweller: Dweller, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    wang = dweller("wang", "王建国", **options)
    cab = wang.open("/taxi")
    eyes.see(cab, "drives nobody yet", ".form button")
    wang.ask("PUT", "/rides/driver", {"plate": "LT 88", "car": "Blue Skoda Octavia"})
    eyes.go(cab, "/taxi", ".form input")
    wang.ask("PUT", "/rides/driver/vetting", {"licence": "FI-4711"})
    eyes.go(cab, "/taxi", ".said")
    drives(wang, settings)
    area = {"lat": ATENEUM["latitude"], "lon": ATENEUM["longitude"], "metres": 3_000}
    for path in ("/taxi/wishes", "/taxi/day", "/taxi/map", "/taxi/car", "/taxi/record"):
        eyes.go(cab, path, ".card, [role=application]")
    wang.ask("PUT", "/rides/driver/wishes", {"area": area, "takes": "women_from", "from_hour": 22})
    eyes.go(cab, "/taxi/wishes", ".form input")
    in_database(settings, BROKEN)
    eyes.go(cab, "/taxi", ".card.rows .row")
    eyes.nothing()


@pytest.mark.parametrize("look", LOOKS)
def test_the_desk(dweller: Dweller, settings: Settings, look: str) -> None:
    options, eyes = LOOKS[look][0], Eyes(look)
    olga = dweller("olga", **options)
    desk = olga.open("/taxi/desk")
    eyes.see(desk, "nothing to do", "a.row")
    for one in ("disputes", "sums", "help", "pauses", "drivers"):
        eyes.go(desk, f"/taxi/desk/{one}", "h1")
    driver, dispute = happened(dweller, settings)
    for path in (
        "",
        *(f"/{one}" for one in ("disputes", "sums", "help", "pauses", "drivers")),
        f"/drivers/{driver}",
        f"/disputes/{dispute}",
        *(f"/{one}" for one in ("tariff", "surcharges", "now", "ranks")),
    ):
        eyes.go(desk, f"/taxi/desk{path}", ".card, [role=application]")
    eyes.nothing()


def happened(dweller: Dweller, settings: Settings) -> tuple[str, str]:
    """One ride to judge, one whose sums differ, a call for help, a driver who waits; answers the
    driver and the first ride.
    """
    amina, wang = dweller("amina", "Amina Diallo"), dweller("wang", "王建国")
    with_money(settings, amina)
    drives(wang, settings)
    judged = driven(amina, wang)
    body = {"words": "We went round the lake, and the driver did not know the way."}
    amina.ask("PUT", f"/rides/{judged}/dispute", body)
    cash = driven(amina, wang, mode="cash", fare=100)
    amina.ask("PUT", f"/rides/{cash}/sum/no", {"given": 200})
    last = asked(amina)
    taken(wang)
    boarded(amina, wang, last)
    amina.ask("PUT", f"/rides/{last}/help", {"id": str(new_id())})
    in_database(settings, BROKEN)
    return wang.me["id"], judged


def driven(amina: Person, wang: Person, fare: int | None = None, **more: Any) -> str:
    """A ride from the museum to the market, to its end."""
    ride = asked(amina, **more)
    taken(wang)
    boarded(amina, wang, ride)
    stands(wang, MARKET)
    paid(wang, ride, **({"fare": fare} if fare else {}))
    stands(wang, MUSEUM)
    return ride
