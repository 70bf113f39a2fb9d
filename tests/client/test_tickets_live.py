"""What happens on the phones of others is seen at once: seats that are taken while one looks, codes
that live, tickets that go together, and rows that are stretched.
"""

from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from leapfrog.ticket_codes import living
from tests.client.browser import Join, Person
from tests.client.cinema import cinema, later_show
from tests.client.screens import changing
from tests.client.test_tickets import checks
from tests.client.test_tickets_evening import says
from tests.client.test_tickets_looks import held, paid
from tests.client.till.steps import with_money

HALF_AN_HOUR, TWO_DAYS = timedelta(minutes=30), timedelta(days=2)


def seat(page: Page, number: int, state: str) -> Any:
    return page.get_by_role("checkbox", name=f"Row 1, seat {number}, €11.00, {state}")


def test_seats_change_while_one_looks_and_are_asked_for_while_the_line_is_down(
    join: Join, settings: Settings
) -> None:
    olga, amina, bo = join("olga"), join("amina"), join("bobo")
    show = cinema(olga, 3, 6, TWO_DAYS).show
    page = amina.open(f"/tickets/show/{show}")
    seat(page, 2, "free").focus()
    page.keyboard.press("Space")
    expect(seat(page, 2, "free")).to_be_checked()
    # From now on only the stream can tell.
    page.route(f"**/shows/{show}/seats", lambda route: route.abort())
    order = held(bo, show, 0, 1)
    expect(seat(page, 1, "taken")).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    bo.ask("DELETE", f"/tickets/orders/{order['id']}")
    expect(seat(page, 1, "free")).to_be_visible()
    page.close()

    page = amina.context.new_page()
    page.route_web_socket("**/stream", lambda socket: socket.close())
    page.goto(f"{amina.origin}/tickets/show/{show}")
    expect(seat(page, 1, "free")).to_be_visible()
    held(bo, show, 0, 1)
    expect(seat(page, 1, "taken")).to_be_visible()


def lives(person: Person, later: int = 0) -> str:
    """What the phone shows of the first ticket, or did or will so many seconds off."""
    one = person.ask("GET", "/tickets")["tickets"][0]
    now = datetime.now(UTC) + timedelta(seconds=later)
    return living(one["code"], urlsafe_b64decode(one["secret"]), now)


def test_a_picture_of_a_code_lets_nobody_in_and_the_phone_does(
    join: Join, settings: Settings
) -> None:
    olga, amina = join("olga"), join("amina")
    with_money(settings, amina)
    show = cinema(olga, 3, 6, HALF_AN_HOUR).show
    paid(amina, held(amina, show, 0))
    page = olga.open(f"/tickets/work/{show}/gate")
    switch = page.get_by_role("switch", name="Only live codes")
    expect(switch).not_to_be_checked()
    with changing(page, "/gate/setup") as told:
        switch.check()
        expect(page.get_by_text("The gates know of it").filter(visible=True).first).to_be_visible()
    assert told.value.json()["live"] is True

    phone = amina.open(f"/tickets/at/{show}")
    expect(phone.get_by_role("img", name="The code for the gate")).to_be_visible()
    expect(phone.get_by_text("Changes each half minute")).to_be_visible()

    gate = olga.open(f"/gate/{show}")
    expect(gate.get_by_text("Online")).to_be_visible()
    for online in (True, False):
        olga.context.set_offline(not online)
        checks(gate, lives(amina, -180))
        says(gate, "A picture, or a phone with a wrong clock")
        gate.get_by_role("button", name="Next").click()
    checks(gate, lives(amina))
    says(gate, "Welcome")
    says(gate, "Decided without network")
    olga.context.set_offline(False)
    expect(gate.get_by_text("Online · 1 let in here")).to_be_visible()
    assert olga.ask("GET", f"/tickets/shows/{show}/sales")["entered"] == 1


def test_tickets_are_given_up_together(join: Join, settings: Settings) -> None:
    olga, amina, bo = join("olga"), join("amina"), join("bobo")
    with_money(settings, amina)
    show = cinema(olga, 3, 6, TWO_DAYS).show
    paid(amina, held(amina, show, 0, 1))
    phone = amina.open(f"/tickets/at/{show}")
    phone.get_by_role("button", name="I cannot go").first.click()
    sheet = phone.get_by_role("dialog", name="I cannot go")
    sheet.get_by_role("switch", name="Only together, all 2").check()
    sheet.get_by_role("button", name="Offer it to others").click()
    expect(phone.get_by_text("only together with your others")).to_have_count(2)

    page = bo.open(f"/tickets/show/{show}")
    page.get_by_role("checkbox", name="Row 1, seat 1,").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Take 1 seat").click()
    page.get_by_role("button", name="Choose the seats beside them too").click()
    page.get_by_role("button", name="Take 2 seats · €22.00").click()
    expect(page.get_by_role("button", name="Pay €22.00")).to_be_visible()


def test_who_waits_is_told_what_can_be_hoped_for(join: Join, settings: Settings) -> None:
    olga, amina, bo = join("olga"), join("amina"), join("bobo")
    lux = cinema(olga, 2, 4, TWO_DAYS)
    olga.ask("PUT", f"/tickets/shows/{lux.show}/house", {"seats": list(range(8))})
    page = amina.open(f"/tickets/show/{lux.show}")
    page.get_by_role("button", name="Wait for tickets").click()
    sheet = page.get_by_role("dialog", name="Wait for tickets")
    expect(sheet.get_by_text("Nobody waits yet: you are the first.")).to_be_visible()
    bo.ask("PUT", f"/tickets/shows/{lux.show}/wish", {"count": 2})
    page.reload()
    page.get_by_role("button", name="Wait for tickets").click()
    expect(sheet.get_by_text("1 is asked before you")).to_be_visible()
    sheet.get_by_role("button", name="Wait for tickets").click()
    expect(page.get_by_role("status").get_by_text("1 is asked before you")).to_be_visible()


def test_who_would_come_at_another_time_has_what_is_free_first(
    join: Join, settings: Settings
) -> None:
    olga, amina = join("olga"), join("amina")
    floor = {"name": "Floor", "price": 800, "capacity": 1}
    lux = cinema(olga, 2, 4, TWO_DAYS, standing=[floor])
    other, house = later_show(olga, lux), list(range(8))
    for show in (lux.show, other):
        olga.ask("PUT", f"/tickets/shows/{show}/house", {"seats": house})
    page = amina.open(f"/tickets/show/{lux.show}")
    page.get_by_role("button", name="Wait for tickets").click()
    sheet = page.get_by_role("dialog", name="Wait for tickets")
    sheet.get_by_role("button", name="1", exact=True).click()
    sheet.get_by_role("button", name="Up to €8.00 each").click()
    sheet.get_by_role("group", name="Or at another time").get_by_role("button").click()
    sheet.get_by_role("button", name="Any price").click()
    sheet.get_by_role("group", name="Category").get_by_role("button", name="Seat").click()
    sheet.get_by_role("button", name="Wait for tickets").click()
    card = page.get_by_role("status").filter(has_text="You wait for 1 ticket")
    expect(card).to_contain_text("Or of 1 other show, whichever comes first")
    olga.ask("PUT", f"/tickets/shows/{other}/house", {"seats": house[1:]})
    expect(page.get_by_role("button", name="Wait for tickets")).to_be_visible()
    page.goto(f"/tickets/show/{other}")
    # Now says so too, below this screen, once it has read it.
    expect(page.get_by_role("status").get_by_text("Held for you until")).to_be_visible()
    page.get_by_role("link", name="See and pay").click()
    expect(page.get_by_role("button", name="Pay €11.00")).to_be_visible()


def test_a_ticket_is_in_now_two_hours_before_the_doors(join: Join, settings: Settings) -> None:
    """Not from the morning on."""
    olga, amina = join("olga"), join("amina")
    with_money(settings, amina)
    lux = cinema(olga, 2, 4, timedelta(hours=2))
    tonight = later_show(olga, lux, timedelta(hours=6))
    for show in (lux.show, tonight):
        paid(amina, held(amina, show, 0))
    page = amina.open("/town")
    expect(page.locator(f"a[href='/tickets/at/{lux.show}']")).to_be_visible()
    expect(page.locator(f"a[href='/tickets/at/{tonight}']")).to_have_count(0)


def test_rows_are_stretched_to_the_widest(join: Join) -> None:
    olga = join("olga")
    lux = cinema(olga, 2, 8, TWO_DAYS)
    page = olga.open(f"/tickets/hall/{lux.hall}")
    page.get_by_role("button", name="Change row 2").click()
    page.get_by_label("Seats in each row").fill("5")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Stretch all rows to the widest").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    plan = olga.ask("GET", f"/tickets/halls/{lux.hall}/plan")
    ends = [
        [row["position"]["x"] + row["seats"][n]["position"]["x"] for n in (0, -1)]
        for row in plan["zones"][0]["rows"]
    ]
    assert ends[0] == ends[1]
